#pragma once

#include "revision/traverse.h"

namespace migrate::revision {

/// The members of `todo`, newest first, in Alembic's order (its `_topological_sort`): walk down
/// from the heads, one branch as far as it goes, the first in load order first; a revision waits
/// until all that need it are listed.
///
/// `todo` must hold every revision between two of its members. `heads` outside of it are passed
/// over; members that no head leads to are walked from their own top.
Nodes newest_first(const Graph& graph, const NodeSet& todo, const Nodes& heads);

}  // namespace migrate::revision
