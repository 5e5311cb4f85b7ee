#include "revision/step_order.h"

#include "migrate/base/error.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace migrate::revision {

namespace {

/// Which nodes have a target among their ancestors. Answers are kept while the target stays.
class WaysTo {
 public:
  /// Only ways through `within`, which must outlive this, are looked for.
  WaysTo(const Graph& graph, const NodeSet& within)
      : graph_(graph), within_(within), round_of_(graph.size(), 0), leads_(graph.size(), false) {}

  void aim(Node target) {
    if (round_ > 0 && target == target_) return;
    target_ = target;
    ++round_;
  }

  bool lead_from(Node start) {
    if (known(start)) return leads_[start];
    way_.assign(1, {start, 0});
    while (!way_.empty()) {
      auto& [node, entry] = way_.back();
      const Nodes& below = graph_.upstream(node);
      if (entry == below.size()) {
        answer(node, false);
        way_.pop_back();
        continue;
      }
      const Node next = below[entry++];
      if (next == target_ || (known(next) && leads_[next])) return found();
      const bool may_lead = within_[next] && graph_.level(next) > graph_.level(target_);
      if (may_lead && !known(next)) way_.push_back({next, 0});
    }
    return false;
  }

 private:
  struct Stop {
    Node node = 0;
    std::size_t entry = 0;  ///< of the node's upstream, tried next
  };

  [[nodiscard]] bool known(Node node) const { return round_of_[node] == round_; }

  void answer(Node node, bool leads) {
    round_of_[node] = round_;
    leads_[node] = leads;
  }

  bool found() {
    for (const Stop& stop : way_)
      answer(stop.node, true);
    return true;
  }

  const Graph& graph_;
  const NodeSet& within_;
  Node target_ = 0;
  std::uint32_t round_ = 0;
  std::vector<std::uint32_t> round_of_;
  std::vector<bool> leads_;
  std::vector<Stop> way_;
};

/// Alembic keeps each tip's closure and asks whether one of them holds the tip at hand. The same
/// question here: has the tip a child that is not listed yet? That is a count. Only where it has,
/// the first tip above it is searched for.
class Walk {
 public:
  Walk(const Graph& graph, const NodeSet& todo, const Nodes& heads)
      : graph_(graph),
        todo_(todo),
        waiting_(graph.size(), 0),
        is_tip_(set_of(graph, filter(heads, todo))),
        ways_(graph, todo_) {
    const Nodes all = members(todo_);
    for (const Node node : all)
      for (const Node parent : graph_.upstream(node))
        ++waiting_[parent];
    for (const Node node : all)
      if (waiting_[node] == 0) is_tip_[node] = true;
    tips_ = members(is_tip_);
  }

  Nodes run() {
    Nodes listed;
    while (!tips_.empty()) {
      const Node node = tips_[at_];
      if (waiting_[node] > 0) {
        at_ = first_tip_above(node);
        continue;
      }
      listed.push_back(node);
      todo_[node] = false;
      for (const Node parent : graph_.upstream(node))
        --waiting_[parent];
      step_down(node);
    }
    return listed;
  }

 private:
  /// Replace the tip by its parents that are not tips themselves, the others at the list's end.
  void step_down(Node node) {
    is_tip_[node] = false;
    Nodes next;
    for (const Nodes* list : {&graph_.parents(node), &graph_.own_dependencies(node)}) {
      for (const Node parent : *list) {
        if (!todo_[parent] || is_tip_[parent]) continue;
        is_tip_[parent] = true;
        next.push_back(parent);
      }
    }
    if (next.empty()) {
      tips_.erase(tips_.begin() + static_cast<std::ptrdiff_t>(at_));
      at_ = at_ == 0 ? 0 : at_ - 1;
      return;
    }
    tips_[at_] = next.front();
    tips_.insert(tips_.end(), next.begin() + 1, next.end());
  }

  std::size_t first_tip_above(Node node) {
    ways_.aim(node);
    for (std::size_t i = 0; i < tips_.size(); ++i)
      if (i != at_ && ways_.lead_from(tips_[i])) return i;
    throw Error(ErrorCode::internal, "a revision waits for one that no head leads to");
  }

  const Graph& graph_;
  NodeSet todo_;                        ///< not listed yet
  std::vector<std::uint32_t> waiting_;  ///< children not listed yet
  NodeSet is_tip_;
  WaysTo ways_;
  Nodes tips_;
  std::size_t at_ = 0;
};

}  // namespace

Nodes newest_first(const Graph& graph, const NodeSet& todo, const Nodes& heads) {
  return Walk(graph, todo, heads).run();
}

}  // namespace migrate::revision
