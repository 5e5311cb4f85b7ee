// A first revision out of a database that is there: written, proven and stamped, or nothing at all.

#include "support/catch.h"
#include "support/project.h"
#include "support/schemas.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto small =
    "create table users (id int primary key, email text not null unique);"
    "create function greet() returns text language sql as $$select '${name}'$$;"
    "create view emails as select email from users;";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

std::size_t files_of(const Project& project) {
  const std::filesystem::recursive_directory_iterator files(project.path() / "versions");
  return static_cast<std::size_t>(std::count_if(
      begin(files), end(files), [](const auto& one) { return one.is_regular_file(); }));
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

/// Whether it has any table of ours.
bool has_ours(const Database& database) {
  return psql(database.url(), "select to_regclass('public.migrate_version') is not null") == "t";
}

/// The same project with another database.
Project beside(const Project& project, const Database& database) {
  return Project(database.socket_url(),
                 "versions: [" + (project.path() / "versions").string() + "]\n");
}

}  // namespace

TEST_CASE("a baseline of a real schema makes the same from nothing, and takes it away",
          "[baseline][baseline-schemas]") {
  const auto* const name =
      GENERATE("crates_io", "danbooru", "adventureworks", "supabase", "hatchet");
  CAPTURE(name);
  const Database live;
  load_sql(live.socket_url(),
           std::filesystem::path(MIGRATE_TEST_DATA) / "schemas" / (std::string(name) + ".sql"));
  const Project project(live.socket_url());
  const auto made = must(project, {"baseline", "-m", "initial schema"});
  CHECK_FALSE(contains(made.err, "of a kind that is not known"));
  must(project, {"check", "--drift"});

  const Database fresh;
  const auto elsewhere = beside(project, fresh);
  must(elsewhere, {"upgrade", "head"});
  CHECK(difference(fresh.socket_url(), live.socket_url()) == "");
  must(elsewhere, {"downgrade", "base"});
  CHECK(schema_without_ours(fresh.socket_url()) == "");
}

TEST_CASE("a baseline is written and stamped at once", "[baseline]") {
  const Database database(small);
  const Project project(database.url());
  const auto json = project.json({"baseline", "-m", "initial schema"});
  CHECK(json["proven"].boolean());
  CHECK(json["down_revision"].items().empty());
  const auto id = json["revision"].text();
  CHECK(contains(json["path"].text(), id + "_initial_schema.sql"));
  const auto text = read(project.path() / json["path"].text());
  CHECK(contains(text, "-- down_revision: ~\n-- message: initial schema\n"));
  CHECK_FALSE(contains(text, "might-fail-on-data"));
  CHECK(psql(database.url(), "select version_num from migrate_version") == id);
  CHECK(history(database, "direction, outcome, revision, rows_before, rows_after") ==
        "stamp|succeeded|" + id + "|{}|{" + id + "}");
  CHECK(project.json({"current"})["pending"].integer() == 0);
  must(project, {"check", "--drift"});
  must(project, {"downgrade", "base"});
  CHECK(schema_without_ours(database.url()) == "");
  must(project, {"upgrade"});
  CHECK(psql(database.url(), "select greet()") == "${name}");
}

TEST_CASE("a baseline of a project with placeholders holds none", "[baseline]") {
  const Database database(small);
  const Project project(database.url(), "placeholders: true\n");
  must(project, {"baseline"});
  must(project, {"downgrade", "base"});
  must(project, {"upgrade"});
  CHECK(psql(database.url(), "select greet()") == "${name}");
}

TEST_CASE("a baseline is the first revision, of a database that knows none", "[baseline]") {
  const Database database(small);
  const Project late(database.url());
  late.up("0001", "~", "select 1;");
  const auto has_one = must(late, {"baseline"}, 2);
  CHECK(contains(has_one.err, "the project has 1 revision already"));
  CHECK(contains(has_one.err, "nothing was changed"));
  CHECK_FALSE(has_ours(database));

  must(late, {"stamp", "head"});
  const Project second(database.url());
  const auto rows = must(second, {"baseline"}, 2);
  CHECK(contains(rows.err, "the database is at 0001 already"));
  CHECK(contains(rows.err, "migrate stamp --purge base"));
  CHECK(files_of(second) == 0);
  const Project moved(database.url(), "database: {version_table_schema: elsewhere}\n");
  CHECK(contains(must(moved, {"baseline"}, 2).err, "schema public holds a table migrate_version"));

  must(late, {"stamp", "base"});
  must(second, {"baseline"});
}

TEST_CASE("a baseline can be shown alone", "[baseline]") {
  const Database database(small);
  const Project project(database.url());
  const auto shown = must(project, {"baseline", "--dry-run"});
  CHECK(shown.out.starts_with("-- revision: "));
  CHECK(contains(shown.err, "would write versions/"));
  CHECK(files_of(project) == 0);
  CHECK_FALSE(has_ours(database));
  const auto json = project.json({"baseline", "--dry-run"});
  CHECK(contains(json["text"].text(), "CREATE TABLE public.users"));
  CHECK(json["dry_run"].boolean());
  CHECK(must(project, {"baseline", "--dry-run", "--sql"}, 2).out.empty());
}

TEST_CASE("who may only read gets the stamp of a baseline as a script", "[baseline]") {
  const Database database(small);
  psql(database.url(),
       "alter database " + database.name() + " set default_transaction_read_only = on");
  const Project project(database.url());
  CHECK(contains(must(project, {"baseline"}, 1).err, "read-only"));
  const auto script = must(project, {"baseline", "--sql"}).out;
  CHECK(contains(script, "\\set ON_ERROR_STOP on"));
  CHECK(files_of(project) == 1);
  CHECK_FALSE(has_ours(database));
  psql(database.url(), "set default_transaction_read_only = off; " + script);
  CHECK(project.json({"current"})["pending"].integer() == 0);
  CHECK(project.json({"current"})["rows"].items().size() == 1);
}

TEST_CASE("the records of another tool are named, and can be left out", "[baseline]") {
  const Database database("create table t (); create table alembic_version (version_num text)");
  const Project project(database.url());
  const auto shown = must(project, {"baseline", "--dry-run"});
  CHECK(contains(shown.err, "warning: table public.alembic_version holds what Alembic has run"));
  CHECK(contains(shown.err, "`database.version_table: alembic_version`"));
  CHECK(contains(shown.out, "public.alembic_version"));
  const Project without(database.url(), "schema: {exclude: [public.alembic_version]}\n");
  const auto json = without.json({"baseline"});
  CHECK(json["warnings"].items().empty());
  must(without, {"check", "--drift"});
  must(without, {"downgrade", "base"});
  CHECK(psql(database.url(), "select to_regclass('alembic_version'), to_regclass('t')") ==
        "alembic_version|");
}

TEST_CASE("there is no baseline of nothing", "[baseline]") {
  const Database database;
  const Project project(database.url());
  CHECK(must(project, {"baseline"}).out == "nothing to write: the database has no schema\n");
  CHECK(project.json({"baseline"})["revision"].is_null());
  CHECK(files_of(project) == 0);
  CHECK_FALSE(has_ours(database));
}

TEST_CASE("a baseline that is not proven is neither written nor stamped", "[baseline]") {
  // What a function in a string reads is not known, and "a" would be made before "z".
  const Database database(
      "create materialized view z as select 1 as n;"
      "create function f() returns bigint language sql as 'select count(*) from public.z';"
      "create materialized view a as select f() as n;");
  const Project project(database.url());
  const auto failed = must(project, {"baseline"}, 1);
  CHECK(failed.out.empty());
  CHECK(contains(failed.err, "nothing was written; your database is untouched, and not stamped"));
  CHECK(files_of(project) == 0);
  CHECK_FALSE(has_ours(database));
}

TEST_CASE("a baseline that cannot be written is not stamped", "[baseline]") {
  const Database database(small);
  const Project project(database.url(), "file_template: first\n");
  std::filesystem::create_directory(project.path() / "versions/first.sql");
  const auto failed = must(project, {"baseline"}, 2);
  CHECK(contains(failed.err, "first.sql"));
  CHECK(psql(database.url(), "select count(*) from migrate_version") == "0");
}

TEST_CASE("a baseline that cannot be stamped is not written", "[baseline]") {
  const auto refuses = GENERATE(as<std::string>{},
                                "begin raise 'no row for you'; end",
                                "begin perform pg_terminate_backend(pg_backend_pid()); end");
  const Database database(small);
  const Project project(database.url());
  must(project, {"ensure-version"});
  psql(database.url(),
       "create schema hidden; create function hidden.f() returns trigger language plpgsql as $$" +
           refuses +
           "$$; create trigger t before insert on migrate_version for each row execute "
           "function hidden.f()");
  const auto failed = must(project, {"baseline"}, 1);
  CHECK(contains(failed.err, "nothing is stamped, and versions/"));
  CHECK(contains(failed.err, "is not written"));
  CHECK(files_of(project) == 0);
  CHECK(psql(database.url(), "select count(*) from migrate_version") == "0");
}
