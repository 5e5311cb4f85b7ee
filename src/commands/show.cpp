#include "commands/applied.h"
#include "commands/attempts.h"
#include "commands/describe.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"
#include "migrate/revision/target.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

using revision::SectionName;

std::string requirements_text(const std::vector<revision::Requirement>& all) {
  std::vector<std::string> texts;
  for (const auto& one : all)
    texts.push_back(revision::shown(one));
  return join(texts, "; ");
}

/// Header and sections; those that the file lacks are null in JSON.
Outcome shown(const Project& project,
              const std::string& id,
              const std::optional<std::set<std::string>>& applied) {
  const auto file = project.file(id);
  Outcome out;
  out.json = describe(project, id, applied);
  out.text = describe_line(project, id);
  if (project.has_file(id)) out.text += "path: " + project.shown_path(id) + "\n";
  if (const auto& all = project.map().find(id)->requirements; !all.empty())
    out.text += "requires: " + requirements_text(all) + "\n";
  for (const auto name : {SectionName::upgrade, SectionName::verify, SectionName::downgrade}) {
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

/// The one revision of the history whose id is or begins with `text` and that no file has.
std::optional<std::string> find_in_history(const Project& project,
                                           Database& database,
                                           const std::string& text) {
  std::vector<std::string> found;
  for (auto& id : history::revisions_that_begin(database.connection(), database.tables(), text)) {
    if (id == text) return id;
    if (!project.has_file(id)) found.push_back(std::move(id));
  }
  if (found.size() > 1)
    throw Error(ErrorCode::ambiguous_prefix,
                fmt::format("\"{}\" is the beginning of several revisions in the history: {}",
                            text,
                            join(found, ", ")));
  return found.empty() ? std::nullopt : std::optional(found.front());
}

/// A revision that no file has, as the history keeps it. Throws `not_found` where it does not.
Outcome show_stored(const Context& context,
                    const config::Settings& settings,
                    const Project& project,
                    const std::string& text,
                    const Error& not_found) {
  // A server that was never started keeps no history, and is not started to say so.
  if (config::database_url(settings).embedded && !pg::EmbeddedServer::exists(settings.folder))
    throw not_found;
  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  if (!applied.state.history_exists) throw not_found;
  const auto id = find_in_history(project, database, text);
  if (!id) throw not_found;
  const std::vector<std::string> ids{*id};
  const auto stored =
      history::applied_with_ancestors(database.connection(), database.tables(), ids);
  const auto with = project.with(stored);
  if (with.map().find(*id) == nullptr) throw not_found;
  auto out = shown(with, *id, applied.ids);
  const auto& own = *std::find_if(
      stored.begin(), stored.end(), [&id](const auto& entry) { return entry.revision == *id; });
  out.json.set("database", database.shown()).set("upgraded", own.upgrade);
  out.text += fmt::format("\nno file has it: this is what the history keeps\nupgraded: {}{}\n",
                          done_at_by(own.upgrade),
                          own.path.empty() ? "" : " from " + own.path);
  return out;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto text = context.arguments.value("REV").value_or("");
  try {
    return shown(project, revision::resolve_one(project.map(), text).id, std::nullopt);
  } catch (const Error& error) {
    const bool is_id = !text.empty() && text.find_first_of("@:+-") == std::string::npos;
    if (error.code() != ErrorCode::not_found || !is_id) throw;
    return show_stored(context, settings, project, text, error);
  }
}

}  // namespace

const Command show_command{
    .name = "show",
    .summary = "Show one revision with its SQL",
    .purpose = R"(
Prints what `history` says of the revision, the path of its file and its sections. The database is
asked only where no file has the revision: its history may keep what is needed to undo it, and that
is shown then. An embedded server that was never started keeps nothing, and is not started.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::argument,
                 .help = "an id or the beginning of one, a label, `head`",
                 .required = true,
                 .operand = Operand::revision}},
    .examples = {{"migrate show head", "Show the newest revision."},
                 {"migrate show 7c1f", "Show the one whose id begins with 7c1f."}},
    .statuses = statuses_when_connecting("shown"),
    .result =
        []() {
          auto keys = revision_keys("");
          for (auto& known : keys)
            if (known.key == "path") known.type = "text or null";  // no file has it
          keys.push_back({"upgrade", "text or null", "the SQL of the upgrade section"});
          keys.push_back({"verify", "text or null", "the SQL of the verify section"});
          keys.push_back({"downgrade", "text or null", "the SQL of the downgrade section"});
          keys.push_back({"database", "text", "where no file has it: the database in use"});
          keys.push_back({"upgraded",
                          "object or null",
                          "where no file has it: finished_at, db_user, os_user, host"});
          return keys;
        }(),
    .run = run};

}  // namespace migrate::commands
