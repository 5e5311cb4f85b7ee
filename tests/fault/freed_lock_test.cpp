// A section that gives the migration lock away, so that another run begins the same step.
#include "fault/trial.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <poll.h>

#include <deque>
#include <optional>
#include <stdexcept>

using namespace migrate::test;

namespace {

/// A step whose section frees all locks and then waits at a gate, which the test keeps shut.
struct Step {
  std::string name;
  std::vector<std::string> before;  ///< targets of upgrades, undisturbed
  std::vector<std::string> args;    ///< of both runs
  std::string rows;                 ///< the version rows afterwards

  [[nodiscard]] bool is_down() const { return args.front() == "downgrade"; }
};

std::vector<Step> steps() {
  return {
      {"a first row", {}, {"upgrade", "0001"}, "0001"},
      {"a row that changes", {"0003"}, {"upgrade", "0004"}, "0004"},
      {"a merge", {"0002", "0003"}, {"upgrade", "0005"}, "0005"},
      {"a last row", {"0001"}, {"downgrade", "base"}, ""},
      {"transaction=off", {"0003"}, {"upgrade", "0006"}, "0006"},
  };
}

void write_files(const Project& project, const std::string& gated) {
  const auto section = [&](const std::string& id) {
    if (id != gated) return std::string("select 1;\n");
    return std::string(
        "do $$ begin insert into ledger values ('it');\n"
        "perform pg_advisory_unlock_all(); perform pg_advisory_xact_lock_shared(42); end $$;\n");
  };
  const auto add = [&](const std::string& id, const std::string& down, const std::string& where) {
    project.add(id,
                down,
                fmt::format("-- migrate:upgrade{}\n{}-- migrate:downgrade\n{}",
                            where,
                            section(id),
                            section("down")));
  };
  add("0001", "~", "");
  add("0002", "~", "");
  add("0003", "~", "");
  add("0004", "0003", "");
  add("0005", "[0002, 0003]", "");
  add("0006", "0003", " transaction=off");
}

/// Waits for so many sessions that wait for a lock; false where a run ended before.
bool come_to_wait(const Session& session, std::size_t count, const std::deque<Client>& clients) {
  const auto query = fmt::format(
      "select count(*) >= {} from pg_stat_activity where datname = current_database() and"
      " wait_event_type = 'Lock'",
      count);
  while (session.run(query) != "t") {
    for (const auto& client : clients)
      if (!client.is_running()) return false;
    ::poll(nullptr, 0, 2);
  }
  return true;
}

/// What there is after the race, and should not be.
std::string found(const Session& session, const Step& step) {
  const auto times = session.run("select count(*) from ledger where revision = 'it'");
  const auto recorded = session.run(fmt::format(
      "select count(*) from migrate_history where outcome = 'succeeded' and direction = "
      "'{}' and revision = '{}'",
      step.args.front(),
      step.is_down() ? "0001" : step.rows));
  const auto rows =
      session.run("select coalesce(string_agg(version_num, ','), '') from migrate_version");
  auto out = left_behind(session);
  if (times != "1" || recorded != "1" || rows != step.rows)
    out += fmt::format(
        "applied {} times, recorded {} times, the version rows are '{}'\n", times, recorded, rows);
  if (session.run("select count(*) from migrate_progress") != "0")
    out += "the journal has rows of a section that is done\n";
  return out;
}

bool finds_another(const Client& client) {
  return client.has_said("another run goes on") ||
         client.has_said("the version table changed while the run was going on") ||
         client.has_said("the version rows are not those that it began with");
}

/// How the runs ended: one must succeed, the other may find that it is not alone.
std::string ended(std::deque<Client>& clients) {
  std::string out;
  bool one_succeeded = false;
  for (auto& client : clients) {
    const auto& result = client.result();
    one_succeeded = one_succeeded || result.status == 0;
    if (result.status != 0 && !finds_another(client))
      out += fmt::format("a run ended with {}: {}", result.status, result.err);
  }
  return one_succeeded ? out : out + "no run succeeded\n";
}

Round race(const Step& step) {
  const Database database(LedgerProject::prelude());
  const Project project(database.socket_url(), "lock: {lock_timeout: 60s}\n");
  write_files(project, step.is_down() ? "down" : step.rows);
  for (const auto& target : step.before)
    if (project.run({"upgrade", target}).status != 0)
      throw std::runtime_error("the first steps failed");
  std::optional<Session> gate(database.socket_url());
  const Session session(database.socket_url());
  gate->run("select pg_advisory_lock(42)");
  Round round{.struck = true};
  std::deque<Client> clients;
  for (std::size_t i = 1; i <= 2; ++i) {
    clients.emplace_back(project, step.args);
    round.struck = round.struck && come_to_wait(session, i, clients);
  }
  // Both go on to their bookkeeping; one stops there once more, with the version rows changed, and
  // the other has compared them by then.
  gate->run("begin; lock table migrate_history, migrate_progress in exclusive mode");
  gate->run("select pg_advisory_unlock(42)");
  round.struck = round.struck && come_to_wait(session, 2, clients);
  gate->run("commit");
  gate.reset();
  round.broken = ended(clients);
  Client next(project, step.args);
  if (next.result().status != 0) round.broken += next.result().err;
  round.broken += found(session, step);
  return round;
}

}  // namespace

TEST_CASE("a section that frees the migration lock is applied and recorded once",
          "[fault][freed]") {
  for (const auto& step : steps())
    play({.name = "the lock is freed in a step: " + step.name, .rounds = 2, .bound = 1},
         [&](Random&) { return race(step); });
}
