#pragma once

#include "migrate/revision/revision_map.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

enum class Direction { upgrade, downgrade };

/// One migration to run. Version rows are the maximal elements, over all edges, of what is
/// applied; they are sorted.
struct Step {
  Direction direction = Direction::upgrade;
  RevisionId revision;
  std::vector<RevisionId> rows_before;
  std::vector<RevisionId> rows_after;
  /// What the revision replaces is applied, or comes before it: its row is written, nothing runs.
  bool is_only_recorded = false;
};

/// What a command will do to a database with the version rows `from`.
struct Plan {
  std::vector<RevisionId> from;  ///< sorted
  std::vector<RevisionId> to;    ///< sorted
  std::vector<Step> steps;       ///< in the order in which they run; empty: nothing to do
  std::vector<std::string> warnings;
};

/// The steps that apply `targets` and all they need, on top of `rows`: closure(targets) without
/// closure(rows). Targets are those of the command line; older or equal ones are nothing to do. A
/// row that names the last revision that another one replaces is first made that one's.
///
/// Throws Error: not_found for a row that no file knows; what resolve() throws for a target;
/// ambiguous_relative where `+N` has several rows to start from or meets a fork;
/// relative_out_of_range where `+N` or `-N` leaves the graph; overlapping_targets where one
/// target, or one row, is an ancestor of another.
Plan plan_upgrade(const RevisionMap& map,
                  std::span<const RevisionId> rows,
                  std::span<const std::string> targets);

/// A succeeded upgrade out of the database's history.
struct AppliedStep {
  RevisionId revision;
  std::vector<RevisionId> rows_before;
  std::vector<RevisionId> rows_after;
};

/// The newest succeeded upgrade after which the version table held exactly these (sorted) rows.
using UndoLookup = std::function<std::optional<AppliedStep>(const std::vector<RevisionId>& rows)>;

/// What happens where a branch-qualified downgrade would undo revisions of other branches.
enum class OtherBranches {
  refuse,  ///< Error(other_branches)
  show,    ///< planned, with a warning: a dry run
  undo,    ///< planned: `--all-branches`
};

struct DowngradeOptions {
  OtherBranches other_branches = OtherBranches::refuse;
  UndoLookup undo_lookup;  ///< none: the history knows nothing
};

/// The steps that undo everything above `target` (with `B@`: above it in the direction of B),
/// and what depends on that in other branches.
///
/// `-N` with one row and no merge crossed walks the graph; otherwise `options.undo_lookup`
/// decides, step by step.
///
/// Throws Error: not_found for a row that no file knows; overlapping_rows; what resolve() throws
/// for a target; not_reachable where the target is not below the rows; ambiguous_relative where
/// `-N` meets a merge or several rows and the history does not know what came last;
/// relative_out_of_range; branch_not_applied for `B@-N`; other_branches.
Plan plan_downgrade(const RevisionMap& map,
                    std::span<const RevisionId> rows,
                    std::string_view target,
                    const DowngradeOptions& options = {});

/// What `stamp` makes of the version table; nothing is run.
struct StampPlan {
  std::vector<RevisionId> from;     ///< rows before, sorted; also where they are purged
  std::vector<RevisionId> to;       ///< rows after, sorted
  std::vector<RevisionId> targets;  ///< resolved, in the order given; none for `base`
};

/// Whether stamp relates the targets to the rows that are there or deletes these first.
enum class Purge { no, yes };

/// The targets replace the rows that are related to them (ancestors and descendants over all
/// edges); other rows stay. `base` replaces all rows by none, `B@base` those related to B.
///
/// Throws Error: not_found for a row that no file knows (unless purged); what resolve() throws for
/// a target; overlapping_targets where one target is an ancestor of another.
StampPlan plan_stamp(const RevisionMap& map,
                     std::span<const RevisionId> rows,
                     std::span<const std::string> targets,
                     Purge purge = Purge::no);

}  // namespace migrate::revision
