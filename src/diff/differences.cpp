#include "migrate/diff/differences.h"

#include "diff/actions.h"

#include <optional>

namespace migrate::diff {

namespace {

using catalog::Object;
using catalog::Snapshot;

/// With what it is part of it comes and goes.
bool is_of(const Object& object,
           const Fates& fates,
           const std::vector<std::size_t>& pairs,
           Fate fate) {
  return object.part_of && fates.pairs[pairs[*object.part_of]].fate == fate;
}

std::vector<std::string_view> changed_properties(const Object& wanted, const Object& found) {
  std::vector<std::string_view> out;
  for (std::size_t i = 0; i < wanted.properties.size(); ++i)
    if (wanted.properties[i] != found.properties[i] &&
        wanted.kind->properties[i].policy != catalog::Policy::ignore)
      out.push_back(wanted.kind->properties[i].name);
  return out;
}

}  // namespace

std::vector<Difference> differences(const Snapshot& wanted, const Snapshot& found) {
  const catalog::Context context{.from = wanted, .to = found};
  const auto fates = pair_objects(context);
  std::vector<Difference> out;
  for (const auto& pair : fates.pairs) {
    if (pair.fate == Fate::stays) continue;
    if (!pair.to) {
      const auto& object = wanted.objects[*pair.from];
      if (!is_of(object, fates, fates.of_from, Fate::dropped))
        out.push_back({.object = shown(object), .how = Difference::How::missing});
    } else if (!pair.from) {
      const auto& object = found.objects[*pair.to];
      if (!is_of(object, fates, fates.of_to, Fate::created))
        out.push_back({.object = shown(object), .how = Difference::How::added});
    } else {
      const auto& object = wanted.objects[*pair.from];
      out.push_back({.object = shown(object),
                     .how = Difference::How::changed,
                     .properties = changed_properties(object, found.objects[*pair.to])});
    }
  }
  return out;
}

}  // namespace migrate::diff
