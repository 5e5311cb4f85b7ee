#include "migrate/runner/offline.h"

#include "migrate/base/strings.h"
#include "migrate/base/version.h"
#include "migrate/revision/placeholders.h"
#include "migrate/runner/requirements.h"
#include "migrate/runner/stamp.h"
#include "migrate/sql/classify.h"
#include "migrate/sql/quote.h"
#include "runner/failure.h"
#include "runner/script.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::runner {

namespace {

history::Run offline_run(std::optional<std::string> tag) {
  return {.id_sql = ":'migrate_run_id'",
          .os_user = std::nullopt,
          .host = std::nullopt,
          .tool_version = fmt::format("{} (offline)", version()),
          .tag = std::move(tag)};
}

std::string opening(const std::string& what,
                    const history::Tables& tables,
                    bool single_transaction) {
  return fmt::format(
      "-- migrate {}: {}\n"
      "-- Run it with psql -X -f{}.\n"
      "\\set ON_ERROR_STOP on\n"
      "select pg_catalog.gen_random_uuid() as migrate_run_id \\gset\n"
      "do $migrate$ begin\n"
      "  if not pg_catalog.pg_try_advisory_lock({}) then\n"
      "    raise exception 'migrate: another run holds the migration lock of this database';\n"
      "  end if;\n"
      "end $migrate$;\n",
      version(),
      what,
      single_transaction ? "; psql -1 works too"
                         : ", without -1: not all of it runs in one transaction",
      history::lock_key(tables));
}

std::string closing(const history::Tables& tables) {
  return fmt::format("select pg_catalog.pg_advisory_unlock({});\n", history::lock_key(tables));
}

/// lock_timeout is worked out by the server, whose deadlock_timeout nobody has asked for.
std::string automatic_lock_timeout(Scope scope) {
  return fmt::format(
      "select pg_catalog.set_config('lock_timeout', greatest(2000, 500 + (1000 * extract(epoch "
      "from "
      "pg_catalog.current_setting('deadlock_timeout')::interval))::bigint)::text || 'ms', {})",
      scope == Scope::transaction);
}

// A statement that runs CONCURRENTLY is not cut short by the timeouts that the section began with,
// but by those that it has set itself (OutsideStep::with_patience).
constexpr std::string_view note_timeouts =
    "select pg_catalog.current_setting('lock_timeout') as migrate_lock_timeout, "
    "pg_catalog.current_setting('statement_timeout') as migrate_statement_timeout \\gset\n";

constexpr std::string_view begin_patience =
    "select pg_catalog.current_setting('lock_timeout') operator(pg_catalog.=) "
    ":'migrate_lock_timeout' and pg_catalog.current_setting('statement_timeout') "
    "operator(pg_catalog.=) :'migrate_statement_timeout' as migrate_patient \\gset\n"
    "\\if :migrate_patient\n"
    "set lock_timeout = 0;\n"
    "set statement_timeout = 0;\n"
    "\\endif\n";

constexpr std::string_view end_patience =
    "\\if :migrate_patient\n"
    "select pg_catalog.set_config('lock_timeout', :'migrate_lock_timeout', false), "
    "pg_catalog.set_config('statement_timeout', :'migrate_statement_timeout', false);\n"
    "\\endif\n";

bool runs_bare(const RunStep& step, const sql::Statement& statement) {
  return sql::classify(sent_text(*step.file, statement)).use == sql::TransactionUse::outside;
}

class ScriptWriter {
 public:
  explicit ScriptWriter(const RunOptions& options) : options_(options) {}

  void step(const RunStep& step, bool begins, bool ends) {
    out_ += fmt::format("\n-- {}{}{}\n",
                        step.what(),
                        step.file->header.message.empty() ? "" : ": ",
                        step.file->header.message);
    if (step.repeatable) {
      repeatable(step, transaction_of(step, options_, Commit::durable, begins, ends));
    } else if (step.is_transactional()) {
      messages(step, transaction_of(step, options_, Commit::durable, begins, ends));
    } else {
      outside(step);
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void messages(const RunStep& step, const std::vector<Message>& messages) {
    for (const auto& one : messages)
      message(step, one);
  }

  void message(const RunStep& step, const Message& message) {
    if (message.kind == MessageKind::guard)
      return add(history::check_rows_script(options_.tables, step.step.rows_before));
    add(message.sql);
    if (message.kind == MessageKind::settings) automatic_timeout(step, Scope::transaction);
    if (message.source != nullptr && message.source->has_copy_data)
      copy_data(step, *message.source);
  }

  void automatic_timeout(const RunStep& step, Scope scope) {
    if (options_.lock_timeout.count() == 0 && !sets_lock_timeout(step, options_))
      add(automatic_lock_timeout(scope));
  }

  /// What the history says of the file is known when the script runs. What comes back after a
  /// downgrade may fail: psql goes on, and COMMIT ends the failed transaction as a ROLLBACK.
  void repeatable(const RunStep& step, const std::vector<Message>& messages) {
    const bool may_fail = step.may_fail();
    if (may_fail) out_ += "\\set ON_ERROR_STOP off\n";
    for (const auto& one : messages) {
      if (one.kind == MessageKind::commit) out_ += "\\endif\n";
      message(step, one);
      if (one.kind != MessageKind::guard) continue;
      add("select " + is_due(step) + " as migrate_is_due \\gset", "");
      out_ += "\\if :migrate_is_due\n";
    }
    if (messages.back().kind != MessageKind::commit) out_ += "\\endif\n";
    if (may_fail) out_ += "\\set ON_ERROR_STOP on\n";
  }

  [[nodiscard]] std::string is_due(const RunStep& step) const {
    const auto checksum = history::repeatable_checksum_sql(options_.tables, step.step.revision);
    if (step.may_fail()) return fmt::format("coalesce({}, 'never') = ''", checksum);
    if (step.step.direction == revision::Direction::downgrade)
      return fmt::format("coalesce({}, '') <> ''", checksum);
    return fmt::format("coalesce({}, '') <> {}",
                       checksum,
                       sql::quote_literal(revision::checksum(*step.file, *step.file->upgrade)));
  }

  void outside(const RunStep& step) {
    add(history::check_rows_script(options_.tables, step.step.rows_before));
    add("select extract(epoch from pg_catalog.clock_timestamp()) as migrate_started \\gset", "");
    add(set_config_sql(section_settings(step, options_, true), Scope::session));
    automatic_timeout(step, Scope::session);
    const auto& statements = step.section().statements;
    const auto bare = [&](const sql::Statement& statement) { return runs_bare(step, statement); };
    if (std::any_of(statements.begin(), statements.end(), bare)) out_ += note_timeouts;
    for (const auto& statement : statements) {
      if (bare(statement)) out_ += begin_patience;
      add(sent_text(*step.file, statement));
      if (statement.has_copy_data) copy_data(step, statement);
      if (bare(statement)) out_ += end_patience;
    }
    add("reset session authorization");
    add("reset role");
    for (const auto& sql : reset_statements(options_))
      add(sql);
    verify(step);
    messages(step,
             bookkeeping_of(step, options_, "pg_catalog.to_timestamp(:'migrate_started'::float8)"));
  }

  void verify(const RunStep& step) {
    if (step.step.direction != revision::Direction::upgrade || !step.file->verify) return;
    add("begin");
    add(set_config_sql(section_settings(step, options_, false), Scope::transaction));
    for (const auto& statement : step.file->verify->statements)
      add(sent_text(*step.file, statement));
    add("rollback");
  }

  void copy_data(const RunStep& step, const sql::Statement& statement) {
    out_ += statement.copy_data(step.file->text);
    out_ += "\\.\n";
  }

  void add(std::string_view sql, std::string_view end = ";") {
    out_ += sql;
    out_ += end;
    out_ += '\n';
  }

  const RunOptions& options_;
  std::string out_;
};

std::string offline_row_text(const std::vector<std::string>& from,
                             const std::vector<std::string>& to) {
  return fmt::format("{} -> {}", rows_text(from), rows_text(to));
}

}  // namespace

std::string offline_script(const std::vector<RunStep>& steps,
                           const std::vector<std::string>& from,
                           RunOptions options,
                           bool creates_tables) {
  options.run = offline_run(options.run.tag);
  const bool single_transaction = std::ranges::all_of(
      steps, [](const RunStep& step) { return step.is_transactional() && !step.may_fail(); });
  const auto& to = steps.empty() ? from : steps.back().step.rows_after;
  auto out = opening(offline_row_text(from, to), options.tables, single_transaction);
  if (const auto check = requirements_script(steps); !check.empty()) out += "\n" + check;
  if (creates_tables) out += "\n" + history::creation_script(options.tables, from);
  ScriptWriter writer(options);
  const bool all = options.policy == TransactionPolicy::all;
  const auto alone = [&](std::size_t i) {
    return !all || i >= steps.size() || steps[i].may_fail();
  };
  for (std::size_t i = 0; i < steps.size(); ++i)
    writer.step(steps[i], i == 0 || alone(i), alone(i) || alone(i + 1));
  return out + writer.take() + "\n" + closing(options.tables);
}

std::string offline_stamp(const revision::StampPlan& plan,
                          const history::Tables& tables,
                          const std::optional<std::string>& tag) {
  auto out = opening("stamp " + offline_row_text(plan.from, plan.to), tables, true);
  out += "\n" + history::creation_script(tables, plan.from) + "\nbegin;\n";
  out += history::check_rows_script(tables, plan.from) + ";\n";
  for (const auto& sql : stamp_statements(tables, offline_run(tag), plan))
    out += sql + ";\n";
  return out + "commit;\n\n" + closing(tables);
}

}  // namespace migrate::runner
