#include "runner/outside.h"

#include "migrate/base/broken.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/history/journal.h"
#include "migrate/revision/placeholders.h"
#include "migrate/sql/classify.h"
#include "migrate/sql/quote.h"
#include "runner/failure.h"
#include "runner/recovery.h"
#include "runner/retry.h"
#include "runner/script.h"
#include "runner/section_journal.h"
#include "runner/session.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>

namespace migrate::runner {

namespace {

using history::JournalEntry;
using sql::Statement;
using sql::TransactionUse;

std::string now(pg::Connection& connection) {
  return connection.query("select extract(epoch from pg_catalog.clock_timestamp())::text").single();
}

/// `select set_config('a', 'b', false)` and nothing else: what stands beside it has run already.
bool is_set_config(std::vector<std::string> words) {
  if (words[1] == "pg_catalog" && words.size() > 2)
    words.erase(words.begin() + 1, words.begin() + 3);
  return words.size() == 9 && words[1] == "set_config" && words[2] == "(" && words[4] == "," &&
         words[6] == "," && words[8] == ")";
}

/// Whether a statement only sets up the session: what a resumed section needs again, since the
/// session that ran it is gone.
bool sets_session(std::string_view statement) {
  auto words = sql::leading_tokens(statement, 12);
  if (words.size() < 2) return false;
  const auto& first = words.front();
  if (first == "set") return words[1] != "local" && words[1] != "constraints";
  if (first == "prepare") return words[1] != "transaction";
  if (first == "select") return is_set_config(std::move(words));
  return first == "reset" || first == "load" || first == "listen";
}

/// What the server says where a statement cannot share a transaction: it manages its own.
bool wants_no_transaction(const std::string& sqlstate) {
  return sqlstate == "25001" || sqlstate == "2D000";
}

/// Waits of the session, which a statement that runs CONCURRENTLY must not be cut short by.
struct Timeouts {
  std::string lock;
  std::string statement;

  bool operator==(const Timeouts&) const = default;
};

class OutsideStep {
 public:
  OutsideStep(pg::Connection& connection,
              const RunStep& step,
              const RunOptions& options,
              Progress& progress)
      : connection_(connection),
        step_(step),
        options_(options),
        progress_(progress),
        journal_(connection, step, options) {}

  double run() {
    connection_.on_notice(
        [this](const pg::Diagnostics& notice) { progress_.notice(notice, place()); });
    guard();
    journal_.read();
    const auto started = now(connection_);
    try {
      begin_session();
      for (position_ = 1; position_ <= statements().size(); ++position_)
        advance();
      check_nothing_open();
      reset_session(connection_, options_);
      verify();
      return book(started);
    } catch (Error& error) {
      if (connection_.is_broken()) throw;
      Interrupt::acknowledge();
      give_up(error, started);
      throw;
    }
  }

 private:
  [[nodiscard]] const std::vector<Statement>& statements() const {
    return step_.section().statements;
  }

  [[nodiscard]] const Statement& statement() const { return statements()[position_ - 1]; }

  /// Of the statement that runs, if any does.
  [[nodiscard]] Place place() const {
    if (position_ < 1 || position_ > statements().size()) return {};
    return place_of(step_.file->text, statement().begin, step_.file->header.file);
  }

  [[nodiscard]] std::string text() const { return sent_text(*step_.file, statement()); }

  /// A section before this one, or a statement of it, may have freed the session's locks.
  void keep_lock() {
    try {
      connection_.execute(history::keep_lock_sql(options_.tables));
    } catch (const pg::StatementFailed& e) {
      throw failure_of(step_, MessageKind::lock, nullptr, e.diagnostics());
    }
  }

  void guard() {
    keep_lock();
    try {
      history::read(connection_,
                    options_.tables,
                    history::expect_rows_sql(options_.tables, step_.step.rows_before));
    } catch (const pg::StatementFailed& e) {
      throw failure_of(step_, MessageKind::guard, nullptr, e.diagnostics());
    }
  }

  void begin_session() {
    try {
      auto settings = section_settings(step_, options_, true);
      if (!options_.application_name.empty())
        settings.emplace(settings.begin(),
                         "application_name",
                         options_.application_name + " " + step_.step.revision);
      connection_.execute(set_config_sql(settings, Scope::session));
    } catch (const pg::StatementFailed& e) {
      throw failure_of(step_, MessageKind::settings, nullptr, e.diagnostics());
    }
    timeouts_ = timeouts();
  }

  [[nodiscard]] Timeouts timeouts() {
    const auto row = connection_
                         .execute(
                             "select pg_catalog.current_setting('lock_timeout'), "
                             "pg_catalog.current_setting('statement_timeout')")
                         .rows.at(0);
    return {.lock = row[0].value_or(""), .statement = row[1].value_or("")};
  }

  /// The statement at position_: already done, or to be run.
  void advance() {
    Interrupt::throw_if_pending();
    const auto* found = journal_.entry(position_);
    if (connection_.in_transaction()) {
      placed([this] { in_block(); });
    } else if (found != nullptr && found->finished) {
      if (sets_session(text())) placed([this] { execute(); });
      kept_ = position_;
    } else {
      run_one(found);
      if (!connection_.in_transaction()) keep_lock();
    }
    progress_.statement_done(step_, position_, statements().size());
  }

  void run_one(const JournalEntry* found) {
    const auto use = sql::classify(text()).use;
    if (use == TransactionUse::control) {
      placed([this] { execute(); });
      block_ = connection_.in_transaction() ? position_ : 0;
      if (block_ != 0) return;
      journal_.write_finished(position_, position_);
    } else if (found == nullptr || !settled(*found)) {
      if (use == TransactionUse::outside || !with_retries([this] { return shared(); }))
        with_retries([this] { return bare(); });
    }
    kept_ = position_;
    bare_before_.reset();
  }

  /// A statement that began in an earlier run or attempt: true where nothing is left to do.
  bool settled(const JournalEntry& found) {
    // What failed in a transaction with its journal row has left nothing.
    if (!found.error.is_null() && !found.error["bare"].boolean()) return false;
    if (is_broken("resume")) return false;
    const auto settlement = settle(connection_, text(), found.before);
    if (settlement.fate == Fate::unknown) throw unknown_fate(settlement);
    for (const auto& sql : settlement.cleanup)
      clean_up(sql);
    if (settlement.fate == Fate::not_done) return false;
    journal_.write_finished(position_, position_);
    return true;
  }

  [[nodiscard]] Error unknown_fate(const Settlement& settlement) const {
    Error error(ErrorCode::needs_repair,
                fmt::format("statement {} of {} was begun in an earlier run, and nothing tells "
                            "whether it took effect",
                            position_,
                            step_.step.revision));
    return error.at(place())
        .detail(settlement.why)
        .hint(
            "look: where it took effect `migrate repair --unfinished done`, else `migrate repair "
            "--unfinished again`; then run the command again");
  }

  void clean_up(const std::string& sql) {
    pg::Diagnostics notice;
    notice.severity = "WARNING";
    notice.message =
        fmt::format("{}: completing what an earlier run left: {}", step_.step.revision, sql);
    progress_.notice(notice, place());
    with_patience([&] { connection_.execute(sql); });
  }

  /// One transaction for the statement and its journal row. False where it must run bare.
  bool shared() {
    connection_.execute("begin");
    try {
      execute();
      if (is_broken("journal")) connection_.execute("commit; begin");
      connection_.execute(history::as_ours_sql(options_.tables) +
                          journal_.finished_sql(position_, position_) + ";commit");
    } catch (const pg::StatementFailed& e) {
      connection_.roll_back();
      if (wants_no_transaction(e.diagnostics().sqlstate)) return false;
      throw;
    }
    return true;
  }

  /// The statement alone, between two commits that say that it began and that it is done.
  bool bare() {
    const auto sql = text();
    for (const auto& obstacle : in_the_way(connection_, sql))
      clean_up(obstacle);
    bare_before_ = look_before(connection_, sql);
    journal_.write_started(position_, *bare_before_);
    try {
      with_patience([this] { execute(); });
    } catch (const pg::StatementFailed& e) {
      if (!is_transient(e.diagnostics().sqlstate)) throw;
      JournalEntry begun;
      begun.before = *bare_before_;
      if (settled(begun)) return true;
      throw;
    }
    journal_.write_finished(position_, position_);
    return true;
  }

  /// Inside a transaction that the section opened itself: its journal rows are written in it too,
  /// all at its end, since a ROLLBACK TO would take earlier ones away.
  void in_block() {
    const auto use = sql::classify(text()).use;
    const auto words = sql::leading_tokens(text(), 1);
    const bool commits = use == TransactionUse::control && !words.empty() &&
                         (words[0] == "commit" || words[0] == "end");
    if (commits) journal_.write_finished_in_block(block_, position_);
    execute();
    if (connection_.in_transaction()) {
      // AND CHAIN has opened the next one.
      if (commits) block_ = position_ + 1;
      return;
    }
    if (!commits) journal_.write_finished(block_, position_);
    block_ = 0;
    kept_ = position_;
  }

  /// The user's statement itself.
  void execute() { execute(statement()); }

  void execute(const Statement& which) {
    const auto sql = sent_text(*step_.file, which);
    if (which.has_copy_data) {
      connection_.copy_in(sql, which.copy_data(step_.file->text));
    } else {
      connection_.execute(sql);
    }
    if (resets_all(sql) && !options_.session.empty())
      connection_.execute(set_config_sql(options_.session, Scope::session));
  }

  /// Run without the time-outs that the section began with: they are meant for locks that stop
  /// others, not for a build that takes its time. What the section has set itself stays.
  template <typename Work>
  void with_patience(const Work& work) {
    const bool patient = timeouts() == timeouts_;
    if (patient) set_timeouts({.lock = "0", .statement = "0"});
    try {
      work();
    } catch (const pg::StatementFailed&) {
      if (patient) set_timeouts(timeouts_);
      throw;
    }
    if (patient) set_timeouts(timeouts_);
  }

  void set_timeouts(const Timeouts& timeouts) {
    connection_.execute(
        set_config_sql({{"lock_timeout", timeouts.lock}, {"statement_timeout", timeouts.statement}},
                       Scope::session));
  }

  /// Again where a lock was not obtained or a deadlock was broken; other failures get their place.
  template <typename Attempt>
  bool with_retries(const Attempt& attempt) {
    for (std::size_t tries = 1;; ++tries) {
      try {
        return attempt();
      } catch (const pg::StatementFailed& e) {
        Interrupt::throw_if_pending();
        if (!is_transient(e.diagnostics().sqlstate) || tries > options_.retries)
          throw failed(e.diagnostics(), tries);
        const auto delay = pauses_.next(tries);
        progress_.retrying(step_, e.diagnostics(), delay);
        sleep_unless_interrupted(delay);
        Interrupt::throw_if_pending();
      }
    }
  }

  template <typename Work>
  void placed(const Work& work) const {
    try {
      work();
    } catch (const pg::StatementFailed& e) {
      Interrupt::throw_if_pending();
      throw failed(e.diagnostics(), 1);
    }
  }

  [[nodiscard]] Error failed(const pg::Diagnostics& said, std::size_t tries) const {
    auto error = failure_of(step_, MessageKind::statement, &statement(), said);
    return is_transient(said.sqlstate) ? gave_up_waiting(error, tries) : error;
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
    connection_.execute(
        "begin; " + set_config_sql(section_settings(step_, options_, false), Scope::transaction));
    for (const auto& check : step_.file->verify->statements) {
      try {
        execute(check);
      } catch (const pg::StatementFailed& e) {
        Interrupt::throw_if_pending();
        throw failure_of(step_, MessageKind::verify, &check, e.diagnostics());
      }
    }
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

  /// Leave the session clean and the failure recorded, in the journal too where something stays.
  void give_up(Error& error, const std::string& started) {
    const bool at_statement = position_ >= 1 && position_ <= statements().size();
    reset_session(connection_, options_);
    std::string journal;
    // The journal is the other run's where there is one.
    const bool is_ours =
        error.code() != ErrorCode::needs_repair && error.code() != ErrorCode::rows_changed;
    if (at_statement && is_ours) journal = journal_of(error);
    if (error.state().empty()) error.state(state());
    if (error.hint().empty())
      error.hint("correct what failed and run the command again: it goes on there");
    record_failed_step(
        connection_, step_, options_, error, history::started_at_sql(started), journal);
  }

  /// What the journal keeps of the failure; a section that has left nothing is not unfinished.
  std::string journal_of(const Error& error) {
    const bool bare = bare_before_.has_value();
    const bool leaves = bare && leaves_something();
    if (kept_ == 0 && !leaves) return journal_.forget_sql();
    if (block_ != 0) return {};
    return journal_.failed_sql(position_, error, bare);
  }

  /// Whether the failed bare statement must be settled before it can run again.
  bool leaves_something() {
    try {
      connection_.execute(set_config_sql(section_settings(step_, options_, false), Scope::session));
      const auto settlement = settle(connection_, text(), *bare_before_);
      reset_session(connection_, options_);
      return settlement.fate != Fate::not_done || !settlement.cleanup.empty();
    } catch (const Error&) {
      return true;
    }
  }

  [[nodiscard]] std::string state() const {
    const auto count = statements().size();
    std::string stay = "no statement of it has run";
    if (kept_ == 0 && position_ > 1) stay = "what ran was rolled back";
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
  SectionJournal journal_;
  std::size_t position_ = 0;  ///< of the statement at work, from 1
  std::size_t kept_ = 0;      ///< the statements up to here have taken effect and stay
  std::size_t block_ = 0;     ///< where the section's own transaction begins; 0: none is open
  std::optional<Json> bare_before_;  ///< set while a statement runs bare
  Timeouts timeouts_;
  Pauses pauses_;
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
                        const std::string& started,
                        const std::string& journal) {
  std::string sql = "begin; set local search_path = '';" + history::as_ours_sql(options.tables);
  if (!journal.empty()) sql += journal + ";";
  connection.execute(
      sql +
      history::record_sql(options.tables, options.run, failed_record_of(step, error), started) +
      "; commit");
}

}  // namespace migrate::runner
