#include "migrate/runner/stamp.h"

#include "commands/applied.h"
#include "commands/drift.h"
#include "commands/list.h"
#include "commands/offline.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "commands/unfinished.h"
#include "migrate/base/strings.h"
#include "migrate/runner/offline.h"

#include <fmt/core.h>

#include <functional>
#include <utility>

namespace migrate::commands {

namespace {

/// What `--verify` is to do about differences.
enum class Verify { no, refuse, warn };

Verify verify_of(const Context& context) {
  const auto given = context.arguments.value("--verify");
  if (!given) return Verify::no;
  return *given == "warn" ? Verify::warn : Verify::refuse;
}

void refuse_combination(const Context& context) {
  if (context.arguments.has("--sql") && context.arguments.has("--verify"))
    throw Error(ErrorCode::usage, "--sql makes no connection, and --verify looks at a database")
        .hint("`migrate stamp REV --verify --dry-run` looks, and changes nothing");
}

Outcome outcome_of(const Database& database,
                   const revision::StampPlan& plan,
                   DryRun dry_run,
                   Json duration,
                   Outcome out) {
  out.json.set("database", database.shown())
      .set("dry_run", dry_run == DryRun::yes)
      .set("from", plan.from)
      .set("to", plan.to);
  auto steps = Json::array();
  auto targets = plan.targets.empty() ? Json() : Json(join(plan.targets, ", "));
  if (plan.from != plan.to || !duration.is_null())
    steps.push(step_json("stamp", std::move(targets), Json(), Json(), true, std::move(duration)));
  out.json.set("steps", std::move(steps));
  out.text = fmt::format("{}{} -> {}\n",
                         dry_run == DryRun::yes ? "would stamp " : "stamped ",
                         plan.from.empty() ? "base" : join(plan.from, ", "),
                         plan.to.empty() ? "base" : join(plan.to, ", "));
  return out;
}

Outcome script(const Context& context,
               const config::Settings& settings,
               const Project& project,
               revision::Purge purge) {
  const auto range = offline_range(project.map(), context.arguments.values("REV"));
  const auto plan = revision::plan_stamp(project.map(), range.rows, range.targets, purge);
  Outcome out;
  out.text = runner::offline_stamp(plan, tables_of(settings), context.arguments.value("--tag"));
  out.json.set("from", plan.from).set("to", plan.to).set("sql", out.text);
  return out;
}

Error differs(const Project& project, const revision::StampPlan& plan, std::size_t count) {
  return Error(ErrorCode::check_failed,
               fmt::format("the database is not what {} makes", rows_text(plan.to)))
      .detail(count_of(count, "difference") + remedy_for_drift(project, plan.to))
      .hint("`--verify=warn` stamps all the same")
      .state("nothing was changed");
}

/// Whether the schema is what the revisions make that the rows would name. Ends with an error where
/// it is not, and that is to be refused.
Outcome verified(const Context& context,
                 const config::Settings& settings,
                 const Project& project,
                 Database& database,
                 const revision::StampPlan& plan) {
  const auto verify = verify_of(context);
  if (verify == Verify::no) return {};
  const auto found = find_drift(context, settings, project, database, plan.to);
  auto out = outcome_of(found);
  if (verify == Verify::refuse) {
    if (!found.empty()) out.error = differs(project, plan, found.size());
    return out;
  }
  for (const auto& one : found)
    context.log("warning: " + one.message);
  out.text.clear();
  out.status = ExitStatus::done;
  return out;
}

Outcome refused(const Database& database,
                const revision::StampPlan& plan,
                DryRun dry_run,
                Outcome out) {
  out.json.set("database", database.shown())
      .set("dry_run", dry_run == DryRun::yes)
      .set("from", plan.from)
      .set("to", plan.from)
      .set("steps", Json::array());
  return out;
}

Error moved_on() {
  return Error(ErrorCode::rows_changed, "the version rows changed while the schema was compared")
      .hint("another run went on at the same time; run the command again");
}

/// Makes the plan anew each time that the rows may have changed.
using StampPlanner = std::function<revision::StampPlan(const history::State&)>;

Outcome stamp(const Context& context,
              const config::Settings& settings,
              const Project& project,
              Database& database,
              const StampPlanner& planner) {
  RunLock lock(context, settings, database, database.state());
  auto state = database.state();
  refuse_unfinished(state);
  const auto wanted = planner(state);
  auto looked = verified(context, settings, project, database, wanted);
  if (looked.error) return refused(database, wanted, DryRun::no, std::move(looked));
  if (prepare_tables(database, state, lock)) context.changed(database.tables().shown());
  const auto run = history::new_run(context.arguments.value("--tag"));
  return lock.guarded([&] {
    state = database.state();
    refuse_unfinished(state);
    const auto plan = planner(state);
    if (plan.to != wanted.to && context.arguments.has("--verify")) throw moved_on();
    Json duration;
    if (plan.from != plan.to)
      duration =
          runner::run_stamp(database.connection(), database.tables(), run, plan, lock.begin());
    return outcome_of(database, plan, DryRun::no, std::move(duration), std::move(looked));
  });
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto purge = context.arguments.has("--purge") ? revision::Purge::yes : revision::Purge::no;
  refuse_combination(context);
  if (context.arguments.has("--sql")) return script(context, settings, project, purge);
  Database database(context, settings);
  const auto planner = [&](const history::State& state) {
    const auto inside = project.with_squashed(state.rows);
    const auto& known = inside ? *inside : project;
    if (purge == revision::Purge::no) refuse_unknown_rows(known, database, state);
    return revision::plan_stamp(known.map(), state.rows, context.arguments.values("REV"), purge);
  };
  const auto plan = planner(database.state());
  if (!context.arguments.has("--dry-run"))
    return stamp(context, settings, project, database, planner);
  auto looked = verified(context, settings, project, database, plan);
  if (looked.error) return refused(database, plan, DryRun::yes, std::move(looked));
  return outcome_of(database, plan, DryRun::yes, Json(), std::move(looked));
}

std::vector<ResultKey> keys() {
  auto out = run_keys();
  for (auto& key : difference_keys()) {
    if (key.key == "ok") key.meaning = "only with `--verify`, as is `findings`: nothing differs";
    out.push_back(std::move(key));
  }
  return out;
}

}  // namespace

const Command stamp_command{
    .name = "stamp",
    .summary = "Set the version table without running anything",
    .purpose = R"(
Records that the database is at the given revisions, without running their SQL: for a database whose
schema came another way, or after repairs by hand. It is recorded in the history as a stamp.

Revisions of other branches stay as they are. `stamp base` forgets every row; `--purge` forgets also
those that no file knows, before the new ones are set.

`--verify` first replays the revisions that the table would name on a private server, and compares what
they make with the schema of the database: where it differs nothing is changed, and each object that
differs is listed. `--verify=warn` says it, and stamps. What repeatable files make that are not applied as
they stand is not compared: the next upgrade runs them.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::arguments,
                 .help = "an id or the beginning of one, a label, `head`, `heads`, `base`",
                 .required = true,
                 .operand = Operand::revision},
                {.name = "--purge",
                 .help = "forget all version rows first, also those that no file knows"},
                {.name = "--verify",
                 .help =
                     "stamp only a database whose schema is what the revisions make; with `=warn` "
                     "another one too, with a warning",
                 .choices = {"warn"}},
                {.name = "--sql",
                 .help = "write the script for psql to stdout, without a connection; REV may be a "
                         "range A:B"},
                {.name = "--dry-run", .help = "show the result, change nothing"},
                tag_option()},
    .examples = {{"migrate stamp head", "Say that everything is applied."},
                 {"migrate stamp head --verify", "The same, where it is true."},
                 {"migrate stamp --purge base", "Forget everything, rows of lost files included."}},
    .statuses =
        {{ExitStatus::done, "the version table holds the revisions"},
         {ExitStatus::failed,
          "the database failed, or a privilege is missing; with --verify: a migration or the "
          "shadow server failed"},
         {ExitStatus::found, "--verify: the schema differs, and nothing was changed"},
         {ExitStatus::timeout, "the migration lock or a connection was not obtained in time"}},
    .result = keys(),
    .run = run};

}  // namespace migrate::commands
