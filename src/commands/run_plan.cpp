#include "commands/run_plan.h"

#include "commands/confirm.h"
#include "commands/migration_run.h"
#include "commands/run_hooks.h"
#include "commands/unfinished.h"
#include "commands/unmet.h"
#include "migrate/base/strings.h"
#include "migrate/base/version.h"
#include "migrate/revision/placeholders.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

namespace migrate::commands {

namespace {

std::string_view direction_name(const runner::RunStep& step) {
  if (step.repeatable) return "repeatable";
  if (step.step.is_only_recorded) return "stamp";
  return step.step.direction == revision::Direction::upgrade ? "upgrade" : "downgrade";
}

/// Null where no file has it.
Json shown_path(const Project& project, const runner::RunStep& step) {
  return step.path.empty() ? Json() : Json(project.shown_recorded(step.path));
}

/// `upgrade 0003  add users`.
std::string described(const runner::RunStep& step) {
  const auto& message = step.file->header.message;
  return step.what() + (message.empty() ? "" : "  " + message);
}

/// Whether the history keeps the SQL of the step, and no file has it.
bool is_stored(const runner::RunStep& step) {
  return step.path.empty();
}

Error irreversible(const revision::Step& step, const std::string& file) {
  if (file.empty())
    return Error(ErrorCode::irreversible,
                 fmt::format("revision {} cannot be undone: no file has it, and the history keeps "
                             "no downgrade section of it",
                             step.revision))
        .state("nothing was changed")
        .hint("put its file back, with a downgrade section");
  return Error(ErrorCode::irreversible,
               fmt::format("revision {} cannot be undone: its file has no downgrade section",
                           step.revision))
      .at({.file = file, .line = 0, .column = 0, .source_line = {}})
      .state("nothing was changed")
      .hint("write one (an empty section undoes nothing), or choose a target above it");
}

/// Sections that do nothing.
std::shared_ptr<revision::RevisionFile> without_sections(revision::Revision header) {
  auto out = std::make_shared<revision::RevisionFile>();
  out->header = std::move(header);
  out->upgrade.emplace().name = revision::SectionName::upgrade;
  out->downgrade.emplace().name = revision::SectionName::downgrade;
  return out;
}

runner::RunStep load_step(const Context& context,
                          const Project& project,
                          const revision::Step& step) {
  using enum revision::SectionName;
  static constexpr std::array up{upgrade, verify};
  static constexpr std::array down{downgrade};
  const bool is_up = step.direction == revision::Direction::upgrade;
  auto file = project.file(step.revision);
  if (step.is_only_recorded) file = without_sections(file->header);
  if (is_up)
    replace_placeholders(*file, up, context.placeholders);
  else
    replace_placeholders(*file, down, context.placeholders);
  runner::RunStep out{
      .step = step, .file = std::move(file), .path = project.recorded_path(step.revision)};
  if (!is_up && !out.file->downgrade) throw irreversible(step, project.shown_path(step.revision));
  return out;
}

Json steps_json(const Project& project,
                const std::vector<runner::RunStep>& steps,
                const std::vector<double>& durations,
                std::size_t count) {
  auto out = Json::array();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& step = steps[i];
    const auto& message = step.file->header.message;
    auto json = step_json(std::string(direction_name(step)),
                          step.repeatable ? Json() : Json(step.step.revision),
                          shown_path(project, step),
                          message.empty() ? Json() : Json(message),
                          step.is_transactional(),
                          i < durations.size() ? Json(durations[i]) : Json());
    if (step.repeatable)
      json.set("key", step.step.revision)
          .set("undone", step.step.direction == revision::Direction::downgrade);
    if (is_stored(step)) json.set("sql", stored_text(*step.file, step.section()));
    out.push(std::move(json));
  }
  return out;
}

bool needs_confirmation(const config::Settings& settings,
                        const std::vector<runner::RunStep>& steps) {
  if (steps.empty()) return false;
  if (std::any_of(steps.begin(), steps.end(), is_stored)) return true;
  const auto when = settings.confirm.get();
  const bool down = steps.front().step.direction == revision::Direction::downgrade;
  return when == config::Confirm::always || (when == config::Confirm::downgrade && down);
}

/// Show SQL that no file has: nobody can look it up.
void show_stored(const Context& context, const std::vector<runner::RunStep>& steps) {
  for (const auto& step : steps)
    if (is_stored(step))
      context.log(fmt::format("no file has {} {}; its downgrade, from the history:\n{}",
                              step.repeatable ? "repeatable" : "revision",
                              step.step.revision,
                              stored_text(*step.file, step.section())));
}

/// Ask before changing something where the config wants that, and before running SQL that no file
/// has; `--yes` answers.
void confirm(const Context& context,
             const config::Settings& settings,
             const std::vector<runner::RunStep>& steps) {
  show_stored(context, steps);
  if (!needs_confirmation(settings, steps) || context.arguments.has("--yes")) return;
  for (const auto& step : steps)
    context.log(described(step));
  need_yes(context,
           fmt::format("run {}?", count_of(steps.size(), "step")),
           std::any_of(steps.begin(), steps.end(), is_stored)
               ? "a downgrade with SQL that only the history has wants a confirmation"
               : "this environment wants a confirmation");
}

/// Under the lock: more is to run now than the user agreed to.
void refuse_unconfirmed(const Context& context,
                        const config::Settings& settings,
                        const std::vector<runner::RunStep>& agreed,
                        const std::vector<runner::RunStep>& steps) {
  if (!needs_confirmation(settings, steps) || context.arguments.has("--yes")) return;
  const auto is_agreed = [&](const runner::RunStep& step) {
    return std::any_of(agreed.begin(), agreed.end(), [&](const runner::RunStep& one) {
      return one.step.revision == step.step.revision && one.step.direction == step.step.direction;
    });
  };
  if (!std::all_of(steps.begin(), steps.end(), is_agreed))
    throw Error(ErrorCode::refused, "the version rows changed while you were asked")
        .hint("run the command again")
        .state("nothing was changed");
}

Outcome planned(const Context& context,
                const Project& project,
                const revision::Plan& plan,
                const std::vector<runner::RunStep>& steps,
                Outcome out) {
  out.json.set("from", plan.from)
      .set("to", plan.to)
      .set("steps", steps_json(project, steps, {}, steps.size()));
  out.text = steps.empty() ? "nothing to do\n" : "";
  for (const auto& step : steps) {
    out.text += described(step) + "\n";
    if (context.verbosity == Verbosity::verbose || is_stored(step))
      out.text += sent_text(*step.file, step.section()) + "\n";
  }
  return out;
}

/// Before anything starts, and each time that other steps are planned.
void check_runnable(const Context& context,
                    const Project& project,
                    Database& database,
                    const history::State& state,
                    const std::vector<runner::RunStep>& steps) {
  refuse_unfinished(context, state, steps);
  refuse_without_session(database, state, steps);
  refuse_unmet(project, database.connection(), steps);
}

/// What pg_stat_activity shows of the run, unless the URL says what to show. A server process
/// behind a transaction pooler has nothing else to be known by.
std::string application_name(const Database& database, const runner::RunOptions& options) {
  auto own = fmt::format("migrate {}", version());
  if (options.lock == runner::LockScope::transaction)
    return fmt::format("{} {}", own, options.run.id_sql.substr(1, 8));
  return database.parameters().find("application_name") == nullptr ? own : std::string();
}

/// Others have changed the rows between two steps of a run whose target counted from them.
Error moved_on(const std::vector<std::string>& rows) {
  Error error(ErrorCode::rows_changed, "the version table changed while the run was going on");
  return error.detail("the database is at " + rows_text(rows))
      .hint("`migrate status` shows what is pending now; the target counted from the rows before");
}

/// What a run says at its end. Where no session held the lock others may have gone on since.
Outcome ran(const Project& project,
            Database& database,
            const revision::Plan& plan,
            runner::LockScope scope,
            const MigrationRun& run,
            Outcome out) {
  const auto done = run.steps().size();
  const auto& rows = done == 0 ? plan.from : run.steps().back().step.rows_after;
  out.json.set("from", plan.from)
      .set("to", rows)
      .set("steps", steps_json(project, run.steps(), run.durations_ms(), done));
  out.text =
      fmt::format("{} run; the database is at {}\n", count_of(done, "step"), rows_text(rows));
  out.error = run.error();
  if (!out.error && scope != runner::LockScope::transaction &&
      history::read_rows(database.connection(), database.tables()) != plan.to)
    out.error =
        Error(ErrorCode::rows_changed, "the version rows after the run are not those planned")
            .state("every step was committed; somebody else changed the version table");
  return out;
}

/// Between two steps of ours another run may have run, or undone, repeatable files: the version
/// rows do not show it. Those that are as they are to be are left out.
void leave_out_run_ones(Database& database, std::vector<runner::RunStep>& steps) {
  const auto all = history::recorded_repeatables(database.connection(), database.tables());
  std::erase_if(steps, [&all](runner::RunStep& step) {
    if (!step.is_repeatable()) return false;
    const auto known =
        std::ranges::find(all, step.step.revision, &history::RecordedRepeatable::key);
    const auto now = known == all.end() ? std::nullopt : known->checksum;
    const bool up = step.step.direction == revision::Direction::upgrade;
    step.repeatable->checksum = now;
    return up ? now == checksum(*step.file, step.section()) : !now;
  });
}

}  // namespace

std::vector<runner::RunStep> load_steps(const Context& context,
                                        const config::Settings& settings,
                                        const Project& project,
                                        const revision::Plan& plan) {
  std::vector<runner::RunStep> out;
  out.reserve(plan.steps.size());
  for (const auto& step : plan.steps) {
    out.push_back(load_step(context, project, step));
    if (settings.transaction.get() == config::TransactionMode::all &&
        !out.back().is_transactional())
      throw Error(ErrorCode::refused,
                  fmt::format("revision {} has a section with transaction=off, which cannot run "
                              "with `transaction: all`",
                              step.revision))
          .at({.file = project.shown_path(step.revision),
               .line = out.back().section().line,
               .column = 0,
               .source_line = {}})
          .state("nothing was changed");
  }
  return out;
}

void refuse_read_only(const history::State& state) {
  if (state.read_only)
    throw Error(ErrorCode::read_only,
                "the database is read-only: a standby, or default_transaction_read_only is on")
        .state("nothing was changed")
        .hint(
            "give the primary's address (`target_session_attrs=read-write` picks it from several "
            "hosts)");
}

void create_tables(Database& database, const history::State& state, RunLock& lock) {
  lock.guarded([&] {
    history::create_missing(database.connection(), database.tables(), state, lock.begin());
  });
}

bool prepare_tables(Database& database, const history::State& state, RunLock& lock) {
  refuse_read_only(state);
  if (!state.version_table_exists)
    history::check_not_elsewhere(database.connection(), database.tables());
  create_tables(database, state, lock);
  return !state.version_table_exists || !state.history_exists || !state.progress_exists;
}

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : join(rows, ", ");
}

Json step_json(const std::string& direction,
               Json revision,
               Json path,
               Json message,
               bool transaction,
               Json duration) {
  return Json::object()
      .set("direction", direction)
      .set("revision", std::move(revision))
      .set("path", std::move(path))
      .set("message", std::move(message))
      .set("transaction", transaction)
      .set("duration_ms", std::move(duration));
}

Outcome run_plan(const Context& context,
                 const config::Settings& settings,
                 const Project& project,
                 Database& database,
                 const Planner& planner) {
  const auto dry_run = context.arguments.has("--dry-run") ? DryRun::yes : DryRun::no;
  auto state = database.state();
  auto loaded = planner(state, dry_run);
  auto& plan = loaded.plan;
  const auto& steps = loaded.steps;
  const RunHooks hooks(context, settings);
  Outcome out;
  out.json.set("database", database.shown()).set("dry_run", dry_run == DryRun::yes);
  for (const auto& warning : plan.warnings)
    context.log("warning: " + warning);
  check_runnable(context, project, database, state, steps);
  if (dry_run == DryRun::yes) return planned(context, project, plan, steps, std::move(out));
  if (steps.empty() && state.version_table_exists)
    return planned(context, project, plan, steps, std::move(out));
  confirm(context, settings, steps);

  RunLock lock(context, settings, database, state);
  state = database.state();
  if (prepare_tables(database, state, lock)) context.changed(database.tables().shown());
  const auto agreed = steps;
  const auto plan_again = [&](std::span<const runner::RunStep> rest, bool done) {
    auto now = database.state();
    refuse_read_only(now);
    std::vector<runner::RunStep> next(rest.begin(), rest.end());
    if (!done || (!rest.empty() && now.rows != rest.front().step.rows_before)) {
      if (done && loaded.counts_from_rows) throw moved_on(now.rows);
      auto again = planner(now, dry_run);
      next = std::move(again.steps);
      plan.to = again.plan.to;
    } else if (!next.empty() && next.front().is_repeatable()) {
      leave_out_run_ones(database, next);
    }
    check_runnable(context, project, database, now, next);
    refuse_unconfirmed(context, settings, agreed, next);
    return MigrationRun::Fresh{std::move(now), std::move(next)};
  };
  MigrationRun::Fresh fresh{state, steps};
  if (state.rows != plan.from || std::ranges::any_of(steps, &runner::RunStep::is_repeatable)) {
    fresh = plan_again({}, false);
    plan.from = fresh.state.rows;
  }
  if (fresh.steps.empty()) return planned(context, project, plan, fresh.steps, std::move(out));
  auto options = run_options(
      settings, state, context.arguments.value("--tag"), database.parameters(), lock.scope());
  if (lock.scope() != runner::LockScope::transaction)
    options.session = watchful_settings(database.connection());
  options.application_name = application_name(database, options);
  MigrationRun run(context, settings, database, lock, std::move(options), hooks, plan_again);
  run.run(std::move(fresh));
  return ran(project, database, plan, lock.scope(), run, std::move(out));
}

}  // namespace migrate::commands
