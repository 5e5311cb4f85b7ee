#pragma once

#include "migrate/revision/revision_file.h"
#include "migrate/revision/revision_map.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// What one revision in the place of several is.
struct SquashPlan {
  /// What it replaces, each after those it needs; the last one's row stands for all.
  std::vector<Revision> members;
  /// Its header, but for id, message and time.
  Revision made;
  /// Whether nothing is applied before it: a database that it runs in is empty.
  bool is_base = false;
  /// Revisions whose headers name the last member.
  std::vector<RevisionId> followers;
};

/// Plans to put one revision in the place of `A:B`: B, and its versioned ancestors that are A or
/// follow A. Without A (or with `base`): all that lead to B. It gets their parents, dependencies,
/// labels and requirements as far as these are not among them. Revisions that those had replaced
/// are replaced by it too.
///
/// Throws Error: usage where the text is no range of several revisions; what resolve_one() throws
/// for an end; not_reachable where A is not below B; refused where a revision outside needs one
/// that is not the last.
SquashPlan plan_squash(const RevisionMap& map, std::string_view range);

/// The sections of a revision in the place of several.
struct SquashSections {
  std::string upgrade;
  std::optional<std::string> downgrade = {};  ///< none: irreversible, as one of those is
  TransactionMode upgrade_transaction = TransactionMode::on;
  TransactionMode downgrade_transaction = TransactionMode::on;
};

/// The sections of all, one behind the other, as they are written; downgrades from the last on. A
/// section runs without a transaction where one of its parts does. Verify sections are left out.
SquashSections joined_sections(const std::vector<const RevisionFile*>& files);

/// Whether statements change nothing but what a schema holds: a comparison of two schemas shows all
/// that they do to a database that is empty before them.
bool makes_schema_alone(const RevisionFile& file, const Section& section);

/// The text of its file.
std::string squash_text(const Revision& made, const SquashSections& sections);

/// The graph with `made`, which has its id now, in the place of the members. Throws as RevisionMap
/// does.
RevisionMap squashed(const RevisionMap& map, const SquashPlan& plan, const Revision& made);

/// The graph with the files of revisions that were squashed put back, each of the revisions that
/// replace them behind the last one of its own and with nothing to run: for a database that is at
/// one of these. Files that lead to nothing known are left out.
RevisionMap with_squashed(const RevisionMap& map, std::vector<Revision> files);

}  // namespace migrate::revision
