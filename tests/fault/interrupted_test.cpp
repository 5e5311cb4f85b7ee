// One run is hurt at some protocol message; afterwards, and after the run that follows, every
// migration is there once, wholly, and recorded.
#include "fault/course.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <deque>
#include <stdexcept>

using namespace migrate::test;

namespace {

/// Moments in the order in which rounds take them: first around each COMMIT, then the rest.
std::deque<Moment> every_moment(const Traffic& traffic, Random& random) {
  std::deque<Moment> out;
  for (std::size_t i = 1; i <= traffic.from_client; ++i)
    out.push_back({.from = Sender::client, .message = i});
  for (std::size_t i = 1; i <= traffic.from_server; ++i)
    out.push_back({.from = Sender::server, .message = i});
  std::shuffle(out.begin(), out.end(), random);
  for (const auto commit : traffic.commits)
    out.push_front({.from = Sender::server, .message = commit});
  return out;
}

/// Every moment in turn; all of them where there are rounds enough.
void hurt_everywhere(const Course& course, const std::string& name, const Action& action) {
  std::deque<Moment> left;
  const auto all = course.traffic.from_client + course.traffic.from_server;
  const Kind kind{.name = name, .rounds = 16, .bound = 0.3};
  play(kind, [&](Random& random) {
    if (left.empty()) left = every_moment(course.traffic, random);
    auto trial = course.trial;
    trial.action = action;
    trial.statuses = {0, 1, 4};
    trial.moment = left.front();
    left.pop_front();
    auto round = undergo(trial);
    if (!round.broken.empty())
      round.broken += fmt::format("(before message {} of the {}; {} in all)\n",
                                  trial.moment.message,
                                  trial.moment.from == Sender::client ? "client" : "server",
                                  all);
    return round;
  });
}

constexpr auto waits_for_history =
    "select count(*) > 0 from pg_locks where relation = 'migrate_history'::regclass and not "
    "granted";

/// Strikes while the step's work is done and its history row waits: the work must not be seen
/// without the row.
Round hurt_while_recording(const Fault& fault) {
  const Database database(LedgerProject::prelude());
  const LedgerProject ledger(database.socket_url(), {.migrations = 3});
  const auto url = database.socket_url() + "&application_name=fault_test";
  if (ledger.project().run({"upgrade", "0001"}).status != 0)
    throw std::runtime_error("0001 failed");
  const Session holder(url);
  const Session session(url);
  holder.run("begin; lock table migrate_history in exclusive mode");
  Client client(ledger.project(), {"upgrade", "head"});
  Round round;
  while (client.is_running() && !round.struck)
    round.struck = session.run(waits_for_history) == "t";
  round.broken += ledger.broken(session, Stage::interrupted);
  fault.action({.client = client, .database = database});
  // The server notices within a second that its client was killed.
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  while (client.is_running() && session.run(waits_for_history) == "t" &&
         std::chrono::steady_clock::now() < deadline)
    ::poll(nullptr, 0, 5);
  holder.run("commit");
  if (!fault.statuses.contains(client.result().status)) round.broken += client.result().err;
  const auto next = ledger.project().run({"upgrade", "head"});
  if (next.status != 0) round.broken += next.err;
  round.broken += ledger.broken(session, Stage::complete);
  return round;
}

}  // namespace

TEST_CASE("a run that is hurt while it records a step leaves nothing of it, or all",
          "[fault][recording]") {
  for (const auto& fault : faults_of_processes())
    play({.name = fault.name + ", while a step is recorded", .rounds = 1, .bound = 0.9},
         [&](Random&) { return hurt_while_recording(fault); });
}

TEST_CASE("a run that is hurt anywhere is finished by the next", "[fault][anywhere]") {
  hurt_anywhere(Course({.shape = {.migrations = 4}}), "4 migrations", 6);
}

TEST_CASE("a stream of many small migrations that is hurt is finished by the next",
          "[fault][stream]") {
  hurt_anywhere(
      Course({.shape = {.migrations = 200, .content = Content::data}}), "a stream of 200", 4);
}

TEST_CASE("a downgrade that is hurt anywhere is finished by the next", "[fault][downgrade]") {
  hurt_anywhere(Course({.shape = {.migrations = 4},
                        .args = {"downgrade", "base"},
                        .before = {"upgrade", "head"},
                        .goal = Stage::undone}),
                "downgrade of 4",
                4);
}

TEST_CASE("a connection is cut at each protocol message", "[fault][cut]") {
  const Course course({.shape = {.migrations = 2}});
  hurt_everywhere(course, "cut at each message", answer(Verdict::cut));
  hurt_everywhere(course, "answers lost from each message", answer(Verdict::lose_answers));
}

TEST_CASE("a connection is cut at each protocol message of a section outside transactions",
          "[fault][cut][index]") {
  const Course course({.shape = {.migrations = 2, .outside = {1}}});
  hurt_everywhere(course, "cut at each message, an index", answer(Verdict::cut));
}

TEST_CASE("a connection is cut in the middle of a message", "[fault][cut]") {
  const Course course({.shape = {.migrations = 3}});
  const auto& traffic = course.traffic;
  play({.name = "cut after some bytes", .rounds = 8, .bound = 0.1}, [&](Random& random) {
    auto trial = course.trial;
    const bool client = up_to(random, 2) == 1;
    trial.proxy.cut_from = client ? Sender::client : Sender::server;
    trial.proxy.cut_after_bytes =
        up_to(random, client ? traffic.bytes_from_client : traffic.bytes_from_server) - 1;
    trial.statuses = {0, 1, 4};
    return undergo(trial);
  });
}

TEST_CASE("a server that crashes in a run keeps whole migrations", "[fault][crash]") {
  const Course course({.shape = {.migrations = 4}});
  play({.name = "server crashed and restarted", .rounds = 5, .bound = 0.4}, [&](Random& random) {
    auto trial = course.trial;
    trial.moment = any_moment(random, course.traffic);
    trial.action = [](const Victim&) {
      Cluster::instance().crash();
      return Verdict::pass;
    };
    trial.mend = [](const Victim&) { Cluster::instance().start_again(); };
    trial.statuses = {0, 1, 4};
    trial.reported_stays = false;  // all but the last commit are asynchronous
    return undergo(trial);
  });
}
