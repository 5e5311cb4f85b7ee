#include "commands/run_plan.h"

#include "commands/confirm.h"
#include "commands/unfinished.h"
#include "migrate/base/duration.h"
#include "migrate/base/strings.h"
#include "migrate/pg/advisory_lock.h"
#include "migrate/revision/placeholders.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <memory>

namespace migrate::commands {

class LockHandle {
 public:
  LockHandle(pg::Connection& connection,
             std::int64_t key,
             std::chrono::milliseconds wait,
             const pg::AdvisoryLock::OnWait& on_wait)
      : lock_(connection, key, wait, on_wait) {}

 private:
  pg::AdvisoryLock lock_;
};

namespace {

std::string_view direction_name(revision::Direction direction) {
  return direction == revision::Direction::upgrade ? "upgrade" : "downgrade";
}

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : join(rows, ", ");
}

std::string label(const runner::RunStep& step) {
  const auto& message = step.file->header.message;
  return step.step.revision + (message.empty() ? "" : "  " + message);
}

/// Whether the history keeps the SQL of the step, and no file has it.
bool is_stored(const runner::RunStep& step) {
  return step.path.empty();
}

/// Reports what runs, a line a step.
class Reporter : public runner::Progress {
 public:
  Reporter(const Context& context, std::size_t steps)
      : context_(context), steps_(steps), start_(std::chrono::steady_clock::now()) {}

  void statement_done(const runner::RunStep& step, std::size_t done, std::size_t of) override {
    if (!context_.progress || std::chrono::steady_clock::now() - start_ < std::chrono::seconds(1))
      return;
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start_;
    const double share =
        static_cast<double>(done_) + static_cast<double>(done) / static_cast<double>(of);
    const auto left = share > 0 ? spent * (static_cast<double>(steps_) - share) / share : spent;
    context_.transient(fmt::format("[{}/{}] {}: statement {} of {}, about {} left",
                                   done_ + 1,
                                   steps_,
                                   label(step),
                                   done,
                                   of,
                                   format_duration(left)));
  }

  void step_done(const runner::RunStep& step, double duration_ms) override {
    ++done_;
    context_.log(
        fmt::format("{} {} ({})",
                    step.step.direction == revision::Direction::upgrade ? "up  " : "down",
                    label(step),
                    format_duration(std::chrono::duration<double, std::milli>(duration_ms))));
  }

  void notice(const pg::Diagnostics& notice) override {
    const auto line = fmt::format("{}: {}", to_lower(notice.severity), notice.message);
    if (notice.severity == "WARNING" || context_.verbosity == Verbosity::verbose)
      context_.log(line);
  }

  void retrying(const runner::RunStep& step,
                const pg::Diagnostics& reason,
                std::chrono::milliseconds delay) override {
    context_.log(fmt::format("{}: {}; rolled back, trying again in {}",
                             step.step.revision,
                             reason.message,
                             format_duration(delay)));
  }

 private:
  const Context& context_;
  std::size_t steps_;
  std::size_t done_ = 0;
  std::chrono::steady_clock::time_point start_;
};

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

runner::RunStep load_step(const Context& context,
                          const Project& project,
                          const revision::Step& step) {
  using enum revision::SectionName;
  static constexpr std::array up{upgrade, verify};
  static constexpr std::array down{downgrade};
  const bool is_up = step.direction == revision::Direction::upgrade;
  auto file = project.file(step.revision);
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
    const bool stored = is_stored(step);
    auto json = step_json(std::string(direction_name(step.step.direction)),
                          step.step.revision,
                          stored ? Json() : Json(project.shown_path(step.step.revision)),
                          message.empty() ? Json() : Json(message),
                          step.is_transactional(),
                          i < durations.size() ? Json(durations[i]) : Json());
    if (stored) json.set("sql", stored_text(*step.file, step.section()));
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
      context.log(fmt::format("no file has revision {}; its downgrade, from the history:\n{}",
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
    context.log(fmt::format("{} {}", direction_name(step.step.direction), label(step)));
  need_yes(context,
           fmt::format("run {}?", count_of(steps.size(), "step")),
           std::any_of(steps.begin(), steps.end(), is_stored)
               ? "a downgrade with SQL that only the history has wants a confirmation"
               : "this environment wants a confirmation");
}

/// Under the lock: what is to run now is not what the user agreed to.
void refuse_unconfirmed(const Context& context,
                        const config::Settings& settings,
                        const std::vector<runner::RunStep>& steps) {
  if (needs_confirmation(settings, steps) && !context.arguments.has("--yes"))
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
    out.text += fmt::format("{} {}\n", direction_name(step.step.direction), label(step));
    if (context.verbosity == Verbosity::verbose || is_stored(step))
      out.text += sent_text(*step.file, step.section()) + "\n";
  }
  return out;
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

RunLock::RunLock(const Context& context, const config::Settings& settings, Database& database)
    : handle_(std::make_unique<LockHandle>(database.connection(),
                                           history::lock_key(database.tables()),
                                           settings.lock.wait.get(),
                                           [&context](const std::optional<pg::LockHolder>& holder) {
                                             context.log(
                                                 "waiting for the migration lock" +
                                                 (holder ? ", held by " + holder->text() : ""));
                                           })) {}

RunLock::~RunLock() = default;

void refuse_read_only(const history::State& state) {
  if (state.read_only)
    throw Error(ErrorCode::read_only,
                "the database is read-only: a standby, or default_transaction_read_only is on")
        .state("nothing was changed")
        .hint(
            "give the primary's address (`target_session_attrs=read-write` picks it from several "
            "hosts)");
}

bool prepare_tables(Database& database, const history::State& state) {
  refuse_read_only(state);
  if (!state.version_table_exists)
    history::check_not_elsewhere(database.connection(), database.tables());
  history::create_missing(database.connection(), database.tables(), state);
  return !state.version_table_exists || !state.history_exists || !state.progress_exists;
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
  auto [plan, steps] = planner(state, dry_run);
  Outcome out;
  out.json.set("database", database.shown()).set("dry_run", dry_run == DryRun::yes);
  for (const auto& warning : plan.warnings)
    context.log("warning: " + warning);
  refuse_unfinished(context, state, steps);
  if (dry_run == DryRun::yes) return planned(context, project, plan, steps, std::move(out));
  if (steps.empty() && state.version_table_exists)
    return planned(context, project, plan, steps, std::move(out));
  confirm(context, settings, steps);

  const RunLock lock(context, settings, database);
  state = database.state();
  if (prepare_tables(database, state)) context.changed(database.tables().shown());
  if (state.rows != plan.from) {
    auto again = planner(state, dry_run);
    plan = std::move(again.plan);
    steps = std::move(again.steps);
    refuse_unfinished(context, state, steps);
    refuse_unconfirmed(context, settings, steps);
  }
  if (steps.empty()) return planned(context, project, plan, steps, std::move(out));
  Reporter reporter(context, steps.size());
  const auto options =
      run_options(settings, state, context.arguments.value("--tag"), database.url_search_path());
  auto result = runner::run_steps(database.connection(), steps, options, reporter);
  const auto done = result.durations_ms.size();
  const auto& rows = done == 0 ? plan.from : steps[done - 1].step.rows_after;
  out.json.set("from", plan.from)
      .set("to", rows)
      .set("steps", steps_json(project, steps, result.durations_ms, done));
  out.text =
      fmt::format("{} run; the database is at {}\n", count_of(done, "step"), rows_text(rows));
  out.error = std::move(result.error);
  if (!out.error && history::read_rows(database.connection(), database.tables()) != plan.to)
    out.error =
        Error(ErrorCode::rows_changed, "the version rows after the run are not those planned")
            .state("every step was committed; somebody else changed the version table");
  return out;
}

}  // namespace migrate::commands
