#include "revision/traverse.h"

#include <algorithm>
#include <iterator>

namespace migrate::revision {

namespace {

template <typename Next>
NodeSet reach(const Graph& graph, const Nodes& starts, Next next) {
  NodeSet seen(graph.size(), false);
  Nodes todo = starts;
  while (!todo.empty()) {
    const Node node = todo.back();
    todo.pop_back();
    if (seen[node]) continue;
    seen[node] = true;
    const Nodes& more = next(node);
    std::copy_if(
        more.begin(), more.end(), std::back_inserter(todo), [&seen](Node n) { return !seen[n]; });
  }
  return seen;
}

}  // namespace

NodeSet set_of(const Graph& graph, const Nodes& nodes) {
  NodeSet set(graph.size(), false);
  for (const Node node : nodes)
    set[node] = true;
  return set;
}

Nodes members(const NodeSet& set) {
  Nodes nodes;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (set[i]) nodes.push_back(to_node(i));
  return nodes;
}

Nodes filter(const Nodes& nodes, const NodeSet& set) {
  Nodes kept;
  std::copy_if(
      nodes.begin(), nodes.end(), std::back_inserter(kept), [&set](Node n) { return set[n]; });
  return kept;
}

NodeSet closure(const Graph& graph, const Nodes& starts, Edges edges) {
  return reach(
      graph, starts, [&graph, edges](Node n) -> const Nodes& { return graph.upstream(n, edges); });
}

NodeSet descendants(const Graph& graph, const Nodes& starts, Edges edges) {
  return reach(graph, starts, [&graph, edges](Node n) -> const Nodes& {
    return graph.downstream(n, edges);
  });
}

NodeSet lineage(const Graph& graph, Node node, Edges edges) {
  NodeSet both = closure(graph, {node}, edges);
  for (const Node n : members(descendants(graph, {node}, edges)))
    both[n] = true;
  return both;
}

std::optional<Overlap> find_overlap(const Graph& graph, const Nodes& nodes) {
  Nodes above;
  for (const Node node : nodes)
    above.insert(above.end(), graph.upstream(node).begin(), graph.upstream(node).end());
  const Nodes ancestors = filter(nodes, closure(graph, above));
  if (ancestors.empty()) return std::nullopt;

  Nodes others;
  std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(others), [&ancestors](Node n) {
    return n != ancestors.front();
  });
  const Nodes over = filter(others, descendants(graph, {ancestors.front()}));
  return Overlap{ancestors.front(), over.front()};
}

}  // namespace migrate::revision
