// Sections with transaction=off, and all steps in one transaction.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

TEST_CASE("a section runs outside a transaction where it says so", "[execution][outside]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table t(n int); insert into t values (1);");
  project.add("0002",
              "0001",
              "-- migrate:upgrade transaction=off\n"
              "create index concurrently i on t(n);\n"
              "vacuum t;\n"
              "copy t from stdin;\n2\n\\.\n"
              "begin; insert into t values (3); commit;\n"
              "-- migrate:verify\n"
              "insert into t values (4);\n"
              "copy t from stdin;\n5\n\\.\n"
              "-- migrate:downgrade transaction=off\n"
              "drop index concurrently i;\n");
  project.up("0003", "0002", "create table u(n int);");
  const auto up = project.json({"upgrade", "head"});
  REQUIRE(up["steps"].items().size() == 3);
  CHECK(up["steps"].items()[0]["transaction"].boolean());
  CHECK_FALSE(up["steps"].items()[1]["transaction"].boolean());
  CHECK(psql(database.socket_url(), "select string_agg(n::text, ',' order by n) from t") ==
        "1,2,3");
  CHECK(project.run({"downgrade", "0001"}).status == 0);
  CHECK(psql(database.socket_url(), "select to_regclass('i')").empty());
  CHECK(history(database, "direction, revision, outcome, finished_at >= started_at") ==
        "upgrade|0001|succeeded|t\nupgrade|0002|succeeded|t\nupgrade|0003|succeeded|t\n"
        "downgrade|0003|succeeded|t\ndowngrade|0002|succeeded|t");
}

TEST_CASE("a failure outside a transaction says what stays", "[execution][outside]") {
  const Database database("create table t(n int)");
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\n"
              "create index concurrently if not exists i on t(n);\n"
              "create table once(n int);\n"
              "insert into t values ('x');\n"
              "create table never(n int);\n");
  project.up("0002", "0001", "select 1;");
  const auto failed = project.json({"upgrade", "head"}, 1);
  const auto& error = failed["error"];
  CHECK(error["line"].integer() == 7);
  CHECK(error["sqlstate"].text() == "22P02");
  CHECK_THAT(error["state"].text(),
             Contains("0001 is not recorded as applied") &&
                 Contains("first 2 of 4 statements have run and stay") &&
                 Contains("the database is at base"));
  CHECK(psql(database.socket_url(),
             "select to_regclass('i'), to_regclass('once'), to_regclass('never')") == "i|once|");
  CHECK(history(database, "outcome, rows_after") == "failed|{}");

  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\n"
              "create index concurrently if not exists i on t(n);\n"
              "create  table once(n int); -- laid out anew, but the same\n"
              "insert into t values (1);\n"
              "create table never(n int);\n");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(history(database, "outcome, rows_after") ==
        "failed|{}\nsucceeded|{0001}\nsucceeded|{0002}");
}

TEST_CASE("a transaction that the section opens itself must be closed by it",
          "[execution][outside]") {
  const auto* const end = GENERATE("", "select 1/0;\ncommit;\n");
  const Database database;
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\ncreate table kept(n int);\n"
              "begin;\ncreate table lost(n int);\n" +
                  std::string(end));
  const auto failed = project.json({"upgrade", "head"}, 1);
  CHECK_THAT(failed["error"]["state"].text(), Contains("its first 1 of "));
  CHECK(psql(database.socket_url(), "select to_regclass('kept'), to_regclass('lost')") == "kept|");
  CHECK(history(database, "outcome") == "failed");
}

TEST_CASE("a failed verify outside a transaction leaves the step unrecorded",
          "[execution][outside]") {
  const Database database("create table t(n int)");
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\ncreate index concurrently i on t(n);\n"
              "-- migrate:verify\ninsert into t values (1);\nselect 1/0;\n");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err,
             Contains("verify of 0001 failed: division by zero") &&
                 Contains("all its statements have run and stay"));
  CHECK(psql(database.socket_url(),
             "select to_regclass('i'), (select count(*) from t),"
             " (select count(*) from migrate_version)") == "i|0|0");
}

TEST_CASE("what cannot run in a transaction is refused before anything runs",
          "[execution][outside]") {
  const auto* const statement = GENERATE("create index concurrently i on t(n);",
                                         "drop index concurrently i;",
                                         "reindex table concurrently t;",
                                         "vacuum;",
                                         "create database other;",
                                         "alter system set work_mem = '5MB';",
                                         "commit;",
                                         "begin;",
                                         "rollback;",
                                         "prepare transaction 'x';");
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table t(n int);").up("0002", "0001", statement);
  const auto refused = project.json({"upgrade", "head"}, 2);
  INFO(statement);
  CHECK(refused["error"]["code"].text() == "not_transactional");
  CHECK(refused["error"]["file"].text() == "versions/0002.sql");
  CHECK(refused["error"]["line"].integer() == 5);
  CHECK(psql(database.socket_url(), "select to_regclass('t'), to_regclass('migrate_version')") ==
        "|");
}

TEST_CASE("with `transaction: all` it is all or nothing", "[execution][all]") {
  const Database database;
  const Project project(database.socket_url(), "transaction: all\n");
  project.up("0001", "~", "create table a(n int); set search_path = nowhere;")
      .up("0002", "0001", "create table b(n int);\ncopy b from stdin;\n1\n\\.")
      .up("0003", "0002", "create table c(n int); select 1/0;");
  const auto failed = project.json({"upgrade", "head"}, 1);
  CHECK(failed["steps"].items().empty());
  CHECK(failed["to"].items().empty());
  CHECK(failed["error"]["file"].text() == "versions/0003.sql");
  CHECK(failed["error"]["state"].text() ==
        "all 3 steps were rolled back; the database is at base: nothing was changed");
  CHECK(psql(database.socket_url(), "select to_regclass('a'), count(*) from migrate_version") ==
        "|0");
  CHECK(history(database, "revision, outcome") == "0003|failed");

  project.up("0003", "0002", "create table c(n int);");
  CHECK(project.json({"upgrade", "head"})["steps"].items().size() == 3);
  CHECK(psql(database.socket_url(),
             "select count(distinct xmin::text), count(*) from migrate_history"
             " where outcome = 'succeeded'") == "1|3");
  CHECK(history(database, "rows_before, rows_after") ==
        "{0002}|{0002}\n{}|{0001}\n{0001}|{0002}\n{0002}|{0003}");
  CHECK(psql(database.socket_url(), "select n, to_regclass('c') from b") == "1|c");
  CHECK(project.json({"downgrade", "base"})["steps"].items().size() == 3);
}

TEST_CASE("with `transaction: all` a constraint stays deferred between steps", "[execution][all]") {
  const Database database(
      "create table t(n int primary key);"
      "create table u(n int references t deferrable initially deferred)");
  const Project project(database.socket_url(), "transaction: all\n");
  project.up("0001", "~", "insert into u values (1);");
  CHECK(project.json({"upgrade", "head"}, 1)["error"]["sqlstate"].text() == "23503");
  project.up("0002", "0001", "insert into t values (1);");
  CHECK(project.run({"upgrade", "head"}).status == 0);
}

TEST_CASE("with `transaction: all` a section outside is refused", "[execution][all]") {
  const Database database;
  const Project project(database.socket_url(), "transaction: all\n");
  project.up("0001", "~", "create table a(n int);");
  project.add("0002", "0001", "-- migrate:upgrade transaction=off\nvacuum;\n");
  const auto refused = project.json({"upgrade", "head"}, 2);
  CHECK(refused["error"]["code"].text() == "refused");
  CHECK(refused["error"]["file"].text() == "versions/0002.sql");
  CHECK(psql(database.socket_url(), "select to_regclass('a'), to_regclass('migrate_version')") ==
        "|");
  CHECK(project.run({"upgrade", "0001"}).status == 0);
}
