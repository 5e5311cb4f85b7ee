#include "commands/database.h"
#include "commands/describe.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"
#include "migrate/history/record.h"
#include "migrate/revision/range.h"
#include "migrate/revision/target.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

std::set<std::string> applied_of(const Project& project, const std::vector<std::string>& rows) {
  std::vector<std::string> known;
  for (const auto& row : rows)
    if (project.map().find(row) != nullptr) known.push_back(row);
  const auto ids = project.map().applied(known);
  return {ids.begin(), ids.end()};
}

std::vector<std::string> unknown_of(const Project& project, const std::vector<std::string>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows)
    if (project.map().find(row) == nullptr) out.push_back(row);
  return out;
}

std::vector<std::string> pending_of(const Project& project, const std::set<std::string>& applied) {
  auto all = revision::newest_first(project.map());
  std::reverse(all.begin(), all.end());
  std::erase_if(all, [&applied](const std::string& id) { return applied.contains(id); });
  return all;
}

Outcome current(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  Database database(context, settings);
  const auto rows = database.state().rows;
  const auto unknown = unknown_of(project, rows);
  auto tips = unknown.empty() ? revision::current_tips(project.map(), rows) : rows;
  std::sort(tips.begin(), tips.end());
  const auto heads = project.map().real_heads();
  const auto pending = pending_of(project, applied_of(project, rows));
  Outcome out;
  out.json.set("database", database.shown())
      .set("current", tips)
      .set("rows", rows)
      .set("heads", heads)
      .set("pending", pending.size());
  for (const auto& tip : tips) {
    const auto* known = project.map().find(tip);
    out.text += tip +
                (known == nullptr                  ? " (no file has it)"
                 : project.map().is_real_head(tip) ? " (head)"
                                                   : "") +
                (known == nullptr || known->message.empty() ? "" : "  " + known->message) + "\n";
  }
  auto sorted_heads = heads;
  std::sort(sorted_heads.begin(), sorted_heads.end());
  if (context.arguments.has("--check-heads") && rows != sorted_heads)
    out.error = Error(ErrorCode::check_failed,
                      fmt::format("the database is not at the heads: {} pending",
                                  count_of(pending.size(), "revision")))
                    .hint("run `migrate upgrade heads`");
  return out;
}

Outcome listed(const Context& context,
               std::vector<std::string> (*choose)(const revision::RevisionMap&)) {
  const Project project(context.settings());
  const auto ids = choose(project.map());
  Outcome out;
  out.json.set("revisions", describe_all(project, ids));
  out.text = describe_lines(project, ids);
  return out;
}

Outcome heads(const Context& context) {
  return listed(context, [](const revision::RevisionMap& map) { return map.heads(); });
}

Outcome branches(const Context& context) {
  return listed(context, [](const revision::RevisionMap& map) {
    std::vector<std::string> out;
    for (const auto& revision : map.revisions())
      if (map.is_branch_point(revision.id)) out.push_back(revision.id);
    return out;
  });
}

Outcome history(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto range = context.arguments.value("--range");
  const auto ids = range ? revision::history_range(project.map(), *range)
                         : revision::newest_first(project.map());
  std::optional<std::set<std::string>> applied;
  Outcome out;
  if (context.arguments.has("--applied")) {
    Database database(context, settings);
    applied = applied_of(project, database.state().rows);
    out.json.set("database", database.shown());
  }
  out.json.set("revisions", describe_all(project, ids, applied));
  out.text = describe_lines(project, ids, applied);
  return out;
}

Outcome show(const Context& context) {
  const Project project(context.settings());
  const auto& revision =
      revision::resolve_one(project.map(), context.arguments.value("REV").value_or(""));
  const auto file = project.file(revision.id);
  Outcome out;
  out.json = describe(project, revision.id);
  out.text =
      describe_line(project, revision.id) + "path: " + project.shown_path(revision.id) + "\n";
  for (const auto name : {revision::SectionName::upgrade,
                          revision::SectionName::verify,
                          revision::SectionName::downgrade}) {
    const auto& section = file->section(name);
    out.json.set(revision::name_of(name), section ? Json(stored_text(*file, *section)) : Json());
    if (section)
      out.text += fmt::format("\n{}{}:\n{}\n",
                              revision::name_of(name),
                              section->options.empty() ? "" : " (" + section->options + ")",
                              stored_text(*file, *section));
  }
  return out;
}

Outcome status(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  Database database(context, settings);
  const auto state = database.state();
  const auto unknown = unknown_of(project, state.rows);
  const auto pending = pending_of(project, applied_of(project, state.rows));
  const auto last = state.history_exists
                        ? history::entries(database.connection(), database.tables(), "", 1)
                        : std::vector<Json>{};
  Outcome out;
  out.json.set("database", database.shown())
      .set("rows", state.rows)
      .set("heads", project.map().real_heads())
      .set("pending", pending)
      .set("unknown", unknown)
      .set("last", last.empty() ? Json() : last.front());
  out.text = fmt::format("version table: {}{}\nrows: {}\npending: {}\n",
                         database.tables().shown(),
                         state.version_table_exists ? "" : " (not there yet)",
                         state.rows.empty() ? "none" : join(state.rows, ", "),
                         pending.size());
  for (const auto& id : pending)
    out.text += "  " + describe_line(project, id);
  for (const auto& id : unknown)
    out.text += fmt::format("unknown: {}: no file has this revision\n", id);
  if (!last.empty()) {
    const auto& entry = last.front();
    out.text += fmt::format("last: {} {} {} at {} by {}\n",
                            entry["direction"].text(),
                            entry["revision"].is_null() ? "base" : entry["revision"].text(),
                            entry["outcome"].text(),
                            entry["finished_at"].text(),
                            entry["db_user"].text());
    if (!entry["error"].is_null())
      out.text += fmt::format("last error: {}\n", entry["error"]["message"].text());
  }
  return out;
}

}  // namespace

const Command current_command{
    .name = "current",
    .summary = "Show the revisions that the database is at",
    .purpose = R"(
Prints the newest applied revision of each branch, one a line, and nothing where nothing is applied.
It only looks: no table is made. With `--check-heads` it fails unless all that the files hold is
applied, which a deployment can ask before it lets a program start.)",
    .options = {{.name = "--check-heads", .help = "exit with 3 unless these are the heads"}},
    .examples = {{"migrate current", "Show where the database is."},
                 {"migrate current --check-heads", "Fail where something is pending."}},
    .statuses = {{ExitStatus::done, "shown; with --check-heads: nothing is pending"},
                 {ExitStatus::failed, "the login, the database or a privilege is missing"},
                 {ExitStatus::found, "--check-heads: the database is not at the heads"},
                 {ExitStatus::timeout,
                  "no connection: refused, timed out, or the server is starting up"}},
    .result = {database_key(),
               {"current", "list of ids", "the newest applied revision of each branch, sorted"},
               {"rows", "list of ids", "the rows of the version table"},
               {"heads", "list of ids", "the heads that `heads` means"},
               {"pending", "number", "how many revisions are not applied"}},
    .run = current};

const Command heads_command{
    .name = "heads",
    .summary = "Show the newest revision of each branch",
    .purpose = R"(
Prints the revisions that are nobody's parent. One is the normal case; with several, `head` is
ambiguous, and `migrate merge heads` joins them. Only the files are read, no database.)",
    .options = {},
    .examples = {{"migrate heads", "Show the heads."},
                 {"migrate heads --json", "The same for a script, with all details."}},
    .statuses = {{ExitStatus::done, "shown"}},
    .result = revision_keys("revisions[]."),
    .run = heads};

const Command branches_command{
    .name = "branches",
    .summary = "Show the revisions from which branches begin",
    .purpose = R"(
Prints the revisions that are the parent of several others. Nothing is printed where the history is a
line. Only the files are read, no database.)",
    .options = {},
    .examples = {{"migrate branches", "Show where branches begin."},
                 {"migrate branches --json", "The same for a script, with all details."}},
    .statuses = {{ExitStatus::done, "shown"}},
    .result = revision_keys("revisions[]."),
    .run = branches};

const Command history_command{
    .name = "history",
    .summary = "Show the revisions, newest first",
    .purpose = R"(
Prints a line per revision: its parents, its id, what it is in the graph, and its message. The
database is asked only with `--applied`: then a `*` stands before those that are applied.)",
    .options = {{.name = "--range",
                 .short_name = "-r",
                 .kind = OptionKind::value,
                 .value_name = "A:B",
                 .help = "only from A to B; either may be left out",
                 .default_text = "everything",
                 .operand = Operand::revision},
                {.name = "--applied", .help = "ask the database which are applied"}},
    .examples = {{"migrate history", "Show all revisions."},
                 {"migrate history -r 0001:head --applied",
                  "Show those above 0001 and which of them are applied."}},
    .statuses = {{ExitStatus::done, "shown"},
                 {ExitStatus::failed,
                  "--applied: the login, the database or a privilege is missing"},
                 {ExitStatus::timeout, "--applied: no connection in time"}},
    .result =
        []() {
          auto keys = revision_keys("revisions[].");
          keys.push_back({"database", "text", "with `--applied`: the database in use"});
          return keys;
        }(),
    .run = history};

const Command show_command{
    .name = "show",
    .summary = "Show one revision with its SQL",
    .purpose = R"(
Prints what `history` says of the revision, the path of its file and its sections. Only the files are
read, no database.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::argument,
                 .help = "an id or the beginning of one, a label, `head`",
                 .required = true,
                 .operand = Operand::revision}},
    .examples = {{"migrate show head", "Show the newest revision."},
                 {"migrate show 7c1f", "Show the one whose id begins with 7c1f."}},
    .statuses = {{ExitStatus::done, "shown"}},
    .result =
        []() {
          auto keys = revision_keys("");
          keys.push_back({"upgrade", "text", "the SQL of the upgrade section"});
          keys.push_back({"verify", "text or null", "the SQL of the verify section"});
          keys.push_back({"downgrade", "text or null", "the SQL of the downgrade section"});
          return keys;
        }(),
    .run = show};

const Command status_command{
    .name = "status",
    .summary = "Show what is applied, what is pending and what happened last",
    .purpose = R"(
One look at a database before or after a deployment: the version table and its rows, the pending
revisions in the order in which they would run, rows that no file knows, and the last entry of the
history with its error, if there was one. It only looks: no table is made.)",
    .options = {},
    .examples = {{"migrate status", "Show the state of the database."},
                 {"migrate status -e prod --json",
                  "The same of `environments.prod`, for a script."}},
    .statuses = statuses_when_connecting("shown, whatever is pending"),
    .result = {database_key(),
               {"rows", "list of ids", "the rows of the version table"},
               {"heads", "list of ids", "the heads that `heads` means"},
               {"pending", "list of ids", "what is not applied, in the order of a run"},
               {"unknown", "list of ids", "version rows that no file knows"},
               {"last", "object or null", "the newest history row, with the table's columns"}},
    .run = status};

}  // namespace migrate::commands
