#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/pg/connection.h"

#include <string>

namespace migrate::catalog {

/// Patterns for the names of constraints and indexes that nobody has named; empty: the server's.
struct Naming {
  std::string primary_key = {};
  std::string foreign_key = {};
  std::string index = {};
  std::string unique = {};
  std::string check = {};

  [[nodiscard]] bool is_empty() const {
    return primary_key.empty() && foreign_key.empty() && index.empty() && unique.empty() &&
           check.empty();
  }
};

/// The statements that give names by the patterns to what has the server's and is in `schema`, the
/// snapshot of this database. What `other` has under the server's name keeps it. A name that is
/// taken gets a number.
Statements names_by_convention(pg::Connection& connection,
                               const Naming& naming,
                               const Snapshot& schema,
                               const Snapshot& other);

}  // namespace migrate::catalog
