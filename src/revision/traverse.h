#pragma once

#include "revision/graph.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace migrate::revision {

/// Membership by node.
using NodeSet = std::vector<bool>;

NodeSet set_of(const Graph& graph, const Nodes& nodes);

/// The members, in load order.
Nodes members(const NodeSet& set);

/// The nodes of the list that are in the set, in the list's order.
Nodes filter(const Nodes& nodes, const NodeSet& set);

/// The starts and all their ancestors.
NodeSet closure(const Graph& graph, const Nodes& starts, Edges edges = Edges::all);

/// The starts and all their descendants.
NodeSet descendants(const Graph& graph, const Nodes& starts, Edges edges = Edges::all);

/// The node, its ancestors and its descendants.
NodeSet lineage(const Graph& graph, Node node, Edges edges = Edges::versioned);

/// One of the nodes that is an ancestor, over all edges, of another.
struct Overlap {
  Node ancestor = 0;
  Node descendant = 0;
};

std::optional<Overlap> find_overlap(const Graph& graph, const Nodes& nodes);

/// Repeated searches towards the bases without a set per search.
class Search {
 public:
  explicit Search(const Graph& graph) : graph_(graph), seen_(graph.size(), 0) {}

  /// Forget what was seen.
  void restart() { ++round_; }

  /// The first node met, from `start` on, that satisfies `wanted`; what an earlier call since
  /// restart() saw, and nodes below `lowest_level`, are not entered.
  template <typename Wanted>
  std::optional<Node> first(Node start, Edges edges, std::uint32_t lowest_level, Wanted wanted) {
    todo_.clear();
    const auto enter = [&](Node node) {
      if (graph_.level(node) < lowest_level || seen_[node] == round_) return false;
      seen_[node] = round_;
      todo_.push_back(node);
      return wanted(node);
    };
    if (enter(start)) return start;
    while (!todo_.empty()) {
      const Node node = todo_.back();
      todo_.pop_back();
      const Nodes& next = graph_.upstream(node, edges);
      const auto found = std::find_if(next.rbegin(), next.rend(), enter);
      if (found != next.rend()) return *found;
    }
    return std::nullopt;
  }

 private:
  const Graph& graph_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t round_ = 1;
  Nodes todo_;
};

}  // namespace migrate::revision
