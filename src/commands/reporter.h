#pragma once

#include "commands/watcher.h"
#include "migrate/commands/command.h"
#include "migrate/runner/run.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <span>
#include <string>

namespace migrate::commands {

/// `0003  add users`.
std::string label(const runner::RunStep& step);

/// Says on stderr what runs: a line for each step done, and a line that changes while one takes its
/// time.
class Reporter : public runner::Progress {
 public:
  explicit Reporter(const Context& context);

  /// What runs next; `done` steps of the run are behind it.
  void begin(std::span<const runner::RunStep> steps, std::size_t done);

  /// The running step has failed, and the run goes on without it.
  void skipped();

  /// Where retrying() learns who was in the way.
  using Blockers = std::function<std::vector<pg::LockHolder>()>;

  void ask_blockers(Blockers blockers) { blockers_ = std::move(blockers); }

  /// What settled() does.
  using OnSettled = std::function<void(const runner::RunStep&)>;

  void on_settled(OnSettled on_settled) { on_settled_ = std::move(on_settled); }

  /// What another session sees while a statement runs.
  void look(const Look& look);

  void statement_done(const runner::RunStep& step, std::size_t done, std::size_t of) override;
  void step_done(const runner::RunStep& step, double duration_ms) override;
  void settled(const runner::RunStep& step) override;
  void notice(const pg::Diagnostics& notice, const Place& place) override;
  void retrying(const runner::RunStep& step,
                const pg::Diagnostics& reason,
                std::chrono::milliseconds delay) override;

 private:
  using Clock = std::chrono::steady_clock;

  [[nodiscard]] const runner::RunStep* running() const;
  [[nodiscard]] std::string position() const;
  [[nodiscard]] std::string time_left() const;
  void say_blockers(const std::vector<pg::LockHolder>& blockers);
  void next_statement(std::size_t done);

  const Context& context_;
  Blockers blockers_;
  OnSettled on_settled_;
  std::span<const runner::RunStep> steps_;
  std::size_t before_ = 0;           ///< steps done before these
  std::size_t done_ = 0;             ///< of these
  std::size_t statements_done_ = 0;  ///< of the running step
  Clock::time_point start_;
  Clock::time_point statement_start_;
  Clock::time_point told_;     ///< the last line about a statement that runs on
  std::string blockers_told_;  ///< their process ids
};

}  // namespace migrate::commands
