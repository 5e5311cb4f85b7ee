#include "migrate/runner/sql_file.h"

#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/revision/placeholders.h"
#include "runner/failure.h"
#include "runner/script.h"

#include <fmt/core.h>

namespace migrate::runner {

namespace {

class SqlFileRun {
 public:
  SqlFileRun(pg::Connection& connection,
             std::string_view what,
             const revision::RevisionFile& file,
             const RunOptions& options)
      : connection_(connection), what_(what), file_(file), options_(options) {}

  void run(const std::string& begin) {
    try {
      connection_.execute(begin);
      work();
    } catch (const Error&) {
      if (Interrupt::pending() != 0) Interrupt::acknowledge();
      connection_.roll_back();
      throw;
    }
  }

 private:
  void work() {
    placed(nullptr, [this] {
      connection_.execute(set_config_sql(configured_settings(options_, false), Scope::transaction));
    });
    for (const auto& statement : file_.upgrade->statements)
      placed(&statement, [&] { execute(statement); });
    placed(nullptr, [this] { close(); });
  }

  void execute(const sql::Statement& statement) {
    Interrupt::throw_if_pending();
    const auto text = sent_text(file_, statement);
    if (statement.has_copy_data)
      connection_.copy_in(text, statement.copy_data(file_.text));
    else
      connection_.execute(text);
  }

  /// What is deferred fails here, and a transaction that a CALL has ended. The session is given
  /// back inside the transaction: behind a pooler the next one may have another server process.
  void close() {
    if (!connection_.in_transaction()) throw ended_it();
    connection_.execute("set constraints all immediate; reset session authorization; reset role; " +
                        join(reset_statements(options_), "; "));
    if (connection_.execute("commit").command != "COMMIT") throw ended_it();
  }

  template <typename Work>
  void placed(const sql::Statement* source, const Work& work) const {
    try {
      work();
    } catch (const pg::StatementFailed& e) {
      Interrupt::throw_if_pending();
      throw failure(source, e.diagnostics());
    }
  }

  [[nodiscard]] Error failure(const sql::Statement* source, const pg::Diagnostics& said) const {
    const auto error = said.error(ErrorCode::migration_failed);
    Error out(error.code(),
              fmt::format("{} {} failed: {}", what_, file_.header.file, said.message));
    out.sqlstate(said.sqlstate).detail(error.detail()).hint(said.hint);
    if (source != nullptr) return out.at(place_of_failure(file_, *source, said));
    return out.at({.file = file_.header.file, .line = 0, .column = 0, .source_line = {}});
  }

  [[nodiscard]] Error ended_it() const {
    return {ErrorCode::migration_failed,
            fmt::format("{} {} ended the transaction that it runs in", what_, file_.header.file)};
  }

  pg::Connection& connection_;
  std::string_view what_;
  const revision::RevisionFile& file_;
  const RunOptions& options_;
};

}  // namespace

void run_sql_file(pg::Connection& connection,
                  std::string_view what,
                  const revision::RevisionFile& file,
                  const RunOptions& options,
                  const std::string& begin) {
  SqlFileRun(connection, what, file, options).run(begin);
}

}  // namespace migrate::runner
