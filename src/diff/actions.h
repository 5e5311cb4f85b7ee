#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <cstddef>
#include <optional>
#include <vector>

namespace migrate::diff {

/// What becomes of an object, by name the same in both schemas.
enum class Fate {
  stays,
  created,
  dropped,
  altered,
  retyped,    ///< altered, while what depends on it is away
  moved,      ///< a column whose type is swapped for another: no statement of its own
  recreated,  ///< dropped and created
};

struct Pair {
  std::optional<std::size_t> from;  ///< places in the snapshots
  std::optional<std::size_t> to;
  Fate fate = Fate::stays;

  [[nodiscard]] bool is_dropped() const { return fate == Fate::dropped || fate == Fate::recreated; }

  [[nodiscard]] bool is_created() const { return fate == Fate::created || fate == Fate::recreated; }

  [[nodiscard]] bool is_altered() const { return fate == Fate::altered || fate == Fate::retyped; }
};

/// All objects of both schemas, and what becomes of each.
struct Fates {
  std::vector<Pair> pairs;
  std::vector<std::size_t> of_from;  ///< the pair of each object
  std::vector<std::size_t> of_to;
};

/// By comparing properties alone.
Fates pair_objects(const catalog::Context& context);

/// By comparing properties, and then by what depends on what cannot stay as it is.
Fates decide_fates(const catalog::Context& context);

}  // namespace migrate::diff
