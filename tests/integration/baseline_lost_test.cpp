// A baseline whose connection or process meets something: file and stamp, or neither.

#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/project.h"
#include "support/proxy.h"

#include <algorithm>
#include <atomic>
#include <csignal>
#include <filesystem>
#include <string>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

constexpr auto small = "create table users (id int primary key, email text not null)";

std::size_t files_of(const Project& project) {
  const std::filesystem::directory_iterator files(project.path() / "versions");
  return static_cast<std::size_t>(std::distance(begin(files), end(files)));
}

/// A trigger on our table runs this with the stamp's row.
void on_stamp(const Database& database, const std::string& body) {
  psql(database.url(),
       "create schema hidden; create function hidden.f() returns trigger language plpgsql as "
       "$$begin " +
           body +
           " return new; end$$; create trigger t before insert on migrate_version for each row "
           "execute function hidden.f()");
}

}  // namespace

TEST_CASE("an answer to the stamp of a baseline that is lost is looked for", "[baseline]") {
  const auto verdict = GENERATE(Verdict::lose_answers, Verdict::cut);
  const Database database(small);
  std::atomic<bool> stamps = false;
  std::atomic<bool> done = false;
  const Proxy proxy(
      {.port = Cluster::instance().port(), .on_message = [&](const WireMessage& m) {
         if (m.from != Sender::client || done) return Verdict::pass;
         if (m.body.find("insert into \"public\".\"migrate_history\"") != std::string_view::npos ||
             m.body.find("insert into public.migrate_history") != std::string_view::npos)
           stamps = true;
         if (!stamps || m.body.substr(0, 6) != "commit") return Verdict::pass;
         done = true;
         return verdict;
       }});
  const Project project(proxy.url(database.name()));
  const auto result = project.run({"baseline"});
  INFO(result.err);
  CHECK(done);
  CHECK_THAT(result.err, Contains("the connection was lost; connecting again"));
  const bool is_committed = verdict == Verdict::lose_answers;
  CHECK(result.status == (is_committed ? 0 : 1));
  CHECK(files_of(project) == (is_committed ? 1 : 0));
  CHECK(psql(database.url(), "select count(*) from migrate_version") == (is_committed ? "1" : "0"));
}

TEST_CASE("a baseline that is interrupted while it stamps is not written", "[baseline]") {
  const Database database(small);
  const Project project(database.url());
  REQUIRE(project.run({"ensure-version"}).status == 0);
  on_stamp(database, "perform pg_sleep(60);");
  Running running(project, {"baseline"});
  REQUIRE(becomes_true(database.url(),
                       "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep' and "
                       "datname = current_database()"));
  CHECK(files_of(project) == 1);
  running.signal(SIGINT);
  INFO(running.result().err);
  CHECK(running.result().status == 130);
  CHECK_THAT(running.result().err, Contains("nothing is stamped, and versions/"));
  CHECK(files_of(project) == 0);
  CHECK(psql(database.url(), "select count(*) from migrate_version") == "0");
}

TEST_CASE("a baseline that was killed before its stamp is completed by a verified stamp",
          "[baseline]") {
  const Database database(small);
  const Project project(database.url());
  REQUIRE(project.run({"ensure-version"}).status == 0);
  on_stamp(database, "perform pg_sleep(60);");
  {
    Running running(project, {"baseline"});
    REQUIRE(becomes_true(database.url(),
                         "select count(*) > 0 from pg_stat_activity where wait_event = 'PgSleep' "
                         "and datname = current_database()"));
    running.signal(SIGKILL);
    CHECK(running.result().status != 0);
  }
  CHECK(files_of(project) == 1);
  REQUIRE(becomes_true(database.url(),
                       "select count(*) = 0 from pg_stat_activity where wait_event = 'PgSleep' and "
                       "datname = current_database()"));
  psql(database.url(), "drop trigger t on migrate_version");
  const auto stamped = project.run({"stamp", "head", "--verify"});
  INFO(stamped.out << stamped.err);
  CHECK(stamped.status == 0);
  CHECK(psql(database.url(), "select count(*) from migrate_version") == "1");
}

TEST_CASE("a baseline, its check and a verified stamp go through a transaction pooler",
          "[baseline]") {
  const Pgbouncer pooler("transaction");
  const Database database(small);
  const Project project(pooler.url(database.name()));
  for (const auto& args : {std::vector<std::string>{"baseline"},
                           {"check", "--drift"},
                           {"stamp", "base"},
                           {"stamp", "head", "--verify"}}) {
    const auto result = project.run(args);
    INFO(args.front() << result.out << result.err);
    CHECK(result.status == 0);
  }
  CHECK(files_of(project) == 1);
}

TEST_CASE("of two baselines at once one is written", "[baseline]") {
  const Database database(small);
  const Project project(database.url());
  const Project other(database.url());
  Running first(project, {"baseline"});
  Running second(other, {"baseline"});
  const auto status = first.result().status + second.result().status;
  INFO(first.result().err << second.result().err);
  CHECK(status == 2);
  CHECK(files_of(project) + files_of(other) == 1);
  CHECK(psql(database.url(), "select count(*) from migrate_version") == "1");
}
