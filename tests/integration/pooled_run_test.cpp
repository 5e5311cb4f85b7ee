// Whole runs through a real PgBouncer.
#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/project.h"
#include "support/session.h"

#include <fmt/core.h>

#include <deque>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

struct Pool {
  const char* mode;
  Pgbouncer::Settings settings;
};

auto pools() {
  return Catch::Generators::values<Pool>({{"session", {}},
                                          {"transaction", {}},
                                          {"transaction", {{"server_round_robin", "1"}}},
                                          {"transaction", {{"default_pool_size", "1"}}}});
}

/// Steps that leave session state behind, each noting itself in `ledger`.
void add_steps(const Project& project, int count) {
  for (int i = 1; i <= count; ++i)
    project.add(fmt::format("{:04}", i),
                i == 1 ? "~" : fmt::format("{:04}", i - 1),
                fmt::format("-- migrate:upgrade\n"
                            "set search_path = pg_catalog, public;\n"
                            "insert into public.ledger values ({0});\n"
                            "create table public.t{0}(n int);\n"
                            "prepare p as select {0};\n"
                            "create temporary table scratch(n int);\n"
                            "-- migrate:downgrade\n"
                            "delete from ledger where n = {0};\ndrop table t{0};\n",
                            i));
}

/// The lock key of the default version table, as the tool's own waiting shows it.
std::string hold_lock(const Session& holder) {
  return holder.run(
      "begin; select pg_advisory_xact_lock(('x' || encode(substr(sha256(convert_to('migrate', "
      "'UTF8') || '\\000' || convert_to('public', 'UTF8') || '\\000' || "
      "convert_to('migrate_version', 'UTF8')), 1, 8), 'hex'))::bit(64)::bigint)");
}

constexpr auto ledger = "create table ledger(n int)";

}  // namespace

TEST_CASE("upgrade and downgrade run through a pooler as without one", "[pooled]") {
  const auto pool = GENERATE(pools());
  CAPTURE(pool.mode, pool.settings);
  const Pgbouncer pooler(pool.mode, pool.settings);
  const Database pooled(ledger);
  const Database direct(ledger);
  const Project through(pooler.url(pooled.name()));
  const Project beside(direct.url());
  for (const auto* project : {&through, &beside}) {
    add_steps(*project, 12);
    for (const auto& args : std::vector<std::vector<std::string>>{
             {"upgrade", "+3"}, {"upgrade"}, {"downgrade", "-2"}, {"stamp", "0009"}, {"status"}}) {
      const auto done = project->run(args);
      INFO(done.err);
      CHECK(done.status == 0);
    }
  }
  CHECK(pg_dump_schema(pooled.url()) == pg_dump_schema(direct.url()));
  const auto* const columns = "direction, outcome, revision, rows_before, rows_after";
  CHECK(history(pooled, columns) == history(direct, columns));
  CHECK(psql(pooled.url(), "select version_num from migrate_version") == "0009");
  // Nothing of a session is left for the next client.
  CHECK(psql(pooler.url(pooled.name()),
             "select current_setting('search_path'), count(*) from pg_locks where locktype = "
             "'advisory'") == "\"$user\", public|0");
}

TEST_CASE("a section outside transactions is refused behind a transaction pooler", "[pooled]") {
  const auto* const mode = GENERATE("session", "transaction");
  const Pgbouncer pooler(mode);
  const Database database(ledger);
  const Project project(pooler.url(database.name()));
  project.up("0001", "~", "create table a(n int);")
      .add("0002",
           "0001",
           "-- migrate:upgrade transaction=off\ncreate index concurrently i on a (n);\n"
           "-- migrate:downgrade\ndrop index i;\n");
  if (std::string(mode) == "session") {
    const auto done = project.run({"upgrade"});
    INFO(done.err);
    CHECK(done.status == 0);
    return;
  }
  for (const auto& args : {std::vector<std::string>{"upgrade"}, {"upgrade", "--dry-run"}}) {
    const auto refused = project.json(args, 2);
    CHECK(refused["error"]["code"].text() == "refused");
    CHECK_THAT(refused["error"]["message"].text(), Contains("0002") && Contains("pooler"));
    CHECK_THAT(refused["error"]["hint"].text(), Contains("5432"));
  }
  CHECK(psql(database.url(), "select to_regclass('migrate_version'), to_regclass('a')") == "|");
  CHECK(project.run({"upgrade", "0001"}).status == 0);
}

TEST_CASE("several runs through a transaction pooler share the steps", "[pooled]") {
  const Pgbouncer::Settings settings = GENERATE(values<Pgbouncer::Settings>(
      {{}, {{"server_round_robin", "1"}}, {{"default_pool_size", "2"}}}));
  const Pgbouncer pooler("transaction", settings);
  const Database database(ledger);
  const Project project(pooler.url(database.name()));
  add_steps(project, 30);
  {
    std::deque<Running> runs;
    for (int i = 0; i < 6; ++i)
      runs.emplace_back(project, std::vector<std::string>{"upgrade"});
    for (auto& run : runs) {
      INFO(run.result().err);
      CHECK(run.result().status == 0);
    }
  }
  CHECK(psql(database.url(), "select count(*), count(distinct n) from ledger") == "30|30");
  CHECK(psql(database.url(),
             "select count(*), count(distinct revision) from migrate_history where outcome = "
             "'succeeded'") == "30|30");
  CHECK(psql(database.url(), "select count(*) from migrate_history where outcome = 'failed'") ==
        "0");
}

TEST_CASE("a step behind a transaction pooler waits for the lock and looks again", "[pooled]") {
  const Pgbouncer pooler("transaction");
  const Database database(ledger);
  const Project project(pooler.url(database.name()), "lock: {wait: 20s}\n");
  add_steps(project, 3);
  REQUIRE(project.run({"ensure-version"}).status == 0);
  const Session other(database.socket_url() + "&application_name=the_holder");
  hold_lock(other);
  Running running(project, {"upgrade"});
  // The first step of the other run, which ends while we wait.
  other.run(
      "insert into ledger values (1); create table t1(n int); insert into migrate_version values "
      "('0001')");
  REQUIRE(becomes_true(
      database.socket_url(),
      "select count(*) > 0 from pg_stat_activity where query ~* 'advisory|rollback' and datname = "
      "current_database() and pid <> pg_backend_pid() and application_name <> 'the_holder'"));
  other.run("commit");
  INFO(running.result().err);
  CHECK(running.result().status == 0);
  CHECK(psql(database.url(), "select array_agg(n order by n) from ledger") == "{1,2,3}");
}

TEST_CASE("a lock that is not given up behind a transaction pooler is told", "[pooled]") {
  const Pgbouncer pooler("transaction");
  const Database database(ledger);
  const Project project(pooler.url(database.name()), "lock: {wait: 300ms}\n");
  add_steps(project, 2);
  const auto* const command = GENERATE("upgrade", "stamp", "ensure-version");
  if (std::string(command) != "ensure-version")
    REQUIRE(project.run({"ensure-version"}).status == 0);
  const Session other(database.socket_url() + "&application_name=the_holder");
  hold_lock(other);
  std::vector<std::string> args{command};
  if (args.front() == "stamp") args.emplace_back("head");
  const auto refused = project.json(args, 4);
  CHECK(refused["error"]["code"].text() == "lock_not_obtained");
  CHECK_THAT(refused["error"]["detail"].text(), Contains("the_holder"));
  CHECK(psql(database.url(), "select count(*) from ledger") == "0");
}
