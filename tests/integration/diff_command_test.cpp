// diff, check, inspect and revision --autogenerate, as commands.

#include "migrate/base/strings.h"
#include "support/catch.h"
#include "support/label_provider.h"
#include "support/majors.h"
#include "support/project.h"
#include "support/role.h"

#include <fmt/core.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";

constexpr auto wants_schema = "schema: {desired: schema.sql}\n";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t files_in(const std::filesystem::path& folder) {
  const std::filesystem::directory_iterator files(folder);
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

/// The file that --autogenerate writes.
std::string generate(const Project& project, std::vector<std::string> more = {}, int status = 0) {
  std::vector<std::string> args{"revision", "--autogenerate", "-m", "generated"};
  args.insert(args.end(), more.begin(), more.end());
  const auto json = project.json(args, status);
  return read(project.path() / json["path"].text());
}

}  // namespace

TEST_CASE("diff says with its status what there is", "[diff-command]") {
  const Project project(nowhere);
  project.write("a.sql", "create table t (a int, b int);")
      .write("b.sql", "create table t (a int);");
  const std::vector<std::string> base{"diff", "--from", "a.sql", "--to"};
  const auto run = [&](const std::string& to, std::vector<std::string> more) {
    auto args = base;
    args.push_back(to);
    args.insert(args.end(), more.begin(), more.end());
    return project.run(args);
  };
  CHECK(run("a.sql", {"--exit-code"}).status == 0);
  const auto left_out = run("b.sql", {});
  CHECK(left_out.status == 3);
  CHECK(left_out.out ==
        "-- left out: drop column public.t.b: --allow data-loss\n"
        "-- ALTER TABLE public.t DROP COLUMN b;\n");
  const auto allowed = run("b.sql", {"--allow", "data-loss"});
  CHECK(allowed.status == 0);
  CHECK(allowed.out == "-- data-loss\nALTER TABLE public.t DROP COLUMN b;\n");
  CHECK(run("b.sql", {"--allow", "data-loss", "--exit-code"}).status == 3);
  CHECK(run("b.sql", {"--allow", "data-loss", "--summary"}).out == "drop column public.t.b\n");
  const auto mistake = run("b.sql", {"--allow", "dataloss"});
  CHECK(mistake.status == 2);
  CHECK(contains(mistake.err, "data-loss"));
}

TEST_CASE("diff gives changes, what it left out, and whether it was proven", "[diff-command]") {
  const Project project(nowhere);
  project.write("a.sql", "create table t (a int, b int);")
      .write("b.sql", "create table t (a int, c int);");
  const auto json = project.json({"schema-diff", "--from", "a.sql", "--to", "b.sql"}, 3);
  CHECK(json["command"].text() == "diff");
  CHECK(json["proven"].boolean());
  const auto& change = json["changes"].items().at(0);
  CHECK(change["kind"].text() == "column");
  CHECK(change["name"].text() == "public.t.c");
  CHECK(change["action"].text() == "create");
  CHECK(change["sql"].strings() ==
        std::vector<std::string>{"ALTER TABLE public.t ADD COLUMN c integer"});
  CHECK(json["left_out"].items().at(0)["hazards"].strings() ==
        std::vector<std::string>{"data-loss"});
  CHECK_FALSE(project.json({"diff", "--from", "a.sql", "--to", "b.sql", "--no-verify"}, 3)["proven"]
                  .boolean());
}

TEST_CASE("a rename keeps what is there where it is said", "[diff-command]") {
  const Project project(nowhere);
  project.write("a.sql", "create table t (a int, b int); create view v as select b from t;")
      .write("b.sql", "create table t (a int, c int); create view v as select c as b from t;");
  for (const auto* rename : {"column:public.t.b=public.t.c", "public.t.b=c"}) {
    const auto renamed =
        project.run({"diff", "--from", "a.sql", "--to", "b.sql", "--rename", rename});
    INFO(renamed.err);
    CHECK(renamed.status == 0);
    CHECK(renamed.out == "ALTER TABLE public.t RENAME COLUMN b TO c;\n");
  }
  const auto json =
      project.json({"diff", "--from", "a.sql", "--to", "b.sql", "--rename", "public.t.b=c"});
  CHECK(json["changes"].items().at(0)["action"].text() == "rename");
  CHECK(json["changes"].items().at(0)["name"].text() == "public.t.b");
  const auto proposed = project.run({"diff", "--from", "a.sql", "--to", "b.sql"});
  CHECK(contains(proposed.err, "--rename column:public.t.b=public.t.c"));
  CHECK(
      project.run({"diff", "--from", "a.sql", "--to", "b.sql", "--rename", "public.x=y"}).status ==
      2);
}

TEST_CASE("statements that do not lead to the schema are an error", "[diff-command]") {
  const Project project(nowhere);
  // What a function in a string reads is not known, and "a" would be made before "z".
  project.write(
      "new.sql",
      "create materialized view z as select 1 as n;"
      "create function f() returns bigint language sql as 'select count(*) from public.z';"
      "create materialized view a as select f() as n;");
  const auto result = project.run({"diff", "--from", "empty", "--to", "new.sql"});
  INFO(result.out << result.err);
  CHECK(result.status == 1);
  CHECK(result.out.empty());
  CHECK(contains(result.err, "the statements from empty to new.sql fail"));
  CHECK(contains(result.err, "nothing was written; your database is untouched"));
  CHECK(contains(result.err, "--no-verify"));
  const auto unproven = project.run({"diff", "--from", "empty", "--to", "new.sql", "--no-verify"});
  CHECK(unproven.status == 0);
  CHECK(contains(unproven.out, "CREATE MATERIALIZED VIEW public.a"));
}

TEST_CASE("what may not be read is named in a warning, and left alone", "[diff-command][majors]") {
  if (is_too_old(14, "the name of a subscription", "shown to no other role before")) return;
  const Role role("reads_no_secrets");
  const Database database(
      "create table t (); create subscription s connection 'host=far password=hunter2' publication "
      "p with (connect = false); select lo_create(7); grant select on large object 7 to public;");
  const Project project(database.url(), "schema: {exclude: [public.t]}\n");
  const auto other = replace_all(database.url(), "postgres@", "reads_no_secrets@");
  const auto seen = project.run({"diff", "--from", "empty", "--to", other});
  INFO(seen.out << seen.err);
  CHECK(seen.status == 0);
  CHECK(seen.out.empty());
  CHECK(contains(seen.err, "subscription s is not compared"));
  CHECK(contains(seen.err, "each privilege on large objects is not compared"));
  CHECK(!contains(seen.out + seen.err, "hunter2"));
  const auto all = project.run({"diff", "--from", "empty", "--to", database.url()});
  INFO(all.out << all.err);
  CHECK(all.status == 0);
  CHECK(contains(all.out,
                 "CREATE SUBSCRIPTION s CONNECTION 'host=far' PUBLICATION p WITH (connect = "
                 "false"));
  CHECK(contains(all.err,
                 "state of subscription s (its slot, whether it is enabled) is not compared"));
  CHECK(contains(all.err, "password of subscription s is not compared"));
  project.write("same.sql",
                "create subscription s connection 'postgresql://far' publication p with (connect = "
                "false);");
  project.write(
      "another.sql",
      "create subscription s connection 'host=near' publication p with (connect = false);");
  const auto same = project.run({"diff", "--from", database.url(), "--to", "same.sql"});
  CHECK(same.out.empty());
  const auto another = project.json({"diff", "--from", database.url(), "--to", "another.sql"}, 3);
  CHECK(another["changes"].items().empty());
  CHECK(another["left_out"].items().size() == 1);
  CHECK(!contains(all.out + all.err, "hunter2"));
}

TEST_CASE("the shadow server takes labels whose provider it loads", "[diff-command][majors]") {
  const Project project(nowhere, "shadow: {setup: [setup.sql]}\n");
  project.write(
      "setup.sql",
      fmt::format("alter role all set session_preload_libraries = '{}';", label_provider()));
  project.write("schema.sql",
                "create table t (a int);"
                "security label for migrate_test on column t.a is 'MASKED';");
  const auto result = project.run({"diff", "--from", "empty", "--to", "schema.sql"});
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(result.out ==
        "CREATE TABLE public.t (\n    a integer\n);\n"
        "SECURITY LABEL FOR migrate_test ON COLUMN public.t.a IS 'MASKED';\n");
  project.write("setup.sql", "");
  const auto without = project.run({"diff", "--from", "empty", "--to", "schema.sql"});
  CHECK(without.status != 0);
  CHECK(without.err.find("schema.sql:1:24") != std::string::npos);
  CHECK(without.err.find("\"migrate_test\" is not loaded") != std::string::npos);
  CHECK(without.err.find("session_preload_libraries") != std::string::npos);
}

TEST_CASE("diff compares the database with the desired schema", "[diff-command][majors]") {
  const Database database("create table t (a int)");
  const Project project(database.url(), wants_schema);
  project.write("schema.sql", "create table t (a int, b text default 'x');");
  const auto json = project.json({"diff"});
  CHECK(json["database"].text().starts_with(database.name()));
  CHECK(json["sql"].text() == "ALTER TABLE public.t ADD COLUMN b text DEFAULT 'x'::text;\n");
  psql(database.url(), json["sql"].text());
  CHECK(project.run({"diff", "--exit-code"}).status == 0);
}

TEST_CASE("check finds what no migration carries", "[diff-command][majors]") {
  const Project project(nowhere, wants_schema);
  project.up("0001", "~", "create table t (a int);").write("schema.sql", "create table t (a int);");
  const auto good = project.run({"check"});
  CHECK(good.status == 0);
  CHECK(good.out == "the migrations make the schema of schema.sql\n");
  project.write("schema.sql", "create table t (a bigint); create table u ();");
  const auto json = project.json({"check"}, 3);
  CHECK_FALSE(json["ok"].boolean());
  REQUIRE(json["findings"].items().size() == 2);
  CHECK(json["findings"].items()[0]["object"].text() == "table public.u");
  CHECK(json["findings"].items()[1]["object"].text() == "column public.t.a");
  CHECK(contains(project.run({"check"}).out,
                 "table public.u is in the desired schema, and no migration makes it\n"));
  project.write("schema.sql", "");
  CHECK(project.run({"check"}).status == 3);
  project.write("migrate.yaml", "{}\n");
  CHECK(project.run({"check"}).status == 2);
}

TEST_CASE("autogenerate writes a way there and back", "[diff-command][majors]") {
  const Database database;
  const Project project(database.url(), wants_schema);
  project.up("0001", "~", "create table users (id int primary key, email text);")
      .write("schema.sql",
             "create table users (id bigint primary key, email varchar(255) not null, "
             "team int references teams);"
             "create table teams (id int primary key, name text unique);"
             "create index on users (email);"
             "create function f() returns trigger language plpgsql as $$begin return new; end$$;"
             "create trigger t before insert on users for each row execute function f();");
  REQUIRE(project.run({"upgrade"}).status == 0);
  const auto before = schema_without_ours(database.url());
  const auto text = generate(project);
  CHECK(contains(text, "\n-- migrate:upgrade\n"));
  CHECK(contains(text, "ADD CONSTRAINT users_team_fkey FOREIGN KEY"));
  REQUIRE(project.run({"upgrade"}).status == 0);
  CHECK(project.run({"diff", "--exit-code"}).status == 0);
  CHECK(project.run({"check"}).status == 0);
  REQUIRE(project.run({"downgrade", "-1"}).status == 0);
  CHECK(schema_without_ours(database.url()) == before);
}

TEST_CASE("autogenerate and check need no database, and nobody who says where one is",
          "[diff-command]") {
  const TemporaryFolder folder;
  folder.write("migrate.yaml", wants_schema);
  folder.write("schema.sql", "create table t (a int);");
  std::filesystem::create_directory(folder.path() / "versions");
  RunOptions options;
  options.cwd = folder.path();
  const auto result = run({"revision", "--autogenerate", "-m", "first"}, options);
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(files_in(folder.path() / "versions") == 1);
  CHECK(run({"check"}, options).status == 0);
  CHECK_FALSE(std::filesystem::exists(folder.path() / ".migrate"));
}

TEST_CASE("autogenerate writes no file where nothing differs", "[diff-command]") {
  const Project project(nowhere, wants_schema);
  project.up("0001", "~", "create table t (a int);").write("schema.sql", "create table t (a int);");
  const auto result = project.run({"revision", "--autogenerate", "-m", "x"});
  CHECK(result.status == 0);
  CHECK(result.out == "nothing to generate: the migrations make the schema of schema.sql\n");
  CHECK(files_in(project.path() / "versions") == 1);
  CHECK(project.json({"revision", "--autogenerate", "-m", "x"})["revision"].is_null());
}

TEST_CASE("autogenerate leaves data alone, and says what it left out", "[diff-command]") {
  const Project project(nowhere, wants_schema);
  project.up("0001", "~", "create table t (a int, b int);")
      .write("schema.sql", "create table t (a int, c int);");
  const auto text = generate(project, {}, 3);
  CHECK(contains(
      text, "ALTER TABLE public.t ADD COLUMN c integer;\n-- left out: drop column public.t.b"));
  CHECK(contains(text, "\n-- ALTER TABLE public.t DROP COLUMN b;\n"));
  const auto nothing = project.run({"revision", "--autogenerate", "-m", "x"});
  CHECK(nothing.status == 3);
  CHECK(files_in(project.path() / "versions") == 2);
  CHECK(contains(generate(project, {"--allow", "data-loss"}), "ADD COLUMN b integer;"));
  CHECK(project.run({"check"}).status == 0);
  CHECK(project.run({"revision", "-m", "x", "--allow", "data-loss"}).status == 2);
}

TEST_CASE("what was left out unproven does not come back either", "[diff-command]") {
  const Database database;
  const Project project(database.url(), wants_schema);
  project.up("0001", "~", "create table t (a int, b int); create table u (id int primary key);")
      .write("schema.sql", "create table t (a int, c int);");
  const auto text = generate(project, {"--no-verify"}, 3);
  CHECK_FALSE(contains(text, "ADD COLUMN b"));
  CHECK_FALSE(contains(text, "CREATE TABLE"));
  REQUIRE(project.run({"upgrade"}).status == 0);
  CHECK(project.run({"downgrade", "-1"}).status == 0);
}

TEST_CASE("autogenerate knows renames, there and back", "[diff-command]") {
  const Database database;
  const Project project(database.url(), wants_schema);
  project.up("0001", "~", "create table users (id int primary key, mail text);")
      .write("schema.sql",
             "create table people (id int constraint users_pkey primary key, email text);");
  const auto text = generate(project,
                             {"--rename",
                              "table:public.users=public.people",
                              "--rename",
                              "column:public.people.mail=public.people.email"});
  CHECK(contains(text, "-- migrate:upgrade\nALTER TABLE public.users RENAME TO people;\n"));
  CHECK(contains(text,
                 "-- migrate:downgrade\nALTER TABLE public.people RENAME COLUMN email TO mail;\n"));
  CHECK_FALSE(contains(text, "DROP"));
  REQUIRE(project.run({"upgrade"}).status == 0);
  REQUIRE(project.run({"downgrade", "-1"}).status == 0);
}

TEST_CASE("a new label that is used at once is committed in between", "[diff-command]") {
  const Database database;
  const Project project(database.url(), wants_schema);
  project.up("0001", "~", "create type mood as enum ('a'); create table t (m mood);")
      .write("schema.sql",
             "create type mood as enum ('a', 'b'); create table t (m mood default 'b');");
  const auto text = generate(project);
  CHECK(contains(text, "-- migrate:upgrade transaction=off\n"));
  const auto upgraded = project.run({"upgrade"});
  INFO(upgraded.err);
  CHECK(upgraded.status == 0);
  CHECK(project.run({"diff", "--exit-code"}).status == 0);
}

TEST_CASE("schema.dump gets the schema after an upgrade", "[diff-command][majors]") {
  const Database database;
  const Project project(database.url(), "schema: {dump: dump.sql}\n");
  project.up("0001", "~", "create table t (a int);");
  REQUIRE(project.run({"upgrade", "--dry-run"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(project.path() / "dump.sql"));
  const auto upgraded = project.run({"upgrade"});
  CHECK(contains(upgraded.err, "schema written to dump.sql"));
  CHECK(read(project.path() / "dump.sql") == "CREATE TABLE public.t (\n    a integer\n);\n");
  project.up("0002", "0001", "alter table t add b int;");
  REQUIRE(project.run({"upgrade"}).status == 0);
  CHECK(contains(read(project.path() / "dump.sql"), "b integer"));
}
