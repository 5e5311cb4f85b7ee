#pragma once

#include "revision/graph.h"

#include <string>
#include <vector>

namespace migrate::revision {

/// A sentence for every entry of down_revision or depends_on that another entry of the same
/// revision implies.
std::vector<std::string> redundant_edges(const Graph& graph);

}  // namespace migrate::revision
