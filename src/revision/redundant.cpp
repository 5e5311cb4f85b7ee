#include "revision/redundant.h"

#include "revision/names.h"
#include "revision/traverse.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace migrate::revision {

namespace {

/// Another node of the list that is a descendant of `node`.
std::optional<Node> implied_by(const Graph& graph, Search& search, Node node, const Nodes& list) {
  search.restart();
  for (const Node other : list) {
    if (other == node || graph.level(other) <= graph.level(node)) continue;
    const auto found =
        search.first(other, Edges::all, graph.level(node), [node](Node n) { return n == node; });
    if (found) return other;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> redundant_edges(const Graph& graph) {
  std::vector<std::string> out;
  Search search(graph);
  for (std::size_t i = 0; i < graph.size(); ++i) {
    const Node node = to_node(i);
    const Nodes& needed = graph.upstream(node);
    for (const Node entry : needed) {
      const auto other = implied_by(graph, search, entry, needed);
      if (!other) continue;
      const Nodes& parents = graph.parents(node);
      const bool is_parent = std::find(parents.begin(), parents.end(), entry) != parents.end();
      out.push_back(fmt::format("{} \"{}\" of revision {} is superfluous: {} needs it already",
                                is_parent ? "down_revision" : "depends_on",
                                graph.id(entry),
                                with_file(graph.revision(node)),
                                graph.id(*other)));
    }
  }
  return out;
}

}  // namespace migrate::revision
