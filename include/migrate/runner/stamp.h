#pragma once

#include "migrate/history/record.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"
#include "migrate/revision/plan.h"

#include <string>
#include <vector>

namespace migrate::runner {

/// The statements of a stamp's transaction, without BEGIN and COMMIT; the last one gives the
/// duration.
std::vector<std::string> stamp_statements(const history::Tables& tables,
                                          const history::Run& run,
                                          const revision::StampPlan& plan);

/// Set the version rows as planned and write the one history row of a stamp, in one transaction
/// that `begin` opens and that first checks that the rows are those of the plan. Gives the duration
/// in ms.
double run_stamp(pg::Connection& connection,
                 const history::Tables& tables,
                 const history::Run& run,
                 const revision::StampPlan& plan,
                 const std::string& begin);

}  // namespace migrate::runner
