#include "diff/order.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

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
constexpr std::array<std::string_view, 13> splittable{"rule",
                                                      "policy",
                                                      "trigger",
                                                      "foreign key",
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
    keep_twins_apart();
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
    edges_of_links();
    edges_of_origins();
  }

  /// Calls `add` for each pair that needs another. What needs a column whose type is swapped needs
  /// the type.
  template <typename Add>
  void edges_of(const Snapshot& snapshot, const std::vector<std::size_t>& pairs, const Add& add) {
    const auto add_with_types = [&](std::size_t at, std::size_t need) {
      add(pairs[at], pairs[need]);
      for (const auto type : swapped_types(pairs[need]))
        add(pairs[at], type);
    };
    for (std::size_t i = 0; i < snapshot.objects.size(); ++i) {
      for (const auto need : snapshot.objects[i].needs)
        add_with_types(i, need);
      if (&snapshot != &context_.to) continue;
      for (const auto first : snapshot.objects[i].follows)
        add_with_types(i, first);
    }
  }

  /// Of a column whose type is swapped, the pairs of that.
  [[nodiscard]] std::vector<std::size_t> swapped_types(std::size_t pair) const {
    std::vector<std::size_t> out;
    const auto& one = fates_.pairs[pair];
    if (one.fate != Fate::moved && one.fate != Fate::retyped) return out;
    for (const auto need : context_.from.objects[*one.from].needs)
      if (fates_.pairs[fates_.of_from[need]].fate == Fate::retyped)
        out.push_back(fates_.of_from[need]);
    return out;
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

  /// A table is untied from another before either changes its columns or constraints, and tied
  /// again when what has to go is gone.
  void edges_of_links() {
    const auto giver_of = [](const Snapshot& snapshot, const Object& link) {
      const auto at = std::ranges::find_if(link.needs, [&](std::size_t need) {
        const auto kind = snapshot.objects[need].kind->id;
        return need != link.part_of &&
               (kind == "table" || kind == "foreign table" || kind == "composite");
      });
      return at == link.needs.end() ? none : *at;
    };
    std::map<std::size_t, std::vector<std::size_t>> untied;  // by the pair of either: nodes
    std::map<std::size_t, std::vector<std::size_t>> tied;
    for (std::size_t i = 0; i < context_.from.objects.size(); ++i) {
      const auto& link = context_.from.objects[i];
      const auto node = drop_of_[fates_.of_from[i]];
      if (!link.kind->is_link || node == none || !link.part_of) continue;
      const auto table = fates_.of_from[*link.part_of];
      const auto giver = giver_of(context_.from, link);
      if (drop_of_[table] == none) untied[table].push_back(node);
      if (giver != none) untied[fates_.of_from[giver]].push_back(node);
    }
    for (std::size_t i = 0; i < context_.to.objects.size(); ++i) {
      const auto& link = context_.to.objects[i];
      const auto node = create_of_[fates_.of_to[i]];
      if (!link.kind->is_link || node == none || !link.part_of) continue;
      tied[fates_.of_to[*link.part_of]].push_back(node);
      const auto giver = giver_of(context_.to, link);
      if (giver == none) continue;
      tied[fates_.of_to[giver]].push_back(node);
      for (const auto before : untied[fates_.of_to[giver]])
        edge(before, node);
    }
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i)
      edges_of_part(i, untied, tied);
  }

  [[nodiscard]] std::size_t whole_of(std::size_t pair) const {
    const auto& one = fates_.pairs[pair];
    const auto& whole = any_of(pair).part_of;
    if (!whole) return none;
    return one.from ? fates_.of_from[*whole] : fates_.of_to[*whole];
  }

  using NodesOfTables = std::map<std::size_t, std::vector<std::size_t>>;

  void edges_of_part(std::size_t at, const NodesOfTables& untied, const NodesOfTables& tied) {
    if (is_link(at)) return;
    auto table = whole_of(at);
    // A default is part of a column.
    if (table != none && any_of(table).kind->id == "column") table = whole_of(table);
    if (table == none) return;
    if (const auto found = untied.find(table); found != untied.end() && is_given(at))
      for (const auto link : found->second) {
        for (const auto node : {drop_of_[at], alter_of_[at], create_of_[at]})
          if (drop_of_[table] == none) edge(link, node);
        for (const auto type : swapped_types(at))
          edge(link, alter_of_[type]);
      }
    if (const auto found = tied.find(table); found != tied.end())
      for (const auto link : found->second)
        edge(drop_of_[at], link);
  }

  [[nodiscard]] const Object& any_of(std::size_t pair) const {
    const auto& one = fates_.pairs[pair];
    return one.from ? context_.from.objects[*one.from] : context_.to.objects[*one.to];
  }

  [[nodiscard]] bool is_link(std::size_t pair) const { return any_of(pair).kind->is_link; }

  /// Columns, and constraints and indexes that a parent's may take over.
  [[nodiscard]] bool is_given(std::size_t pair) const {
    static constexpr std::string_view kinds[] = {
        "column", "check", "foreign key", "primary key", "unique", "index"};
    return std::ranges::find(kinds, any_of(pair).kind->id) != std::end(kinds);
  }

  /// What is inherited and a table's own too is made before its origin, which merges with it, and
  /// dropped behind it.
  void edges_of_origins() {
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i) {
      const auto& pair = fates_.pairs[i];
      if (pair.from)
        for (const auto& origin : context_.from.objects[*pair.from].origins)
          if (drop_of_[i] != none && stays(fates_.of_from[origin.link]) &&
              carrier_of(drop_of_[i]) == none)
            edge(drop_of_[fates_.of_from[origin.object]], drop_of_[i]);
      if (!pair.to) continue;
      for (const auto& origin : context_.to.objects[*pair.to].origins)
        if (create_of_[i] != none && stays(fates_.of_to[origin.link]) &&
            any_of(i).kind->names.empty() && carrier_of(create_of_[i]) == none)
          edge(create_of_[i], create_of_[fates_.of_to[origin.object]]);
    }
  }

  [[nodiscard]] bool stays(std::size_t pair) const {
    const auto& one = fates_.pairs[pair];
    return one.from && one.to && one.fate != Fate::recreated;
  }

  /// The node that does what this one is for, since what it is inherited from is changed the same
  /// way.
  [[nodiscard]] std::size_t carrier_of(std::size_t at) const {
    const auto& node = nodes_[at];
    const auto& one = object(node);
    const auto& pairs = node.deed == Deed::drop ? fates_.of_from : fates_.of_to;
    for (const auto& origin : one.origins) {
      const auto link = pairs[origin.link];
      const auto giver = pairs[origin.object];
      const auto found = stays(link) ? carrier_of(at, giver) : carrier_at_birth(at, link, giver);
      if (found != none && (node.deed == Deed::alter || is_inherited(one, any_of(link))))
        return found;
    }
    return none;
  }

  /// Itself where nothing carries it.
  [[nodiscard]] std::size_t last_carrier(std::size_t at) const {
    for (auto next = carrier_of(at); next != none; next = carrier_of(at))
      at = next;
    return at;
  }

  static bool is_inherited(const Object& one, const Object& link) {
    return link.kind->id != "inheritance" || !one.is("local");
  }

  [[nodiscard]] std::size_t carrier_of(std::size_t at, std::size_t giver) const {
    const auto deed = nodes_[at].deed;
    const auto& kind = *object(nodes_[at]).kind;
    // Of the indexes of a partition only the end is its parent's.
    const bool is_index = kind.names == "relation";
    if (deed == Deed::drop && drop_of_[giver] != none) return drop_of_[giver];
    if (is_index) return none;
    if (deed == Deed::create && create_of_[giver] != none) return create_of_[giver];
    if (deed == Deed::alter || any_of(giver).kind != &kind) return alter_of_[giver];
    return none;
  }

  /// A foreign key comes when a partition is attached, or its parent gets it then; a constraint
  /// with INHERITS.
  [[nodiscard]] std::size_t carrier_at_birth(std::size_t at,
                                             std::size_t link,
                                             std::size_t giver) const {
    if (nodes_[at].deed == Deed::drop) return carrier_at_end(at, giver);
    if (nodes_[at].deed != Deed::create || !fates_.pairs[link].is_created()) return none;
    const auto& one = object(nodes_[at]);
    const bool is_check = one.kind->id == "check";
    if (is_check && !one.is("validated") && create_of_[giver] != none) return create_of_[giver];
    if (any_of(link).kind->id == "partition")
      return one.kind->id != "foreign key" ? none
             : create_of_[giver] != none   ? create_of_[giver]
                                           : create_of_[link];
    return one.kind->id == "column" ? none : create_of_[fates_.of_to[*one.part_of]];
  }

  /// A foreign key that a partition has from its parent cannot be dropped alone: where all go it is
  /// the parent's to drop.
  [[nodiscard]] std::size_t carrier_at_end(std::size_t at, std::size_t giver) const {
    const auto& one = object(nodes_[at]);
    const bool goes_too = one.part_of && drop_of_[fates_.of_from[*one.part_of]] != none;
    return one.kind->id == "foreign key" && goes_too ? drop_of_[giver] : none;
  }

  /// CREATE TABLE makes one key of two that say the same (transformIndexConstraints).
  void keep_twins_apart() {
    static constexpr std::string_view words[] = {"PRIMARY KEY ", "UNIQUE "};
    std::set<std::pair<std::size_t, std::string>> seen;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      const auto& one = object(nodes_[i]);
      if (nodes_[i].deed != Deed::create || !one.part_of) continue;
      if (one.kind->id != "primary key" && one.kind->id != "unique") continue;
      auto definition = one.text("definition");
      for (const auto word : words)
        if (definition.starts_with(word)) definition.erase(0, word.size());
      if (!seen.emplace(*one.part_of, std::move(definition)).second) apart_.insert(i);
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
    if (const auto carrier = carrier_of(at); carrier != none) return home_of(carrier);
    if (node.deed == Deed::alter || apart_.contains(at) || !one.part_of) return at;
    if (node.deed == Deed::drop) {
      const auto whole = fates_.of_from[*one.part_of];
      if (drop_of_[whole] != none) return home_of(drop_of_[whole]);
      return is_swapped(whole) ? alter_of_[whole] : at;
    }
    auto owner = create_of_[fates_.of_to[*one.part_of]];
    if (is_swapped(fates_.of_to[*one.part_of])) owner = alter_of_[fates_.of_to[*one.part_of]];
    if (owner == none || one.kind->inside == nullptr || one.kind->inside(one).empty()) return at;
    // The default of a column that comes from elsewhere is said when the column is there.
    if (carrier_of(owner) != none) return at;
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
    for (const auto& node : nodes_)
      for (const auto before : node.before) {
        const auto a = nodes_[before].home;
        const auto b = node.home;
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
        if (tied) any = apart_.insert(last_carrier(i)).second || any;
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

  /// Some home that has to come before this one and is in no order yet.
  [[nodiscard]] std::size_t open_before(std::size_t home, const std::vector<bool>& done) const {
    for (const auto& node : nodes_) {
      if (node.home != home) continue;
      for (const auto before : node.before)
        if (nodes_[before].home != home && !done[nodes_[before].home]) return nodes_[before].home;
    }
    return none;
  }

  /// What is open waits for something open: going on from one to the next ends in the circle.
  [[nodiscard]] Error circle(const std::vector<bool>& done) const {
    static constexpr std::string_view words[] = {"drop", "alter", "create"};
    std::size_t at = 0;
    while (nodes_[at].home != at || done[at])
      ++at;
    std::vector<std::size_t> path;
    while (std::ranges::find(path, at) == path.end()) {
      path.push_back(at);
      at = open_before(at, done);
    }
    path.erase(path.begin(), std::ranges::find(path, at));
    std::string names;
    for (const auto one : path)
      names += fmt::format("{}{} {}",
                           names.empty() ? "" : " after ",
                           words[static_cast<std::size_t>(nodes_[one].deed)],
                           catalog::shown(object(nodes_[one])));
    return Error(ErrorCode::diff, "the changes depend on one another in a circle")
        .detail(names)
        .hint("make the change in two steps, or write this one by hand");
  }

  [[nodiscard]] std::vector<Work> works(const std::vector<std::size_t>& sorted) const {
    std::map<std::size_t, Work> by_home;
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      auto& work = by_home[nodes_[i].home];
      if (nodes_[i].home == i)
        work.deed = nodes_[i].deed, work.pair = nodes_[i].pair;
      else if (carrier_of(i) != none)
        work.carried.push_back({.deed = nodes_[i].deed, .pair = nodes_[i].pair});
      else
        work.folded.push_back(nodes_[i].pair);
    }
    std::vector<Work> out;
    out.reserve(sorted.size());
    for (const auto at : sorted)
      out.push_back(std::move(by_home.at(at)));
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
