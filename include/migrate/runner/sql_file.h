#pragma once

#include "migrate/pg/connection.h"
#include "migrate/revision/revision_file.h"
#include "migrate/runner/run.h"

#include <string>
#include <string_view>

namespace migrate::runner {

/// Run a file of parse_sql_file in a transaction of its own, which `begin` opens, with the role,
/// search path and settings of migrations. Nothing of its session is left, but locks of the session
/// stay. `what` names it in messages: `seed`. Throws pg::StatementFailed where `begin` fails, else
/// Error(migration_failed) with the place in the file; rolled back in both cases.
void run_sql_file(pg::Connection& connection,
                  std::string_view what,
                  const revision::RevisionFile& file,
                  const RunOptions& options,
                  const std::string& begin = "begin");

}  // namespace migrate::runner
