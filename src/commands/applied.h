#pragma once

#include "commands/database.h"
#include "commands/project.h"

#include <set>
#include <string>
#include <vector>

namespace migrate::commands {

/// What a database has applied, told by the files and, where they do not know it, by its history.
struct Applied {
  history::State state;
  std::vector<history::AppliedRevision> stored;  ///< applied, kept by the history, in no file
  Project project;                               ///< the files, and `stored` as far as it fits
  std::set<std::string> ids;                     ///< all that is applied

  /// The version rows that no file has, sorted.
  [[nodiscard]] std::vector<std::string> unknown_rows() const;
  /// All that is applied and that no file has, sorted.
  [[nodiscard]] std::vector<std::string> unknown() const;
  /// What the history keeps of a revision in no file, or nullptr.
  [[nodiscard]] const history::AppliedRevision* find_stored(const std::string& id) const;
};

/// Asks the history only where a version row is in no file.
Applied look_up_applied(const Project& files, Database& database, history::State state);

/// For upgrade and stamp: throws Error(not_found), with what to do, where a version row is in no
/// file.
void refuse_unknown_rows(const Project& files, Database& database, const history::State& state);

/// For downgrade: the same where the history does not help either.
void refuse_unknown_rows(const Applied& applied);

}  // namespace migrate::commands
