#include "diff/actions.h"

#include <algorithm>
#include <functional>
#include <map>
#include <string_view>
#include <utility>

namespace migrate::diff {

namespace {

using catalog::Context;
using catalog::Object;
using catalog::Policy;

/// What the differing properties ask for; nothing where none differs that matters.
std::optional<Policy> strongest(const Object& from, const Object& to) {
  std::optional<Policy> out;
  for (std::size_t i = 0; i < from.properties.size(); ++i) {
    if (from.properties[i] == to.properties[i]) continue;
    const auto policy = from.kind->properties[i].policy;
    if (policy != Policy::ignore && (!out || policy > *out)) out = policy;
  }
  return out;
}

Fate fate_of(const Object& from, const Object& to, const Context& context) {
  auto policy = strongest(from, to);
  if (!policy) return Fate::stays;
  if (*policy != Policy::recreate && from.kind->decide != nullptr)
    policy = from.kind->decide(from, to, context);
  switch (*policy) {
    case Policy::ignore:
      return Fate::stays;
    case Policy::alter:
    case Policy::replace:
      return Fate::altered;
    case Policy::retype:
      return Fate::retyped;
    case Policy::recreate:
      return Fate::recreated;
  }
  return Fate::recreated;
}

/// What PostgreSQL builds again itself when a column gets another type. It forgets the statistics
/// targets of an index.
bool is_rebuilt(const Object& object) {
  static constexpr std::string_view kinds[] = {"index",
                                               "check",
                                               "primary key",
                                               "unique",
                                               "exclusion",
                                               "statistics",
                                               "sequence",
                                               "sequence owner",
                                               "identity",
                                               "comment",
                                               "security label",
                                               "privileges",
                                               "table",
                                               "foreign table",
                                               "partition",
                                               "inheritance",
                                               "of type",
                                               "replica identity",
                                               "cluster"};
  if (object.kind->id == "index" && object.get("statistics")) return false;
  return std::ranges::find(kinds, object.kind->id) != std::end(kinds);
}

/// Two types that a foreign key can join: it is built again when one becomes the other.
bool are_joinable(const std::string& one, const std::string& other) {
  static constexpr std::string_view numbers[] = {"smallint", "integer", "bigint"};
  return std::ranges::find(numbers, one) != std::end(numbers) &&
         std::ranges::find(numbers, other) != std::end(numbers);
}

/// Those among them whose operators a text does not have.
bool has_operators(std::string_view kind) {
  static constexpr std::string_view kinds[] = {
      "index", "check", "primary key", "unique", "exclusion", "foreign key"};
  return std::ranges::find(kinds, kind) != std::end(kinds);
}

/// Finds the objects of a schema by kind and name, asked for one after the other.
class Places {
 public:
  explicit Places(const std::vector<Object>& objects) : objects_(objects) {}

  std::optional<std::size_t> find(const Object& object) {
    // Schemas have most of their objects in common, and in the same order.
    if (next_ < objects_.size() && objects_[next_].kind == object.kind &&
        objects_[next_].name == object.name)
      return next_++;
    if (all_.empty())
      for (std::size_t i = 0; i < objects_.size(); ++i)
        all_.emplace(Key{objects_[i].kind, &objects_[i].name}, i);
    const auto found = all_.find(Key{object.kind, &object.name});
    if (found == all_.end()) return std::nullopt;
    next_ = found->second + 1;
    return found->second;
  }

 private:
  using Key = std::pair<const catalog::Kind*, const catalog::Name*>;

  struct Less {
    bool operator()(const Key& a, const Key& b) const {
      return a.first != b.first ? std::less<>()(a.first, b.first) : *a.second < *b.second;
    }
  };

  const std::vector<Object>& objects_;
  std::size_t next_ = 0;                  ///< most often the one that is asked for next
  std::map<Key, std::size_t, Less> all_;  ///< filled where it is not
};

class Decider {
 public:
  explicit Decider(const Context& context) : context_(context) {}

  Fates run() {
    fates_ = pair_objects(context_);
    part_moved();
    find_dependents();
    for (std::size_t i = 0; i < fates_.pairs.size(); ++i)
      spread(i);
    while (spread_to_heirs()) {
    }
    return std::move(fates_);
  }

 private:
  /// A column of a view is another one than that of a table of the same name.
  void part_moved() {
    for (auto& pair : fates_.pairs) {
      if (!pair.from || !pair.to) continue;
      const auto& from = context_.from.objects[*pair.from];
      const auto& to = context_.to.objects[*pair.to];
      if (from.kind->part.empty() || !from.part_of || !to.part_of) continue;
      if (fates_.of_from[*from.part_of] != fates_.of_to[*to.part_of]) pair.fate = Fate::recreated;
    }
  }

  /// Of a column, another type that its foreign keys get along with.
  [[nodiscard]] bool stays_joinable(std::size_t column) const {
    const auto& pair = fates_.pairs[fates_.of_from[column]];
    return pair.to && are_joinable(context_.from.objects[column].text("type"),
                                   context_.to.objects[*pair.to].text("type"));
  }

  void find_dependents() {
    dependents_.resize(context_.from.objects.size());
    for (std::size_t i = 0; i < context_.from.objects.size(); ++i)
      for (const auto need : context_.from.objects[i].needs)
        dependents_[need].push_back(i);
  }

  /// What depends on something that cannot stay cannot stay either.
  // NOLINTNEXTLINE(misc-no-recursion): as deep as objects depend on one another
  void spread(std::size_t at) {
    const auto& pair = fates_.pairs[at];
    if (!pair.from) return;
    switch (pair.fate) {
      case Fate::recreated:
        for (const auto one : dependents_[*pair.from])
          raise(one, Fate::recreated);
        break;
      case Fate::dropped:
        for (const auto one : dependents_[*pair.from])
          if (!lets_go(fates_.pairs[fates_.of_from[one]], context_.from.objects[*pair.from]))
            raise(one, Fate::recreated);
        break;
      case Fate::retyped:
      case Fate::moved:
        spread_retype(context_.from.objects[*pair.from], *pair.from);
        break;
      default:
        break;
    }
  }

  /// Whether its change leaves nothing that depends on what is dropped: a foreign key has its key
  /// for good, and what needs another object of the same name in its place still says that name.
  [[nodiscard]] bool lets_go(const Pair& pair, const Object& dropped) const {
    if (!pair.from || !pair.to || pair.fate != Fate::altered) return pair.fate != Fate::stays;
    const auto& object = context_.to.objects[*pair.to];
    return object.kind->id != "foreign key" &&
           std::ranges::none_of(object.needs, [&](std::size_t need) {
             return context_.to.objects[need].name == dropped.name &&
                    fates_.pairs[fates_.of_to[need]].fate == Fate::created;
           });
  }

  /// Whether the column is of another family of types while its own is swapped.
  [[nodiscard]] bool is_text_between(const Object& column) const {
    return std::ranges::any_of(column.needs, [this](std::size_t need) {
      return context_.from.objects[need].kind->id == "range" &&
             fates_.pairs[fates_.of_from[need]].fate == Fate::retyped;
    });
  }

  // NOLINTNEXTLINE(misc-no-recursion): as spread()
  void spread_retype(const Object& object, std::size_t at) {
    const bool is_column = object.kind->id == "column";
    const bool is_text = is_column && is_text_between(object);
    for (const auto one : dependents_[at]) {
      const auto& dependent = context_.from.objects[one];
      const auto kind = dependent.kind->id;
      if (is_column && is_rebuilt(dependent) && !(is_text && has_operators(kind))) continue;
      if (is_column && !is_text && kind == "foreign key" && stays_joinable(at)) continue;
      const bool is_aspect =
          kind == "comment" || kind == "security label" || kind == "privileges" || kind == "owner";
      const bool is_generated = kind == "column" && dependent.get("generated");
      if (!is_column && kind == "column" && !is_generated)
        raise(one, Fate::moved);
      else if (!is_aspect || !is_column)
        raise(one, Fate::recreated);
    }
  }

  // NOLINTNEXTLINE(misc-no-recursion): as spread()
  void raise(std::size_t from, Fate fate) {
    const auto at = fates_.of_from[from];
    auto& pair = fates_.pairs[at];
    if (!pair.to || pair.fate == Fate::recreated) return;
    // One whose type is swapped, and that has a change of its own.
    if (fate == Fate::moved && pair.fate == Fate::altered) fate = Fate::retyped;
    if (fate == Fate::moved && pair.fate != Fate::stays) return;
    pair.fate = fate;
    spread(at);
  }

  /// What comes from something that goes, and what a change of that leaves to be done. Whether
  /// anything was found.
  bool spread_to_heirs() {
    bool any = false;
    for (std::size_t i = 0; i < context_.from.objects.size(); ++i) {
      const auto& heir = context_.from.objects[i];
      for (const auto& origin : heir.origins) {
        if (const auto fate = fate_of_heir(heir, i, origin)) {
          raise(i, *fate);
          any = true;
          break;
        }
        if (!holds(heir, i, origin)) continue;
        raise(origin.object, Fate::recreated);
        any = true;
      }
    }
    return any;
  }

  /// An index of a partitioned table does not let those of its partitions go.
  [[nodiscard]] bool holds(const Object& heir,
                           std::size_t at,
                           const catalog::Origin& origin) const {
    const auto& giver = fates_.pairs[fates_.of_from[origin.object]];
    return heir.kind->names == "relation" && fates_.pairs[fates_.of_from[at]].is_dropped() &&
           !fates_.pairs[fates_.of_from[origin.link]].is_dropped() && giver.to &&
           !giver.is_dropped();
  }

  [[nodiscard]] std::optional<Fate> fate_of_heir(const Object& heir,
                                                 std::size_t at,
                                                 const catalog::Origin& origin) const {
    const auto& pair = fates_.pairs[fates_.of_from[at]];
    const auto& link = fates_.pairs[fates_.of_from[origin.link]];
    const auto& giver = fates_.pairs[fates_.of_from[origin.object]];
    const bool is_column = heir.kind->id == "column";
    if (!pair.to || pair.fate == Fate::recreated || link.is_dropped()) return std::nullopt;
    if (is_column && giver.is_altered() && pair.fate == Fate::stays &&
        !heir.kind->alter(heir, context_.to.objects[*pair.to], context_).empty())
      return Fate::altered;
    // A column can be kept when its origin is dropped.
    if (is_column ? giver.fate != Fate::recreated : !giver.is_dropped()) return std::nullopt;
    const bool is_own =
        context_.from.objects[origin.link].kind->id == "inheritance" && heir.is("local");
    return is_own ? std::nullopt : std::optional(Fate::recreated);
  }

  const Context& context_;
  Fates fates_;
  std::vector<std::vector<std::size_t>> dependents_;  ///< of each object of `from`
};

}  // namespace

Fates pair_objects(const Context& context) {
  Fates out;
  const auto& from = context.from.objects;
  const auto& to = context.to.objects;
  Places there(to);
  out.of_to.resize(to.size(), SIZE_MAX);
  for (std::size_t i = 0; i < from.size(); ++i) {
    Pair pair{.from = i, .to = std::nullopt, .fate = Fate::dropped};
    pair.to = there.find(from[i]);
    if (pair.to) {
      pair.fate = fate_of(from[i], to[*pair.to], context);
      out.of_to[*pair.to] = out.pairs.size();
    }
    out.of_from.push_back(out.pairs.size());
    out.pairs.push_back(pair);
  }
  for (std::size_t i = 0; i < to.size(); ++i) {
    if (out.of_to[i] != SIZE_MAX) continue;
    out.of_to[i] = out.pairs.size();
    out.pairs.push_back({.from = std::nullopt, .to = i, .fate = Fate::created});
  }
  return out;
}

Fates decide_fates(const Context& context) {
  return Decider(context).run();
}

}  // namespace migrate::diff
