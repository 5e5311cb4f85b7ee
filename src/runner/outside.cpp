#include "runner/outside.h"

#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"
#include "runner/failure.h"
#include "runner/script.h"

#include <fmt/core.h>

namespace migrate::runner {

namespace {

std::string now(pg::Connection& connection) {
  return connection.query("select extract(epoch from pg_catalog.clock_timestamp())::text").single();
}

/// The session as it was before the section.
void reset_session(pg::Connection& connection) {
  connection.roll_back();
  connection.execute("reset session authorization");
  connection.execute("reset role");
  for (const auto& sql : reset_statements())
    connection.execute(sql);
}

class OutsideStep {
 public:
  OutsideStep(pg::Connection& connection,
              const RunStep& step,
              const RunOptions& options,
              Progress& progress)
      : connection_(connection), step_(step), options_(options), progress_(progress) {}

  double run() {
    guard();
    const auto started = now(connection_);
    connection_.execute(set_config_sql(section_settings(options_, false), Scope::session));
    try {
      for (const auto& statement : step_.section().statements)
        run_statement(statement, MessageKind::statement);
      check_nothing_open();
      reset_session(connection_);
      verify();
      return book(started);
    } catch (Error& error) {
      if (connection_.is_broken()) throw;
      Interrupt::acknowledge();
      reset_session(connection_);
      if (error.state().empty()) error.state(state());
      if (error.hint().empty())
        error.hint(
            "the next run begins the section again with its first statement: undo what has run, or "
            "make it repeatable (IF NOT EXISTS)");
      record_failed_step(connection_, step_, options_, error, history::started_at_sql(started));
      throw;
    }
  }

 private:
  void guard() {
    try {
      history::read(connection_,
                    options_.tables,
                    history::expect_rows_sql(options_.tables, step_.step.rows_before));
    } catch (const pg::StatementFailed& e) {
      throw failure_of(step_, MessageKind::guard, nullptr, e.diagnostics());
    }
  }

  void run_statement(const sql::Statement& statement, MessageKind kind) {
    Interrupt::throw_if_pending();
    const auto text = statement.text(step_.file->text);
    try {
      if (statement.has_copy_data) {
        connection_.copy_in(text, statement.copy_data(step_.file->text));
      } else {
        connection_.execute(text);
      }
    } catch (const pg::StatementFailed& e) {
      Interrupt::throw_if_pending();
      throw failure_of(step_, kind, &statement, e.diagnostics());
    }
    if (kind != MessageKind::statement) return;
    progress_.statement_done(step_, ++done_, step_.section().statements.size());
    if (!connection_.in_transaction()) kept_ = done_;
  }

  /// A BEGIN of the section without its COMMIT: what it did would be lost, and recorded.
  void check_nothing_open() const {
    if (!connection_.in_transaction()) return;
    throw Error(ErrorCode::migration_failed,
                fmt::format("the section of {} leaves a transaction open", step_.step.revision))
        .at({.file = step_.file->header.file,
             .line = step_.section().line,
             .column = 0,
             .source_line = {}})
        .hint("end it with COMMIT; what it did was rolled back");
  }

  void verify() {
    if (step_.step.direction != revision::Direction::upgrade || !step_.file->verify) return;
    connection_.execute("begin; " +
                        set_config_sql(section_settings(options_, false), Scope::transaction));
    for (const auto& statement : step_.file->verify->statements)
      run_statement(statement, MessageKind::verify);
    connection_.execute("rollback");
  }

  double book(const std::string& started) {
    double duration = 0;
    for (const auto& message : bookkeeping_of(step_, options_, history::started_at_sql(started))) {
      try {
        const auto rows = connection_.execute(message.sql);
        if (message.kind == MessageKind::record) duration = std::stod(rows.single());
      } catch (const pg::StatementFailed& e) {
        throw failure_of(step_, message.kind, nullptr, e.diagnostics());
      }
    }
    return duration;
  }

  [[nodiscard]] std::string state() const {
    const auto count = step_.section().statements.size();
    std::string stay = done_ == 0 ? "no statement of it has run" : "what ran was rolled back";
    if (kept_ == count) stay = "all its statements have run and stay";
    if (kept_ > 0 && kept_ < count)
      stay = fmt::format("its first {} of {} statements have run and stay", kept_, count);
    if (kept_ > 0) stay += ", since the section runs outside a transaction";
    return fmt::format("{} is not recorded as {}; {}; the database is at {}",
                       step_.step.revision,
                       step_.step.direction == revision::Direction::upgrade ? "applied" : "undone",
                       stay,
                       rows_text(step_.step.rows_before));
  }

  pg::Connection& connection_;
  const RunStep& step_;
  const RunOptions& options_;
  Progress& progress_;
  std::size_t done_ = 0;
  std::size_t kept_ = 0;  ///< of those, outside of a transaction that the section opened itself
};

}  // namespace

double run_outside(pg::Connection& connection,
                   const RunStep& step,
                   const RunOptions& options,
                   Progress& progress) {
  return OutsideStep(connection, step, options, progress).run();
}

void record_failed_step(pg::Connection& connection,
                        const RunStep& step,
                        const RunOptions& options,
                        const Error& error,
                        const std::string& started) {
  std::string sql = "begin; set local row_security = off; set local search_path = '';";
  if (options.role) sql += fmt::format("set local role {};", sql::quote_identifier(*options.role));
  connection.execute(
      sql +
      history::record_sql(options.tables, options.run, failed_record_of(step, error), started) +
      "; commit");
}

}  // namespace migrate::runner
