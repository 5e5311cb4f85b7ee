// Several runners at once, and somebody who changes the version rows while one runs.
#include "fault/trial.h"
#include "migrate/history/version_table.h"
#include "support/catch.h"
#include "support/pgbouncer.h"

#include <fmt/core.h>

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <stdexcept>

using namespace migrate::test;

namespace {

const Shape shape{.migrations = 5, .content = Content::data, .outside = {3}, .sleep = 0.05};

/// Waits until so many sessions try to get the migration lock, or a run has ended.
void wait_for_tries(const Session& session, std::size_t count, const std::deque<Client>& clients) {
  const auto query = fmt::format(
      "select count(*) >= {} from pg_stat_activity where datname = current_database() and"
      " pid <> pg_backend_pid() and query ~ 'advisory'",
      count);
  const auto runs = [](const Client& client) { return client.is_running(); };
  while (std::all_of(clients.begin(), clients.end(), runs) && session.run(query) != "t")
    ::poll(nullptr, 0, 10);
}

/// Runs `count` at once on a fresh database, with the first `applied` migrations there already;
/// through a pooler where one is given. All begin before the first may work.
Round run_at_once(std::size_t count, std::size_t applied, const Pgbouncer* pooler = nullptr) {
  const Database database(LedgerProject::prelude());
  const auto url = pooler != nullptr ? pooler->url(database.name()) : database.socket_url();
  const LedgerProject ledger(database.socket_url(), shape);
  Round round;
  if (applied > 0 && ledger.project().run({"upgrade", id_of(applied)}).status != 0)
    round.broken += "the first migrations failed\n";
  const Session session(database.socket_url());
  const auto key = std::to_string(migrate::history::lock_key(
      {.schema = "public", .version_table = "migrate_version", .role = {}}));
  session.run("select pg_advisory_lock(" + key + ")");
  std::deque<Client> clients;
  for (std::size_t i = 0; i < count; ++i)
    clients.emplace_back(ledger.project(), std::vector<std::string>{"upgrade", "head"}, url);
  wait_for_tries(session, count, clients);
  session.run("select pg_advisory_unlock(" + key + ")");
  for (auto& client : clients) {
    const auto& result = client.result();
    if (result.err.find("waiting for the migration lock") != std::string::npos) round.struck = true;
    if (result.status != 0)
      round.broken += fmt::format("a runner ended with {}: {}", result.status, result.err);
  }
  round.broken += left_behind(session, pooler != nullptr) + ledger.broken(session, Stage::complete);
  return round;
}

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
  for (const std::size_t count : {2U, 8U, 32U})
    for (const std::size_t applied : {0U, 2U})
      play({.name = fmt::format("{} runners, {}", count, applied == 0 ? "empty" : "half-migrated"),
            .rounds = count == 32 ? 1U : 3U,
            .bound = 1},
           [&](Random&) { return run_at_once(count, applied); });
}

TEST_CASE("of runners at once behind a session pooler one works and all succeed",
          "[fault][runners][pooler]") {
  const Pgbouncer pooler("session", {{"default_pool_size", "80"}});
  for (const std::size_t count : {2U, 8U, 32U})
    play({.name = fmt::format("{} runners, PgBouncer in session mode", count),
          .rounds = count == 32 ? 1U : 2U,
          .bound = 1},
         [&](Random&) { return run_at_once(count, count == 8 ? 2 : 0, &pooler); });
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
