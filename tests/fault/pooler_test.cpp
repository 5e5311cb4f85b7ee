// The same through PgBouncer: many runners at once, and a run that is hurt.
#include "fault/at_once.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <deque>

using namespace migrate::test;

namespace {

/// A way to pool. With few server processes, taken in turn, clients share them most.
struct Pool {
  std::string name;
  std::string_view mode;
  Pgbouncer::Settings settings;
};

const Pool session_pool{"session mode", "session", {{"default_pool_size", "80"}}};
const Pool transaction_pool{"transaction mode", "transaction", {}};
const Pool round_robin_pool{"transaction mode, round robin",
                            "transaction",
                            {{"server_round_robin", "1"}, {"default_pool_size", "4"}}};

Shape steps_for(const Pool& pool) {
  auto shape = slow_steps();
  if (pool.mode == "session") shape.outside = {3};
  return shape;
}

void play_at_once(const Pool& pool) {
  const Pgbouncer pooler(pool.mode, pool.settings);
  for (const std::size_t count : {2U, 8U, 32U})
    for (const std::size_t applied : {0U, 2U})
      play({.name = fmt::format(
                "{} runners, {}, {}", count, applied == 0 ? "empty" : "half-migrated", pool.name),
            .rounds = 1,
            .bound = 1},
           [&](Random& random) {
             return run_at_once(
                 {.count = count, .shape = steps_for(pool), .applied = applied, .pooler = &pooler},
                 random);
           });
}

void hurt_one_of_many(const Pool& pool) {
  const Pgbouncer pooler(pool.mode, pool.settings);
  for (const auto& fault : faults_of_processes())
    play({.name = fmt::format("{}, the first of 4, {}", fault.name, pool.name),
          .rounds = 1,
          .bound = 0.5},
         [&](Random& random) {
           return run_at_once(
               {.count = 4, .shape = steps_for(pool), .pooler = &pooler, .fault = &fault}, random);
         });
}

void hurt_one(const Pool& pool, std::size_t rounds) {
  const Pgbouncer pooler(pool.mode, pool.settings);
  hurt_anywhere(Course({.shape = {.migrations = 4}, .pooler = &pooler}), pool.name, rounds);
}

/// Runs that meet a section outside transactions, on a database where the steps before it are done.
Round refused_at_once(const Pgbouncer& pooler) {
  const Database database(LedgerProject::prelude());
  const LedgerProject ledger(database.socket_url(), {.migrations = 3, .outside = {3}});
  Round round{.struck = true};
  if (ledger.project().run({"upgrade", "0001"}).status != 0) round.broken += "0001 failed\n";
  std::deque<Client> clients;
  for (int i = 0; i < 8; ++i)
    clients.emplace_back(
        ledger.project(), std::vector<std::string>{"upgrade", "head"}, pooler.url(database.name()));
  for (auto& client : clients)
    if (client.result().status != 2 || !client.has_said("transaction=off"))
      round.broken += fmt::format("{}: {}", client.result().status, client.result().err);
  const Session session(database.socket_url());
  round.broken += left_behind(session, true) + ledger.broken(session, Stage::interrupted);
  if (ledger.applied(session) != 1) round.broken += "a refused run has changed something\n";
  return round;
}

}  // namespace

TEST_CASE("of runners at once behind a session pooler one works and all succeed",
          "[fault][runners][pooler]") {
  play_at_once(session_pool);
}

TEST_CASE("runners at once behind a transaction pooler share the steps, and all succeed",
          "[fault][runners][pooler]") {
  play_at_once(transaction_pool);
}

TEST_CASE("runners at once behind a pooler that takes turns share the steps, and all succeed",
          "[fault][runners][pooler]") {
  play_at_once(round_robin_pool);
}

TEST_CASE("of runners at once behind a session pooler one is hurt and the others succeed",
          "[fault][runners][pooler]") {
  hurt_one_of_many(session_pool);
}

TEST_CASE("of runners at once behind a transaction pooler one is hurt and the others succeed",
          "[fault][runners][pooler]") {
  hurt_one_of_many(transaction_pool);
  hurt_one_of_many(round_robin_pool);
}

TEST_CASE("a run through a session pooler that is hurt is finished by the next",
          "[fault][pooler]") {
  hurt_one(session_pool, 2);
}

TEST_CASE("a run through a transaction pooler that is hurt is finished by the next",
          "[fault][pooler]") {
  hurt_one(transaction_pool, 3);
}

TEST_CASE("a run through a pooler that takes turns and that is hurt is finished by the next",
          "[fault][pooler]") {
  hurt_one(round_robin_pool, 2);
}

TEST_CASE("runners at once behind a transaction pooler all refuse a section outside transactions",
          "[fault][pooler]") {
  for (const auto* pool : {&transaction_pool, &round_robin_pool}) {
    const Pgbouncer pooler(pool->mode, pool->settings);
    play({.name = "8 runners with transaction=off, " + pool->name, .rounds = 1, .bound = 1},
         [&](Random&) { return refused_at_once(pooler); });
  }
}
