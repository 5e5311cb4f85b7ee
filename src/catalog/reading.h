#pragma once

#include "migrate/catalog/introspect.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/raw_rows.h"

#include <functional>
#include <string>
#include <vector>

namespace migrate::catalog {

/// A query of the catalogs.
struct Query {
  std::string sql;
  std::string what;     ///< what it reads, for messages
  bool aside = false;   ///< it may run on a second connection
  bool secret = false;  ///< for those only who may read the connections of subscriptions
  std::function<void(const pg::RawRows&)> take;
};

/// Runs all queries in one repeatable-read transaction whose settings do not depend on the session.
/// Where the catalogs are large, and `another` gives a second connection, both read the same
/// snapshot at once. Rows are taken as they come, in two threads then: what takes them touches
/// nothing that another query's touches. Throws pg::StatementFailed.
void read_all(pg::Connection& connection,
              const std::vector<Query>& queries,
              const OpenAnother& another);

}  // namespace migrate::catalog
