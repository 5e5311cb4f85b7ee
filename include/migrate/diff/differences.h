#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::diff {

/// How an object of two schemas is not the same.
struct Difference {
  enum class How { missing, added, changed };

  std::string object;  ///< `table public.users`
  How how = How::changed;
  std::vector<std::string_view> properties = {};  ///< of a changed one, those that differ
};

/// What is not in `found` as it is in `wanted`, object by object. What is missing or was added as a
/// whole is not listed in its parts, and what only depends on something else is not listed at all.
std::vector<Difference> differences(const catalog::Snapshot& wanted,
                                    const catalog::Snapshot& found);

}  // namespace migrate::diff
