#pragma once

#include "migrate/revision/revision.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace migrate::revision {

/// A revision's position in load order.
using Node = std::uint32_t;
using Nodes = std::vector<Node>;

/// Which edges a question follows: down_revision, or depends_on too.
enum class Edges { versioned, all };

/// The revisions as dense indices with their edges both ways. Immutable once built; a graph that
/// exists is valid: references resolve, ids and labels are unique, there is no cycle.
class Graph {
 public:
  /// See RevisionMap's constructor.
  explicit Graph(std::vector<Revision> revisions);

  [[nodiscard]] std::size_t size() const { return revisions_.size(); }

  [[nodiscard]] const std::vector<Revision>& revisions() const { return revisions_; }

  [[nodiscard]] const Revision& revision(Node node) const { return revisions_[node]; }

  [[nodiscard]] const RevisionId& id(Node node) const { return revisions_[node].id; }

  [[nodiscard]] std::vector<RevisionId> ids(const Nodes& nodes) const;

  /// By its id, or by that of the last revision that it replaces.
  [[nodiscard]] std::optional<Node> find(std::string_view id) const;
  /// The revision that replaces this one, which is in no file.
  [[nodiscard]] std::optional<Node> find_replacement(std::string_view id) const;
  [[nodiscard]] std::optional<Node> find_label(std::string_view label) const;
  /// Throws Error(not_found) for an id that is not in the graph.
  [[nodiscard]] Node need(std::string_view id) const;

  [[nodiscard]] const std::map<std::string, Node, std::less<>>& labels() const { return labels_; }

  /// down_revision, in declared order.
  [[nodiscard]] const Nodes& parents(Node node) const { return edges_[node].parents; }

  /// depends_on, in declared order, labels resolved.
  [[nodiscard]] const Nodes& dependencies(Node node) const { return edges_[node].dependencies; }

  /// Dependencies without those that a versioned ancestor names too.
  [[nodiscard]] const Nodes& own_dependencies(Node node) const {
    return edges_[node].own_dependencies;
  }

  /// Parents, then dependencies that are no parents.
  [[nodiscard]] const Nodes& upstream(Node node, Edges edges = Edges::all) const {
    return edges == Edges::all ? edges_[node].upstream : edges_[node].parents;
  }

  /// In load order, as all lists that look up.
  [[nodiscard]] const Nodes& children(Node node) const { return edges_[node].children; }

  [[nodiscard]] const Nodes& dependents(Node node) const { return edges_[node].dependents; }

  /// Children and dependents.
  [[nodiscard]] const Nodes& downstream(Node node, Edges edges = Edges::all) const {
    return edges == Edges::all ? edges_[node].downstream : edges_[node].children;
  }

  /// Every node after all that it needs.
  [[nodiscard]] const Nodes& order() const { return order_; }

  /// Length of the longest way down to a base: an ancestor's is always smaller.
  [[nodiscard]] std::uint32_t level(Node node) const { return levels_[node]; }

  [[nodiscard]] Nodes heads() const;
  [[nodiscard]] Nodes real_heads() const;
  [[nodiscard]] Nodes bases() const;

 private:
  struct EdgesOfNode {
    Nodes parents, dependencies, own_dependencies, upstream;
    Nodes children, dependents, downstream;
  };

  struct Hash {
    using is_transparent = void;

    std::size_t operator()(std::string_view text) const {
      return std::hash<std::string_view>{}(text);
    }
  };

  void index_ids();
  void index_replaced();
  void index_labels();
  void link();
  void link_parents(Node node);
  void link_dependencies(Node node);
  void sort();
  void reduce_dependencies();

  std::vector<Revision> revisions_;
  std::vector<EdgesOfNode> edges_;
  std::unordered_map<std::string, Node, Hash, std::equal_to<>> by_id_;
  std::map<std::string, Node, std::less<>> replaced_;  ///< what has no file any more
  std::map<std::string, Node, std::less<>> labels_;
  Nodes order_;
  std::vector<std::uint32_t> levels_;
};

/// Nodes are numbered 0 ... size-1.
inline Node to_node(std::size_t index) {
  return static_cast<Node>(index);
}

}  // namespace migrate::revision
