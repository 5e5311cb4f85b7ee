#pragma once

#include "migrate/history/record.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"

#include <span>
#include <string>
#include <vector>

namespace migrate::runner {

/// Write records into the history, in one transaction that first checks that the version rows are
/// `rows` (sorted). No other row is changed. Call it under the migration lock.
void write_records(pg::Connection& connection,
                   const history::Tables& tables,
                   const history::Run& run,
                   const std::vector<std::string>& rows,
                   std::span<const history::Record> records);

}  // namespace migrate::runner
