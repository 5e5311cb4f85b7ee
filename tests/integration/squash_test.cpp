// One revision in the place of several: databases before, behind and inside the range, and none of
// them notices.

#include "support/catch.h"
#include "support/histories.h"
#include "support/project.h"
#include "support/schemas.h"

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

namespace fs = std::filesystem;

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

/// The same files with another database.
Project beside(const Project& project, const Database& database) {
  return Project(database.socket_url(),
                 "versions: [" + (project.path() / "versions").string() +
                     "]\nrevision_ids: sequential\nfile_template: '{rev}'\n");
}

/// Four revisions in a line, the first three of which only make a schema.
void fill(const Project& project) {
  project.add("0001",
              "~",
              "-- migrate:upgrade\ncreate table a (id int primary key);\n"
              "-- migrate:downgrade\ndrop table a;\n");
  project.add("0002",
              "0001",
              "-- migrate:upgrade\nalter table a add name text;\n"
              "create view names as select name from a;\n"
              "-- migrate:downgrade\ndrop view names;\nalter table a drop name;\n");
  project.add("0003",
              "0002",
              "-- migrate:upgrade transaction=off\ncreate index concurrently a_name on a (name);\n"
              "-- migrate:downgrade\ndrop index a_name;\n");
  project.add("0004",
              "0003",
              "-- migrate:upgrade\ncomment on table a is 'all of it';\n"
              "-- migrate:downgrade\ncomment on table a is null;\n");
}

constexpr auto config = "revision_ids: sequential\nfile_template: '{rev}'\n";

std::string rows(const Database& database) {
  return psql(database.url(),
              "select string_agg(version_num, ',' order by version_num collate \"C\") from "
              "migrate_version");
}

}  // namespace

TEST_CASE("databases before, inside and behind a squash come to the same", "[squash]") {
  const Database plain;
  const Project project(plain.socket_url(), config);
  fill(project);
  must(project, {"upgrade"});

  // One database at each revision, and one at none.
  struct At {
    std::string revision;
    std::string runs;  ///< what an upgrade runs of the squashed project
  };

  const std::vector<At> all{{"base", "upgrade 0005, upgrade 0004"},
                            {"0001", "upgrade 0002, upgrade 0003, stamp 0005, upgrade 0004"},
                            {"0002", "upgrade 0003, stamp 0005, upgrade 0004"},
                            {"0003", "stamp 0005, upgrade 0004"},
                            {"0004", ""}};
  std::vector<Database> databases(all.size());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].revision != "base")
      must(beside(project, databases[i]), {"upgrade", all[i].revision});

  const auto made = project.json({"squash", ":0003"});
  CHECK(made["revision"].text() == "0005");
  CHECK(made["replaces"].strings() == std::vector<std::string>{"0001", "0002", "0003"});
  CHECK(made["compared"].boolean());
  CHECK(made["moved"].items().size() == 3);
  CHECK(made["rewritten"].items().size() == 1);
  CHECK(contains(read(project.path() / "versions/0004.sql"), "-- down_revision: 0005\n"));
  const auto text = read(project.path() / "versions/0005.sql");
  CHECK(contains(text, "-- down_revision: ~\n"));
  CHECK(contains(text, "-- replaces: [0001, 0002, 0003]\n"));
  CHECK_FALSE(contains(text, "ALTER TABLE"));

  for (std::size_t i = 0; i < all.size(); ++i) {
    CAPTURE(all[i].revision);
    const auto here = beside(project, databases[i]);
    const auto status = here.json({"status"});
    CHECK(status["unknown"].items().empty());
    must(here, {"check", "--drift"});
    const auto steps = here.json({"upgrade", "--dry-run"})["steps"];
    std::string runs;
    for (const auto& step : steps.items())
      runs += (runs.empty() ? "" : ", ") + step["direction"].text() + " " + step["revision"].text();
    CHECK(runs == all[i].runs);
    CHECK(here.json({"status"})["rows"].dump() == status["rows"].dump());
    must(here, {"upgrade"});
    CHECK(rows(databases[i]) == "0004");
    CHECK(difference(databases[i].socket_url(), plain.socket_url()) == "");
    must(here, {"current", "--check-heads"});
    CHECK(here.json({"status"})["edited"].items().empty());
    must(here, {"downgrade", "base"});
    CHECK(schema_without_ours(databases[i].socket_url()) == "");
  }
}

TEST_CASE("a database inside a squash can go back by the old files", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  must(project, {"upgrade", "0002"});
  must(project, {"squash", ":0003"});
  CHECK(contains(must(project, {"current"}).out, "0002"));
  const auto status = project.json({"status"});
  CHECK(status["pending"].strings() == std::vector<std::string>{"0003", "0005", "0004"});
  CHECK(contains(must(project, {"doctor"}).out, "0002; 3 revisions pending"));
  must(project, {"downgrade", "-1"});
  CHECK(rows(database) == "0001");
  must(project, {"upgrade", "0003"});
  CHECK(rows(database) == "0003");
  must(project, {"downgrade", "base"});
  CHECK(schema_without_ours(database.socket_url()) == "");
  must(project, {"upgrade"});
  CHECK(rows(database) == "0004");
}

TEST_CASE("without the old files only a database inside a squash cannot go on", "[squash]") {
  const Database inside;
  const Database behind;
  const Project project(inside.socket_url(), config);
  fill(project);
  const auto other = beside(project, behind);
  must(project, {"upgrade", "0002"});
  must(other, {"upgrade", "0003"});
  must(project, {"squash", ":0003"});
  fs::remove_all(project.path() / "versions/squashed");

  for (const std::vector<std::string>& args :
       {std::vector<std::string>{"upgrade"}, {"downgrade", "base"}, {"stamp", "head"}}) {
    CAPTURE(args.front());
    const auto failed = must(project, args, 2);
    CHECK(contains(failed.err,
                   "the version table names revision \"0002\", one of 0001 to 0003, which were "
                   "squashed into 0005"));
    CHECK(contains(failed.err, "`migrate upgrade 0003`"));
    CHECK(contains(failed.err, "nothing was changed"));
  }
  CHECK(contains(must(project, {"status"}).out, "unknown: 0002"));
  CHECK(rows(inside) == "0002");

  CHECK(must(other, {"current"}).out.starts_with("0005"));
  must(other, {"upgrade"});
  CHECK(rows(behind) == "0004");
}

TEST_CASE("a database at the end of a squash that is the head is at the head", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  must(project, {"upgrade"});
  must(project, {"squash", ":0004"});
  must(project, {"current", "--check-heads"});
  must(project, {"doctor"});
  CHECK(project.json({"status"})["pending"].items().empty());
  CHECK(rows(database) == "0004");
  must(project, {"upgrade"});
  CHECK(rows(database) == "0005");
}

TEST_CASE("a downgrade goes past a squash whose row has the old id", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  must(project, {"upgrade", "0003"});
  must(project, {"squash", ":0003"});
  must(project, {"downgrade", "base"});
  CHECK(schema_without_ours(database.socket_url()) == "");
  CHECK(rows(database) == "");
  CHECK(history(database, "direction, revision, rows_before, rows_after")
            .ends_with("downgrade|0005|{0003}|{}"));
}

TEST_CASE("sections are joined where a comparison would lose what they do", "[squash]") {
  const Database plain;
  const Project project(plain.socket_url(), config);
  fill(project);
  const auto [seeds, why] = GENERATE(values<std::pair<std::string, std::string>>(
      {{"insert into a values (1, 'x');\n", "0005 does more than change a schema"},
       {"create function f() returns trigger language plpgsql as 'begin return new; end';\n"
        "create table b as select 1 as n;\n",
        "0005 does more than change a schema"}}));
  CAPTURE(seeds);
  project.add("0005", "0004", "-- migrate:upgrade\n" + seeds + "-- migrate:downgrade\n");
  must(project, {"upgrade"});
  const auto made = must(project, {"squash", ":"}, 0);
  CHECK(contains(made.err, why));
  const auto text = read(project.path() / "versions/0006.sql");
  CHECK(contains(text, "-- migrate:upgrade transaction=off\n-- 0001\n"));
  CHECK(contains(text, "ALTER TABLE") == false);

  const Database fresh;
  const auto here = beside(project, fresh);
  must(here, {"upgrade"});
  CHECK(difference(fresh.socket_url(), plain.socket_url()) == "");
  CHECK(psql(fresh.url(), "select count(*) from a") == psql(plain.url(), "select count(*) from a"));
}

TEST_CASE("a range in the middle keeps what its files do with rows", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  project.add("0005",
              "0004",
              "-- migrate:upgrade\nalter table a add size int not null default 7;\n"
              "alter table a alter size drop default;\n"
              "-- migrate:downgrade\nalter table a drop size;\n");
  must(project, {"upgrade", "0003"});
  psql(database.url(), "insert into a values (1, 'x')");
  const auto made = must(project, {"squash", "0004:0005", "-m", "comment and size"});
  CHECK(contains(made.err, "a database before the range may hold rows"));
  must(project, {"upgrade"});
  CHECK(rows(database) == "0006");
  CHECK(psql(database.url(), "select size from a") == "7");
  CHECK(contains(read(project.path() / "versions/0006.sql"), "-- message: comment and size\n"));
}

TEST_CASE("an irreversible range stays irreversible", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  project.up("0001", "~", "create table a (id int);");
  project.add("0002", "0001", "-- migrate:upgrade\nalter table a add n int;\n");
  must(project, {"squash", ":"});
  CHECK_FALSE(contains(read(project.path() / "versions/0003.sql"), "-- migrate:downgrade"));
  must(project, {"upgrade"});
  CHECK(contains(must(project, {"downgrade", "base"}, 2).err, "cannot be undone"));
}

TEST_CASE("a squash that is not proven changes no file", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  project.up("0001", "~", "create table a (id int);");
  // What the second section does depends on where the first one ended.
  project.up("0002",
             "0001",
             "do $$begin if txid_current_if_assigned() is null then "
             "create table b (); end if; end$$;");
  const auto before = read(project.path() / "versions/0002.sql");
  const auto failed = must(project, {"squash", ":"}, 1);
  CHECK(contains(failed.err, "the squash does not make what its revisions make"));
  CHECK(contains(failed.err, "table public.b"));
  CHECK(contains(failed.err, "nothing was changed"));
  CHECK(read(project.path() / "versions/0002.sql") == before);
  CHECK_FALSE(fs::exists(project.path() / "versions/squashed"));
}

TEST_CASE("a dry run of a squash shows its file and changes none", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  const auto shown = must(project, {"squash", ":0003", "--dry-run"});
  CHECK(contains(shown.out, "-- replaces: [0001, 0002, 0003]\n"));
  CHECK(contains(shown.err, "would move versions/0001.sql to versions/squashed/0001.sql"));
  CHECK_FALSE(fs::exists(project.path() / "versions/squashed"));
  must(project, {"upgrade"});
  CHECK(rows(database) == "0004");
}

TEST_CASE("a squashed file whose name is taken leaves all as it was", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  project.write("versions/squashed/0002.sql", "-- something else\n");
  const auto failed = must(project, {"squash", ":0003"}, 2);
  CHECK(contains(failed.err, "versions/squashed/0002.sql is there already"));
  CHECK(fs::exists(project.path() / "versions/0001.sql"));
  CHECK_FALSE(fs::exists(project.path() / "versions/0005.sql"));
  CHECK_FALSE(fs::exists(project.path() / "versions/.0005.sql"));
  must(project, {"upgrade"});
}

TEST_CASE("a script starts from what was squashed too", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  must(project, {"upgrade", "0003"});
  must(project, {"squash", ":0003"});
  const auto script = must(project, {"upgrade", "--sql", "0003:head"});
  project.write("script.sql", script.out);
  const auto run =
      project.run_program("psql", {"-X", "-q", "-d", database.socket_url(), "-f", "script.sql"});
  INFO(run.err);
  CHECK(run.status == 0);
  CHECK(rows(database) == "0004");
  CHECK(history(database, "direction, revision").ends_with("stamp|0005\nupgrade|0004"));
}

TEST_CASE("a branch that forked from the end of a squash follows it", "[squash]") {
  const Database database;
  const Project project(database.socket_url(), config);
  fill(project);
  must(project, {"squash", ":0003"});
  project.up("late", "0003", "create table late ();");
  must(project, {"upgrade", "heads"});
  CHECK(rows(database) == "0004,late");
  project.up("later", "0002", "create table later ();");
  CHECK(contains(must(project, {"upgrade", "heads"}, 2).err, "\"0002\" was squashed into 0005"));
}

TEST_CASE("real histories are squashed to one revision and back", "[squash]") {
  const auto* const name = GENERATE("authelia", "chirpstack", "svix");
  CAPTURE(name);
  const History known(fs::path(MIGRATE_TEST_DATA) / "histories" / name);
  const Database plain(known.prelude());
  const Project project(plain.socket_url(), "shadow: {setup: [setup.sql]}\n");
  project.write("setup.sql", known.prelude());
  known.write(project);
  must(project, {"upgrade", "heads"});
  const auto made = must(project, {"squash", ":head", "--rev-id", "all_of_it"});
  // Downgrades that have always failed are not taken over.
  CHECK(contains(made.err, "the downgrades of the range fail") == (std::string(name) == "svix"));

  const Database fresh(known.prelude());
  must(beside(project, fresh), {"upgrade"});
  CHECK(rows(fresh) == "all_of_it");
  CHECK(difference(fresh.socket_url(), plain.socket_url()) == "");
  must(project, {"upgrade"});
  CHECK(rows(plain) == "all_of_it");
}
