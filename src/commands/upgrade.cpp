#include "commands/list.h"
#include "commands/offline.h"
#include "commands/run_plan.h"

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  for (const auto& warning : project.map().warnings())
    context.log("warning: " + warning);
  auto targets = context.arguments.values("TARGET");
  if (context.arguments.has("--sql"))
    return offline(context, settings, project, targets, [&](OfflineRange range) {
      if (range.targets.empty()) range.targets.emplace_back("head");
      return revision::plan_upgrade(project.map(), range.rows, range.targets);
    });
  if (targets.empty()) targets.emplace_back("head");
  Database database(context, settings);
  return run_plan(context, settings, project, database, [&](const auto& rows, DryRun) {
    return revision::plan_upgrade(project.map(), rows, targets);
  });
}

}  // namespace

const Command upgrade_command{
    .name = "upgrade",
    .summary = "Run the upgrades that lead to the targets",
    .options = {{.name = "TARGET",
                 .kind = OptionKind::arguments,
                 .help = "revision, label, head, heads, +N (default: head)"},
                {.name = "--sql",
                 .help = "the script for psql on stdout, no connection; TARGET may be a range A:B"},
                {.name = "--dry-run", .help = "show the plan, change nothing"},
                {.name = "--tag",
                 .kind = OptionKind::value,
                 .value_name = "TEXT",
                 .help = "free text for the history"},
                {.name = "--yes", .help = "do not ask"}},
    .examples = "migrate upgrade head\n  migrate upgrade +1 --dry-run -v",
    .run = run};

}  // namespace migrate::commands
