#pragma once

#include "diff/actions.h"

#include <cstddef>
#include <vector>

namespace migrate::diff {

enum class Deed { drop, alter, create };

/// Statements that stand together: an object's, and those of the parts that go with it.
struct Work {
  Deed deed = Deed::create;
  std::size_t pair = 0;
  std::vector<std::size_t> folded;  ///< pairs of parts without statements of their own

  struct Carried {
    Deed deed = Deed::create;
    std::size_t pair = 0;
  };

  std::vector<Carried> carried = {};  ///< what others inherit, with the deeds that it spares
};

/// What there is to do, in an order in which all that each needs is there and nothing is dropped
/// before what needs it. Throws Error(diff) for a circle that stays when every part stands alone.
std::vector<Work> order_work(const catalog::Context& context, const Fates& fates);

}  // namespace migrate::diff
