#include "revision/display_labels.h"

#include "revision/traverse.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace migrate::revision {

namespace {

/// Nodes from which one line without forks and merges leads up to a head.
NodeSet on_last_lines(const Graph& graph) {
  NodeSet last(graph.size(), false);
  for (auto at = graph.order().rbegin(); at != graph.order().rend(); ++at) {
    const bool plain = graph.downstream(*at).size() <= 1 && graph.parents(*at).size() <= 1;
    const Nodes& children = graph.children(*at);
    last[*at] = plain && (children.empty() || last[children.front()]);
  }
  return last;
}

Nodes line_up(const Graph& graph, Node node) {
  Nodes line{node};
  while (!graph.children(line.back()).empty())
    line.push_back(graph.children(line.back()).front());
  return line;
}

std::vector<std::string> united(const std::vector<std::string>& a, std::vector<std::string> b) {
  std::sort(b.begin(), b.end());
  std::vector<std::string> out;
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(out));
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace

DisplayLabels::DisplayLabels(const Graph& graph) : set_(graph.size(), 0) {
  if (graph.labels().empty()) return;
  const NodeSet last = on_last_lines(graph);
  NodeSet done(graph.size(), false);
  for (const Node node : graph.order()) {
    if (done[node]) continue;
    const Nodes line = last[node] ? line_up(graph, node) : Nodes{node};

    const Nodes& parents = graph.parents(node);
    std::size_t set = parents.empty() ? 0 : set_[parents.front()];
    const auto add = [&](const std::vector<std::string>& labels) {
      auto more = united(sets_[set], labels);
      if (more == sets_[set]) return;
      set = sets_.size();
      sets_.push_back(std::move(more));
    };
    for (const Node parent : parents)
      add(sets_[set_[parent]]);
    std::vector<std::string> own;
    for (const Node member : line) {
      const auto& labels = graph.revision(member).branch_labels;
      own.insert(own.end(), labels.begin(), labels.end());
    }
    add(own);
    for (const Node member : line) {
      set_[member] = set;
      done[member] = true;
    }
  }
}

}  // namespace migrate::revision
