#include "commands/applied.h"
#include "commands/attempts.h"
#include "commands/describe.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/history/record.h"
#include "migrate/revision/range.h"

#include <algorithm>

namespace migrate::commands {

namespace {

/// The rows of the history, newest first; with a range only those about its revisions.
std::vector<Json> attempts_of(Database& database,
                              const history::State& state,
                              const std::vector<std::string>* only) {
  if (!state.history_exists) return {};
  auto rows = history::entries(database.connection(), database.tables(), "");
  if (only != nullptr)
    std::erase_if(rows, [only](const Json& row) {
      return std::find(only->begin(), only->end(), row["revision"].text()) == only->end();
    });
  return rows;
}

void add_attempts(Outcome& out, const std::vector<Json>& rows) {
  auto list = Json::array();
  for (const auto& row : rows) {
    list.push(attempt_json(row));
    out.text += attempt_text(row);
  }
  out.json.set("attempts", std::move(list));
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto range = context.arguments.value("--range");
  const auto ids = range ? revision::history_range(project.map(), *range)
                         : revision::newest_first(project.map());
  const bool marks = context.arguments.has("--applied");
  const bool attempts = context.arguments.has("--attempts");
  if (!marks && !attempts)
    return {.json = Json::object().set("revisions", describe_all(project, ids)),
            .text = describe_lines(project, ids)};

  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  Outcome out;
  out.json.set("database", database.shown())
      .set("revisions", describe_all(project, ids, applied.ids));
  if (marks) out.text = describe_lines(project, ids, applied.ids);
  if (attempts) add_attempts(out, attempts_of(database, applied.state, range ? &ids : nullptr));
  return out;
}

}  // namespace

const Command history_command{
    .name = "history",
    .summary = "Show the revisions, or what was done with them, newest first",
    .purpose = R"(
Prints a line per revision: its parents, its id, what it is in the graph, and its message. The
database is asked only with `--applied`, and a `*` then stands before those that are applied, and with
`--attempts`.

`--attempts` prints the rows of the history in the database instead: when, what, how long, by whom,
and the error of what failed. With a range these are only the rows about its revisions.)",
    .options = {{.name = "--range",
                 .short_name = "-r",
                 .kind = OptionKind::value,
                 .value_name = "A:B",
                 .help = "only from A to B; either may be left out",
                 .default_text = "everything",
                 .operand = Operand::revision},
                {.name = "--applied", .help = "ask the database which are applied"},
                {.name = "--attempts", .help = "show who did what and when, and what failed"}},
    .examples = {{"migrate history", "Show all revisions."},
                 {"migrate history -r 0001:head --applied",
                  "Show those above 0001 and which of them are applied."},
                 {"migrate history --attempts", "Show what was done with the database."}},
    .statuses = {{ExitStatus::done, "shown"},
                 {ExitStatus::failed, "the login, the database or a privilege is missing"},
                 {ExitStatus::timeout, "no connection in time, where the database is asked"}},
    .result =
        []() {
          auto keys = revision_keys("revisions[].");
          keys.push_back(
              {"database", "text", "with `--applied` or `--attempts`: the database in use"});
          keys.push_back({"attempts",
                          "list of objects",
                          "with `--attempts`: the history rows, with the table's columns but for "
                          "the downgrade section"});
          return keys;
        }(),
    .run = run};

}  // namespace migrate::commands
