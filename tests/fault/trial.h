#pragma once

#include "fault/ledger.h"
#include "fault/rounds.h"
#include "support/client.h"
#include "support/pgbouncer.h"
#include "support/proxy.h"

#include <functional>
#include <mutex>
#include <set>
#include <string>
#include <vector>

/// One run that is hurt, and the run that finishes what it left.
namespace migrate::test {

/// What a fault may hurt.
struct Victim {
  const Client& client;
  const Database& database;
};

/// Done in the proxy's thread before the message that it was set to goes on.
using Action = std::function<Verdict(const Victim&)>;

/// Where in a run the fault falls.
struct Moment {
  Sender from = Sender::server;
  std::size_t message = 0;  ///< of all that this side sends; 0: never
};

/// What one side sends in an undisturbed run.
struct Traffic {
  std::size_t from_client = 0;
  std::size_t from_server = 0;
  std::size_t bytes_from_client = 0;
  std::size_t bytes_from_server = 0;
  std::vector<std::size_t> commits{};  ///< the server's messages that say COMMIT
  Moment last_commit{};                ///< the client's last message that asks for one
  Moment first_step{};                 ///< the client's message that begins a step
  std::size_t answers_before_it = 0;
  Moment first_begin{};  ///< and the one that begins its transaction
  Moment index{};        ///< the client's message that builds an index CONCURRENTLY
};

/// Strikes once, and notes whether a step was under way.
class Strike {
 public:
  Strike(Moment moment, Action action) : moment_(moment), action_(std::move(action)) {}

  Verdict operator()(const WireMessage& message, const Victim& victim);

  /// It fell by other means than a message.
  void note(const Victim& victim);

  [[nodiscard]] bool fell() const;
  /// It fell while the server had got more steps than the client had reported as done.
  [[nodiscard]] bool inside_a_step() const;

 private:
  void note_now(const Victim& victim);

  mutable std::mutex mutex_;
  Moment moment_;
  Action action_;
  std::set<std::string> begun_;
  bool fell_ = false;
  bool inside_ = false;
};

struct Trial {
  Shape shape{};
  std::vector<std::string> args{"upgrade", "head"};
  std::vector<std::string> before{};  ///< runs undisturbed first
  Stage goal = Stage::complete;       ///< after the run that finishes
  Moment moment{};
  Action action{};
  ProxyOptions proxy{};                       ///< its cut after bytes, its delay
  std::set<int> statuses{0};                  ///< what the hurt run may end with
  std::function<void(const Victim&)> mend{};  ///< on the main thread, as soon as the fault fell
  bool reported_stays = true;                 ///< what was reported as done must be there
  bool at_once = false;               ///< the next run begins before the old backend has ended
  const Pgbouncer* pooler = nullptr;  ///< this run and the next go through it
};

/// Plays it in a database of its own.
Round undergo(const Trial& trial);

/// An undisturbed run of that shape.
Traffic traffic_of(const Trial& trial);

/// A message of an undisturbed run: mostly one sent while steps were under way.
Moment any_moment(Random& random, const Traffic& traffic);

/// Ends the backends of all clients of the database but those of the tests.
Action terminate_backends();
Action cancel_backends();
Action send_signal(int number);
Action answer(Verdict verdict);

}  // namespace migrate::test
