#include "migrate/runner/repair.h"

#include "migrate/sql/quote.h"

namespace migrate::runner {

void write_records(pg::Connection& connection,
                   const history::Tables& tables,
                   const history::Run& run,
                   const std::vector<std::string>& rows,
                   std::span<const history::Record> records) {
  try {
    connection.execute("begin");
    if (tables.role) connection.execute("set local role " + sql::quote_identifier(*tables.role));
    connection.execute("set local row_security = off; set local search_path = ''; select " +
                       history::started_now_sql());
    connection.execute(history::expect_rows_sql(tables, rows));
    for (const auto& record : records)
      connection.execute(history::record_sql(tables, run, record, history::started_noted_sql()));
    connection.execute("commit");
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

}  // namespace migrate::runner
