#include "migrate/runner/seeds.h"

#include "migrate/base/interrupt.h"
#include "migrate/revision/placeholders.h"
#include "runner/failure.h"
#include "runner/script.h"

#include <fmt/core.h>

namespace migrate::runner {

namespace {

Error failure_in(const revision::RevisionFile& file,
                 const sql::Statement* source,
                 const pg::Diagnostics& said) {
  auto error = said.error(ErrorCode::migration_failed);
  Error out(error.code(), fmt::format("seed {} failed: {}", file.header.file, said.message));
  out.sqlstate(said.sqlstate).detail(error.detail()).hint(said.hint);
  if (source != nullptr) return out.at(place_of_failure(file, *source, said));
  return out.at({.file = file.header.file, .line = 0, .column = 0, .source_line = {}});
}

void run_statement(pg::Connection& connection,
                   const revision::RevisionFile& file,
                   const sql::Statement& statement) {
  Interrupt::throw_if_pending();
  const auto text = sent_text(file, statement);
  try {
    if (statement.has_copy_data)
      connection.copy_in(text, statement.copy_data(file.text));
    else
      connection.execute(text);
  } catch (const pg::StatementFailed& e) {
    Interrupt::throw_if_pending();
    throw failure_in(file, &statement, e.diagnostics());
  }
}

/// What is deferred fails here, and a transaction that a CALL has ended.
void commit(pg::Connection& connection, const revision::RevisionFile& file) {
  try {
    if (connection.in_transaction() && connection.execute("commit").command == "COMMIT") return;
  } catch (const pg::StatementFailed& e) {
    throw failure_in(file, nullptr, e.diagnostics());
  }
  throw Error(ErrorCode::migration_failed,
              fmt::format("seed {} ended the transaction that it runs in", file.header.file));
}

}  // namespace

void run_seed(pg::Connection& connection,
              const revision::RevisionFile& file,
              const RunOptions& options) {
  connection.execute("begin; " +
                     set_config_sql(configured_settings(options, false), Scope::transaction));
  try {
    for (const auto& statement : file.upgrade->statements)
      run_statement(connection, file, statement);
    commit(connection, file);
  } catch (const Error&) {
    Interrupt::acknowledge();
    connection.roll_back();
    throw;
  }
  connection.execute("discard all");
}

}  // namespace migrate::runner
