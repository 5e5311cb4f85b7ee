// Sections with transaction=off that stop in the middle, and how the next run goes on.
#include "support/catch.h"
#include "support/majors.h"
#include "support/project.h"
#include "support/session.h"

#include <fmt/core.h>

#include <csignal>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

std::string journal(const Database& database) {
  return psql(database.socket_url(),
              "select position, finished_at is not null, error is not null "
              "from migrate_progress order by direction, position");
}

std::string off(std::string_view statements) {
  return "-- migrate:upgrade transaction=off\n" + std::string(statements);
}

std::string invalid_indexes(const Database& database) {
  return psql(database.socket_url(),
              "select indexrelid::regclass from pg_index where not indisvalid order by 1");
}

}  // namespace

TEST_CASE("a section goes on where it stopped", "[execution][journal]") {
  const Database database("create table t(n int unique); create sequence counted");
  const Project project(database.socket_url());
  const std::string first =
      "insert into t values (1);\nselect set_config('search_path', 'pg_catalog', false);\n"
      "select set_config('a.b', 'c', false), nextval('public.counted');\n";
  project.add("0001", "~", off(first + "insert into public.t values (1);\nvacuum public.t;\n"));
  CHECK(project.run({"upgrade", "head"}).status == 1);
  CHECK(journal(database) == "1|t|f\n2|t|f\n3|t|f\n4|f|t");

  SECTION("with the failed statement corrected, in the session it had") {
    project.add("0001",
                "~",
                off(first + "create table public.u as select current_setting('search_path') s;\n"
                            "vacuum public.t;\n"));
    const auto done = project.run({"upgrade", "head"});
    CHECK(done.status == 0);
    CHECK(psql(database.socket_url(),
               "select s, (select count(*) from t), (select last_value from counted) from u") ==
          "pg_catalog|1|1");
    CHECK(journal(database).empty());
    CHECK(history(database, "outcome") == "failed\nsucceeded");
  }
  SECTION("but not where a statement that has run was edited") {
    project.add("0001", "~", off("insert into t values (7);\nselect 1;\n"));
    const auto refused = project.json({"upgrade", "head"}, 1);
    CHECK(refused["error"]["code"].text() == "needs_repair");
    CHECK(refused["error"]["line"].integer() == 5);
    CHECK(psql(database.socket_url(), "select n from t") == "1");
  }
  SECTION("and nothing else runs over it") {
    project.up("0002", "~", "create table other();");
    const auto other = project.run({"upgrade", "0002"});
    CHECK(other.status == 0);
    CHECK_THAT(other.err, Contains("the upgrade of 0001 was begun and is not finished"));
    const auto error = project.json({"downgrade", "base"}, 1)["error"];
    CHECK(error["code"].text() == "needs_repair");
    CHECK_THAT(error["hint"].text(), Contains("migrate upgrade 0001"));
    CHECK(project.json({"stamp", "0001"}, 1)["error"]["code"].text() == "needs_repair");
    CHECK(psql(database.socket_url(), "select to_regclass('other')") == "other");
  }
  SECTION("nor does the section itself, made transactional") {
    project.up("0001", "~", "select 1;");
    CHECK(project.json({"upgrade", "head"}, 1)["error"]["code"].text() == "needs_repair");
  }
}

TEST_CASE("a section that has left nothing is not unfinished", "[execution][journal]") {
  const auto* const statements = GENERATE("select 1/0;\n",
                                          "create index concurrently i on t(missing);\n",
                                          "vacuum missing;\n",
                                          "begin;\ninsert into t values (1);\nselect 1/0;\n");
  const Database database("create table t(n int)");
  const Project project(database.socket_url());
  project.add("0001", "~", off(statements));
  CHECK(project.run({"upgrade", "head"}).status == 1);
  CHECK(journal(database).empty());
  CHECK(project.run({"stamp", "head"}).status == 0);
}

TEST_CASE("an index that a failed build leaves INVALID is dropped and built again",
          "[execution][journal]") {
  const auto* const name = GENERATE("i", "if not exists i", "");
  const Database database("create table t(n int); insert into t values (1), (1)");
  const Project project(database.socket_url());
  project.add(
      "0001", "~", off(fmt::format("create unique index concurrently {} on t(n);\n", name)));
  const auto failed = project.json({"upgrade", "head"}, 1);
  CHECK(failed["error"]["sqlstate"].text() == "23505");
  const auto left = invalid_indexes(database);
  CHECK_FALSE(left.empty());
  CHECK(journal(database) == "1|f|t");
  const auto again = project.json({"upgrade", "head"}, 1);
  CHECK(again["error"]["message"].text() == failed["error"]["message"].text());
  CHECK(again["error"]["state"].text() == failed["error"]["state"].text());
  CHECK(invalid_indexes(database) == left);

  psql(database.socket_url(), "delete from t");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(invalid_indexes(database).empty());
  CHECK(psql(database.socket_url(),
             "select count(*) from pg_index where indrelid = 't'::regclass") == "1");
}

TEST_CASE("IF NOT EXISTS does not take an INVALID index for a good one", "[execution][journal]") {
  const Database database("create table t(n int); insert into t values (1), (1)");
  run_program("psql",
              {"-X",
               "-q",
               "-d",
               database.socket_url(),
               "-c",
               "create unique index concurrently i on t(n)"});
  CHECK(invalid_indexes(database) == "i");
  psql(database.socket_url(), "delete from t");
  const Project project(database.socket_url());
  project.add("0001", "~", off("create unique index concurrently if not exists i on t(n);\n"));
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(invalid_indexes(database).empty());
}

TEST_CASE("a client killed in a concurrent build leaves it to the next run",
          "[execution][journal]") {
  const bool kill_the_backend = GENERATE(false, true);
  const Database database("create table t(n int); insert into t values (1)");
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              off("create table once(n int);\ncreate index concurrently i on t(n);\n"
                  "create table last(n int);\n"));
  {
    Session reader(database.socket_url());
    reader.run("begin isolation level repeatable read; select * from t");
    Running running(project, {"upgrade", "head"});
    REQUIRE(becomes_true(database.socket_url(),
                         "select exists (select from pg_stat_progress_create_index "
                         "where phase like 'waiting%')"));
    if (kill_the_backend)
      psql(database.socket_url(),
           "select pg_terminate_backend(pid) from pg_stat_progress_create_index");
    else
      running.signal(SIGKILL);
    running.result();
  }
  const auto next = project.run({"upgrade", "head"});
  CHECK(next.status == 0);
  CHECK(invalid_indexes(database).empty());
  CHECK(psql(database.socket_url(),
             "select to_regclass('once'), to_regclass('i'), to_regclass('last')") == "once|i|last");
  CHECK(journal(database).empty());
}

namespace {

constexpr auto committing_procedure = R"(create table t(n int);
    create procedure p() language plpgsql as $$ begin
      insert into t values (1); commit;
      if (select count(*) from t) = 1 then perform pg_sleep(600); end if; end $$)";

/// The client and then its server process are killed in the middle of the procedure.
void cut_short(const Project& project, const Database& database) {
  Running running(project, {"upgrade", "head"});
  REQUIRE(becomes_true(database.socket_url(), "select exists (select from t)"));
  running.signal(SIGKILL);
  running.result();
  psql(database.socket_url(),
       "select pg_terminate_backend(pid) from pg_stat_activity where query like 'call p%'");
}

}  // namespace

TEST_CASE("a procedure that commits and is killed is for a person to judge",
          "[execution][journal][repair]") {
  struct Case {
    const char* verdict;
    const char* count;  ///< of rows that the procedure made in the end
  };

  const auto wanted = GENERATE(values<Case>({{"done", "1"}, {"again", "2"}, {"forget", "1"}}));
  const Database database(committing_procedure);
  const Project project(database.socket_url());
  project.add("0001", "~", off("create table before();\ncall p();\ncreate table after();\n"));
  cut_short(project, database);
  for (int i = 0; i < 2; ++i) {
    const auto next = project.json({"upgrade", "head"}, 1);
    CHECK(next["error"]["code"].text() == "needs_repair");
    CHECK_THAT(next["error"]["hint"].text(), Contains("migrate repair --unfinished done"));
  }
  const auto shown = project.json({"repair", "--dry-run"});
  CHECK(shown["findings"].items().at(0)["kind"].text() == "unfinished");
  const auto asked = project.json({"repair", "--yes"}, 2);
  CHECK_THAT(asked["error"]["hint"].text(), Contains("--unfinished again"));
  CHECK(journal(database) == "1|t|f\n2|f|f");

  if (std::string(wanted.verdict) == "forget")
    psql(database.socket_url(),
         "drop table before; delete from t; drop procedure p; create procedure p() language sql as "
         "'insert into t values (1)'");
  CHECK(project.json({"repair", "--yes", "--unfinished", wanted.verdict})["repaired"].integer() ==
        1);
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select count(*) from t") == wanted.count);
  CHECK(psql(database.socket_url(), "select to_regclass('before'), to_regclass('after')") ==
        "before|after");
  CHECK(history(database, "direction, outcome, revision") ==
        "upgrade|failed|0001\nupgrade|failed|0001\nrepair|succeeded|\nupgrade|succeeded|0001");
  CHECK(project.json({"repair", "--dry-run"})["findings"].items().empty());
}

TEST_CASE("what was undone by hand is forgotten", "[execution][journal][repair]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001", "~", off("create table a();\nselect 1/0;\n"));
  CHECK(project.run({"upgrade", "head"}).status == 1);
  // Nothing is in doubt: the next upgrade goes on, and there is nothing that repair must settle.
  CHECK(project.json({"repair", "--dry-run"})["findings"].items().empty());
  CHECK(project.json({"repair", "--yes", "--unfinished", "done"})["repaired"].integer() == 0);
  psql(database.socket_url(), "drop table a");
  CHECK(project.json({"repair", "--yes", "--unfinished", "forget"})["repaired"].integer() == 1);
  CHECK(journal(database).empty());
  CHECK(project.run({"repair", "--unfinished", "perhaps"}).status == 2);
  project.add("0001", "~", off("create table a(n int);\n"));
  CHECK(project.run({"upgrade", "head"}).status == 0);
}

TEST_CASE("a transaction that the section opens itself is journalled in it",
          "[execution][journal]") {
  const Database database("create table t(n int); create role other");
  const Project project(database.socket_url());
  const std::string block =
      "begin;\ninsert into t values (1);\nsavepoint s;\n"
      "insert into t values (2);\nrollback to s;\nset role other;\ncommit;\n";
  project.add("0001", "~", off(block + "select 1/0;\n"));
  CHECK(project.run({"upgrade", "head"}).status == 1);
  CHECK(journal(database) == "1|t|f\n2|t|f\n3|t|f\n4|t|f\n5|t|f\n6|t|f\n7|t|f\n8|f|t");
  project.add("0001", "~", off(block + "reset role;\ninsert into t values (3);\n"));
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select n from t order by n") == "1\n3");
  psql(database.socket_url(), "drop role other");
}

TEST_CASE("a detachment left pending is completed", "[execution][journal]") {
  if (is_too_old(14, "a detachment left pending", "DETACH CONCURRENTLY")) return;
  const Database database(
      "create table p(n int) partition by list (n); create table c partition of p for values in "
      "(1)");
  const Project project(database.socket_url());
  project.add("0001", "~", off("alter table p detach partition c concurrently;\n"));
  {
    Session reader(database.socket_url());
    reader.run("begin isolation level repeatable read; select * from p");
    Running running(project, {"upgrade", "head"});
    REQUIRE(becomes_true(database.socket_url(),
                         "select exists (select from pg_inherits where inhdetachpending)"));
    running.signal(SIGKILL);
    running.result();
    psql(
        database.socket_url(),
        "select pg_terminate_backend(pid) from pg_stat_activity where query like 'alter table p%'");
  }
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(),
             "select count(*) from pg_inherits where inhparent = 'p'::regclass") == "0");
}
