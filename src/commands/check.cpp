#include "commands/applied.h"
#include "commands/comparison_text.h"
#include "commands/drift.h"
#include "commands/edits.h"
#include "commands/list.h"
#include "commands/run_plan.h"
#include "commands/unfinished.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <string>
#include <vector>

namespace migrate::commands {

namespace {

/// What the migrations lack of an object.
std::string message_of(const diff::Change& change) {
  const auto object = object_of(change);
  switch (change.action) {
    case diff::Action::create:
      return object + " is in the desired schema, and no migration makes it";
    case diff::Action::drop:
      return object + " is made by the migrations, and not in the desired schema";
    default:
      return object + " is another one in the desired schema than the migrations make";
  }
}

/// What the migrations lack of the desired schema.
Outcome run_desired(const Context& context, const config::Settings& settings) {
  const auto to = source_of(context, settings, "desired");
  const auto from = source_of(context, settings, "versions");
  const auto found = compare(context, settings, from, to, to_the_end());
  say_about(context, found.plan);
  std::vector<Difference> findings;
  for (const auto& change : found.plan.changes)
    if (change.is_difference())
      findings.push_back({.rule = "schema",
                          .message = message_of(change),
                          .object = object_of(change),
                          .suggestion = "migrate revision --autogenerate -m \"...\""});
  if (!findings.empty())
    context.log(
        fmt::format("{}: `migrate revision --autogenerate -m \"...\"` writes what is missing",
                    count_of(findings.size(), "difference")));
  auto out = outcome_of(findings);
  if (findings.empty()) out.text = fmt::format("the migrations make the schema of {}\n", to.shown);
  return out;
}

/// What the database has beside its migrations, or not.
Outcome run_drift(const Context& context, const config::Settings& settings) {
  const Project files(settings);
  Database database(context, settings);
  const auto state = database.state();
  const auto inside = files.with_squashed(state.rows);
  const auto& project = inside ? *inside : files;
  refuse_unknown_rows(project, database, state);
  refuse_unfinished(state);
  for (const auto& warning : warn_of_edits(settings, project, database, state))
    context.log("warning: " + warning);
  const auto findings = find_drift(context, settings, project, database, state.rows);
  if (database.state().rows != state.rows)
    throw Error(ErrorCode::rows_changed, "the version rows changed while the schema was read")
        .hint("a run of migrations was going on; run the command again");
  if (!findings.empty())
    context.log(count_of(findings.size(), "difference") + remedy_for_drift(project, state.rows));
  auto out = outcome_of(findings);
  out.json.set("database", database.shown()).set("rows", state.rows);
  if (findings.empty())
    out.text =
        fmt::format("the database is as its migrations make it: {}\n", rows_text(state.rows));
  return out;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  return context.arguments.has("--drift") ? run_drift(context, settings)
                                          : run_desired(context, settings);
}

std::vector<ResultKey> keys() {
  auto out = difference_keys();
  out.push_back({"database", "text", "only with `--drift`: the database, without its password"});
  out.push_back({"rows", "list of ids", "only with `--drift`: its version rows"});
  return out;
}

}  // namespace

const Command check_command{
    .name = "check",
    .summary = "Fail where a schema is not what the migrations make",
    .purpose = R"(
Without `--drift`: replays all migrations on a private server and compares the result with `schema.desired` of the config:
somebody who changes the schema and forgets the migration is told so, in CI for example. No database of
yours is asked, but where `schema.desired` is the URL of one.

With `--drift` the database is compared with what the revisions in its own version table make: somebody who
changed the schema by hand, or through a dashboard, is found. Nothing is changed there. Repeatable files
count as far as the history says that they are applied as they stand; what the others make is not
compared, since the next upgrade runs them.

Each object that differs is a finding. `migrate diff` shows the SQL.)",
    .options = {{.name = "--drift",
                 .help = "compare the database with what the migrations that it has make"}},
    .examples = {{"migrate check", "Ask whether a migration is missing."},
                 {"migrate check --drift", "Ask what was changed in the database by hand."},
                 {"migrate check --json", "The same for a script, object by object."}},
    .statuses = {{ExitStatus::done, "nothing differs"},
                 {ExitStatus::failed,
                  "a migration, the desired schema, the database or the shadow server failed"},
                 {ExitStatus::found, "something differs"},
                 {ExitStatus::timeout,
                  "no connection: refused, timed out, or the server is starting up"}},
    .result = keys(),
    .run = run};

}  // namespace migrate::commands
