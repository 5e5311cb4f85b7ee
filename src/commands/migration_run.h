#pragma once

#include "commands/database.h"
#include "commands/reporter.h"
#include "commands/run_hooks.h"
#include "commands/run_lock.h"
#include "migrate/commands/command.h"
#include "migrate/runner/run.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace migrate::commands {

/// Runs steps until they are done or cannot go on: behind a transaction pooler it lets other runs
/// pass, and after a lost connection it looks what was committed and runs the rest. Each time it
/// plans again from the rows that are there.
class MigrationRun {
 public:
  /// Gives the steps that are left, for the state that it reads.
  struct Fresh {
    history::State state;
    std::vector<runner::RunStep> steps;
  };

  /// `rest`: the steps of the last plan that were not done; `done`: whether any step of the run
  /// was.
  using PlanAgain = std::function<Fresh(std::span<const runner::RunStep> rest, bool done)>;

  MigrationRun(const Context& context,
               const config::Settings& settings,
               Database& database,
               RunLock& lock,
               runner::RunOptions options,
               const RunHooks& hooks,
               PlanAgain plan_again);

  /// Call once, with steps to run. Hooks run around them.
  void run(Fresh fresh);

  /// The steps that were committed, and how long each took.
  [[nodiscard]] const std::vector<runner::RunStep>& steps() const { return steps_; }

  [[nodiscard]] const std::vector<double>& durations_ms() const { return durations_ms_; }

  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 private:
  void run_all(Fresh fresh);
  void attempt(const Fresh& fresh);
  [[nodiscard]] bool run_piece(const Fresh& fresh);
  bool help(const runner::RunResult& result, const Fresh& fresh);
  void reconnect(const Fresh& fresh, const Error& lost);
  void wait_for_old_process();
  void settle_doubt(const Fresh& fresh);
  void settled(const runner::RunStep& step);
  [[nodiscard]] HookFields hook_fields(const std::vector<std::string>& rows) const;
  [[nodiscard]] const std::vector<std::string>& rows() const;
  [[nodiscard]] std::string whom(const history::State& state) const;
  [[nodiscard]] Error with_state(Error error) const;

  const Context& context_;
  const config::Settings& settings_;
  Database& database_;
  RunLock& lock_;
  runner::RunOptions options_;
  const RunHooks& hooks_;
  PlanAgain plan_again_;
  Reporter reporter_;
  runner::RunStep first_;  ///< of the first plan
  std::vector<runner::RunStep> steps_;
  std::vector<double> durations_ms_;
  std::size_t at_ = 0;      ///< the next step of the plan at work
  std::size_t losses_ = 0;  ///< connections lost since the last step that was done
  bool again_ = false;
  std::optional<Error> error_;
};

}  // namespace migrate::commands
