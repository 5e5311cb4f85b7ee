#pragma once

#include "migrate/catalog/kind.h"

#include <functional>
#include <string>

namespace migrate::catalog {

/// How one type takes the place of another.
struct Swap {
  std::string create;                ///< the statement that makes it
  std::vector<Hazard> hazards = {};  ///< of moving a column, besides those of any
  /// What a column becomes; null: it goes through text.
  std::function<std::string(const std::string& column)> conversion = nullptr;
};

/// Another type in the place of one that cannot be altered: it is created beside the old one, the
/// columns are moved over, and the old one is dropped.
Statements swap_type(const Object& from,
                     const Object& to,
                     const Swap& swap,
                     const Context& context);

/// The same where both cannot be there at once: the columns are texts in between.
Statements swap_through_text(const Object& from, const std::string& create, const Context& context);

/// The same for a collation: the columns keep their type.
Statements swap_collation(const Object& from, const std::string& create, const Context& context);

}  // namespace migrate::catalog
