// Several at once: the migration lock, table locks, and being told to stop.
#include "support/catch.h"
#include "support/project.h"
#include "support/session.h"

#include <csignal>
#include <deque>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// The first 8 bytes of a SHA-256, as sha256sum says, as the number that pg_locks halves.
std::string lock_key(const std::string& schema, const std::string& table) {
  RunOptions options;
  options.input = std::string("migrate\0", 8) + schema + '\0' + table;
  const auto sum = run_program("sha256sum", {}, options).out.substr(0, 16);
  return psql(Cluster::instance().socket_url("postgres"), "select x'" + sum + "'::bigint");
}

constexpr auto sleeps =
    "select pg_catalog.count(*) > 0 from pg_catalog.pg_stat_activity"
    " where datname = current_database() and wait_event = 'PgSleep'";

using Milliseconds = std::chrono::milliseconds;

Milliseconds since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration_cast<Milliseconds>(std::chrono::steady_clock::now() - start);
}

}  // namespace

TEST_CASE("the lock of another session is waited for and its holder named", "[execution][lock]") {
  const Database database;
  const Project project(database.socket_url(), "lock: {wait: 200ms}\n");
  project.up("0001", "~", "create table t(n int);");
  const Session holder(database.socket_url() + "&application_name=the_holder");
  const auto pid = holder.run("select pg_backend_pid()");
  holder.run("select pg_advisory_lock(" + lock_key("public", "migrate_version") + ")");

  for (const auto* command : {"upgrade", "stamp"}) {
    const auto refused = project.json({command, "head"}, 4);
    const auto& error = refused["error"];
    INFO(refused.dump());
    CHECK(error["code"].text() == "lock_not_obtained");
    CHECK_THAT(error["detail"].text(), Contains("pid " + pid) && Contains("the_holder"));
    CHECK_THAT(error["hint"].text(), Contains("pg_terminate_backend(" + pid + ")"));
  }
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_version')").empty());

  holder.run("select pg_advisory_unlock_all()");
  CHECK(project.run({"upgrade", "head"}).status == 0);
}

TEST_CASE("nothing to do needs no lock", "[execution][lock]") {
  const Database database;
  const Project project(database.socket_url(), "lock: {wait: 0s}\n");
  project.up("0001", "~", "create table t(n int);");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  const Session holder(database.socket_url());
  holder.run("select pg_advisory_lock(" + lock_key("public", "migrate_version") + ")");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(project.run({"current"}).status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 4);
}

TEST_CASE("the key is that of the configured table, held while migrations run",
          "[execution][lock]") {
  const Database database("create table held(key bigint)");
  const Project project(database.socket_url(),
                        "database: {version_table: rows, version_table_schema: deploy}\n");
  project.up("0001",
             "~",
             "insert into held select (classid::bigint << 32) | objid::bigint from pg_locks"
             " where locktype = 'advisory' and pid = pg_backend_pid();");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select key from held") == lock_key("deploy", "rows"));
  CHECK(psql(database.socket_url(), "select count(*) from pg_locks where locktype = 'advisory'") ==
        "0");
}

TEST_CASE("a table lock of another session is tried again, then given up", "[execution][lock]") {
  const Database database("create table t(n int)");
  const Project project(database.socket_url(), "lock: {lock_timeout: 200ms, retries: 2}\n");
  project.up("0001", "~", "create table before(n int);")
      .up("0002", "0001", "create table made(n int);\nalter table t add column m int;");
  const Session holder(database.socket_url());
  holder.run("begin; lock table t");
  const auto failed = project.run({"upgrade", "head"});
  CHECK(failed.status == 4);
  const std::string again = "0002: canceling statement due to lock timeout; rolled back, trying";
  const auto first = failed.err.find(again);
  REQUIRE(first != std::string::npos);
  CHECK(failed.err.find(again, first + 1) != std::string::npos);
  CHECK_THAT(failed.err,
             Contains("(SQLSTATE 55P03)\n  at versions/0002.sql:6:1") &&
                 Contains("it was tried 3 times") && Contains("the database is at 0001"));
  CHECK(history(database, "revision, outcome, error ->> 'code'") ==
        "0001|succeeded|\n0002|failed|lock_not_obtained");

  holder.run("rollback");
  CHECK(project.run({"upgrade", "head"}).status == 0);
}

TEST_CASE("a table lock that is given back in time costs nothing", "[execution][lock]") {
  const Database database("create table t(n int)");
  const Project project(database.socket_url(), "lock: {lock_timeout: 100ms, retries: 50}\n");
  project.up("0001", "~", "create table made(n int); alter table t add column m int;");
  const Session holder(database.socket_url());
  holder.run("begin; lock table t");
  Running upgrade(project, {"upgrade", "head"});
  CHECK(becomes_true(database.socket_url(),
                     "select count(*) > 0 from pg_stat_database"
                     " where datname = current_database() and xact_rollback > 0"));
  holder.run("rollback");
  CHECK(upgrade.result().status == 0);
  CHECK(history(database, "revision, outcome") == "0001|succeeded");
}

TEST_CASE("of several runs at once one works and all succeed", "[execution][lock]") {
  const auto count = GENERATE(2, 8);
  const Database database("create table ran(revision text)");
  const Project project(database.socket_url());
  project.up("0001", "~", "insert into ran values ('0001');")
      .up("0002", "0001", "insert into ran values ('0002'); select pg_sleep(0.2);");
  project.add(
      "0003", "0002", "-- migrate:upgrade transaction=off\ninsert into ran values ('0003');\n");
  std::deque<Running> runs;
  for (int i = 0; i < count; ++i)
    runs.emplace_back(project, std::vector<std::string>{"upgrade", "head"});
  for (auto& run : runs) {
    INFO(run.result().err);
    CHECK(run.result().status == 0);
  }
  CHECK(psql(database.socket_url(),
             "select string_agg(revision, ',' order by revision) from ran") == "0001,0002,0003");
  CHECK(history(database, "revision, outcome") == "0001|succeeded\n0002|succeeded\n0003|succeeded");
  CHECK(psql(database.socket_url(), "select version_num from migrate_version") == "0003");
}

TEST_CASE("projects with tables of their own may begin in one schema at once",
          "[execution][lock]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "select 1;");
  std::deque<Running> runs;
  for (int i = 0; i < 6; ++i) {
    const auto name = "c" + std::to_string(i);
    project.write(name + ".yaml", "database: {version_table: " + name + "}\n");
    runs.emplace_back(project, std::vector<std::string>{"-c", name + ".yaml", "upgrade", "head"});
  }
  for (auto& run : runs) {
    INFO(run.result().err);
    CHECK(run.result().status == 0);
  }
  CHECK(psql(database.socket_url(), "select count(distinct version_table) from migrate_history") ==
        "6");
}

TEST_CASE("a signal cancels what runs and rolls it back", "[execution][signal]") {
  const auto signal = GENERATE(SIGINT, SIGTERM);
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);")
      .up("0002", "0001", "create table b(n int); select pg_sleep(60);")
      .up("0003", "0002", "create table c(n int);");
  Running upgrade(project, {"upgrade", "head", "--json"});
  REQUIRE(becomes_true(database.socket_url(), sleeps));
  const auto start = std::chrono::steady_clock::now();
  upgrade.signal(signal);
  const auto& result = upgrade.result();
  CHECK(since(start) < Milliseconds(5000));
  CHECK(result.status == 128 + signal);
  const auto document = migrate::Json::parse(result.out);
  CHECK(document["steps"].items().size() == 1);
  CHECK(document["error"]["state"].text() == "0002 was rolled back; the database is at 0001");
  CHECK(psql(database.socket_url(),
             "select version_num, to_regclass('b'), to_regclass('c') from migrate_version") ==
        "0001||");
  CHECK(history(database, "revision, outcome") == "0001|succeeded\n0002|failed");
  CHECK(psql(database.socket_url(), sleeps) == "f");
}

TEST_CASE("a signal stops a section outside a transaction where it is", "[execution][signal]") {
  const auto* const section = GENERATE("select pg_sleep(60);\ncreate table c(n int);\n",
                                       "-- migrate:verify\nselect pg_sleep(60);\n");
  const Database database;
  const Project project(database.socket_url());
  project.add(
      "0001",
      "~",
      "-- migrate:upgrade transaction=off\ncreate table b(n int);\n" + std::string(section));
  Running upgrade(project, {"upgrade", "head"});
  REQUIRE(becomes_true(database.socket_url(), sleeps));
  upgrade.signal(SIGINT);
  INFO(upgrade.result().err);
  CHECK(upgrade.result().status == 130);
  CHECK_THAT(upgrade.result().err, Contains("0001 is not recorded as applied"));
  CHECK(psql(database.socket_url(),
             "select to_regclass('b'), to_regclass('c'), (select count(*) from migrate_version)") ==
        "b||0");
}

TEST_CASE("a signal while waiting for the lock ends the run", "[execution][signal]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);");
  const Session holder(database.socket_url());
  holder.run("select pg_advisory_lock(" + lock_key("public", "migrate_version") + ")");
  Running upgrade(project, {"upgrade", "head"});
  REQUIRE(becomes_true(database.socket_url(),
                       "select count(*) > 0 from pg_stat_activity where datname ="
                       " current_database() and query ~ 'pg_try_advisory_lock' and pid <>"
                       " pg_backend_pid()"));
  upgrade.signal(SIGINT);
  CHECK(upgrade.result().status == 130);
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_version')").empty());
}
