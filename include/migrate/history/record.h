#pragma once

#include "migrate/base/json.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace migrate::history {

/// Who runs: the same for every row of one run of the program.
struct Run {
  std::string id_sql;  ///< a UUID, as an SQL expression
  std::optional<std::string> os_user;
  std::optional<std::string> host;
  std::string tool_version;
  std::optional<std::string> tag;
};

/// A run of this process: a new id, the user and the host.
Run new_run(std::optional<std::string> tag);

/// One row of the history, but for what the server knows better (times, user).
struct Record {
  std::string direction;
  std::string outcome = "succeeded";
  std::optional<std::string> revision;
  std::optional<std::string> path;
  std::optional<std::string> message;
  std::optional<std::vector<std::string>> down_revision;
  std::optional<std::vector<std::string>> depends_on;
  std::vector<std::string> rows_before;
  std::vector<std::string> rows_after;
  std::optional<std::string> checksum;
  std::optional<std::string> token_checksum;
  std::optional<std::string> downgrade_sql;
  std::optional<std::string> downgrade_options;
  Json error;  ///< null: none
};

/// When the section began, as an SQL expression of type timestamptz.
std::string started_now_sql();    ///< to note it in the transaction: a SELECT
std::string started_noted_sql();  ///< what was noted there, else the transaction's start
std::string started_at_sql(const std::string& epoch_seconds);

/// The statements that take the version rows (both lists sorted) from one set to the other.
std::vector<std::string> row_statements(const Tables& tables,
                                        const std::vector<std::string>& before,
                                        const std::vector<std::string>& after);

/// The statement that writes the history row; it gives the duration in ms. `started` is SQL. The
/// end is statement_timestamp(): of a message of its own it is the time at which it begins. Kept
/// simple, since its planning is what a small migration waits for.
std::string record_sql(const Tables& tables,
                       const Run& run,
                       const Record& record,
                       const std::string& started);

/// A step that a run has committed.
struct CommittedStep {
  std::string revision;  ///< of a repeatable file: its path
  double duration_ms = 0;
};

/// The steps that the run has committed, oldest first.
std::vector<CommittedStep> steps_of_run(pg::Connection& connection,
                                        const Tables& tables,
                                        const Run& run);

/// History rows as JSON objects, newest first. `where` is SQL on the columns, or empty. Rows of
/// other version tables are left out. No history table: none.
std::vector<Json> entries(pg::Connection& connection,
                          const Tables& tables,
                          const std::string& where,
                          std::size_t most = 0);

}  // namespace migrate::history
