// What may stand in a section, and what becomes of its output and its failures.
#include "support/catch.h"
#include "support/majors.h"
#include "support/project.h"

#include <fmt/core.h>

using namespace migrate::test;
using Catch::Matchers::Contains;

TEST_CASE("COPY with its data runs as in a dump", "[execution][majors]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade\n"
              "create table t(n int, v text);\n"
              "copy t from stdin;\n"
              "1\tone\n"
              "2\t-- migrate:downgrade\n"
              "3\t\\N\n"
              "\\.\n"
              "copy t(n, v) from stdin with (format csv);\n"
              "4,\"a; b\"\n"
              "\\.\n"
              "insert into t values (5, 'last');\n"
              "-- migrate:downgrade\n"
              "drop table t;\n");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select n, v from t order by n") ==
        "1|one\n2|-- migrate:downgrade\n3|\n4|a; b\n5|last");
  CHECK(project.run({"downgrade", "base"}).status == 0);
  CHECK(psql(database.socket_url(), "select to_regclass('t')").empty());
}

TEST_CASE("a bad line of COPY data is shown, and nothing of the migration stays", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table t(n int);\ncopy t from stdin;\n1\nbad\n\\.");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err, Contains("versions/0001.sql:8") && Contains("| bad\n"));
  CHECK(psql(database.socket_url(), "select to_regclass('t')").empty());
}

TEST_CASE("a verify section is checked and leaves nothing behind", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade\n"
              "create table t(n int check (n > 0));\n"
              "-- migrate:verify\n"
              "insert into t values (1);\n"
              "copy t from stdin;\n2\n\\.\n"
              "create table leftover(n int);\n"
              "set search_path = nowhere;\n"
              "select 1 / (select count(*) from public.t);\n");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select count(*), to_regclass('leftover') from t") == "0|");

  project.add("0002",
              "0001",
              "-- migrate:upgrade\ncreate table u(n int);\n"
              "-- migrate:verify\nselect 1 / count(*) from u;\n");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err,
             Contains("verify of 0002 failed: division by zero (SQLSTATE 22012)") &&
                 Contains("versions/0002.sql:7:") && Contains("the database is at 0001"));
  CHECK(psql(database.socket_url(), "select version_num, to_regclass('u') from migrate_version") ==
        "0001|");
}

TEST_CASE("SQL-standard function bodies are single statements", "[execution][majors]") {
  if (is_too_old(14, "SQL-standard function bodies", "BEGIN ATOMIC")) return;
  const Database database;
  const Project project(database.socket_url());
  project.up(
      "0001",
      "~",
      "create function two() returns int language sql begin atomic select 1; select 2; end;\n"
      "create procedure nothing() begin atomic end;\n"
      "create function plus(n int) returns int return n + case when n > 0 then 1 end;\n"
      "create table t as select two() as n;");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select n, plus(n) from t") == "2|3");
}

TEST_CASE("syntax of the newest servers runs where the server knows it", "[execution][majors]") {
  if (is_too_old(15, "syntax of the newest servers", "MERGE")) return;
  const Database database;
  const Project project(database.socket_url());
  project.up("0001",
             "~",
             "create table t(n int, v text, unique nulls not distinct (n));\n"
             "insert into t values (1, 'old');\n"
             "merge into t using (values (1), (2)) s(n) on t.n = s.n\n"
             "when matched then update set v = 'new; better'\n"
             "when not matched then insert values (s.n, 'made');\n"
             "create view w with (security_invoker) as select * from t;");
  const auto done = project.run({"upgrade", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(psql(database.socket_url(), "select n, v from w order by n") == "1|new; better\n2|made");
}

TEST_CASE("a statement that only the server can judge is the server's", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001",
             "~",
             "create table a(n int);\n"
             "create frobnicated table b as select ';';\n"
             "create table c(n int);");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err,
             Contains("syntax error at or near \"frobnicated\" (SQLSTATE 42601)") &&
                 Contains("versions/0001.sql:6:8\n") && Contains("\n  |        ^\n"));
  CHECK(psql(database.socket_url(), "select to_regclass('a')").empty());
}

TEST_CASE("strings with backslashes survive standard_conforming_strings off", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade\n"
              "create table t(v text);\n"
              "set standard_conforming_strings = off;\n"
              "insert into t values ('a\\\\b');\n"
              "-- migrate:downgrade\n"
              "insert into t values ('a\\b''c');\n");
  project.up("0002", "0001", "insert into t values ('a\\\\b');");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select v from t") == "a\\b\na\\\\b");
  CHECK(history(database, "downgrade_sql") == "insert into t values ('a\\b''c');\n");
}

TEST_CASE("warnings are shown, notices with -v, and never on stdout", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.up(
      "0001", "~", "do $$ begin raise notice 'a notice'; raise warning 'a warning'; end $$;");
  const auto quiet = project.run({"upgrade", "head"});
  CHECK_THAT(quiet.err, Contains("warning: a warning") && !Contains("a notice"));
  CHECK_THAT(quiet.out, !Contains("a warning"));
  CHECK(project.run({"downgrade", "base"}).status == 0);
  const auto verbose = project.run({"upgrade", "head", "-v"});
  CHECK_THAT(verbose.err, Contains("notice: a notice") && Contains("warning: a warning"));
}

TEST_CASE("a failed step keeps those before it and is named with its place", "[execution]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);")
      .up("0002", "0001", "create table b(n int);\nselect n,\n  nothing from a;")
      .up("0003", "0002", "create table c(n int);");
  const auto document = project.json({"upgrade", "head"}, 1);
  CHECK(document["to"].strings() == std::vector<std::string>{"0001"});
  CHECK(document["steps"].items().size() == 1);
  const auto& error = document["error"];
  CHECK(error["code"].text() == "migration_failed");
  CHECK(error["sqlstate"].text() == "42703");
  CHECK(error["file"].text() == "versions/0002.sql");
  CHECK(error["line"].integer() == 7);
  CHECK(error["column"].integer() == 3);
  CHECK(error["state"].text() == "0002 was rolled back; the database is at 0001");
  CHECK(psql(database.socket_url(), "select to_regclass('b'), to_regclass('c')") == "|");
}

TEST_CASE("deferred constraints are checked as the section's last act", "[execution][majors]") {
  const Database database("create schema s");
  const Project project(database.socket_url(), "database: {search_path: s}\n");
  project.up("0001",
             "~",
             "create table t(n int primary key);\n"
             "create function note() returns trigger language plpgsql as\n"
             "$$ begin perform count(*) from t; return null; end $$;\n"
             "create constraint trigger late after insert on t deferrable initially deferred\n"
             "for each row execute function note();\n"
             "insert into t values (1);\n"
             "create temp table k(n int primary key);\n"
             "create temp table u(n int references k deferrable initially deferred);\n"
             "insert into k values (1);\n"
             "insert into u values (1);");
  project.up("0002",
             "0001",
             "create table u(n int references t deferrable initially deferred);\n"
             "insert into u values (7);");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err,
             Contains("upgrade 0002 failed") && Contains("SQLSTATE 23503") &&
                 Contains("versions/0002.sql") && Contains("the database is at 0001"));
}
