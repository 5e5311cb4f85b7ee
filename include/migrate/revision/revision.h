#pragma once

#include "migrate/revision/requirements.h"

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::revision {

using RevisionId = std::string;
using ServerSettings = std::vector<std::pair<std::string, std::string>>;

/// What the graph knows of a migration file: its header.
struct Revision {
  RevisionId id;
  std::vector<RevisionId> down_revision;  ///< parents; empty: a base
  std::vector<std::string> depends_on;    ///< full ids or branch labels
  std::vector<std::string> branch_labels;
  /// The revisions that this one was squashed from, each after those it needs. The last one's row
  /// in a version table means this revision.
  std::vector<RevisionId> replaces = {};
  /// What it replaces has files here and comes before it: it has nothing to run.
  bool is_only_recorded = false;
  std::string message;
  std::string created;           ///< as the header has it
  ServerSettings settings = {};  ///< for its sections, over those of the config
  std::size_t settings_line = 0;
  std::vector<Requirement> requirements = {};  ///< what its upgrade needs and does not make
  std::size_t requirements_line = 0;
  std::optional<bool> placeholders = {};  ///< whether `${KEY}` is replaced; nothing: as configured
  std::string file;                       ///< as shown to the user; empty in graphs made in memory
  std::size_t line = 0;                   ///< of the header's `revision` key
};

}  // namespace migrate::revision
