#include "commands/list.h"
#include "commands/offline.h"
#include "commands/run_plan.h"
#include "migrate/history/record.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

/// The newest upgrade in the history that led to exactly these rows.
std::optional<revision::AppliedStep> look_up_undo(Database& database,
                                                  const std::vector<std::string>& rows) {
  if (!database.state().history_exists) return std::nullopt;
  const auto found = history::entries(
      database.connection(),
      database.tables(),
      fmt::format("direction = 'upgrade' and outcome = 'succeeded' and rows_after = {}::text[]",
                  sql::quote_literal(sql::array_text(rows))),
      1);
  if (found.empty()) return std::nullopt;
  const auto& entry = found.front();
  return revision::AppliedStep{.revision = entry["revision"].text(),
                               .rows_before = entry["rows_before"].strings(),
                               .rows_after = entry["rows_after"].strings()};
}

revision::OtherBranches other_branches(const Context& context, DryRun dry_run) {
  if (context.arguments.has("--all-branches")) return revision::OtherBranches::undo;
  return dry_run == DryRun::yes ? revision::OtherBranches::show : revision::OtherBranches::refuse;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  if (context.arguments.has("--sql"))
    return offline(
        context,
        settings,
        project,
        context.arguments.values("TARGET"),
        [&](const OfflineRange& range) {
          if (range.rows.empty() || range.targets.size() != 1)
            throw Error(ErrorCode::usage, "downgrade --sql needs the start and the target: A:B");
          return revision::plan_downgrade(
              project.map(),
              range.rows,
              range.targets.front(),
              {.other_branches = other_branches(context, DryRun::no), .undo_lookup = {}});
        });
  Database database(context, settings);
  const auto target = context.arguments.value("TARGET").value_or("");
  return run_plan(context, settings, project, database, [&](const auto& rows, DryRun dry_run) {
    return revision::plan_downgrade(
        project.map(),
        rows,
        target,
        {.other_branches = other_branches(context, dry_run),
         .undo_lookup = [&database](const auto& at) { return look_up_undo(database, at); }});
  });
}

}  // namespace

const Command downgrade_command{
    .name = "downgrade",
    .summary = "Run the downgrades that lead back to the target",
    .options = {{.name = "TARGET",
                 .kind = OptionKind::argument,
                 .help = "revision, label, base, -N",
                 .required = true},
                {.name = "--sql",
                 .help = "the script for psql on stdout, no connection; TARGET is a range A:B"},
                {.name = "--dry-run", .help = "show the plan, change nothing"},
                {.name = "--all-branches",
                 .help = "undo what other branches have above the target too"},
                {.name = "--tag",
                 .kind = OptionKind::value,
                 .value_name = "TEXT",
                 .help = "free text for the history"},
                {.name = "--yes", .help = "do not ask"}},
    .examples = "migrate downgrade -1\n  migrate downgrade base --dry-run",
    .run = run};

}  // namespace migrate::commands
