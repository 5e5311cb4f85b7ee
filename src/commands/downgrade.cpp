#include "commands/applied.h"
#include "commands/edits.h"
#include "commands/list.h"
#include "commands/offline.h"
#include "commands/repeatables.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "migrate/history/record.h"
#include "migrate/revision/target.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <utility>

namespace migrate::commands {

namespace {

/// The newest upgrade in the history that led to exactly these rows.
std::optional<revision::AppliedStep> look_up_undo(Database& database,
                                                  const std::vector<std::string>& rows) {
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

std::vector<ResultKey> keys() {
  auto out = run_and_repeatable_keys();
  out.push_back(
      {"steps[].sql", "text", "only where no file has the revision: the SQL out of the history"});
  return out;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const Repeatables repeatables(context, settings);
  if (context.arguments.has("--sql"))
    return offline(
        context,
        settings,
        project,
        context.arguments.values("TARGET"),
        [&](const OfflineRange& range) {
          if (range.rows.empty() || range.targets.size() != 1)
            throw Error(ErrorCode::usage, "downgrade --sql needs the start and the target: A:B");
          auto plan = revision::plan_downgrade(
              project.map(),
              range.rows,
              range.targets.front(),
              {.other_branches = other_branches(context, DryRun::no), .undo_lookup = {}});
          auto steps = load_steps(context, settings, project, plan);
          repeatables.add_to_script(plan, revision::Direction::downgrade, steps);
          return LoadedPlan{std::move(plan), std::move(steps)};
        });
  Database database(context, settings);
  const auto target = context.arguments.value("TARGET").value_or("");
  return run_plan(context, settings, project, database, [&](const auto& state, DryRun dry_run) {
    const auto applied = look_up_applied(project, database, state);
    refuse_unknown_rows(applied);
    revision::DowngradeOptions options{.other_branches = other_branches(context, dry_run),
                                       .undo_lookup = {}};
    if (state.history_exists)
      options.undo_lookup = [&database](const auto& at) { return look_up_undo(database, at); };
    auto plan = revision::plan_downgrade(applied.project.map(), state.rows, target, options);
    if (state.history_exists)
      for (auto& text : warn_of_undone_edits(settings, project, database, plan))
        plan.warnings.push_back(std::move(text));
    auto steps = load_steps(context, settings, applied.project, plan);
    LoadedPlan out{std::move(plan), std::move(steps), revision::counts_from_rows(target)};
    repeatables.add_to_downgrade(out, repeatables.look_up(database, state));
    return out;
  });
}

}  // namespace

const Command downgrade_command{
    .name = "downgrade",
    .summary = "Run the downgrades that lead back to the target",
    .purpose = R"(
Undoes, newest first, every applied revision above the target, by its downgrade section. The target
itself stays applied; `base` undoes everything. A revision on the way that has no downgrade section
is an error before anything runs.

`-N` undoes the last N steps. Where the graph alone does not tell which those are, because of
branches and merges, the history in the database decides.

Repeatable files that have a downgrade section are undone first, the one that needs others before
those. Behind the steps they run again, unless all goes back to `base`; one that no longer fits is
rolled back and named in a warning.

An applied revision whose file is gone is undone with what the history keeps of it: its parents and
its downgrade section. That SQL is shown, and it runs only after a yes, or with `--yes`.)",
    .options = {{.name = "TARGET",
                 .kind = OptionKind::argument,
                 .help =
                     "where to go back to: an id or the beginning of one, a label, `base`, `-N`",
                 .required = true,
                 .operand = Operand::revision},
                {.name = "--sql",
                 .help = "write the script for psql to stdout, without a connection; TARGET is a "
                         "range A:B"},
                {.name = "--dry-run", .help = "show the plan (with -v its SQL), change nothing"},
                {.name = "--all-branches",
                 .help = "undo what other branches have above the target too"},
                tag_option(),
                yes_option()},
    .examples = {{"migrate downgrade -1", "Undo the last step."},
                 {"migrate downgrade base --dry-run", "Show what undoing everything would run."}},
    .statuses = {{ExitStatus::done, "the target is reached, also when there was nothing to do"},
                 {ExitStatus::failed,
                  "a migration or the database failed; the message says in which state it is"},
                 {ExitStatus::timeout,
                  "the migration lock, a table lock or a connection was not obtained in time"}},
    .result = keys(),
    .run = run};

}  // namespace migrate::commands
