// Where diff, check and inspect take schemas from.

#include "support/catch.h"
#include "support/majors.h"
#include "support/project.h"
#include "support/role.h"

#include <csignal>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

/// Nobody listens there: a run that connects fails.
constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// The SQL of a diff that must succeed.
std::string diff(const Project& project, const std::string& from, const std::string& to) {
  const auto result = project.run({"diff", "--from", from, "--to", to, "--allow", "data-loss"});
  INFO(result.err);
  CHECK(result.status == 0);
  return result.out;
}

std::string inspect(const Project& project, const std::string& source) {
  const auto result = project.run({"inspect", source});
  INFO(result.err);
  CHECK(result.status == 0);
  return result.out;
}

/// All that a failed run says.
std::string error_of(const Project& project, const std::vector<std::string>& args, int status) {
  const auto result = project.run(args);
  INFO(result.out << result.err);
  CHECK(result.status == status);
  return result.err;
}

}  // namespace

TEST_CASE("two files are compared without any database", "[source]") {
  const Project project(nowhere);
  project.write("old.sql", "create table t (a int);")
      .write("new.sql", "create table t (a int, b text);");
  CHECK(diff(project, "old.sql", "new.sql") == "ALTER TABLE public.t ADD COLUMN b text;\n");
  CHECK(diff(project, "new.sql", "new.sql").empty());
}

TEST_CASE("the files of a folder run in the order that they need", "[source]") {
  const Project project(nowhere);
  project.write("schema/a/view.sql", "create view v as select m from t;")
      .write("schema/b.sql", "create table t (m mood, u int references u);")
      .write("schema/c.sql",
             "create type mood as enum ('x'); create table u (id int primary key);");
  CHECK(contains(inspect(project, "schema"), "CREATE VIEW public.v"));
  project.write("schema/d.sql", "create table x (a int);\ncreate index on x (b);");
  const auto said = error_of(project, {"inspect", "schema"}, 1);
  CHECK(contains(said, "loading schema/d.sql failed: column \"b\" does not exist"));
  CHECK(contains(said, "schema/d.sql:2:"));
  CHECK(contains(said, "your database is untouched"));
}

TEST_CASE("a file of pg_dump is a source", "[source]") {
  const Database database(
      "create schema app; create table app.t (id serial primary key, n text not null);"
      "create function app.f(a int) returns int language sql as 'select a';"
      "create view app.v as select n from app.t; insert into app.t (n) values ('x'), ('y')");
  if (!can_be_dumped(database.url()))
    return say_skipped("a file of pg_dump is a source", "pg_dump is older than the server");
  const Project project(database.url());
  const auto dump = run_program("pg_dump", {database.url()});
  REQUIRE(dump.status == 0);
  CHECK(contains(dump.out, "COPY app.t"));
  project.write("dump.sql", dump.out);
  CHECK(diff(project, "database", "dump.sql").empty());
  CHECK(diff(project, database.url(), "dump.sql").empty());
}

TEST_CASE("versions are the migrations, up to the revision that is named", "[source]") {
  const Project project(nowhere, "repeatable: [views]\n");
  project.up("0001", "~", "create table t (a int);")
      .up("0002", "0001", "alter table t add b int;")
      .write("views/v.sql", "-- migrate:upgrade\ncreate or replace view v as select a from t;\n");
  CHECK(inspect(project, "versions@base").empty());
  CHECK(inspect(project, "versions@0001") == "CREATE TABLE public.t (\n    a integer\n);\n");
  for (const auto* all : {"versions", "versions@head", "versions@heads", "versions@0002"}) {
    const auto sql = inspect(project, all);
    CHECK(contains(sql, "b integer"));
    CHECK(contains(sql, "CREATE VIEW public.v"));
  }
  CHECK(contains(error_of(project, {"inspect", "versions@0009"}, 2), "0009"));
}

TEST_CASE("a replay knows placeholders, settings and sections outside transactions", "[source]") {
  const Project project(nowhere,
                        "placeholders: true\ndatabase: {search_path: app, role: app_owner}\n");
  project.up("0001", "~", "create schema app; create table t (a ${type});")
      .add("0002",
           "0001",
           "-- migrate:upgrade transaction=off\ncreate index concurrently i on t (a);\n")
      .write("versions/0003.sql",
             "-- revision: 0003\n-- down_revision: 0002\n-- settings: {search_path: public}\n\n"
             "-- migrate:upgrade\ncreate table u ();\n");
  const auto result = project.run({"inspect", "versions", "-x", "type=bigint"});
  INFO(result.err);
  CHECK(result.status == 0);
  CHECK(contains(result.out, "CREATE TABLE app.t (\n    a bigint\n)"));
  CHECK(contains(result.out, "CREATE INDEX i ON app.t"));
  CHECK(contains(result.out, "CREATE TABLE public.u"));
  CHECK_FALSE(contains(result.out, "OWNER"));
}

TEST_CASE("a replay has the search path of the database's URL", "[source]") {
  const Project project(std::string(nowhere) + "?schema=app");
  project.up("0001", "~", "create schema app; create table t ();");
  CHECK(contains(inspect(project, "versions"), "CREATE TABLE app.t"));
}

TEST_CASE("a migration that cannot be replayed is shown at its place", "[source]") {
  const Project project(nowhere);
  project.up("0001", "~", "create table t (a int);\nalter table t drop b;");
  const auto said = error_of(project, {"inspect", "versions"}, 1);
  CHECK(contains(said,
                 "replay of upgrade 0001 failed: column \"b\" of relation \"t\" does not exist"));
  CHECK(contains(said, "versions/0001.sql:6"));
}

TEST_CASE("desired is a file, the output of a command, or a database", "[source]") {
  const Database database("create table t (a int)");
  const Project project(nowhere, "schema: {desired: schema.sql}\n");
  project.write("schema.sql", "create table t (a int);");
  const auto by_file = inspect(project, "desired");
  CHECK(by_file == "CREATE TABLE public.t (\n    a integer\n);\n");
  project.write(
      "migrate.yaml",
      "schema: {desired: {command: \"echo note >&2; echo 'create table t (a int);'\"}}\n");
  CHECK(inspect(project, "desired") == by_file);
  project.write("migrate.yaml", "schema: {desired: {url: \"" + database.url() + "\"}}\n");
  CHECK(inspect(project, "desired") == by_file);
}

TEST_CASE("a command that fails or prints nothing is no schema", "[source]") {
  const Project project(nowhere,
                        "schema: {desired: {command: \"echo no such module >&2; exit 3\"}}\n");
  const auto failed = error_of(project, {"inspect", "desired"}, 1);
  CHECK(contains(failed, "the command of schema.desired failed"));
  CHECK(contains(failed, "exit status 3"));
  CHECK(contains(failed, "no such module"));
  project.write("migrate.yaml", "schema: {desired: {command: \"true\"}}\n");
  CHECK(contains(error_of(project, {"inspect", "desired"}, 1), "printed nothing"));
}

TEST_CASE("what names no schema is a usage error with the choices", "[source]") {
  const Project project(nowhere);
  const auto said = error_of(project, {"diff", "--from", "nothing-here", "--to", "empty"}, 2);
  CHECK(contains(said, "\"nothing-here\" names no schema"));
  CHECK(contains(said, "versions@REV"));
  CHECK(contains(error_of(project, {"inspect", "desired"}, 2), "schema.desired"));
  project.up("0001", "~", "create table t ();");
  CHECK(contains(error_of(project, {"inspect", "versions/0001.sql"}, 2), "this is a migration"));
  project.write("empty/readme.txt", "x");
  CHECK(contains(error_of(project, {"inspect", "empty/"}, 2), "there is no .sql file"));
}

TEST_CASE("a snapshot is a source later", "[source]") {
  const Database database(
      "create table t (id serial primary key, a text default 'x'); "
      "create view v as select a from t; comment on table t is 'of old'");
  const Project project(database.url());
  const auto snapshot = project.run({"inspect", "--format", "json"});
  REQUIRE(snapshot.status == 0);
  project.write("before.json", snapshot.out);
  CHECK(diff(project, "before.json", "database").empty());
  CHECK(inspect(project, "before.json") == inspect(project, "database"));
  psql(database.url(), "alter table t add b int");
  CHECK(diff(project, "before.json", "database") == "ALTER TABLE public.t ADD COLUMN b integer;\n");
  project.write("before.json", "{\"format\": 1, \"objects\": [{\"kind\": \"moon\"}]}");
  CHECK(contains(error_of(project, {"inspect", "before.json"}, 2), "no kind \"moon\""));
  project.write("before.json", "{}");
  CHECK(contains(error_of(project, {"inspect", "before.json"}, 2), "inspect --format json"));
}

TEST_CASE("our own tables are no part of a schema, nor the schema made for them", "[source]") {
  const Database database;
  const Project project(database.url(), "database: {version_table_schema: migrate}\n");
  project.up("0001", "~", "create table t ();");
  REQUIRE(project.run({"upgrade"}).status == 0);
  CHECK(psql(database.url(), "select to_regclass('migrate.migrate_version') is not null") == "t");
  const auto result = project.run({"inspect"});
  CHECK(result.out == "CREATE TABLE public.t ();\n");
  CHECK_FALSE(contains(result.err, "warning"));
  CHECK(diff(project, "database", "versions").empty());
}

TEST_CASE("include and exclude say what is compared", "[source]") {
  const Project project(nowhere, "schema: {exclude: [public.spatial_*, other]}\n");
  project.write("s.sql",
                "create table spatial_ref (); create table t (); create schema other; "
                "create table other.x ();");
  CHECK(inspect(project, "s.sql") == "CREATE TABLE public.t ();\n");
  project.write("migrate.yaml", "schema: {include: [\"other.*\"]}\n");
  const auto sql = inspect(project, "s.sql");
  CHECK(contains(sql, "CREATE TABLE other.x"));
  CHECK_FALSE(contains(sql, "public.t"));
}

TEST_CASE("what the database's role owns is what replays make", "[source]") {
  const Role role("shadow_owner");
  const Database database(
      "create schema app authorization shadow_owner; "
      "create table app.t (a int); alter table app.t owner to shadow_owner");
  const Project project(database.url(), "database: {role: shadow_owner}\n");
  project.up("0001", "~", "create schema app; create table app.t (a int);");
  CHECK(diff(project, "database", "versions").empty());
  CHECK(diff(project, "versions", "database").empty());
}

TEST_CASE("a role that others make can come from the setup, or is made when it is named",
          "[source]") {
  const Project project(nowhere, "shadow: {setup: [shadow.sql]}\n");
  project
      .write("shadow.sql",
             "create role anon; create schema auth; create table auth.users (id int primary key);")
      .up("0001",
          "~",
          "create table t (u int references auth.users); grant select on t to anon, reader;");
  const auto sql = inspect(project, "versions");
  CHECK(contains(sql, "GRANT SELECT ON TABLE public.t TO anon"));
  CHECK(contains(sql, "GRANT SELECT ON TABLE public.t TO reader"));
  CHECK_FALSE(contains(sql, "auth.users (id"));
}

TEST_CASE("a replay on the server of the database is refused", "[source]") {
  const Database database("create table t ()");
  const Database other;
  const Project project(database.url(), "shadow: {url: \"" + other.url() + "\"}\n");
  project.write("new.sql", "create table t (a int);").up("0001", "~", "create role not_here;");
  const auto said = error_of(project, {"diff", "--from", "database", "--to", "new.sql"}, 2);
  CHECK(contains(said, "shadow.url is on the same server as the database"));
  // Without the database it is a server like any other.
  CHECK(contains(inspect(project, "new.sql"), "CREATE TABLE public.t"));
  const auto role = error_of(project, {"inspect", "versions"}, 2);
  CHECK(contains(role, "CREATE ROLE would change more"));
  CHECK(contains(role, "versions/0001.sql:5"));
  CHECK(psql(database.url(),
             "select count(*) from pg_database where datname like 'migrate_shadow%'") == "0");
}

TEST_CASE("an interrupted replay leaves no database on the server of shadow.url", "[source]") {
  const Database home;
  const Project project(nowhere, "shadow: {url: \"" + home.url() + "\"}\n");
  project.write("slow.sql", "create table t (); select pg_sleep(60);");
  Running running(project, {"inspect", "slow.sql"});
  REQUIRE(becomes_true(
      home.url(),
      "select exists (select from pg_stat_activity where datname like 'migrate_shadow%' "
      "and query like '%pg_sleep%')"));
  running.signal(SIGINT);
  CHECK(running.result().status == 130);
  CHECK(psql(home.url(), "select count(*) from pg_database where datname like 'migrate_shadow%'") ==
        "0");
}

TEST_CASE("a server of shadow.url that does not answer is named as such", "[source]") {
  const Project project(nowhere, "shadow: {url: \"postgresql://nobody@127.0.0.1:1/x\"}\n");
  project.write("s.sql", "create table t ();");
  CHECK(contains(error_of(project, {"inspect", "s.sql"}, 4), "shadow.url"));
  project.write("migrate.yaml", "shadow: {url: \"postgresql://host:port/x\"}\n");
  CHECK(contains(error_of(project, {"inspect", "s.sql"}, 2), "migrate.yaml:1"));
}
