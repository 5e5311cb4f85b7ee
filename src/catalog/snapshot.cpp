#include "migrate/catalog/snapshot.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <functional>

namespace migrate::catalog {

std::string_view name_of(Hazard hazard) {
  static constexpr std::array<std::string_view, 5> names{"data-loss",
                                                         "table-rewrite",
                                                         "access-exclusive-lock",
                                                         "not-transactional",
                                                         "might-fail-on-data"};
  return names.at(static_cast<std::size_t>(hazard));
}

const Value& Object::get(std::string_view property) const {
  const auto& known = kind->properties;
  const auto found = std::ranges::find(known, property, &Property::name);
  if (found == known.end())
    throw Error(ErrorCode::internal, fmt::format("{} has no property {}", kind->id, property));
  return properties.at(static_cast<std::size_t>(found - known.begin()));
}

const std::string& Object::text(std::string_view property) const {
  static const std::string none;
  const auto& value = get(property);
  return value ? *value : none;
}

std::optional<std::size_t> Snapshot::place(const Kind& kind, const Name& name) const {
  const auto by_kind = [](const Object& object) { return object.kind; };
  // Kinds stand in an array: its order is theirs.
  const auto position = [](const Kind* one) {
    return std::ranges::find(kinds(), one) - kinds().begin();
  };
  const auto wanted = position(&kind);
  const auto found =
      std::partition_point(objects.begin(), objects.end(), [&](const Object& object) {
        const auto at = position(by_kind(object));
        return at < wanted || (at == wanted && object.name < name);
      });
  if (found == objects.end() || found->kind != &kind || found->name != name) return std::nullopt;
  return static_cast<std::size_t>(found - objects.begin());
}

const Object* Snapshot::find(const Kind& kind, const Name& name) const {
  const auto at = place(kind, name);
  return at ? &objects[*at] : nullptr;
}

std::string shown(const Object& object) {
  return fmt::format("{} {}", object.kind->id, join(object.name, "."));
}

}  // namespace migrate::catalog
