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

/// What a run of a repeatable file rests on.
struct Repeatable {
  std::optional<std::string> checksum;  ///< that it has before the step; none: it is not applied
  bool comes_back = false;              ///< undone by this downgrade: it may fail
};

/// A step of a plan with the file that it runs, checked before anything runs.
struct RunStep {
  revision::Step step;  ///< of a repeatable file: its key for the revision, rows that stay
  std::shared_ptr<const revision::RevisionFile> file;
  std::string path;  ///< as the history records it; empty: the SQL comes from the history
  std::optional<Repeatable> repeatable = {};

  /// The section that the step's direction runs.
  [[nodiscard]] const revision::Section& section() const;
  [[nodiscard]] bool is_transactional() const;

  [[nodiscard]] bool is_repeatable() const { return repeatable.has_value(); }

  /// Behind the downgrade that undid it: it may fail without ending the run.
  [[nodiscard]] bool may_fail() const { return repeatable && repeatable->comes_back; }

  /// `upgrade 0001`, `repeatable views.sql`: what it does, for messages.
  [[nodiscard]] std::string what() const;
};

enum class TransactionPolicy { per_migration, all };

/// What keeps two runs apart.
enum class LockScope {
  session,      ///< the caller's session holds the migration lock
  both,         ///< it does, and each transaction takes it too: a pooler is between us
  transaction,  ///< each transaction takes it: no session is ours for longer
};

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
  LockScope lock = LockScope::session;
  /// Each step is committed for good, and settled() called, before the next one is sent.
  bool step_by_step = false;
  /// What the session itself keeps: set again after each RESET ALL.
  std::vector<std::pair<std::string, std::string>> session;
  /// What sessions are to show of us while a step runs, before its revision; empty: nothing.
  std::string application_name;
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
  /// With step_by_step: the step is done, and the connection free. An Error thrown here ends the
  /// run.
  virtual void settled(const RunStep& step) = 0;
  /// `place`: of the statement that runs; of no file where it is ours.
  virtual void notice(const pg::Diagnostics& notice, const Place& place) = 0;
  virtual void retrying(const RunStep& step,
                        const pg::Diagnostics& reason,
                        std::chrono::milliseconds delay) = 0;
};

/// What may help a run that stopped.
enum class Remedy {
  none,
  wait,       ///< another transaction holds the migration lock: wait, read the rows, plan again
  replan,     ///< the version rows are not those planned for: another run went on
  reconnect,  ///< the connection is gone; the last step's COMMIT may be in doubt
};

/// How far a run came.
struct RunResult {
  std::vector<double> durations_ms;  ///< one per committed step, in plan order
  std::optional<Error> error;        ///< why it did not go on
  Remedy remedy = Remedy::none;
};

/// Run the steps in order: each transactional one in a transaction of its own (or all in one), in
/// which the version rows are checked first and the version table and the history are written
/// last; the sections with transaction=off statement by statement. Call it under the migration
/// lock, or with options.lock = transaction and no such section. A failed step is rolled back and
/// recorded; the error says in which state the database is.
RunResult run_steps(pg::Connection& connection,
                    const std::vector<RunStep>& steps,
                    const RunOptions& options,
                    Progress& progress);

/// The history's record of a step that succeeded.
history::Record record_of(const RunStep& step);

}  // namespace migrate::runner
