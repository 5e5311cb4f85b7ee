// What a run shows of long work, of those in its way, and of what the server says.
#include "support/catch.h"
#include "support/project.h"
#include "support/session.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// The binary on a terminal: everything that it writes there.
std::string on_terminal(const Project& project, const std::string& args) {
  const auto done = project.run_program(
      "script", {"-qec", std::string(MIGRATE_BINARY) + " " + args, "/dev/null"});
  INFO(done.out);
  CHECK(done.status == 0);
  return done.out;
}

}  // namespace

TEST_CASE("sessions in the way are named while they are, and with each new try", "[watch]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Database database("create table t(n int)");
  const Project project(database.socket_url(), "lock: {lock_timeout: 2s, retries: 50}\n");
  project.add("0001",
              "~",
              "-- migrate:upgrade" + std::string(off) +
                  "\nalter table t add column m int;\n-- migrate:downgrade\n");
  const Session holder(database.socket_url() + "&application_name=the_reader");
  const auto pid = holder.run("select pg_backend_pid()");
  holder.run("begin; select count(*) from t");
  Running running(project, {"upgrade", "head"});
  REQUIRE(becomes_true(database.socket_url(),
                       "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' "
                       "and datname = current_database()"));
  REQUIRE(becomes_true(database.socket_url(),
                       "select count(*) = 0 from pg_stat_activity where wait_event_type = 'Lock' "
                       "and datname = current_database()"));
  holder.run("commit");
  const auto& done = running.result();
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK_THAT(done.err, Contains("0001: waiting for a lock held by pid " + pid + " (the_reader"));
  CHECK_THAT(done.err, Contains("trying again") && Contains("(held by pid " + pid));
}

TEST_CASE("a terminal shows the statement that runs and how far the server is", "[watch]") {
  const Database database(
      "create table t as select n from generate_series(1, 30) n;"
      "create function slow(n int) returns int language plpgsql immutable as "
      "'begin perform pg_sleep(0.1); return n; end'");
  const Project project(database.socket_url());
  project.up("0001", "~", "select 1;")
      .up("0002", "0001", "select 2;\ncreate index i on t (slow(n));");
  const auto shown = on_terminal(project, "upgrade head");
  CHECK_THAT(shown,
             Contains("[2/2] 0002") && Contains("statement 2 of 2 (versions/0002.sql:") &&
                 Contains("running for") && Contains("CREATE INDEX: building index"));
}

TEST_CASE("what the server says is shown with its place", "[watch]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Database database;
  const Project project(database.socket_url());
  project.add("0001",
              "~",
              "-- migrate:upgrade" + std::string(off) +
                  "\nselect 1;\ndo $$ begin raise warning 'look here'; raise notice 'by the way'; "
                  "end $$;\n-- migrate:downgrade\n");
  const auto done = project.run({"upgrade", "head", "-v"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK_THAT(done.err, Contains("versions/0001.sql:6: warning: look here"));
  CHECK_THAT(done.err, Contains("versions/0001.sql:6: notice: by the way"));
}
