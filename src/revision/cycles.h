#pragma once

#include "revision/graph.h"

namespace migrate::revision {

/// Throws Error(cycle) where down_revision makes a circle, else Error(dependency_cycle), for a
/// graph that cannot be sorted. Names the revisions of one circle.
[[noreturn]] void throw_cycle(const Graph& graph);

}  // namespace migrate::revision
