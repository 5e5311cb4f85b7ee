#include "commands/applied.h"
#include "commands/describe.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"
#include "migrate/revision/range.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

std::string tip_line(const Applied& applied, const std::string& tip) {
  const auto& map = applied.project.map();
  const auto* known = map.find(tip);
  const bool has_file = applied.project.has_file(tip);
  return tip +
         (!has_file               ? " (no file has it)"
          : map.is_real_head(tip) ? " (head)"
                                  : "") +
         (known == nullptr || known->message.empty() ? "" : "  " + known->message) + "\n";
}

/// Nothing where the rows are the heads.
std::optional<Error> not_at_heads(const Applied& applied,
                                  std::vector<std::string> heads,
                                  std::size_t pending) {
  std::sort(heads.begin(), heads.end());
  auto at = applied.state.rows;
  // The row of what was squashed stands for the revision in its place.
  for (auto& row : at)
    if (const auto* known = applied.project.map().find(row)) row = known->id;
  std::sort(at.begin(), at.end());
  if (at == heads) return std::nullopt;
  const auto unknown = applied.unknown_rows();
  if (!unknown.empty())
    return Error(ErrorCode::check_failed,
                 fmt::format("the database is at {}, which no file has", join(unknown, ", ")))
        .hint("`migrate status` shows when and by whom it was applied");
  return Error(ErrorCode::check_failed,
               fmt::format("the database is not at the heads: {} pending",
                           count_of(pending, "revision")))
      .hint("run `migrate upgrade heads`");
}

Outcome current(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  const auto& rows = applied.state.rows;
  const bool understood = std::all_of(rows.begin(), rows.end(), [&applied](const auto& row) {
    return applied.project.map().find(row) != nullptr;
  });
  auto tips = understood ? revision::current_tips(applied.project.map(), rows) : rows;
  std::sort(tips.begin(), tips.end());
  const auto heads = project.map().real_heads();
  const auto pending = pending_of(applied.project, applied.ids).size();
  Outcome out;
  out.json.set("database", database.shown())
      .set("current", tips)
      .set("rows", rows)
      .set("heads", heads)
      .set("pending", pending);
  for (const auto& tip : tips)
    out.text += tip_line(applied, tip);
  if (context.arguments.has("--check-heads")) out.error = not_at_heads(applied, heads, pending);
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
  const Project project(context.settings());
  const auto& map = project.map();
  std::vector<std::string> points;
  Outcome out;
  for (const auto& revision : map.revisions()) {
    if (!map.is_branch_point(revision.id)) continue;
    points.push_back(revision.id);
    out.text += describe_line(project, revision.id);
    for (const auto& child : map.children(revision.id))
      out.text += "    " + describe_line(project, child);
  }
  out.json.set("revisions", describe_all(project, points));
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
Prints the revisions that are the parent of several others, with these below them. Nothing is printed
where the history is a line. Only the files are read, no database.)",
    .options = {},
    .examples = {{"migrate branches", "Show where branches begin."},
                 {"migrate branches --json", "The same for a script, with all details."}},
    .statuses = {{ExitStatus::done, "shown"}},
    .result = revision_keys("revisions[]."),
    .run = branches};

}  // namespace migrate::commands
