#include "runner/script.h"

#include "migrate/base/broken.h"
#include "migrate/base/strings.h"
#include "migrate/history/journal.h"
#include "migrate/revision/placeholders.h"
#include "migrate/sql/classify.h"
#include "migrate/sql/quote.h"
#include "runner/section_journal.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::runner {

namespace {

using Settings = std::vector<std::pair<std::string, std::string>>;
using sql::quote_literal;

// pg_catalog is spelt out: a section may have left any search_path.
constexpr std::string_view note_transaction =
    "pg_catalog.set_config('migrate.xid', pg_catalog.txid_current()::text, true)";

// The text is joined with a setting so that it is not evaluated before the comparison.
constexpr std::string_view check_transaction =
    "case when pg_catalog.current_setting('migrate.xid', true) operator(pg_catalog.=) "
    "pg_catalog.txid_current()::pg_catalog.text then 1 else ('the section ended its transaction' "
    "operator(pg_catalog.||) pg_catalog.current_setting('migrate.xid', true))::pg_catalog.int4 end";

/// What our own statements run with inside a section's transaction.
Settings own_settings(const RunOptions& options) {
  Settings out;
  if (options.role) out.emplace_back("role", *options.role);
  out.insert(out.end(),
             {{"row_security", "off"},
              {"client_encoding", "UTF8"},
              {"statement_timeout", "0"},
              {"search_path", ""},
              {"array_nulls", "on"}});
  return out;
}

bool is_copy(std::string_view statement) {
  const auto words = sql::leading_tokens(statement, 1);
  return !words.empty() && words[0] == "copy";
}

class TransactionBuilder {
 public:
  TransactionBuilder(const RunStep& step, const RunOptions& options)
      : step_(step), options_(options) {}

  void open(bool begins) {
    if (begins) begin();
    Settings unfiltered{{"row_security", "off"}};
    if (!options_.application_name.empty())
      unfiltered.emplace_back("application_name",
                              options_.application_name + " " + step_.step.revision);
    if (options_.role) unfiltered.emplace_back("role", *options_.role);
    add(MessageKind::prepare, set_config_sql(unfiltered, Scope::transaction));
    add(MessageKind::guard, guard());
  }

  /// Fails unless the database is as it was planned for.
  [[nodiscard]] std::string guard() const {
    auto rows = history::expect_rows_sql(options_.tables, step_.step.rows_before);
    if (!step_.repeatable) return rows;
    return fmt::format("select ({}), ({})",
                       rows,
                       history::expect_repeatable_sql(
                           options_.tables, step_.step.revision, step_.repeatable->checksum));
  }

  /// Where the transaction takes the lock itself, the rows must be read by a later snapshot than
  /// that of the statement which took it.
  void begin() {
    if (options_.lock == LockScope::session) return add(MessageKind::begin, "begin");
    add(MessageKind::begin, "begin isolation level read committed");
    add(MessageKind::lock, history::take_lock_sql(options_.tables));
  }

  void section(bool with_lock_timeout, bool last) {
    add(MessageKind::settings,
        fmt::format("{}, {}, {}",
                    set_config_sql(section_settings(step_, options_, with_lock_timeout),
                                   Scope::transaction),
                    note_transaction,
                    history::started_now_sql()));
    statements(step_.section(), MessageKind::statement);
    if (step_.step.direction == revision::Direction::upgrade && step_.file->verify) verify();
    // What is deferred runs with the section's role and search_path, and before DISCARD TEMP. It
    // lasts to the end of the transaction: with one for all steps, only behind the last section.
    if (last) add(MessageKind::deferred, "set constraints all immediate");
  }

  void verify() {
    add(MessageKind::savepoint, "savepoint migrate_verify");
    statements(*step_.file->verify, MessageKind::verify);
    add(MessageKind::savepoint, "rollback to savepoint migrate_verify");
    add(MessageKind::savepoint, "release savepoint migrate_verify");
  }

  void restore() {
    add(MessageKind::restore, "reset session authorization");
    add(MessageKind::restore, "reset role");
  }

  void own_session() {
    add(MessageKind::prepare, set_config_sql(own_settings(options_), Scope::transaction));
  }

  void check() {
    add(MessageKind::check,
        fmt::format("{}, {}",
                    set_config_sql(own_settings(options_), Scope::transaction),
                    check_transaction));
  }

  void forget_journal() {
    add(MessageKind::rows, history::journal_forget_sql(options_.tables, section_key(step_)));
  }

  void record(const std::string& started) {
    if (is_broken("record")) begin_again();
    add(MessageKind::rows, history::expect_rows_sql(options_.tables, step_.step.rows_before));
    for (auto& sql :
         history::row_statements(options_.tables, step_.step.rows_before, step_.step.rows_after))
      add(MessageKind::rows, std::move(sql));
    add(MessageKind::record,
        history::record_sql(options_.tables, options_.run, record_of(step_), started));
  }

  void close(Commit commit, bool ends) {
    // The version and history rows are written: RESET ALL may now take the noted start time away.
    if (options_.role) add(MessageKind::clean, "reset role");
    for (auto& sql : reset_statements(options_))
      add(MessageKind::clean, std::move(sql));
    if (!ends) return;
    if (commit == Commit::soon) add(MessageKind::clean, "set local synchronous_commit = off");
    add(MessageKind::commit, "commit");
  }

  std::vector<Message> take() { return std::move(messages_); }

 private:
  void begin_again() {
    add(MessageKind::clean, "commit");
    add(MessageKind::clean, "begin");
    own_session();
  }

  void statements(const revision::Section& section, MessageKind kind) {
    for (const auto& statement : section.statements) {
      auto sql = sent_text(*step_.file, statement);
      const bool copies = is_copy(sql);
      const bool resets = resets_all(sql);
      messages_.push_back(
          {.kind = kind, .sql = std::move(sql), .source = &statement, .is_copy = copies});
      if (!resets) continue;
      add(MessageKind::prepare, fmt::format("select {}", note_transaction));
      if (!options_.session.empty())
        add(MessageKind::prepare, set_config_sql(options_.session, Scope::session));
    }
  }

  void add(MessageKind kind, std::string sql) {
    messages_.push_back({.kind = kind, .sql = std::move(sql), .source = nullptr, .is_copy = false});
  }

  const RunStep& step_;
  const RunOptions& options_;
  std::vector<Message> messages_;
};

}  // namespace

bool resets_all(std::string_view statement) {
  const auto words = sql::leading_tokens(statement, 2);
  return words.size() == 2 && words[0] == "reset" && words[1] == "all";
}

std::string set_config_sql(const Settings& settings, Scope scope) {
  std::string sql = "select ";
  for (const auto& [name, value] : settings) {
    if (sql.size() > 7) sql += ", ";
    sql += fmt::format("pg_catalog.set_config({}, {}, {})",
                       quote_literal(name),
                       quote_literal(value),
                       scope == Scope::transaction);
  }
  return sql;
}

Settings configured_settings(const RunOptions& options, bool with_lock_timeout) {
  Settings out{{"row_security", options.row_security}};
  if (with_lock_timeout)
    out.emplace_back("lock_timeout", fmt::format("{}ms", options.lock_timeout.count()));
  out.insert(out.end(), options.settings.begin(), options.settings.end());
  if (options.role) out.emplace_back("role", *options.role);
  if (options.search_path) out.emplace_back("search_path", *options.search_path);
  return out;
}

Settings section_settings(const RunStep& step, const RunOptions& options, bool with_lock_timeout) {
  auto out = configured_settings(options, with_lock_timeout);
  for (const auto& setting : step.file->header.settings) {
    std::erase_if(
        out, [&](const auto& other) { return equal_ignoring_case(other.first, setting.first); });
    out.push_back(setting);
  }
  return out;
}

bool sets_lock_timeout(const RunStep& step, const RunOptions& options) {
  const auto in = [](const Settings& settings) {
    return std::any_of(settings.begin(), settings.end(), [](const auto& setting) {
      return equal_ignoring_case(setting.first, "lock_timeout");
    });
  };
  return in(options.settings) || in(step.file->header.settings);
}

std::vector<std::string> reset_statements(const RunOptions& options) {
  std::vector<std::string> out{"reset all"};
  if (!options.session.empty()) out.push_back(set_config_sql(options.session, Scope::session));
  out.insert(out.end(),
             {"discard temp", "discard sequences", "deallocate all", "close all", "unlisten *"});
  return out;
}

std::vector<Message> transaction_of(
    const RunStep& step, const RunOptions& options, Commit commit, bool begins, bool ends) {
  TransactionBuilder builder(step, options);
  builder.open(begins);
  builder.section(true, ends);
  builder.restore();
  builder.check();
  builder.record(history::started_noted_sql());
  builder.close(commit, ends);
  return builder.take();
}

std::vector<Message> bookkeeping_of(const RunStep& step,
                                    const RunOptions& options,
                                    const std::string& started) {
  TransactionBuilder builder(step, options);
  builder.open(true);
  builder.own_session();
  builder.forget_journal();
  builder.record(started);
  builder.close(Commit::durable, true);
  return builder.take();
}

}  // namespace migrate::runner
