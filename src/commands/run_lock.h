#pragma once

#include "commands/database.h"
#include "migrate/commands/command.h"
#include "migrate/pg/advisory_lock.h"
#include "migrate/runner/run.h"

#include <optional>
#include <span>
#include <string>

namespace migrate::commands {

/// Keeps other runs away: by a lock of the session where the session is ours, and by one that each
/// transaction takes where a pooler may give the next transaction another server process.
class RunLock {
 public:
  /// Waits for the session's lock as the config says; who holds it is said on stderr. `state` says
  /// whether there is a pooler. Throws Error(lock_not_obtained).
  RunLock(const Context& context,
          const config::Settings& settings,
          Database& database,
          const history::State& state);

  [[nodiscard]] runner::LockScope scope() const { return scope_; }

  /// What opens a transaction that changes something.
  [[nodiscard]] const std::string& begin() const { return begin_; }

  /// Calls `work`, whose transactions open with begin(): again and again while another run stands
  /// in its way, until the config's wait is over.
  template <typename Work>
  auto guarded(const Work& work) {
    for (;;) {
      try {
        return work();
      } catch (const pg::StatementFailed& e) {
        if (!is_in_the_way(e.diagnostics())) throw;
      }
      pause();
    }
  }

  /// Another run stands in the way: sleep a little. Throws Error(lock_not_obtained) when the wait
  /// since the last renew() is over.
  void pause() { patience_.pause(); }

  void renew() { patience_.renew(); }

  /// The session is gone, and its lock with it.
  void lost() { held_.reset(); }

  /// Take the session's lock in the session that came instead.
  void take_again();

 private:
  [[nodiscard]] bool is_in_the_way(const pg::Diagnostics& said) const;

  Database& database_;
  runner::LockScope scope_;
  std::string begin_ = "begin";
  std::int64_t key_;
  pg::LockPatience patience_;
  std::optional<pg::AdvisoryLock> held_;
};

/// Throws Error(refused) where a step needs a session of its own and a pooler does not give it.
void refuse_without_session(Database& database,
                            const history::State& state,
                            std::span<const runner::RunStep> steps);

}  // namespace migrate::commands
