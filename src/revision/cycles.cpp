#include "revision/cycles.h"

#include "migrate/base/error.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace migrate::revision {

namespace {

/// What is left when revisions that nothing waits for are taken away, bases first, then heads:
/// circles, and what lies between two of them.
std::vector<bool> in_circles(const Graph& graph, Edges edges) {
  std::vector<bool> left(graph.size(), true);
  const auto peel = [&](auto before, auto after) {
    std::vector<std::size_t> missing(graph.size(), 0);
    Nodes free;
    for (std::size_t i = 0; i < graph.size(); ++i) {
      const Nodes& waits_for = before(to_node(i));
      missing[i] = static_cast<std::size_t>(
          std::count_if(waits_for.begin(), waits_for.end(), [&left](Node n) { return left[n]; }));
      if (left[i] && missing[i] == 0) free.push_back(to_node(i));
    }
    while (!free.empty()) {
      const Node node = free.back();
      free.pop_back();
      left[node] = false;
      for (const Node next : after(node))
        if (left[next] && --missing[next] == 0) free.push_back(next);
    }
  };
  const auto up = [&](Node n) -> const Nodes& { return graph.upstream(n, edges); };
  const auto down = [&](Node n) -> const Nodes& { return graph.downstream(n, edges); };
  peel(up, down);
  peel(down, up);
  return left;
}

/// One circle, from child to parent, beginning with its first revision in load order.
Nodes find_circle(const Graph& graph, Edges edges) {
  const auto left = in_circles(graph, edges);
  const auto start = std::find(left.begin(), left.end(), true);
  if (start == left.end()) return {};
  std::vector<std::optional<std::size_t>> position(graph.size());
  Nodes way;
  Node node = to_node(static_cast<std::size_t>(start - left.begin()));
  while (!position[node]) {
    position[node] = way.size();
    way.push_back(node);
    const Nodes& next = graph.upstream(node, edges);
    node = *std::find_if(next.begin(), next.end(), [&left](Node n) { return left[n]; });
  }
  way.erase(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(*position[node]));
  std::rotate(way.begin(), std::min_element(way.begin(), way.end()), way.end());
  return way;
}

std::string describe(const Graph& graph, const Nodes& circle) {
  std::string text;
  for (const Node node : circle)
    text += graph.id(node) + " -> ";
  return text + graph.id(circle.front());
}

}  // namespace

void throw_cycle(const Graph& graph) {
  const Nodes versioned = find_circle(graph, Edges::versioned);
  const Nodes circle = versioned.empty() ? find_circle(graph, Edges::all) : versioned;
  const Revision& first = graph.revision(circle.front());
  std::vector<std::string> files;
  for (const Node node : circle)
    if (!graph.revision(node).file.empty()) files.push_back(with_file(graph.revision(node)));

  Error error(versioned.empty() ? ErrorCode::dependency_cycle : ErrorCode::cycle,
              fmt::format("{} in a circle: {}",
                          versioned.empty() ? "revisions depend on each other"
                                            : "revisions follow each other",
                          describe(graph, circle)));
  error.at(place_of(first));
  if (!files.empty()) error.detail(listed(files));
  error.hint(versioned.empty() ? "take one of the depends_on entries away"
                               : "correct the down_revision of one of them");
  throw error;
}

}  // namespace migrate::revision
