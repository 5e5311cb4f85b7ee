#pragma once

#include "migrate/base/json.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

/// What the history keeps of the revisions that were applied. The history table must exist.
namespace migrate::history {

/// The checksums that count for a revision: those of its newest succeeded upgrade or repair.
struct RecordedChecksums {
  std::string revision;
  std::string checksum;
  std::string token_checksum;
};

/// One per revision that has any and was not undone since, by revision. One query.
std::vector<RecordedChecksums> recorded_checksums(pg::Connection& connection, const Tables& tables);

/// A revision as it was applied: enough to undo it without its file.
struct AppliedRevision {
  std::string revision;
  std::string message;
  std::string path;  ///< from the project's folder
  std::vector<std::string> down_revision;
  std::vector<std::string> depends_on;
  std::optional<std::string> downgrade_sql;
  std::string downgrade_options;
  Json upgrade;  ///< when and by whom: finished_at, db_user, os_user, host
};

/// The newest of each of these revisions, by revision; those that were never upgraded are left out.
std::vector<AppliedRevision> applied_revisions(pg::Connection& connection,
                                               const Tables& tables,
                                               std::span<const std::string> revisions);

/// The same of these revisions and of all that they needed, by the edges in the history.
std::vector<AppliedRevision> applied_with_ancestors(pg::Connection& connection,
                                                    const Tables& tables,
                                                    std::span<const std::string> revisions);

/// Upgraded revisions whose id begins so.
std::vector<std::string> revisions_that_begin(pg::Connection& connection,
                                              const Tables& tables,
                                              const std::string& prefix);

/// A repeatable file as its newest succeeded row has it.
struct RecordedRepeatable {
  std::string key;                      ///< its path
  std::optional<std::string> checksum;  ///< none: it was undone
  std::vector<std::string> depends_on;  ///< keys
  std::string message;
  std::optional<std::string> downgrade_sql;
  std::string downgrade_options;
};

/// All that ever ran, by key. One query.
std::vector<RecordedRepeatable> recorded_repeatables(pg::Connection& connection,
                                                     const Tables& tables);

/// The failed rows, as entries() gives them, that no later success of their revision follows; the
/// newest of each revision, newest first.
std::vector<Json> open_failures(pg::Connection& connection, const Tables& tables);

}  // namespace migrate::history
