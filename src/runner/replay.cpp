#include "migrate/runner/replay.h"

#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/placeholders.h"
#include "migrate/sql/classify.h"
#include "runner/failure.h"
#include "runner/script.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace migrate::runner {

namespace {

using revision::RevisionFile;

/// What the server's words do not say: what to do about it on a shadow.
std::string remedy_for(const pg::Diagnostics& said) {
  if (!said.hint.empty() && said.sqlstate != "0A000") return said.hint;
  if (said.message.starts_with("extension \"") || said.sqlstate == "58P01")
    return "install the extension's package beside the server that replays run on, or give "
           "shadow.url a server that has it";
  if (said.sqlstate == "42704" && said.message.starts_with("role \""))
    return "make the role in a file of shadow.setup, which runs first, or by hand on the server of "
           "shadow.url";
  if (said.message.starts_with("security label provider \"") ||
      said.message.starts_with("no security label providers"))
    return "have the module of the labels loaded: a file of shadow.setup may say ALTER ROLE ALL "
           "SET session_preload_libraries = ...";
  return said.hint;
}

Error failure(const std::string& what,
              const RevisionFile& file,
              const sql::Statement& statement,
              const pg::Diagnostics& said) {
  const auto model = said.error(ErrorCode::migration_failed);
  Error error(ErrorCode::migration_failed, fmt::format("{} failed: {}", what, said.message));
  return error.sqlstate(said.sqlstate)
      .detail(model.detail())
      .hint(remedy_for(said))
      .at(place_of_failure(file, statement, said))
      .state("it ran on the shadow server only: your database is untouched");
}

void reset(pg::Connection& connection, const RunOptions& options) {
  connection.roll_back();
  connection.execute("reset session authorization; reset role; " +
                     join(reset_statements(options), "; "));
}

/// The role of migrations is the shadow's user already.
RunOptions without_role(RunOptions options) {
  options.role.reset();
  options.session.clear();
  return options;
}

/// One step of a replay.
class StepReplay {
 public:
  StepReplay(ShadowDatabase& database, const RunStep& step, const RunOptions& options)
      : database_(database), step_(step), options_(options) {}

  void run() {
    try {
      run_section();
    } catch (...) {
      // Whoever goes on finds the state before the section, where that is one transaction.
      if (!connection().is_broken()) reset(connection(), options_);
      throw;
    }
    reset(connection(), options_);
  }

 private:
  void run_section() {
    for (const auto& required : step_.file->header.requirements)
      if (required.kind == revision::Requirement::Kind::role) database_.need_role(required.name);
    const bool whole = step_.is_transactional();
    if (whole) connection().execute("begin");
    connection().execute(set_config_sql(section_settings(step_, options_, false),
                                        whole ? Scope::transaction : Scope::session));
    for (const auto& statement : step_.section().statements)
      run(statement);
    if (whole) commit();
  }

  pg::Connection& connection() { return database_.connection(); }

  void run(const sql::Statement& statement) {
    Interrupt::throw_if_pending();
    const auto& file = *step_.file;
    const auto text = sent_text(file, statement);
    try {
      if (statement.has_copy_data)
        connection().copy_in(text, statement.copy_data(file.text));
      else
        database_.execute(text);
      last_ = &statement;
    } catch (const pg::StatementFailed& e) {
      throw failure("replay of " + step_.what(), file, statement, e.diagnostics());
    } catch (Error& error) {
      if (error.code() == ErrorCode::refused)
        error.at(place_of(file.text, statement.begin, file.header.file));
      throw;
    }
  }

  /// What is deferred runs with the section's role and search path.
  void commit() {
    try {
      connection().execute("set constraints all immediate");
      connection().execute("commit");
    } catch (const pg::StatementFailed& e) {
      if (last_ == nullptr) throw;
      throw failure(
          "COMMIT of the replay of " + step_.what(), *step_.file, *last_, e.diagnostics());
    }
  }

  ShadowDatabase& database_;
  const RunStep& step_;
  const RunOptions& options_;
  const sql::Statement* last_ = nullptr;
};

/// What a statement of a schema's file is to its order.
enum class Part {
  schema,
  session,   ///< sets up the session for what follows in its file
  left_out,  ///< data, BEGIN and COMMIT
};

Part part_of(std::string_view text, const sql::Statement& statement) {
  if (statement.has_copy_data ||
      sql::classify(statement.text(text)).use == sql::TransactionUse::control)
    return Part::left_out;
  const auto words = sql::leading_tokens(statement.text(text), 8);
  if (words.empty()) return Part::session;
  if (words[0] == "set" || words[0] == "reset") return Part::session;
  const bool sets_config =
      words[0] == "select" && std::find(words.begin(), words.end(), "set_config") != words.end();
  return sets_config ? Part::session : Part::schema;
}

/// Loads files whatever their order.
class SchemaLoad {
 public:
  SchemaLoad(ShadowDatabase& database,
             const std::vector<RevisionFile>& files,
             const RunOptions& options)
      : database_(database), options_(options) {
    for (const auto& file : files)
      files_.push_back({.file = &file, .pending = {}});
    for (auto& one : files_)
      one.pending.assign(one.file->upgrade->statements.size(), true);
  }

  void run() {
    while (!is_done()) {
      done_ = 0;
      failed_ = 0;
      failures_.clear();
      for (auto& file : files_)
        run(file);
      if (done_ == 0 && !failures_.empty()) throw stuck();
    }
    reset(database_.connection(), options_);
  }

 private:
  struct File {
    const RevisionFile* file;
    std::vector<bool> pending;
  };

  struct Failure {
    const RevisionFile* file;
    const sql::Statement* statement;
    pg::Diagnostics said;
  };

  static constexpr std::size_t most_shown = 6;

  [[nodiscard]] bool is_done() const {
    return std::all_of(files_.begin(), files_.end(), [](const File& file) {
      return std::none_of(file.pending.begin(), file.pending.end(), [](bool one) { return one; });
    });
  }

  static Error error_of(const Failure& one) {
    return failure("loading " + one.file->header.file, *one.file, *one.statement, one.said);
  }

  /// The first failure, with the others: it may come of one of them, or they need each other.
  [[nodiscard]] Error stuck() const {
    auto out = error_of(failures_.front());
    if (failed_ == 1) return out;
    auto detail = out.detail() + (out.detail().empty() ? "" : "\n") + "what fails too:";
    for (std::size_t i = 1; i < failures_.size(); ++i) {
      const auto other = error_of(failures_[i]);
      detail += fmt::format("\n{}: {}", other.place().text(), failures_[i].said.message);
    }
    if (failed_ > failures_.size())
      detail += fmt::format("\nand {} more", failed_ - failures_.size());
    out.detail(detail);
    if (out.hint().empty())
      out.hint(
          "order does not matter; of statements that need each other, as two foreign keys do, "
          "one has to come by ALTER TABLE");
    return out;
  }

  /// Each file begins with a session of its own; what sets it up runs each time.
  void run(File& file) {
    if (std::none_of(file.pending.begin(), file.pending.end(), [](bool one) { return one; }))
      return;
    auto& connection = database_.connection();
    reset(connection, options_);
    connection.execute(set_config_sql(configured_settings(options_, false), Scope::session));
    const auto& statements = file.file->upgrade->statements;
    for (std::size_t i = 0; i < statements.size(); ++i) {
      const auto part = part_of(file.file->text, statements[i]);
      if (part == Part::left_out) file.pending[i] = false;
      if (part == Part::left_out || (part == Part::schema && !file.pending[i])) continue;
      if (!run(*file.file, statements[i], part)) continue;
      if (file.pending[i]) ++done_;
      file.pending[i] = false;
    }
  }

  /// Whether nothing more is to be done for it.
  bool run(const RevisionFile& file, const sql::Statement& statement, Part part) {
    Interrupt::throw_if_pending();
    try {
      database_.execute(sent_text(file, statement));
      return true;
    } catch (const pg::StatementFailed& e) {
      if (database_.connection().is_broken()) throw;
      // Of a newer pg_dump: a setting that this server does not have.
      if (part == Part::session && e.sqlstate() == "42704") return true;
      if (++failed_ <= most_shown) failures_.push_back({&file, &statement, e.diagnostics()});
    } catch (Error& error) {
      if (error.code() == ErrorCode::refused)
        error.at(place_of(file.text, statement.begin, file.header.file));
      throw;
    }
    return false;
  }

  ShadowDatabase& database_;
  const RunOptions& options_;
  std::vector<File> files_;
  std::vector<Failure> failures_;  ///< the first of this round
  std::size_t failed_ = 0;         ///< in this round
  std::size_t done_ = 0;
};

/// The server's words with the statement: a plan has no file to point into.
pg::StatementFailed of_statement(pg::Diagnostics said, const std::string& sql) {
  said.detail += (said.detail.empty() ? "in: " : "\nin: ") + sql;
  return pg::StatementFailed(std::move(said));
}

}  // namespace

void replay(ShadowDatabase& database,
            const std::vector<RunStep>& steps,
            const RunOptions& options) {
  const auto own = without_role(options);
  for (const auto& step : steps)
    StepReplay(database, step, own).run();
}

void load_schema(ShadowDatabase& database,
                 const std::vector<RevisionFile>& files,
                 const RunOptions& options) {
  const auto own = without_role(options);
  SchemaLoad(database, files, own).run();
}

void apply(ShadowDatabase& database,
           const catalog::Statements& statements,
           InTransaction in_transaction) {
  auto& connection = database.connection();
  if (in_transaction == InTransaction::yes) connection.execute("begin");
  for (const auto& statement : statements) {
    Interrupt::throw_if_pending();
    try {
      database.execute(statement.sql);
    } catch (const pg::StatementFailed& e) {
      connection.roll_back();
      throw of_statement(e.diagnostics(), statement.sql);
    }
  }
  if (in_transaction == InTransaction::yes) connection.execute("commit");
}

}  // namespace migrate::runner
