#pragma once

#include "migrate/catalog/snapshot.h"
#include "migrate/pg/connection.h"

#include <functional>
#include <string>
#include <vector>

namespace migrate::catalog {

/// What a platform has made in a database: left alone. What an application has put on it is looked
/// at: triggers that call the application's functions, policies, tables in a publication.
struct Others {
  std::vector<std::string> schemas = {};
  std::vector<std::string> roles = {};  ///< their default privileges, and their rights on `public`
  std::vector<std::string> extensions = {};
  std::vector<std::string> publications = {};
};

/// What of a database is looked at. Globs (`*`, `?`) over `schema` or `schema.object`.
struct Scope {
  std::vector<std::string> include{"*"};
  std::vector<std::string> exclude = {};
  Others others = {};
  /// Our own tables, `schema.table`.
  std::vector<std::string> own_tables = {};
  std::string self;  ///< whose objects count as having no owner of their own; empty: the session's
};

/// Opens another connection to the same database, as the same user.
using OpenAnother = std::function<pg::Connection()>;

/// The schema as it is now, in one repeatable-read transaction: a few round trips, whatever its
/// size. A large one is read over two connections, which see the same (PostgreSQL manual, "Snapshot
/// Synchronization Functions"). Members of extensions and temporary objects are left out.
Snapshot introspect(pg::Connection& connection,
                    const Scope& scope,
                    const OpenAnother& another = {});

}  // namespace migrate::catalog
