// Connections that are lost in a run: what was committed is found out, and the rest runs.
#include "support/catch.h"
#include "support/project.h"
#include "support/session.h"

#include <fmt/core.h>

#include <csignal>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

constexpr auto ledger = "create table ledger(n int)";

constexpr auto ours =
    "application_name like 'migrate%' and datname = current_database() and pid <> "
    "pg_backend_pid()";

void terminate(const Database& database) {
  psql(database.socket_url(),
       std::string("select pg_terminate_backend(pid) from pg_stat_activity where ") + ours);
}

}  // namespace

TEST_CASE("a run whose session is ended connects again and goes on", "[reconnect]") {
  const auto* const mode = GENERATE("per_migration", "per_migration", "per_migration", "all");
  const Database database(ledger);
  const Project project(database.socket_url(), std::string("transaction: ") + mode + "\n");
  for (int i = 1; i <= 40; ++i)
    project.up(fmt::format("{:04}", i),
               i == 1 ? "~" : fmt::format("{:04}", i - 1),
               fmt::format("insert into ledger values ({}); select pg_sleep(0.02);", i));
  Running running(project, {"upgrade", "head", "--json"});
  REQUIRE(becomes_true(
      database.socket_url(),
      std::string("select count(*) > 0 from pg_stat_activity where query like '%pg_sleep%' and ") +
          ours));
  terminate(database);
  INFO(running.result().err);
  CHECK(running.result().status == 0);
  CHECK_THAT(running.result().err, Contains("was lost") && Contains("connecting again"));
  CHECK(psql(database.socket_url(), "select count(*), count(distinct n) from ledger") == "40|40");
  CHECK(psql(database.socket_url(),
             "select count(*), count(distinct run_id) from migrate_history") == "40|1");
  const auto document = migrate::Json::parse(running.result().out);
  CHECK(document["steps"].items().size() == 40);
  CHECK(document["to"].items().size() == 1);
}

TEST_CASE("a target that counts from the rows does not count again after a lost connection",
          "[reconnect]") {
  struct Case {
    std::vector<std::string> args;
    const char* row;
  };

  const auto c =
      GENERATE(values<Case>({{{"upgrade", "+2"}, "0004"}, {{"downgrade", "-2"}, "0001"}}));
  const Database database(ledger);
  const Project project(database.socket_url());
  for (int i = 1; i <= 6; ++i)
    project.add(fmt::format("{:04}", i),
                i == 1 ? "~" : fmt::format("{:04}", i - 1),
                fmt::format("-- migrate:upgrade\ninsert into ledger values ({0});\n{1}"
                            "-- migrate:downgrade\ndelete from ledger where n = {0};\n{2}",
                            i,
                            i == 4 ? "select pg_sleep(1);\n" : "",
                            i == 2 ? "select pg_sleep(1);\n" : ""));
  REQUIRE(project.run({"upgrade", "0002"}).status == 0);
  if (c.args.front() == "downgrade") REQUIRE(project.run({"upgrade", "0003"}).status == 0);
  Running running(project, c.args);
  REQUIRE(becomes_true(
      database.socket_url(),
      std::string("select count(*) > 0 from pg_stat_activity where query like '%pg_sleep%' and ") +
          ours));
  terminate(database);
  INFO(running.result().err);
  CHECK(running.result().status == 0);
  CHECK_THAT(running.result().err, Contains("connecting again"));
  CHECK(psql(database.socket_url(), "select version_num from migrate_version") == c.row);
}

TEST_CASE("a section outside transactions is resumed after its connection was lost",
          "[reconnect]") {
  const Database database("create table ledger as select n from generate_series(1, 1000) n");
  const Project project(database.socket_url());
  const Session reader(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\ninsert into ledger values (-1);\n"
              "create index concurrently i on ledger (n);\ninsert into ledger values (-2);\n"
              "-- migrate:downgrade\n");
  // The build waits for this transaction.
  reader.run("begin isolation level repeatable read; select count(*) from ledger");
  Running running(project, {"upgrade", "head"});
  REQUIRE(becomes_true(database.socket_url(),
                       std::string("select count(*) > 0 from pg_stat_activity where query like "
                                   "'create index%' and wait_event_type = 'Lock' and ") +
                           ours));
  terminate(database);
  reader.run("commit");
  INFO(running.result().err);
  CHECK(running.result().status == 0);
  CHECK(psql(database.socket_url(),
             "select count(*) filter (where n = -1), count(*) filter (where n = -2) from ledger") ==
        "1|1");
  CHECK(psql(database.socket_url(),
             "select bool_and(indisvalid), count(*) from pg_index where "
             "indrelid = 'ledger'::regclass") == "t|1");
}

TEST_CASE("a step that ends its own session is given up with its state", "[reconnect]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);")
      .up("0002", "0001", "create table b(n int); select pg_terminate_backend(pg_backend_pid());");
  const auto document = project.json({"upgrade", "head"}, 1);
  CHECK(document["error"]["code"].text() == "connection_lost");
  CHECK_THAT(document["error"]["message"].text(), Contains("2 times in 0002"));
  CHECK_THAT(document["error"]["state"].text(),
             Contains("0002 is not recorded") && Contains("the database is at 0001"));
  CHECK(document["steps"].items().size() == 1);
  CHECK(psql(database.socket_url(), "select version_num, to_regclass('b') from migrate_version") ==
        "0001|");
}

TEST_CASE("the server notices within seconds that the client was killed", "[reconnect]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Database database;
  if (psql(database.socket_url(), "select current_setting('server_version_num')::int < 140000") ==
      "t") {
    WARN("skipped: client_connection_check_interval came with PostgreSQL 14");
    return;
  }
  const Project project(database.socket_url());
  // The first section resets all settings: ours must come again.
  project.up("0001", "~", "reset all;")
      .add("0002",
           "0001",
           "-- migrate:upgrade" + std::string(off) +
               "\nreset all;\nselect pg_sleep(600);\n-- migrate:downgrade\n");
  Running running(project, {"upgrade", "head"});
  const auto sleeps = std::string("from pg_stat_activity where wait_event = 'PgSleep' and ") + ours;
  REQUIRE(becomes_true(database.socket_url(), "select count(*) = 1 " + sleeps));
  running.signal(SIGKILL);
  CHECK(becomes_true(database.socket_url(), "select count(*) = 0 " + sleeps));
}

TEST_CASE("what a failed attempt prepared does not meet the next one", "[reconnect]") {
  const Database database(ledger);
  const Project project(database.socket_url(), "lock: {lock_timeout: 200ms, retries: 50}\n");
  project.up("0001", "~", "prepare p as select 1; alter table ledger add column m int;");
  const Session holder(database.socket_url());
  holder.run("begin; select count(*) from ledger");
  Running running(project, {"upgrade", "head"});
  REQUIRE(
      becomes_true(database.socket_url(),
                   std::string("select count(*) > 0 from pg_stat_activity where wait_event_type "
                               "= 'Lock' and ") +
                       ours));
  std::this_thread::sleep_for(std::chrono::milliseconds(400));
  holder.run("commit");
  INFO(running.result().err);
  CHECK_THAT(running.result().err, Contains("trying again"));
  CHECK(running.result().status == 0);
}
