#pragma once

#include "migrate/history/version_table.h"

#include <optional>
#include <string>
#include <vector>

namespace migrate::history {

/// How the tables that are there differ from those that `create_missing` makes.
struct Shape {
  struct Column {
    std::string table;
    std::string name;
    std::string wanted;  ///< its type; empty: no such column is known
    std::string found;   ///< its type; empty: it is not there
  };

  std::vector<Column> wrong;         ///< missing ones, and those of another type
  std::vector<Column> in_the_way;    ///< unknown ones that take no NULL and have no default
  std::optional<std::size_t> width;  ///< the longest id that the version table can hold
  bool is_unique = true;             ///< the version table refuses an id that it has
};

/// From the catalog, in one round trip; reads no row and changes nothing.
Shape read_shape(pg::Connection& connection, const Tables& tables);

}  // namespace migrate::history
