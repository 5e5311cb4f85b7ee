#include "revision/graph.h"

#include "migrate/base/error.h"
#include "migrate/revision/parents.h"
#include "revision/cycles.h"
#include "revision/names.h"
#include "revision/references.h"
#include "revision/traverse.h"

#include <fmt/core.h>

#include <algorithm>
#include <limits>
#include <utility>

namespace migrate::revision {

namespace {

bool contains(const Nodes& nodes, Node node) {
  return std::find(nodes.begin(), nodes.end(), node) != nodes.end();
}

/// For a list that is filled in the order of the nodes: the node could only be its last.
void add_once(Nodes& nodes, Node node) {
  if (nodes.empty() || nodes.back() != node) nodes.push_back(node);
}

/// Whether a versioned ancestor of `node` depends on the same revision; `lowest`: the level of the
/// lowest one that does.
bool ancestor_depends_on(
    const Graph& graph, Search& search, Node node, Node dependency, std::uint32_t lowest) {
  if (lowest == graph.level(node)) return false;
  search.restart();
  const auto found = search.first(node, Edges::versioned, lowest, [&](Node ancestor) {
    return ancestor != node && contains(graph.dependencies(ancestor), dependency);
  });
  return found.has_value();
}

/// Runs a check that does not know the file, and says where it failed.
template <typename Check>
void placed(const Revision& revision, Check check) {
  try {
    check();
  } catch (Error& error) {
    error.at(place_of(revision));
    throw;
  }
}

}  // namespace

Graph::Graph(std::vector<Revision> revisions) : revisions_(std::move(revisions)) {
  edges_.resize(revisions_.size());
  index_ids();
  index_replaced();
  index_labels();
  link();
  sort();
  reduce_dependencies();
}

std::vector<RevisionId> Graph::ids(const Nodes& nodes) const {
  std::vector<RevisionId> out;
  out.reserve(nodes.size());
  for (const Node node : nodes)
    out.push_back(id(node));
  return out;
}

std::optional<Node> Graph::find(std::string_view id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Node> Graph::find_replacement(std::string_view id) const {
  const auto found = replaced_.find(id);
  return found == replaced_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Node> Graph::find_label(std::string_view label) const {
  const auto found = labels_.find(label);
  return found == labels_.end() ? std::nullopt : std::optional(found->second);
}

Node Graph::need(std::string_view id) const {
  if (const auto node = find(id)) return *node;
  throw unknown_revision(*this, id);
}

void Graph::index_ids() {
  by_id_.reserve(size());
  for (std::size_t i = 0; i < size(); ++i) {
    const Revision& revision = revisions_[i];
    placed(revision, [&revision] { check_id(revision.id); });
    const auto [known, added] = by_id_.emplace(revision.id, to_node(i));
    if (!added) throw duplicate_id(revisions_[known->second], revision);
  }
}

void Graph::index_replaced() {
  for (std::size_t i = 0; i < size(); ++i) {
    const Revision& revision = revisions_[i];
    for (const RevisionId& id : revision.replaces) {
      placed(revision, [&id] { check_id(id); });
      if (const auto same = find(id)) throw replaced_is_there(revisions_[*same], revision);
      const auto [known, added] = replaced_.emplace(id, to_node(i));
      if (!added) throw replaced_twice(id, revisions_[known->second], revision);
    }
  }
  for (std::size_t i = 0; i < size(); ++i)
    if (const auto& ids = revisions_[i].replaces; !ids.empty())
      by_id_.emplace(ids.back(), to_node(i));
}

void Graph::index_labels() {
  for (std::size_t i = 0; i < size(); ++i) {
    const Revision& revision = revisions_[i];
    for (const std::string& label : revision.branch_labels) {
      placed(revision, [&label] { check_label(label); });
      if (const auto same = find(label)) throw label_is_an_id(label, revisions_[*same], revision);
      const auto [known, added] = labels_.emplace(label, to_node(i));
      if (!added) throw duplicate_label(label, revisions_[known->second], revision);
    }
  }
}

void Graph::link() {
  for (std::size_t i = 0; i < size(); ++i) {
    link_parents(to_node(i));
    link_dependencies(to_node(i));
  }
}

void Graph::link_parents(Node node) {
  for (RevisionId& name : revisions_[node].down_revision) {
    const auto parent = find(name);
    if (!parent) throw missing_reference(*this, revisions_[node], "down_revision", name);
    name = id(*parent);
    if (contains(edges_[node].parents, *parent)) continue;
    edges_[node].parents.push_back(*parent);
    edges_[node].upstream.push_back(*parent);
    edges_[*parent].children.push_back(node);
    add_once(edges_[*parent].downstream, node);
  }
}

void Graph::link_dependencies(Node node) {
  for (const std::string& name : revisions_[node].depends_on) {
    auto needed = find(name);
    if (!needed) needed = find_label(name);
    if (!needed) throw missing_reference(*this, revisions_[node], "depends_on", name);
    if (contains(edges_[node].dependencies, *needed)) continue;
    edges_[node].dependencies.push_back(*needed);
    if (!contains(edges_[node].upstream, *needed)) edges_[node].upstream.push_back(*needed);
    edges_[*needed].dependents.push_back(node);
    add_once(edges_[*needed].downstream, node);
  }
}

/// Kahn's algorithm, oldest first.
void Graph::sort() {
  levels_.assign(size(), 0);
  std::vector<std::size_t> missing(size());
  for (std::size_t i = 0; i < size(); ++i) {
    missing[i] = edges_[i].upstream.size();
    if (missing[i] == 0) order_.push_back(to_node(i));
  }
  for (std::size_t done = 0; done < order_.size(); ++done) {
    const Node node = order_[done];
    for (const Node next : edges_[node].downstream) {
      levels_[next] = std::max(levels_[next], levels_[node] + 1);
      if (--missing[next] == 0) order_.push_back(next);
    }
  }
  if (order_.size() < size()) throw_cycle(*this);
}

void Graph::reduce_dependencies() {
  std::vector<std::uint32_t> lowest(size(), std::numeric_limits<std::uint32_t>::max());
  for (std::size_t i = 0; i < size(); ++i)
    for (const Node dependency : edges_[i].dependencies)
      lowest[dependency] = std::min(lowest[dependency], levels_[i]);

  Search search(*this);
  for (std::size_t i = 0; i < size(); ++i) {
    for (const Node dependency : edges_[i].dependencies) {
      if (!ancestor_depends_on(*this, search, to_node(i), dependency, lowest[dependency]))
        edges_[i].own_dependencies.push_back(dependency);
    }
  }
}

Nodes Graph::heads() const {
  Nodes out;
  for (std::size_t i = 0; i < size(); ++i)
    if (edges_[i].children.empty()) out.push_back(to_node(i));
  return out;
}

Nodes Graph::real_heads() const {
  Nodes out;
  for (std::size_t i = 0; i < size(); ++i)
    if (edges_[i].downstream.empty()) out.push_back(to_node(i));
  return out;
}

Nodes Graph::bases() const {
  Nodes out;
  for (std::size_t i = 0; i < size(); ++i)
    if (edges_[i].parents.empty()) out.push_back(to_node(i));
  return out;
}

}  // namespace migrate::revision
