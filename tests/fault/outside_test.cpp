// A section outside a transaction that is hurt: its index CONCURRENTLY, and what the catalog cannot
// tell.
#include "fault/course.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <poll.h>

#include <csignal>

using namespace migrate::test;

namespace {

/// Waits until the index is being built (then a part of the third of a second that it takes) or the
/// run has ended.
void wait_for_build(const Victim& victim, Random& random) {
  const Session session(victim.database.socket_url() + "&application_name=fault_test");
  constexpr auto sleeps =
      "select count(*) > 0 from pg_stat_activity where datname = current_database()"
      " and wait_event = 'PgSleep'";
  while (victim.client.is_running() && session.run(sleeps) != "t") {
  }
  ::poll(nullptr, 0, static_cast<int>(up_to(random, 250)));
}

Trial slow_index() {
  return {.shape = {.migrations = 3, .outside = {2}, .slow_index = true}};
}

}  // namespace

TEST_CASE("a run with an index built concurrently that is hurt anywhere is finished by the next",
          "[fault][index]") {
  hurt_anywhere(Course({.shape = {.migrations = 3, .outside = {2}}}), "an index CONCURRENTLY", 4);
}

TEST_CASE("an index whose build is hurt is there, and valid, after the next run",
          "[fault][index]") {
  const Course course(slow_index());
  // A proxy cuts at messages, and in the build there is none.
  for (const auto& fault : faults_of_processes())
    play({.name = fault.name + ", in the build of an index", .rounds = 3, .bound = 0.9},
         [&](Random& random) {
           auto trial = course.trial;
           trial.moment = course.traffic.index;
           trial.action = answer(Verdict::pass);
           trial.mend = [&](const Victim& victim) {
             wait_for_build(victim, random);
             fault.action(victim);
           };
           trial.statuses = fault.statuses;
           trial.at_once = up_to(random, 2) == 1;
           return undergo(trial);
         });
}

TEST_CASE("an index whose build the server's crash ends is there after the next run",
          "[fault][index][crash]") {
  const Course course(slow_index());
  play({.name = "server crashed in the build of an index", .rounds = 2, .bound = 0.9},
       [&](Random& random) {
         auto trial = course.trial;
         trial.moment = course.traffic.index;
         trial.action = answer(Verdict::pass);
         trial.mend = [&](const Victim& victim) {
           wait_for_build(victim, random);
           Cluster::instance().crash();
           Cluster::instance().start_again();
         };
         trial.statuses = {0};  // it connects again and builds it anew
         return undergo(trial);
       });
}

TEST_CASE("an index that cannot be built is told alike each time, then built", "[fault][index]") {
  play({.name = "index CONCURRENTLY over duplicates", .rounds = 1, .bound = 1}, [](Random&) {
    const Database database(LedgerProject::prelude() + "; insert into big values (1)");
    const LedgerProject ledger(database.socket_url(), {.migrations = 2});
    ledger.project().add("0003",
                         "0002",
                         "-- migrate:upgrade transaction=off\n"
                         "insert into ledger values ('0003');\n"
                         "create unique index concurrently i_0003 on big(n);\n");
    const Session session(database.socket_url());
    Round round;
    std::string told;
    for (int i = 0; i < 3; ++i) {
      const auto run = ledger.project().json({"upgrade", "head"}, 1)["error"];
      round.struck = run["sqlstate"].text() == "23505";
      if (i > 0 && run["state"].text() != told) round.broken += "told otherwise: " + run.dump();
      told = run["state"].text();
      round.broken += left_behind(session) + ledger.broken(session, Stage::interrupted);
    }
    session.run(
        "delete from big where ctid in (select max(ctid) from big group by n"
        " having count(*) > 1)");
    const auto run = ledger.project().run({"upgrade", "head"});
    if (run.status != 0) round.broken += run.err;
    const auto once = session.run("select count(*) from ledger where revision = '0003'");
    const auto valid = session.run(
        "select count(*) from pg_index where indisvalid and"
        " indexrelid = to_regclass('i_0003')");
    if (once != "1" || valid != "1" || session.run("select count(*) from migrate_progress") != "0")
      round.broken += fmt::format("0003 is {} times there, {} valid index\n", once, valid);
    return round;
  });
}

TEST_CASE("what nobody can tell is told alike each time, until a person settles it",
          "[fault][unknown]") {
  play({.name = "SIGKILL in a procedure that commits", .rounds = 3, .bound = 0.9},
       [](Random& random) {
         const Database database(
             LedgerProject::prelude() +
             "; create procedure work() language plpgsql as $$ begin insert into ledger values"
             " ('0003'); commit; perform pg_sleep(0.3); end $$");
         const LedgerProject ledger(database.socket_url(), {.migrations = 2});
         const auto& project = ledger.project();
         project.add("0003", "0002", "-- migrate:upgrade transaction=off\ncall work();\n");
         Client client(project, {"upgrade", "head"});
         wait_for_build({.client = client, .database = database}, random);
         client.signal(SIGKILL);
         Round round{.struck = client.result().status == 137};
         const Session session(database.socket_url());
         round.broken += left_behind(session);
         std::string told;
         for (int i = 0; round.struck && i < 2; ++i) {
           const auto error = project.json({"upgrade", "head"}, 1)["error"];
           if (error["code"].text() != "needs_repair" || (i > 0 && error.dump() != told))
             round.broken += error.dump();
           told = error.dump();
         }
         session.run("update migrate_progress set finished_at = now()");
         const auto run = project.run({"upgrade", "head"});
         if (run.status != 0) round.broken += run.err;
         if (session.run("select count(*) from ledger where revision = '0003'") != "1" ||
             session.run("select version_num from migrate_version") != "0003")
           round.broken += "0003 is not there once\n";
         return round;
       });
}
