#include "commands/migration_run.h"

#include "commands/run_plan.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::commands {

namespace {

// A step at which the connection is lost twice in a row is likely the cause.
constexpr std::size_t most_losses = 2;

constexpr int looks_for_gone = 3;

}  // namespace

MigrationRun::MigrationRun(const Context& context,
                           const config::Settings& settings,
                           Database& database,
                           RunLock& lock,
                           runner::RunOptions options,
                           const RunHooks& hooks,
                           PlanAgain plan_again)
    : context_(context),
      settings_(settings),
      database_(database),
      lock_(lock),
      options_(std::move(options)),
      hooks_(hooks),
      plan_again_(std::move(plan_again)),
      reporter_(context) {
  options_.step_by_step = hooks_.has_after_step();
  reporter_.on_settled([this](const runner::RunStep& step) { settled(step); });
}

void MigrationRun::run(Fresh fresh) {
  first_ = fresh.steps.front();
  const bool up = first_.step.direction == revision::Direction::upgrade;
  const RunHooks::Session session{.database = database_, .lock = lock_, .options = options_};
  try {
    if (up) hooks_.before_upgrade(session, hook_fields(rows()));
    run_all(std::move(fresh));
    if (up && !error_) hooks_.after_upgrade(session, hook_fields(rows()));
  } catch (const Error& error) {
    error_ = with_state(error);
  }
  if (!error_) return;
  auto fields = hook_fields(rows());
  fields.emplace_back("error", error_->message());
  hooks_.on_error(session, fields);
}

void MigrationRun::run_all(Fresh fresh) {
  for (;;) {
    if (!fresh.steps.empty()) attempt(fresh);
    if (!std::exchange(again_, false)) return;
    fresh = plan_again_(std::span(fresh.steps).subspan(at_), !steps_.empty());
  }
}

/// The hooks of a step that is done.
void MigrationRun::settled(const runner::RunStep& step) {
  auto fields = hook_fields(step.step.rows_after);
  fields.insert(fields.end(),
                {{"revision", step.is_repeatable() ? "" : step.step.revision},
                 {"path", step.path.empty() ? "" : (settings_.folder / step.path).string()},
                 {"message", step.file->header.message}});
  try {
    hooks_.after_step({.database = database_, .lock = lock_, .options = options_}, fields);
  } catch (Error& error) {
    throw error.state(fmt::format("{} is done and stays; the database is at {}",
                                  step.step.revision,
                                  rows_text(step.step.rows_after)));
  }
}

HookFields MigrationRun::hook_fields(const std::vector<std::string>& rows) const {
  const bool up = first_.step.direction == revision::Direction::upgrade;
  return {{"direction", up ? "upgrade" : "downgrade"},
          {"from", join(first_.step.rows_before, " ")},
          {"to", join(rows, " ")},
          {"database", database_.shown()}};
}

/// The version rows as the run knows them.
const std::vector<std::string>& MigrationRun::rows() const {
  return steps_.empty() ? first_.step.rows_before : steps_.back().step.rows_after;
}

/// Run what is left once; again_ says whether there is more to try.
void MigrationRun::attempt(const Fresh& fresh) {
  reporter_.begin(fresh.steps, steps_.size());
  at_ = 0;
  Watcher watcher(database_, whom(fresh.state), [this](const Look& look) { reporter_.look(look); });
  reporter_.ask_blockers([&watcher] { return watcher.take_blockers(); });
  auto& connection = database_.connection();
  connection.on_tick([&watcher] { watcher.tick(); });
  while (at_ < fresh.steps.size() && run_piece(fresh)) {
  }
  connection.on_tick({});
  reporter_.ask_blockers({});
}

/// Run the steps up to one that may fail; such a one alone. Whether the attempt goes on.
bool MigrationRun::run_piece(const Fresh& fresh) {
  const auto begin = fresh.steps.begin() + static_cast<long>(at_);
  const bool may_fail = begin->may_fail();
  const auto end = may_fail
                       ? begin + 1
                       : std::find_if(begin, fresh.steps.end(), [](const runner::RunStep& step) {
                           return step.may_fail();
                         });
  const std::vector<runner::RunStep> piece(begin, end);
  auto result = runner::run_steps(database_.connection(), piece, options_, reporter_);
  const auto done = result.durations_ms.size();
  steps_.insert(steps_.end(), begin, begin + static_cast<long>(done));
  durations_ms_.insert(durations_ms_.end(), result.durations_ms.begin(), result.durations_ms.end());
  at_ += done;
  if (done > 0) {
    losses_ = 0;
    lock_.renew();
  }
  if (!result.error) return true;
  if (may_fail && result.error->code() == ErrorCode::migration_failed) {
    context_.log(
        fmt::format("warning: {}; it was rolled back and stays undone", result.error->message()));
    reporter_.skipped();
    ++at_;
    return true;
  }
  again_ = help(result, fresh);
  if (!again_) error_ = std::move(result.error);
  return false;
}

bool MigrationRun::help(const runner::RunResult& result, const Fresh& fresh) {
  switch (result.remedy) {
    case runner::Remedy::none:
      return false;
    case runner::Remedy::wait:
    case runner::Remedy::replan:
      lock_.pause();
      return true;
    case runner::Remedy::reconnect:
      reconnect(fresh, *result.error);
      return true;
  }
  return false;
}

/// Another connection, the lock in it, and then what became of the step whose answer is missing.
void MigrationRun::reconnect(const Fresh& fresh, const Error& lost) {
  context_.log("warning: " + lost.message() + "; connecting again");
  lock_.lost();
  try {
    database_.reconnect(context_, settings_.lock.wait.get());
  } catch (const Error&) {
    throw lost;
  }
  lock_.take_again();
  if (lock_.scope() == runner::LockScope::transaction) wait_for_old_process();
  const auto before = steps_.size();
  settle_doubt(fresh);
  if (steps_.size() > before) losses_ = 0;
  if (++losses_ < most_losses) return;
  const auto& next = fresh.steps[at_].step;
  Error error(ErrorCode::connection_lost,
              fmt::format("the connection was lost {} times in {}", losses_, next.revision));
  error.detail(lost.detail())
      .state(fmt::format(
          "{} is not recorded as applied; the database is at {}", next.revision, rows_text(rows())))
      .hint("look into the server's log; then run the command again");
  throw error;
}

/// Where no session's lock says when the lost one is done, its name does. Between two of its
/// transactions it has none: it must be seen gone several times.
void MigrationRun::wait_for_old_process() {
  const auto sql = fmt::format(
      "select count(*) from pg_catalog.pg_stat_activity a where {} and a.state <> 'idle' and a.pid "
      "<> pg_catalog.pg_backend_pid()",
      whom({}));
  for (int seen_gone = 0; seen_gone < looks_for_gone;) {
    const bool gone = database_.connection().execute(sql).single() == "0";
    seen_gone = gone ? seen_gone + 1 : 0;
    lock_.pause();
  }
  lock_.renew();
}

/// The history holds what this run has committed, in the order of the plan.
void MigrationRun::settle_doubt(const Fresh& fresh) {
  const auto committed =
      history::steps_of_run(database_.connection(), database_.tables(), options_.run);
  if (committed.size() < steps_.size()) {
    const auto lost = steps_.size() - committed.size();
    context_.log(fmt::format("warning: the server came back without {} that it had committed",
                             count_of(lost, "step")));
    steps_.resize(committed.size());
    durations_ms_.resize(committed.size());
    at_ -= std::min(at_, lost);
    return;
  }
  while (steps_.size() < committed.size()) {
    if (at_ >= fresh.steps.size() ||
        fresh.steps[at_].step.revision != committed[steps_.size()].revision)
      throw Error(ErrorCode::internal, "the history holds steps of this run that it did not plan");
    const auto& step = fresh.steps[at_++];
    durations_ms_.push_back(committed[steps_.size()].duration_ms);
    steps_.push_back(step);
    reporter_.step_done(step, durations_ms_.back());
    if (options_.step_by_step) settled(step);
  }
}

/// Behind a transaction pooler any server process may be ours, but while a step runs it has a name.
std::string MigrationRun::whom(const history::State& state) const {
  if (options_.lock == runner::LockScope::transaction)
    return fmt::format("a.application_name like {}",
                       sql::quote_literal(options_.application_name + " %"));
  return fmt::format("a.pid = {}", state.backend_pid);
}

Error MigrationRun::with_state(Error error) const {
  // What a wait or a plan throws does not know of the steps before it.
  if (!error.state().empty() && error.state() != "nothing was changed") return error;
  if (steps_.empty()) return error.state("nothing was changed");
  return error.state(
      fmt::format("{} committed before; the database was left at {}",
                  steps_.size() == 1 ? "1 step was" : fmt::format("{} steps were", steps_.size()),
                  rows_text(rows())));
}

}  // namespace migrate::commands
