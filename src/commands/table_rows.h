#pragma once

#include "migrate/pg/connection.h"

#include <cstddef>
#include <map>
#include <string>

namespace migrate::commands {

/// What a table holds.
struct Rows {
  std::size_t count = 0;
  std::string checksum;  ///< over all values, whatever the order of the rows

  bool operator==(const Rows&) const = default;
};

/// By `schema.table`; tables without rows are not in it.
using TableRows = std::map<std::string, Rows>;

/// Of all tables that are not the server's own, in two round trips.
TableRows read_rows(pg::Connection& connection);

}  // namespace migrate::commands
