#pragma once

#include "pg/embedded_system.h"

#include <optional>
#include <string>

namespace migrate::pg::embedded {

/// An installed PostgreSQL server.
struct Binaries {
  Path folder;          ///< holds `postgres` and `initdb`
  std::string version;  ///< the words of `postgres --version`
  int major = 0;
};

/// `MIGRATE_PG_BINDIR` alone where it is set; else the first of `pg_config --bindir`, PATH and the
/// usual folders (newest major first) that holds a server, of major `wanted` where that is given.
/// `account` has to be able to run it.
Binaries find_binaries(const Account& account, std::optional<int> wanted);

}  // namespace migrate::pg::embedded
