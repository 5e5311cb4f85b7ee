#pragma once

#include "migrate/revision/target.h"
#include "revision/lookup.h"

#include <optional>

namespace migrate::revision {

/// Where a downgrade ends.
struct DowngradeTarget {
  std::optional<Node> node;      ///< none: nothing stays applied
  std::optional<Branch> branch;  ///< only what lies in its direction is undone
  bool qualified = false;        ///< the user named that branch
};

/// Throws what plan_downgrade() throws for its target.
DowngradeTarget downgrade_target(const Graph& graph, const Nodes& rows, const Target& target);

/// Whether only the history can say what `target` undoes: `-N` with several rows, or a merge among
/// the N revisions.
bool needs_history(const Graph& graph, const Nodes& rows, const Target& target);

}  // namespace migrate::revision
