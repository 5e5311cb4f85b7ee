#include "commands/applied.h"
#include "commands/edits.h"
#include "commands/list.h"
#include "commands/offline.h"
#include "commands/rendered.h"
#include "commands/repeatables.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "commands/wait.h"
#include "migrate/revision/target.h"

#include <algorithm>
#include <utility>

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  if (wait_option(context.arguments) && context.arguments.has("--sql"))
    throw Error(ErrorCode::usage, "--sql makes no connection: there is nothing to --wait for");
  const auto settings = context.settings();
  const Project project(settings);
  const Repeatables repeatables(context, settings);
  for (const auto& warning : project.map().warnings())
    context.log("warning: " + warning);
  auto targets = context.arguments.values("TARGET");
  if (context.arguments.has("--sql"))
    return offline(context, settings, project, targets, [&](OfflineRange range) {
      if (range.targets.empty()) range.targets.emplace_back("head");
      auto plan = revision::plan_upgrade(project.map(), range.rows, range.targets);
      auto steps = load_steps(context, settings, project, plan);
      repeatables.add_to_script(plan, revision::Direction::upgrade, steps);
      return LoadedPlan{std::move(plan), std::move(steps)};
    });
  if (targets.empty()) targets.emplace_back("head");
  Database database(context, settings);
  auto out = run_plan(context, settings, project, database, [&](const auto& state, DryRun) {
    const auto inside = project.with_squashed(state.rows);
    const auto& known = inside ? *inside : project;
    refuse_unknown_rows(known, database, state);
    auto plan = revision::plan_upgrade(known.map(), state.rows, targets);
    plan.warnings = warn_of_edits(settings, known, database, state);
    auto steps = load_steps(context, settings, known, plan);
    const bool relative = std::ranges::any_of(targets, revision::counts_from_rows);
    LoadedPlan loaded{std::move(plan), std::move(steps), relative};
    if (repeatables.is_configured())
      repeatables.add_to_upgrade(loaded, repeatables.look_up(database, state));
    return loaded;
  });
  if (!out.error && !context.arguments.has("--dry-run") && !out.json["steps"].items().empty())
    dump_schema(context, settings);
  return out;
}

}  // namespace

const Command upgrade_command{
    .name = "upgrade",
    .summary = "Run the upgrades that lead to the targets",
    .purpose = R"(
Runs, in order, the upgrade sections of every revision that is not applied yet and that the targets
need. Each step is one transaction that also holds the version rows and the history row, so that a
step is applied and recorded whole or not at all. A step that fails is rolled back and shown with
file, line and column; the steps before it stay.

Only one run at a time works on a database: a second one waits for the migration lock, looks again,
and runs what is left. The version table and the history are made where they are missing.

Behind the steps run the repeatable files (`repeatable` in the config) that have changed since they
last ran, whatever the target.

With `schema.dump` in the config the schema is then written to that file, as `inspect` shows it.

Applied migrations whose files were changed since are named in a warning, also where there is nothing
to do; with `checksums: error` in the config nothing runs then.)",
    .options = {{.name = "TARGET",
                 .kind = OptionKind::arguments,
                 .help =
                     "where to go: an id or the beginning of one, a label, `head`, `heads`, `+N`",
                 .default_text = "head",
                 .operand = Operand::revision},
                {.name = "--sql",
                 .help = "write the script for psql to stdout, without a connection; TARGET may be "
                         "a range A:B"},
                {.name = "--dry-run", .help = "show the plan (with -v its SQL), change nothing"},
                tag_option(),
                {.name = "--wait",
                 .kind = OptionKind::value,
                 .value_name = "DURATION",
                 .help = "how long to wait for a server that is not up yet: `30s`, `2min`",
                 .default_text = "not at all"},
                yes_option()},
    .examples = {{"migrate upgrade", "Apply everything that is pending."},
                 {"migrate upgrade +1 --dry-run -v", "Show the next step and its SQL."},
                 {"migrate upgrade --sql 0003:head > upgrade.sql",
                  "Write a script for a database that is at 0003."}},
    .statuses = {{ExitStatus::done, "the targets are reached, also when there was nothing to do"},
                 {ExitStatus::failed,
                  "a migration or the database failed; the message says in which state it is"},
                 {ExitStatus::found,
                  "an applied migration was edited, and `checksums` in the config is `error`"},
                 {ExitStatus::timeout,
                  "the migration lock, a table lock or a connection was not obtained in time"}},
    .result = run_and_repeatable_keys(),
    .run = run};

}  // namespace migrate::commands
