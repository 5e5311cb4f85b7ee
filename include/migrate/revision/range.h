#pragma once

#include "migrate/revision/revision_map.h"

#include <span>
#include <string_view>
#include <vector>

namespace migrate::revision {

/// The revisions of `history -r A:B`, newest first: those that B needs (default: `heads`) and A
/// (default: `base`) does not, and A itself; where A is a revision, only its versioned
/// descendants. `B@base:` limits the heads to those that carry the label B. Step counts stop at
/// the graph's edge; `A:+N` counts from A, `-N:` from each real head.
///
/// Throws Error: usage where the text is no range; what resolve() throws for an end;
/// not_reachable where A is not below B.
std::vector<RevisionId> history_range(const RevisionMap& map, std::string_view range);

/// Every revision, newest first.
std::vector<RevisionId> newest_first(const RevisionMap& map);

/// The tips of the applied branches, in load order: the rows, and the revisions that are applied
/// because a row depends on them and that no applied revision follows.
/// Throws Error(not_found) for a row that no file knows.
std::vector<RevisionId> current_tips(const RevisionMap& map, std::span<const RevisionId> rows);

}  // namespace migrate::revision
