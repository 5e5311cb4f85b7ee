#include "migrate/runner/stamp.h"

#include "commands/applied.h"
#include "commands/list.h"
#include "commands/offline.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "commands/unfinished.h"
#include "migrate/base/strings.h"
#include "migrate/runner/offline.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

Outcome outcome_of(const Database& database,
                   const revision::StampPlan& plan,
                   DryRun dry_run,
                   Json duration) {
  Outcome out;
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

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto targets = context.arguments.values("REV");
  const auto purge = context.arguments.has("--purge") ? revision::Purge::yes : revision::Purge::no;
  if (context.arguments.has("--sql")) {
    const auto range = offline_range(project.map(), targets);
    const auto plan = revision::plan_stamp(project.map(), range.rows, range.targets, purge);
    Outcome out;
    out.text = runner::offline_stamp(plan, tables_of(settings), context.arguments.value("--tag"));
    out.json.set("from", plan.from).set("to", plan.to).set("sql", out.text);
    return out;
  }
  Database database(context, settings);
  auto state = database.state();
  const auto make_plan = [&] {
    if (purge == revision::Purge::no) refuse_unknown_rows(project, database, state);
    return revision::plan_stamp(project.map(), state.rows, targets, purge);
  };
  auto plan = make_plan();
  if (context.arguments.has("--dry-run")) return outcome_of(database, plan, DryRun::yes, Json());
  RunLock lock(context, settings, database, state);
  state = database.state();
  if (prepare_tables(database, state, lock)) context.changed(database.tables().shown());
  const auto run = history::new_run(context.arguments.value("--tag"));
  return lock.guarded([&] {
    state = database.state();
    refuse_unfinished(state);
    plan = make_plan();
    if (plan.from == plan.to) return outcome_of(database, plan, DryRun::no, Json());
    const auto duration =
        runner::run_stamp(database.connection(), database.tables(), run, plan, lock.begin());
    return outcome_of(database, plan, DryRun::no, duration);
  });
}

}  // namespace

const Command stamp_command{
    .name = "stamp",
    .summary = "Set the version table without running anything",
    .purpose = R"(
Records that the database is at the given revisions, without running their SQL: for a database whose
schema came another way, or after repairs by hand. It is recorded in the history as a stamp.

Revisions of other branches stay as they are. `stamp base` forgets every row; `--purge` forgets also
those that no file knows, before the new ones are set.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::arguments,
                 .help = "an id or the beginning of one, a label, `head`, `heads`, `base`",
                 .required = true,
                 .operand = Operand::revision},
                {.name = "--purge",
                 .help = "forget all version rows first, also those that no file knows"},
                {.name = "--sql",
                 .help = "write the script for psql to stdout, without a connection; REV may be a "
                         "range A:B"},
                {.name = "--dry-run", .help = "show the result, change nothing"},
                tag_option()},
    .examples = {{"migrate stamp head", "Say that everything is applied."},
                 {"migrate stamp --purge base", "Forget everything, rows of lost files included."}},
    .statuses = {{ExitStatus::done, "the version table holds the revisions"},
                 {ExitStatus::failed, "the database failed, or a privilege is missing"},
                 {ExitStatus::timeout,
                  "the migration lock or a connection was not obtained in time"}},
    .result = run_keys(),
    .run = run};

}  // namespace migrate::commands
