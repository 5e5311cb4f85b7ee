#pragma once

#include "migrate/base/json.h"
#include "migrate/pg/connection.h"

#include <string>
#include <string_view>
#include <vector>

// What became of a statement that cannot share a transaction with its journal row, and whose end
// nobody has seen: the catalog is asked. Every function here runs outside a transaction, with the
// search_path that the statement runs with.
namespace migrate::runner {

/// To be noted before the statement begins; null where nothing needs to be known.
Json look_before(pg::Connection& connection, std::string_view statement);

/// What must be out of the way before the statement may run for the first time: an index left
/// INVALID, which IF NOT EXISTS would take for a good one.
std::vector<std::string> in_the_way(pg::Connection& connection, std::string_view statement);

enum class Fate {
  done,
  not_done,  ///< it may run (again) after `cleanup`
  halfway,   ///< `cleanup` completes it
  unknown,   ///< only a person can tell
};

struct Settlement {
  Fate fate = Fate::unknown;
  std::string why;                        ///< what the catalog says: "index i is valid"
  std::vector<std::string> cleanup = {};  ///< statements, each outside a transaction
};

/// `before` is what look_before gave.
Settlement settle(pg::Connection& connection, std::string_view statement, const Json& before);

}  // namespace migrate::runner
