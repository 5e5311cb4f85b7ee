#pragma once

#include "migrate/base/error.h"
#include "migrate/history/record.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"
#include "migrate/revision/plan.h"
#include "migrate/revision/revision_file.h"

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::runner {

/// A step of a plan with the file that it runs, checked before anything runs.
struct RunStep {
  revision::Step step;
  std::shared_ptr<const revision::RevisionFile> file;
  std::string path;  ///< as the history records it; empty: the SQL comes from the history

  /// The section that the step's direction runs.
  [[nodiscard]] const revision::Section& section() const;
  [[nodiscard]] bool is_transactional() const;
};

enum class TransactionPolicy { per_migration, all };

/// What a run needs to know besides its steps.
struct RunOptions {
  history::Tables tables;
  history::Run run;
  std::optional<std::string> role;
  std::optional<std::string> search_path;
  std::vector<std::pair<std::string, std::string>> settings;  ///< for the sections alone
  std::string row_security = "on";                            ///< the session's own
  std::chrono::milliseconds lock_timeout{2000};
  std::size_t retries = 10;
  TransactionPolicy policy = TransactionPolicy::per_migration;
};

/// What happens while steps run. Indices count from 0. Called from the thread that runs.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  virtual void statement_done(const RunStep& step, std::size_t done, std::size_t of) = 0;
  virtual void step_done(const RunStep& step, double duration_ms) = 0;
  virtual void notice(const pg::Diagnostics& notice) = 0;
  virtual void retrying(const RunStep& step,
                        const pg::Diagnostics& reason,
                        std::chrono::milliseconds delay) = 0;
};

/// How far a run came.
struct RunResult {
  std::vector<double> durations_ms;  ///< one per committed step, in plan order
  std::optional<Error> error;        ///< why it did not go on
};

/// Run the steps in order: each transactional one in a transaction of its own (or all in one), in
/// which the version rows are checked first and the version table and the history are written
/// last; the sections with transaction=off statement by statement. Call it under the migration
/// lock. A failed step is rolled back and recorded; the error says in which state the database is.
RunResult run_steps(pg::Connection& connection,
                    const std::vector<RunStep>& steps,
                    const RunOptions& options,
                    Progress& progress);

/// The history's record of a step that succeeded.
history::Record record_of(const RunStep& step);

}  // namespace migrate::runner
