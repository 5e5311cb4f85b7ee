#pragma once

#include "migrate/base/error.h"
#include "migrate/revision/target.h"
#include "revision/traverse.h"

#include <optional>
#include <string>

namespace migrate::revision {

/// What a walk does at the end of the graph.
enum class Edge {
  stop,  ///< Error(relative_out_of_range)
  stay,  ///< end there
};

/// Steps along versioned edges.
struct Walking {
  std::optional<Node> start;        ///< none: from nothing; up to the base, down to the head
  int steps = 0;                    ///< up where positive
  const NodeSet* branch = nullptr;  ///< only through these, on the way up
  Edge edge = Edge::stop;
  std::string target;  ///< as the user wrote it, for errors
};

/// Where it ends; none: just below a base. Throws Error(ambiguous_relative) at a fork on the way
/// up and at a merge on the way down, Error(relative_out_of_range).
std::optional<Node> walk(const Graph& graph, const Walking& walking);

/// The walk of a target whose step count follows a symbol: `S+N`, `S-N`, `B@S+N`, `B@S-N`.
std::optional<Node> walk_from_symbol(const Graph& graph, const Target& target, Edge edge);

/// Error(relative_out_of_range).
Error out_of_range(std::string_view target, std::string_view reason);

}  // namespace migrate::revision
