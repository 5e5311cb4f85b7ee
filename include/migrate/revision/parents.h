#pragma once

#include "migrate/revision/revision_map.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// Which command makes the new revision: `merge` wants two parents or more.
enum class NewKind { revision, merge };

/// Whether a parent that is no head is welcome: the new revision then begins a branch there.
enum class Splice { no, yes };

/// What a user asks of a new revision.
struct NewRevision {
  NewKind kind = NewKind::revision;
  std::optional<RevisionId> id;    ///< `--rev-id`, or the generated one
  std::vector<std::string> heads;  ///< `--head`, or merge's arguments; none: `head`
  Splice splice = Splice::no;
  std::vector<std::string> depends_on;  ///< any target that names revisions
  std::vector<std::string> branch_labels;
};

/// The edges of a new revision, as its header writes them.
struct Parents {
  std::vector<RevisionId> down_revision;  ///< full ids; empty: a new base
  std::vector<std::string> depends_on;    ///< full ids; what was given as a label stays a label
};

/// Throws Error: what resolve() throws for a target; multiple_heads where no parent is named and
/// there are several heads; not_a_head without `splice`; duplicate_target; nothing_to_merge;
/// and for the id and labels: illegal_id, reserved_id, duplicate_id, duplicate_label.
Parents parents_of(const RevisionMap& map, const NewRevision& wanted);

/// The longest id that the version table takes.
constexpr std::size_t max_id_length = 255;

/// Throws Error(illegal_id) for an empty id, one over max_id_length characters, or one with
/// `@ - + :` (they have a meaning in targets), blanks, quotes or control characters;
/// Error(reserved_id) for head, heads, base and current.
void check_id(std::string_view id);

/// Throws as check_id(), but lets `-` and `+` pass, as Alembic's labels may have them.
void check_label(std::string_view label);

}  // namespace migrate::revision
