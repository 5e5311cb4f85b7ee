#include "diff/order.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

namespace migrate::diff {

namespace {

using catalog::Context;
using catalog::Object;
using catalog::Snapshot;

constexpr std::size_t none = SIZE_MAX;

/// In which order parts are taken out of their whole where it stands in a circle.
constexpr std::array<std::string_view, 10> splittable{"foreign key",
                                                      "default",
                                                      "identity",
                                                      "check",
                                                      "domain check",
                                                      "sequence",
                                                      "unique",
                                                      "primary key",
                                                      "exclusion",
                                                      "column"};

class Orderer {
 public:
  Orderer(const Context& context, const Fates& fates) : context_(context), fates_(fates) {
    make_nodes();
    make_edges();
  }

  std::vector<Work> run() {
    fold();
    for (;;) {
      auto sorted = sort();
      if (sorted.size() == wholes()) return works(sorted);
      unfold(sorted);
    }
  }

 private:
  struct Node {
    Deed deed = Deed::create;
    std::size_t pair = 0;
    std::size_t home = none;          ///< the node that it is folded into, itself where into none
    std::vector<std::size_t> before;  ///< nodes that come earlier
  };

  [[nodiscard]] const Object& object(const Node& node) const {
    const auto& pair = fates_.pairs[node.pair];
    return node.deed == Deed::drop ? context_.from.objects[*pair.from]
                                   : context_.to.objects[*pair.to];
  }

  void make_nodes() {
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i) {
      const auto& pair = fates_.pairs[i];
      const auto make = [&](std::vector<std::size_t>& of, bool wanted, Deed deed) {
        of.push_back(wanted ? nodes_.size() : none);
        if (wanted)
          nodes_.push_back({.deed = deed, .pair = i, .home = nodes_.size(), .before = {}});
      };
      make(drop_of_, pair.is_dropped(), Deed::drop);
      make(alter_of_, pair.is_altered(), Deed::alter);
      make(create_of_, pair.is_created(), Deed::create);
    }
  }

  void edge(std::size_t before, std::size_t after) {
    if (before != none && after != none && before != after) nodes_[after].before.push_back(before);
  }

  void make_edges() {
    edges_of(context_.from, fates_.of_from, [this](std::size_t f, std::size_t t) {
      edge(drop_of_[f], drop_of_[t]);
      edge(drop_of_[f], alter_of_[t]);
      edge(alter_of_[f], drop_of_[t]);
    });
    edges_of(context_.to, fates_.of_to, [this](std::size_t f, std::size_t t) {
      edge(create_of_[t], create_of_[f]);
      edge(create_of_[t], alter_of_[f]);
      edge(alter_of_[t], create_of_[f]);
      edge(alter_of_[t], alter_of_[f]);
    });
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i)
      edge(drop_of_[i], create_of_[i]);
    edges_of_names();
  }

  /// Calls `add` for each pair that needs another. What needs a column whose type is swapped needs
  /// the type.
  template <typename Add>
  void edges_of(const Snapshot& snapshot, const std::vector<std::size_t>& pairs, const Add& add) {
    for (std::size_t i = 0; i < snapshot.objects.size(); ++i) {
      for (const auto need : snapshot.objects[i].needs) {
        add(pairs[i], pairs[need]);
        if (fates_.pairs[pairs[need]].fate != Fate::moved) continue;
        for (const auto type : snapshot.objects[need].needs)
          if (fates_.pairs[pairs[type]].fate == Fate::retyped) add(pairs[i], pairs[type]);
      }
      if (&snapshot != &context_.to) continue;
      for (const auto first : snapshot.objects[i].follows)
        add(pairs[i], pairs[first]);
    }
  }

  using Taken = std::tuple<std::string_view, std::string, std::string>;

  static std::vector<Taken> names_of(const Object& one) {
    std::vector<Taken> out;
    if (one.kind->names.empty()) return out;
    const auto name = one.kind->takes == nullptr ? one.name.back() : one.kind->takes(one);
    for (const auto group : split_at(one.kind->names, '|'))
      out.emplace_back(group, one.name.front(), name);
    return out;
  }

  /// Nothing takes a name before what had it is gone.
  void edges_of_names() {
    std::map<Taken, std::size_t> gone;
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i)
      if (drop_of_[i] != none)
        for (auto& name : names_of(context_.from.objects[*fates_.pairs[i].from]))
          gone.emplace(std::move(name), i);
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i) {
      if (create_of_[i] == none) continue;
      for (const auto& name : names_of(context_.to.objects[*fates_.pairs[i].to]))
        if (const auto found = gone.find(name); found != gone.end() && found->second != i)
          edge(drop_of_[found->second], create_of_[i]);
    }
  }

  /// Parts into what they are part of, where that is made or dropped as a whole.
  void fold() {
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      nodes_[i].home = home_of(i);
  }

  /// A type that is altered by making another in its place: its parts go and come with it.
  [[nodiscard]] bool is_swapped(std::size_t pair) const {
    const auto& one = fates_.pairs[pair];
    return one.fate == Fate::retyped && context_.to.objects[*one.to].kind->id != "column";
  }

  [[nodiscard]] std::size_t home_of(std::size_t at) const {
    const auto& node = nodes_[at];
    const auto& one = object(node);
    if (node.deed == Deed::alter || apart_.contains(at)) return at;
    if (node.deed == Deed::drop) {
      for (const auto& whole : {one.part_of, one.goes_with})
        if (whole && drop_of_[fates_.of_from[*whole]] != none)
          return home_of(drop_of_[fates_.of_from[*whole]]);
      if (one.part_of && is_swapped(fates_.of_from[*one.part_of]))
        return alter_of_[fates_.of_from[*one.part_of]];
      return at;
    }
    if (!one.part_of) return at;
    auto owner = create_of_[fates_.of_to[*one.part_of]];
    if (is_swapped(fates_.of_to[*one.part_of])) owner = alter_of_[fates_.of_to[*one.part_of]];
    if (owner == none || one.kind->inside == nullptr || one.kind->inside(one).empty()) return at;
    // A default goes into its column, wherever that is.
    return home_of(owner);
  }

  [[nodiscard]] std::size_t wholes() const {
    return static_cast<std::size_t>(std::ranges::count_if(
        nodes_, [this](const Node& node) { return &nodes_[node.home] == &node; }));
  }

  /// Where nothing else decides: drops first, then by kind and name.
  [[nodiscard]] auto rank(std::size_t at) const {
    const auto& node = nodes_[at];
    const auto all = catalog::kinds();
    const auto kind = std::ranges::find(all, object(node).kind) - all.begin();
    return std::tuple(node.deed == Deed::drop ? 0 : 1,
                      node.deed == Deed::drop ? -kind : kind,
                      node.deed == Deed::alter ? 0 : 1,
                      object(node).name,
                      at);
  }

  /// The homes in order, as far as no circle stops it.
  std::vector<std::size_t> sort() {
    waiting_.assign(nodes_.size(), 0);
    std::vector<std::set<std::size_t>> after(nodes_.size());
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      for (const auto before : nodes_[i].before) {
        const auto a = nodes_[before].home;
        const auto b = nodes_[i].home;
        if (a != b && after[a].insert(b).second) ++waiting_[b];
      }
    using Ranked = std::pair<decltype(rank(0)), std::size_t>;
    std::set<Ranked> ready;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].home == i && waiting_[i] == 0) ready.emplace(rank(i), i);
    std::vector<std::size_t> out;
    while (!ready.empty()) {
      const auto at = ready.begin()->second;
      ready.erase(ready.begin());
      out.push_back(at);
      for (const auto next : after[at])
        if (--waiting_[next] == 0) ready.emplace(rank(next), next);
    }
    return out;
  }

  /// Take parts of one sort out of the wholes that a circle holds.
  void unfold(const std::vector<std::size_t>& sorted) {
    std::vector<bool> done(nodes_.size(), false);
    for (const auto at : sorted)
      done[at] = true;
    for (const auto kind : splittable) {
      bool any = false;
      for (std::size_t i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].home == i || done[nodes_[i].home] || object(nodes_[i]).kind->id != kind)
          continue;
        // Only what is tied to another member of a circle.
        const bool tied = is_tied(i, done);
        if (tied) any = apart_.insert(i).second || any;
      }
      if (any) return fold();
    }
    throw circle(done);
  }

  [[nodiscard]] bool is_tied(std::size_t at, const std::vector<bool>& done) const {
    const auto home = nodes_[at].home;
    const auto is_open = [&](std::size_t other) {
      return nodes_[other].home != home && !done[nodes_[other].home];
    };
    if (std::ranges::any_of(nodes_[at].before, is_open)) return true;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (is_open(i) && std::ranges::find(nodes_[i].before, at) != nodes_[i].before.end())
        return true;
    return false;
  }

  [[nodiscard]] Error circle(const std::vector<bool>& done) const {
    std::string names;
    for (std::size_t i = 0; i < nodes_.size() && names.size() < 500; ++i)
      if (nodes_[i].home == i && !done[i])
        names += (names.empty() ? "" : ", ") + catalog::shown(object(nodes_[i]));
    return Error(ErrorCode::diff, "the changes depend on one another in a circle")
        .detail(names)
        .hint("make the change in two steps, or write this one by hand");
  }

  [[nodiscard]] std::vector<Work> works(const std::vector<std::size_t>& sorted) const {
    std::map<std::size_t, std::vector<std::size_t>> folded;
    for (std::size_t i = 0; i < nodes_.size(); ++i)
      if (nodes_[i].home != i) folded[nodes_[i].home].push_back(nodes_[i].pair);
    std::vector<Work> out;
    for (const auto at : sorted)
      out.push_back({.deed = nodes_[at].deed, .pair = nodes_[at].pair, .folded = folded[at]});
    return out;
  }

  const Context& context_;
  const Fates& fates_;
  std::vector<Node> nodes_;
  std::vector<std::size_t> drop_of_;  ///< of each pair, its nodes
  std::vector<std::size_t> alter_of_;
  std::vector<std::size_t> create_of_;
  std::set<std::size_t> apart_;  ///< nodes that are not folded any more
  std::vector<std::size_t> waiting_;
};

}  // namespace

std::vector<Work> order_work(const Context& context, const Fates& fates) {
  return Orderer(context, fates).run();
}

}  // namespace migrate::diff
