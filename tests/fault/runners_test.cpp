// Several runners at once, and somebody who changes the version rows while one runs.
#include "fault/at_once.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <atomic>
#include <stdexcept>

using namespace migrate::test;

namespace {

/// Applies the next two migrations by hand, between two transactions of whoever runs: as a runner
/// does that believes that it holds the lock.
constexpr auto next_by_hand = R"(do $$
declare
  newest text;
  next text;
begin
  if to_regclass('migrate_version') is null then return; end if;
  lock table migrate_version in access exclusive mode;
  for i in 1..2 loop
    select max(version_num) into newest from migrate_version;
    next := lpad((coalesce(newest, '0')::int + 1)::text, 4, '0');
    exit when next > '0005';
    insert into ledger values (next);
    delete from migrate_version;
    insert into migrate_version values (next);
    insert into migrate_history (run_id, version_table, direction, outcome, revision, rows_before,
      rows_after, started_at, finished_at, duration_ms, db_user, tool_version)
    values (gen_random_uuid(), 'public.migrate_version', 'upgrade', 'succeeded', next,
      array_remove(array[newest], null), array[next], now(), now(), 0, 'somebody', 'by hand');
  end loop;
end $$)";

/// Somebody who applies migrations by hand: before a message goes on where no transaction is in
/// the way, else as soon as none is.
class Somebody {
 public:
  Verdict at_once(const Victim& victim) {
    const Session session(victim.database.socket_url() + "&application_name=fault_test");
    session.run("set lock_timeout = '20ms'");
    try {
      session.run(next_by_hand);
      done_ = true;
    } catch (const std::runtime_error&) {
      done_ = false;
    }
    return Verdict::pass;
  }

  void later(const Victim& victim) const {
    if (!done_) Session(victim.database.socket_url()).run(next_by_hand);
  }

 private:
  std::atomic<bool> done_ = false;
};

}  // namespace

TEST_CASE("of runners at once one works and all succeed", "[fault][runners]") {
  auto shape = slow_steps();
  shape.outside = {3};
  for (const std::size_t count : {2U, 8U, 32U})
    for (const std::size_t applied : {0U, 2U})
      play({.name = fmt::format("{} runners, {}", count, applied == 0 ? "empty" : "half-migrated"),
            .rounds = count == 32 ? 1U : 3U,
            .bound = 1},
           [&](Random& random) {
             return run_at_once({.count = count, .shape = shape, .applied = applied}, random);
           });
}

TEST_CASE("of runners at once one is hurt and the others succeed", "[fault][runners]") {
  auto shape = slow_steps();
  shape.outside = {3};
  for (const auto& fault : faults_of_processes())
    play({.name = fault.name + ", the first of 4 runners", .rounds = 1, .bound = 0.5},
         [&](Random& random) {
           return run_at_once({.count = 4, .shape = shape, .fault = &fault}, random);
         });
}

TEST_CASE("what somebody applies while a run goes on is not applied again", "[fault][guard]") {
  Trial trial{.shape = {.migrations = 5, .content = Content::data, .sleep = 0.03}};
  const auto traffic = traffic_of(trial);
  std::size_t rounds = 0;
  play({.name = "another applies the next migrations", .rounds = 8, .bound = 0.3},
       [&](Random& random) {
         Somebody somebody;
         trial.moment = ++rounds % 4 == 0 ? traffic.first_begin : any_moment(random, traffic);
         trial.action = [&](const Victim& victim) { return somebody.at_once(victim); };
         trial.mend = [&](const Victim& victim) { somebody.later(victim); };
         trial.statuses = {0, 1};
         return undergo(trial);
       });
}
