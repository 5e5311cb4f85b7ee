#include "diff/proposals.h"

#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <algorithm>
#include <array>
#include <map>

namespace migrate::diff {

namespace {

using catalog::Context;
using catalog::Object;
using catalog::Snapshot;

using Kinds = std::array<std::string_view, 6>;

constexpr Kinds with_contents{"table", "column", "sequence", "enum", "composite", "domain"};
constexpr Kinds without_contents{
    "primary key", "unique", "exclusion", "foreign key", "check", "index"};

/// A property's text, which of an index has its name in it.
std::string nameless(const Object& object, std::size_t property) {
  auto out = object.properties[property].value_or("\x01");
  const auto named = " " + sql::identifier(object.name.back()) + " ON ";
  if (object.kind->id != "index" || object.kind->properties[property].name != "definition")
    return out;
  if (const auto at = out.find(named); at != std::string::npos) out.erase(at, named.size() - 4);
  return out;
}

/// Where the object stands and what it is like, without its name. Empty: nothing tells it from
/// others.
std::string likeness(const Snapshot& snapshot,
                     const std::vector<std::vector<std::size_t>>& parts,
                     std::size_t at) {
  const auto& object = snapshot.objects[at];
  std::string out{object.kind->id};
  for (std::size_t i = 0; i + 1 < object.name.size(); ++i)
    out += '\n' + object.name[i];
  for (std::size_t i = 0; i < object.properties.size(); ++i)
    if (object.kind->properties[i].policy != catalog::Policy::ignore)
      out += '\n' + nameless(object, i);
  if (object.kind->id != "table") return out;
  for (const auto part : parts[at]) {
    const auto& column = snapshot.objects[part];
    if (column.kind->id == "column") out += '\n' + column.name.back() + ' ' + column.text("type");
  }
  return out;
}

std::vector<std::vector<std::size_t>> parts_of(const Snapshot& snapshot) {
  std::vector<std::vector<std::size_t>> out(snapshot.objects.size());
  for (std::size_t i = 0; i < snapshot.objects.size(); ++i)
    if (const auto whole = snapshot.objects[i].part_of) out[*whole].push_back(i);
  return out;
}

struct Alike {
  std::vector<std::size_t> gone;
  std::vector<std::size_t> come;
};

/// Of an object whose whole goes or comes too nothing is to be said.
bool is_alone(const Snapshot& snapshot,
              const std::vector<std::size_t>& pairs,
              const Fates& fates,
              std::size_t at) {
  const auto whole = snapshot.objects[at].part_of;
  return !whole || fates.pairs[pairs[*whole]].fate == Fate::stays ||
         fates.pairs[pairs[*whole]].fate == Fate::altered;
}

std::vector<Rename> find(const Context& context, const Fates& fates, const Kinds& kinds) {
  std::map<std::string, Alike> alike;
  const auto from_parts = parts_of(context.from);
  const auto to_parts = parts_of(context.to);
  for (const auto& pair : fates.pairs) {
    const auto& object =
        pair.from ? context.from.objects[*pair.from] : context.to.objects[*pair.to];
    if (std::ranges::find(kinds, object.kind->id) == kinds.end()) continue;
    if (pair.fate == Fate::dropped && is_alone(context.from, fates.of_from, fates, *pair.from))
      alike[likeness(context.from, from_parts, *pair.from)].gone.push_back(*pair.from);
    if (pair.fate == Fate::created && is_alone(context.to, fates.of_to, fates, *pair.to))
      alike[likeness(context.to, to_parts, *pair.to)].come.push_back(*pair.to);
  }
  std::vector<Rename> out;
  for (const auto& [what, both] : alike) {
    if (both.gone.size() != 1 || both.come.size() != 1) continue;
    const auto& old_one = context.from.objects[both.gone.front()];
    out.push_back({.kind = std::string(old_one.kind->id),
                   .from = sql::dotted(old_one.name),
                   .to = sql::dotted(context.to.objects[both.come.front()].name)});
  }
  return out;
}

}  // namespace

std::vector<Rename> propose_renames(const Context& context, const Fates& fates) {
  return find(context, fates, with_contents);
}

std::vector<Rename> find_other_names(const Context& context, const Fates& fates) {
  return find(context, fates, without_contents);
}

}  // namespace migrate::diff
