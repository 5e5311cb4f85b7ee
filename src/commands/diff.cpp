#include "commands/changed_lines.h"
#include "commands/comparison_text.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <utility>

namespace migrate::commands {

namespace {

Json left_out_json(const Comparison& found) {
  auto out = Json::array();
  for (const auto& change : found.plan.left_out)
    out.push(change_json(change));
  return out;
}

std::string summary(const Comparison& found) {
  std::string out;
  for (const auto& rename : found.renamed)
    out += fmt::format("rename {} {} to {}\n", rename.kind, rename.from, rename.to);
  for (const auto& change : found.plan.changes)
    out += shown(change) + "\n";
  for (const auto& change : found.plan.left_out)
    out += "left out: " + shown(change) + "\n";
  return out;
}

std::string script(const Comparison& found) {
  std::string out;
  if (found.plan.needs_commits)
    out += "-- A label of an enum is added and used: each statement wants a commit of its own.\n";
  return out + sql_text(found.statements()) + left_out_text(found.plan);
}

void say(const Context& context, const Comparison& found) {
  say_about(context, found.plan);
  if (found.is_empty() && found.plan.left_out.empty())
    context.log(fmt::format("no difference: {} and {}", found.from.shown, found.to.shown));
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto from =
      source_of(context, settings, context.arguments.value("--from").value_or("database"));
  const auto to = source_of(context, settings, context.arguments.value("--to").value_or("desired"));
  const auto found = compare(context, settings, from, to, how_of(context));
  say(context, found);
  Outcome out;
  const auto sql = script(found);
  out.text = context.arguments.has("--summary") ? summary(found) : sql;
  if (context.on_terminal && !context.arguments.has("--summary"))
    out.text.insert(0, changed_lines(found.plan.changes, context.color));
  out.json.set("database", found.databases.empty() ? Json() : Json(found.databases.front()))
      .set("from", from.shown)
      .set("to", to.shown)
      .set("changes", changes_json(found))
      .set("left_out", left_out_json(found))
      .set("proven", found.proven)
      .set("sql", sql);
  const bool differs = !found.is_empty() && context.arguments.has("--exit-code");
  if (differs || !found.plan.left_out.empty()) out.status = ExitStatus::found;
  return out;
}

std::vector<ResultKey> keys() {
  std::vector<ResultKey> out{
      {"database", "text or null", "the database that was read; null where none was"},
      {"from", "text", "the schema that the statements start from, as given"},
      {"to", "text", "the schema that they lead to"},
      {"proven", "bool", "they were tried on the shadow server, and lead there"},
      {"sql",
       "text",
       "all statements in their order, with comments: what is written without --json"}};
  for (const auto* list : {"changes", "left_out"}) {
    const auto prefix = std::string(list) + "[].";
    out.push_back({list,
                   "list",
                   std::string_view(list) == "changes" ? "what becomes of each object"
                                                       : "changes that need `--allow`"});
    out.push_back({prefix + "kind", "text", "`table`, `column`, `index`, ..."});
    out.push_back({prefix + "name", "text", "`public.users.email`"});
    out.push_back({prefix + "action", "text", "`create`, `alter`, `drop`, `recreate` or `rename`"});
    out.push_back({prefix + "hazards", "list of texts", "what its statements can cost"});
    out.push_back({prefix + "sql", "list of texts", "its statements"});
  }
  return out;
}

std::vector<Option> options() {
  std::vector<Option> out{
      {.name = "--from",
       .kind = OptionKind::value,
       .value_name = "SOURCE",
       .help = "the schema to start from",
       .default_text = "database",
       .operand = Operand::file},
      {.name = "--to",
       .kind = OptionKind::value,
       .value_name = "SOURCE",
       .help = "the schema to lead to",
       .default_text = "desired",
       .operand = Operand::file},
      {.name = "--exit-code", .help = "exit with 3 where there is a difference"},
      {.name = "--summary", .help = "a line for each change instead of the SQL"}};
  for (auto& option : comparison_options())
    out.push_back(std::move(option));
  return out;
}

}  // namespace

const Command diff_command{
    .name = "diff",
    .summary = "Show the SQL that turns one schema into the other",
    .purpose = R"(
Compares two schemas and writes the statements that lead from the first to the second, in an order in
which they can run. Nothing is changed in any database of yours.

A SOURCE is `database` (the configured one), a postgresql:// URL, an SQL file or a folder of them,
`desired` (the config's `schema.desired`), `versions` or `versions@REV` (the migrations), `empty`, or a
file that `migrate inspect --format json` wrote.

SQL and migrations are run on a private server (`shadow` in the config), and its catalog is compared,
never their text. The statements are tried there before they are shown: a result that would not lead
to the second schema is an error.

Above a statement that can cost something a comment says what: `data-loss`, `table-rewrite`,
`access-exclusive-lock`, `might-fail-on-data`, `not-transactional`. What loses data is left out unless
`--allow data-loss` is given: it is then shown as a comment, and the exit status is 3.

On a terminal the lines that change in functions, views and the like stand above the SQL, and where a
table or column looks renamed you are asked. Elsewhere `--rename` says so, or a remark in the files of
the second schema: `-- rename: column users.fullname -> name`.)",
    .options = options(),
    .examples = {{"migrate diff", "Show what the database lacks of the desired schema."},
                 {"migrate diff --from versions --to desired --exit-code",
                  "Ask whether the migrations make the desired schema."},
                 {"migrate diff --from old.sql --to new.sql > change.sql",
                  "Compare two files, without any database."}},
    .statuses = {{ExitStatus::done, "shown; also where there is no difference"},
                 {ExitStatus::failed,
                  "the database or the shadow failed, or the statements are not proven"},
                 {ExitStatus::found,
                  "changes were left out for want of --allow, or --exit-code and a difference"},
                 {ExitStatus::timeout,
                  "no connection: refused, timed out, or the server is starting up"}},
    .result = keys(),
    .run = run,
    .alias = "schema-diff"};

}  // namespace migrate::commands
