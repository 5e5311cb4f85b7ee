#pragma once

#include "migrate/catalog/kind.h"

#include <string>

namespace migrate::catalog {

/// Another type in the place of one that cannot be altered: it is created beside the old one, the
/// columns are moved over through text, and the old one is dropped.
Statements swap_type(const Object& from,
                     const Object& to,
                     const std::string& create,
                     const Context& context);

}  // namespace migrate::catalog
