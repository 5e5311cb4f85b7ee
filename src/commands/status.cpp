#include "commands/applied.h"
#include "commands/attempts.h"
#include "commands/describe.h"
#include "commands/edits.h"
#include "commands/list.h"
#include "commands/repeatables.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"
#include "migrate/history/record.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

/// What the history adds to what the version table says.
struct Past {
  std::vector<Json> last;      ///< the newest row, if there is one
  std::vector<Json> failures;  ///< that still matter
  std::vector<Edit> edits;
  std::vector<history::AppliedRevision> edited;  ///< how those were applied
};

/// A failure matters while what it tried is still to be done.
bool still_matters(const Applied& applied, const Repeatables& repeatables, const Json& failure) {
  if (failure["direction"].text() == "repeatable") return repeatables.has(failure["path"].text());
  const auto& id = failure["revision"].text();
  const bool is_applied = applied.ids.contains(id);
  if (failure["direction"].text() == "upgrade") return !is_applied && applied.project.has_file(id);
  return is_applied;
}

Past look_back(const config::Settings& settings,
               const Applied& applied,
               const Repeatables& repeatables,
               Database& database) {
  Past past;
  if (!applied.state.history_exists) return past;
  auto& connection = database.connection();
  const auto& tables = database.tables();
  past.last = history::entries(connection, tables, "", 1);
  past.failures = history::open_failures(connection, tables);
  std::erase_if(past.failures,
                [&](const Json& row) { return !still_matters(applied, repeatables, row); });
  if (settings.checksums.get() == config::Checksums::off) return past;
  past.edits =
      find_edits(applied.project, applied.ids, history::recorded_checksums(connection, tables));
  std::vector<std::string> ids;
  for (const auto& edit : past.edits)
    ids.push_back(edit.revision);
  if (!ids.empty()) past.edited = history::applied_revisions(connection, tables, ids);
  return past;
}

/// When and by whom; null where the history does not know.
Json how_applied(const history::AppliedRevision* applied) {
  return applied == nullptr ? Json() : applied->upgrade;
}

const history::AppliedRevision* find(const std::vector<history::AppliedRevision>& all,
                                     const std::string& id) {
  const auto found =
      std::find_if(all.begin(), all.end(), [&id](const auto& one) { return one.revision == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string applied_text(const history::AppliedRevision* applied) {
  return applied == nullptr ? "the history does not know it"
                            : "applied " + done_at_by(applied->upgrade);
}

void add_unknown(Outcome& out, const Applied& applied) {
  auto list = Json::array();
  for (const auto& id : applied.unknown()) {
    const auto* stored = applied.find_stored(id);
    list.push(Json::object().set("revision", id).set("upgraded", how_applied(stored)));
    out.text += fmt::format("unknown: {}: no file has it; {}\n", id, applied_text(stored));
  }
  out.json.set("unknown", std::move(list));
}

void add_edits(Outcome& out, const Applied& applied, const Past& past) {
  auto list = Json::array();
  for (const auto& edit : past.edits) {
    const auto* how = find(past.edited, edit.revision);
    const auto path = applied.project.shown_path(edit.revision);
    list.push(Json::object()
                  .set("revision", edit.revision)
                  .set("path", path)
                  .set("kind", name_of(edit.kind))
                  .set("upgraded", how_applied(how)));
    out.text += fmt::format("edited: {}{}; {}\n",
                            path,
                            edit.kind == EditKind::cosmetic ? " (only its layout)" : "",
                            applied_text(how));
  }
  out.json.set("edited", std::move(list));
}

void add_failures(Outcome& out, const Past& past) {
  auto list = Json::array();
  for (const auto& row : past.failures) {
    list.push(attempt_json(row));
    out.text += "failed: " + attempt_text(row);
  }
  out.json.set("failed", std::move(list));
}

/// Those that the next upgrade would run, and those whose files are gone.
void add_repeatables(Outcome& out, const std::vector<Repeatables::Standing>& standing) {
  auto list = Json::array();
  for (const auto& one : standing) {
    list.push(Json::object()
                  .set("key", one.key)
                  .set("path", one.path.empty() ? Json() : Json(one.path))
                  .set("state", name_of(one.state)));
    if (one.state != RepeatableState::current)
      out.text += fmt::format(
          "repeatable: {} ({})\n",
          one.path.empty() ? one.key : one.path,
          one.state == RepeatableState::gone ? "applied, and in no file" : name_of(one.state));
  }
  out.json.set("repeatable", std::move(list));
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const Repeatables repeatables(context, settings);
  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  const auto& state = applied.state;
  const auto pending = pending_of(applied.project, applied.ids);
  const auto past = look_back(settings, applied, repeatables, database);
  Outcome out;
  out.json.set("database", database.shown())
      .set("rows", state.rows)
      .set("heads", project.map().real_heads())
      .set("pending", pending);
  out.text = fmt::format("version table: {}{}\nrows: {}\npending: {}\n",
                         database.tables().shown(),
                         state.version_table_exists ? "" : " (not there yet)",
                         state.rows.empty() ? "none" : join(state.rows, ", "),
                         pending.size());
  for (const auto& id : pending)
    out.text += "  " + describe_line(applied.project, id);
  add_repeatables(out, repeatables.standing(repeatables.look_up(database, state)));
  add_unknown(out, applied);
  add_edits(out, applied, past);
  add_failures(out, past);
  out.json.set("last", past.last.empty() ? Json() : attempt_json(past.last.front()));
  if (!past.last.empty()) out.text += "last: " + attempt_text(past.last.front());
  return out;
}

}  // namespace

const Command status_command{
    .name = "status",
    .summary = "Show what is applied, pending, edited or unknown, and what failed",
    .purpose = R"(
One look at a database before or after a deployment: the version table and its rows, the pending
revisions in the order in which they would run, what is applied and in no file, applied migrations
whose files were edited since, failures that still matter, and the last entry of the history. It only
looks: no table is made.)",
    .options = {},
    .examples = {{"migrate status", "Show the state of the database."},
                 {"migrate status -e prod --json",
                  "The same of `environments.prod`, for a script."}},
    .statuses = statuses_when_connecting("shown, whatever is pending"),
    .result = {database_key(),
               {"rows", "list of ids", "the rows of the version table"},
               {"heads", "list of ids", "the heads that `heads` means"},
               {"pending", "list of ids", "what is not applied, in the order of a run"},
               {"repeatable[].key", "text", "a repeatable file, as the history names it"},
               {"repeatable[].path", "text or null", "its file; null where it is gone"},
               {"repeatable[].state",
                "text",
                "`current`, or what the next upgrade runs: `new`, `changed`, `undone`; or `gone`"},
               {"unknown[].revision", "id", "applied, and in no file"},
               {"unknown[].upgraded", "object or null", "finished_at, db_user, os_user, host"},
               {"edited[].revision", "id", "applied, and its file was edited since"},
               {"edited[].path", "text", "its file"},
               {"edited[].kind", "text", "`changed`, or `cosmetic`: comments and layout alone"},
               {"edited[].upgraded", "object or null", "finished_at, db_user, os_user, host"},
               {"failed", "list of objects", "history rows of failures that still matter"},
               {"last", "object or null", "the newest history row, with the table's columns"}},
    .run = run};

}  // namespace migrate::commands
