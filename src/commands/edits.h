#pragma once

#include "commands/database.h"
#include "commands/project.h"

#include <set>
#include <string>
#include <vector>

namespace migrate::commands {

enum class EditKind {
  cosmetic,  ///< comments, white space, line ends
  changed,
};

/// An applied migration whose file is not what ran.
struct Edit {
  std::string revision;
  EditKind kind = EditKind::changed;
};

std::string_view name_of(EditKind kind);

/// The edits among these applied revisions, by revision: each file is read and compared with the
/// checksum that counts. `recorded` comes from the history.
std::vector<Edit> find_edits(const Project& project,
                             const std::set<std::string>& applied,
                             const std::vector<history::RecordedChecksums>& recorded);

/// Before an upgrade: a warning for each applied migration that was changed, or
/// Error(checksum_mismatch) where `checksums` is `error`. Cosmetic edits are left to `status`.
std::vector<std::string> warn_of_edits(const config::Settings& settings,
                                       const Project& project,
                                       Database& database,
                                       const history::State& state);

/// Before a downgrade: a warning for each changed migration that it undoes.
std::vector<std::string> warn_of_undone_edits(const config::Settings& settings,
                                              const Project& project,
                                              Database& database,
                                              const revision::Plan& plan);

}  // namespace migrate::commands
