#pragma once

#include "migrate/base/json.h"

#include <optional>
#include <string_view>

namespace migrate::sql {

/// libpg_query's parse tree of one statement (the node below `stmts[0].stmt`), or nothing where its
/// grammar does not know the statement, or where it is too large to be parsed safely.
std::optional<Json> parse_tree(std::string_view statement);

}  // namespace migrate::sql
