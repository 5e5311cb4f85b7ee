#pragma once

#include "migrate/pg/connection.h"
#include "migrate/revision/revision_file.h"
#include "migrate/runner/run.h"

namespace migrate::runner {

/// Run a file of parse_sql_file in a transaction of its own, with the role, search path and
/// settings of migrations; nothing of its session is left. Throws Error(migration_failed) with the
/// place in the file, after a rollback. Call it without locks: they end here.
void run_seed(pg::Connection& connection,
              const revision::RevisionFile& file,
              const RunOptions& options);

}  // namespace migrate::runner
