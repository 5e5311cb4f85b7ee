#pragma once

#include "commands/schemas.h"
#include "commands/table_rows.h"
#include "commands/verify/finding.h"
#include "commands/verify/job.h"

#include <atomic>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace migrate::commands::verify {

/// Does a job: up, down and up again, with a look at the schema behind each.
class Inspection {
 public:
  /// `usual`: the order of a plain upgrade, to say what another one does without. `done` counts the
  /// migrations that were looked at.
  Inspection(Schemas& schemas,
             const Job& job,
             const std::vector<revision::RevisionId>& usual,
             std::atomic<std::size_t>& done);

  std::vector<Finding> run();

 private:
  using Snapshot = catalog::Snapshot;

  bool look_at(std::size_t at);
  bool go_down(std::size_t at, const Snapshot& after, const std::optional<TableRows>& rows);
  bool go_up_again(std::size_t at, const Snapshot& after);
  bool replay(const runner::RunStep& step, std::string_view rule, std::string_view what);
  bool compare(const Migration& migration,
               const runner::RunStep& step,
               const Snapshot& wanted,
               const Snapshot& found,
               std::string_view rule,
               std::string_view what);
  bool compare_rows(const runner::RunStep& step, const TableRows& wanted);
  void restore(std::size_t count);

  Snapshot look() { return schemas_.look_at(*database_); }

  [[nodiscard]] std::string without() const;

  Schemas& schemas_;
  const Job& job_;
  const std::vector<revision::RevisionId>& usual_;
  std::atomic<std::size_t>& done_;
  runner::RunOptions options_;
  std::optional<runner::ShadowDatabase> database_;
  std::optional<runner::ShadowDatabase> checkpoint_;  ///< as after the first `checkpoint_at_` steps
  std::size_t checkpoint_at_ = 0;
  std::optional<Snapshot> before_;  ///< what the next step begins with, where that is known
  std::size_t at_ = 0;              ///< the step that is looked at
  std::vector<Finding> findings_;
};

}  // namespace migrate::commands::verify
