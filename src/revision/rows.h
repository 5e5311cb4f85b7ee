#pragma once

#include "migrate/revision/plan.h"
#include "revision/traverse.h"

#include <cstdint>
#include <set>
#include <span>
#include <vector>

namespace migrate::revision {

/// The version rows while steps are taken: the maximal elements, over all edges, of what is
/// applied. A step costs as much as the revision has edges.
class Rows {
 public:
  Rows(const Graph& graph, const NodeSet& applied);

  /// Everything that the revision needs must be applied.
  void apply(Node node);
  /// Nothing that needs the revision may be applied.
  void undo(Node node);

  /// Sorted.
  [[nodiscard]] std::vector<RevisionId> ids() const { return {rows_.begin(), rows_.end()}; }

  [[nodiscard]] bool holds(Node node) const { return applied_[node] && above_[node] == 0; }

  [[nodiscard]] const NodeSet& applied() const { return applied_; }

 private:
  const Graph& graph_;
  NodeSet applied_;
  std::vector<std::uint32_t> above_;  ///< applied revisions that need it directly
  std::set<RevisionId> rows_;
};

/// The revisions of a version table's rows. Throws Error(not_found) that names the row which no
/// file knows.
Nodes row_nodes(const Graph& graph, std::span<const RevisionId> rows);

/// A plan whose steps, in this order, take `rows` along.
Plan plan_of(const Graph& graph, const Nodes& rows, const Nodes& steps, Direction direction);

}  // namespace migrate::revision
