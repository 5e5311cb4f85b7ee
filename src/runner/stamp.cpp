#include "migrate/runner/stamp.h"

#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <string>

namespace migrate::runner {

double run_stamp(pg::Connection& connection,
                 const history::Tables& tables,
                 const history::Run& run,
                 const revision::StampPlan& plan) {
  history::Record record;
  record.direction = "stamp";
  if (!plan.targets.empty()) record.revision = join(plan.targets, ", ");
  record.rows_before = plan.from;
  record.rows_after = plan.to;
  std::string begin = "begin; ";
  if (tables.role) begin += "set local role " + sql::quote_identifier(*tables.role) + "; ";
  begin += "set local row_security = off; set local search_path = ''; select " +
           history::started_now_sql() + "; ";
  try {
    connection.execute(begin + history::expect_rows_sql(tables, plan.from));
    const auto duration =
        connection.execute(history::record_sql(tables, run, record, history::started_noted_sql()));
    connection.execute("commit");
    return std::stod(duration.single());
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

}  // namespace migrate::runner
