#pragma once

#include "revision/traverse.h"

namespace migrate::revision {

/// The applied revisions, given the version rows, without applied versioned children: where the
/// branches stand.
Nodes applied_tips(const Graph& graph, const Nodes& rows);

}  // namespace migrate::revision
