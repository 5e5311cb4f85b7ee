#pragma once

#include "migrate/revision/plan.h"
#include "migrate/revision/target.h"
#include "revision/graph.h"

namespace migrate::revision {

/// `-N` by the history: N times the newest upgrade that led to the rows of the moment is undone.
/// Throws Error(ambiguous_relative) with the choices where the history does not know one, or knows
/// one that the graph contradicts; Error(relative_out_of_range) where nothing is left.
Plan plan_undo(const Graph& graph,
               const Nodes& rows,
               const Target& target,
               const UndoLookup& lookup);

}  // namespace migrate::revision
