#include "migrate/runner/stamp.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"
#include "runner/failure.h"

#include <string>
#include <utility>

namespace migrate::runner {

std::vector<std::string> stamp_statements(const history::Tables& tables,
                                          const history::Run& run,
                                          const revision::StampPlan& plan) {
  history::Record record;
  record.direction = "stamp";
  if (!plan.targets.empty()) record.revision = join(plan.targets, ", ");
  record.rows_before = plan.from;
  record.rows_after = plan.to;
  std::vector<std::string> out;
  if (tables.role) out.push_back("set local role " + sql::quote_identifier(*tables.role));
  out.emplace_back("set local row_security = off");
  out.emplace_back("set local search_path = ''");
  out.push_back("select " + history::started_now_sql());
  out.push_back(history::expect_rows_sql(tables, plan.from));
  for (auto& sql : history::row_statements(tables, plan.from, plan.to))
    out.push_back(std::move(sql));
  out.push_back(history::record_sql(tables, run, record, history::started_noted_sql()));
  return out;
}

double run_stamp(pg::Connection& connection,
                 const history::Tables& tables,
                 const history::Run& run,
                 const revision::StampPlan& plan,
                 const std::string& begin) {
  try {
    const auto statements = stamp_statements(tables, run, plan);
    connection.execute(begin);
    pg::Rows last;
    for (const auto& sql : statements)
      last = connection.execute(sql);
    connection.execute("commit");
    return std::stod(last.single());
  } catch (Error& error) {
    connection.roll_back();
    if (error.sqlstate() == id_too_long) error.hint(std::string(id_too_long_hint));
    if (error.state().empty() && error.code() != ErrorCode::connection_lost)
      error.state("nothing was changed");
    throw;
  }
}

}  // namespace migrate::runner
