#include "migrate/revision/rebase.h"

#include "commands/database.h"
#include "commands/list.h"
#include "commands/project.h"
#include "commands/twin.h"
#include "commands/written.h"
#include "migrate/base/clock.h"
#include "migrate/base/strings.h"
#include "migrate/revision/new_file.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <set>

namespace migrate::commands {

namespace {

using revision::RebasePlan;
using revision::Revision;

constexpr std::string_view way_out =
    "where it is certain that nobody applied it, say so: `--not-applied`";

Error applied(const std::string& id, const std::string& database) {
  return Error(ErrorCode::refused,
               fmt::format("revision {} is applied in {}: it stays where it is", id, database))
      .hint(fmt::format("`migrate merge heads` joins the heads; or undo it first: `migrate "
                        "downgrade` to what is below {}",
                        id));
}

void ask_database(const Context& context,
                  const config::Settings& settings,
                  const Project& project,
                  const std::string& id,
                  const Twin* twin) {
  // A server that was never started has applied nothing, and is not started to say so.
  if (config::database_url(settings).embedded && !pg::EmbeddedServer::exists(settings.folder))
    return;
  Database database(context, settings);
  std::vector<std::string> known;
  std::vector<std::string> unknown;
  const auto state = database.state();
  for (const auto& row : state.rows)
    (project.map().find(row) != nullptr ? known : unknown).push_back(row);
  const auto all = project.map().applied(known);
  if (std::find(all.begin(), all.end(), id) != all.end()) {
    if (twin == nullptr) throw applied(id, database.shown());
    refuse_applied(*twin, database, state);
  }
  if (!unknown.empty())
    throw Error(ErrorCode::refused,
                fmt::format("whether revision {} is applied cannot be told: {} has a version row "
                            "that no file knows, {}",
                            id,
                            database.shown(),
                            unknown.front()));
}

/// A revision that some database has already must not change under it.
void refuse_applied(const Context& context,
                    const config::Settings& settings,
                    const Project& project,
                    const std::string& id,
                    const Twin* twin = nullptr) {
  if (context.arguments.has("--not-applied")) return;
  try {
    ask_database(context, settings, project, id, twin);
  } catch (Error& error) {
    error.state("nothing was changed");
    throw error.hint(error.hint().empty() ? std::string(way_out)
                                          : fmt::format("{}; {}", error.hint(), way_out));
  }
}

/// The last place in a file's name where the id stands as a word.
std::size_t find_id(const std::string& name, const std::string& id) {
  const auto ends_word = [&name](std::size_t at) {
    return at >= name.size() || std::isalnum(static_cast<unsigned char>(name[at])) == 0;
  };
  for (auto at = name.rfind(id); at != std::string::npos; at = name.rfind(id, at - 1)) {
    if ((at == 0 || ends_word(at - 1)) && ends_word(at + id.size())) return at;
    if (at == 0) break;
  }
  return std::string::npos;
}

/// What `file_template` makes of the new id, where it made the name that the file has; else the
/// name with the new id in it.
files::Path renamed_path(const config::Settings& settings,
                         const files::Path& path,
                         const Revision& revision,
                         const std::string& id) {
  const auto by_template = [&](const CivilTime& time, const std::string& with) {
    return revision::file_name(
        settings.file_template.get(),
        time,
        with,
        revision::slug(revision.message, settings.truncate_slug_length.get()));
  };
  auto name = path.filename().string();
  const auto time = read_iso(revision.created);
  if (time && by_template(*time, revision.id) == name)
    return path.parent_path() / by_template(*time, id);
  if (const auto at = find_id(name, revision.id); at != std::string::npos)
    name.replace(at, revision.id.size(), id);
  return path.parent_path() / name;
}

/// A revision before and after.
struct Change {
  Revision was;
  std::string id;
  files::Rewrite file;
  bool is_moved = false;
  bool is_rewritten = false;
};

Change change_of(const config::Settings& settings,
                 const Project& project,
                 const RebasePlan& plan,
                 const Revision& revision) {
  const auto new_id = plan.renamed.find(revision.id);
  const auto& path = project.path(revision.id);
  const auto text = files::read(path);
  Change out{.was = revision, .id = revision.id, .file = {.from = path, .to = path, .text = {}}};
  if (new_id != plan.renamed.end()) {
    out.id = new_id->second;
    out.file.to = renamed_path(settings, path, revision, out.id);
  }
  const bool is_first = revision.id == plan.moved.front().id;
  out.file.text = revision::with_header_ids(
      text, plan.renamed, is_first ? std::optional(plan.onto) : std::nullopt);
  out.is_rewritten = out.file.text != text;
  return out;
}

/// What moves, in order, then what only names it.
std::vector<Change> changes_of(const config::Settings& settings,
                               const Project& project,
                               const RebasePlan& plan) {
  std::vector<Change> out;
  std::set<std::string> moved;
  for (const auto& revision : plan.moved) {
    out.push_back(change_of(settings, project, plan, revision));
    out.back().is_moved = true;
    moved.insert(revision.id);
  }
  if (plan.renamed.empty()) return out;
  for (const auto& revision : project.map().revisions()) {
    if (moved.contains(revision.id)) continue;
    auto change = change_of(settings, project, plan, revision);
    if (change.is_rewritten) out.push_back(std::move(change));
  }
  return out;
}

Outcome outcome_of(const Context& context,
                   const revision::RevisionMap& after,
                   const std::vector<Change>& changes) {
  Outcome out;
  auto list = Json::array();
  for (const auto& change : changes) {
    const auto& down = after.find(change.id)->down_revision;
    list.push(Json::object()
                  .set("revision", change.id)
                  .set("path", files::shown(change.file.to))
                  .set("down_revision", down)
                  .set("old_revision", change.was.id)
                  .set("old_path", files::shown(change.file.from))
                  .set("rewritten", change.is_rewritten));
    if (!change.is_rewritten) continue;
    out.text +=
        fmt::format("{}: {} -> {}\n", files::shown(change.file.to), join(down, ", "), change.id);
    if (change.id != change.was.id)
      out.text += fmt::format("  was {} in {}\n", change.was.id, files::shown(change.file.from));
  }
  if (changes.empty()) out.text = "nothing to do: it is there already\n";
  out.json.set("dry_run", context.arguments.has("--dry-run")).set("revisions", std::move(list));
  return out;
}

/// Rewrites the files, unless all is to be shown only.
Outcome carry_out(const Context& context,
                  const config::Settings& settings,
                  const revision::RevisionMap& after,
                  const std::vector<Change>& changes) {
  auto out = outcome_of(context, after, changes);
  if (context.arguments.has("--dry-run")) return out;
  std::vector<files::Rewrite> files;
  std::vector<Written> written;
  for (const auto& change : changes) {
    if (!change.is_rewritten) continue;
    files.push_back(change.file);
    written.push_back(
        {.revision = change.id, .message = change.was.message, .path = change.file.to});
  }
  files::rewrite(std::move(files));
  out.error = after_writing(context, settings, written);
  return out;
}

Outcome move_twin(const Context& context, const config::Settings& settings, const Twin& twin) {
  auto plan = plan_twin(settings, twin, context.arguments.value("--onto"));
  refuse_applied(context, settings, twin.others, twin.id(), &twin);
  const Change change{.was = twin.revision,
                      .id = plan.id,
                      .file = {.from = twin.path,
                               .to = renamed_path(settings, twin.path, twin.revision, plan.id),
                               .text = std::move(plan.text)},
                      .is_moved = true,
                      .is_rewritten = true};
  return carry_out(context, settings, plan.after, {change});
}

/// REV may be the path of a file.
std::optional<files::Path> path_of(const Context& context, const std::string& revision) {
  const auto path = context.request.working_folder / revision;
  if (!revision.ends_with(".sql") || !std::filesystem::exists(path)) return {};
  return path;
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  auto revision = context.arguments.value("REV").value_or("");
  const auto path = path_of(context, revision);
  if (path) {
    if (const auto twin = find_twin(settings, *path)) return move_twin(context, settings, *twin);
  }
  const Project project(settings);
  if (path) revision = project.id_of(*path);
  const auto renumber = settings.revision_ids.get() == config::RevisionIds::sequential
                            ? revision::Renumber::yes
                            : revision::Renumber::no;
  const auto plan =
      revision::plan_rebase(project.map(), revision, context.arguments.value("--onto"), renumber);
  if (plan.moved.empty()) return outcome_of(context, plan.after, {});
  const auto changes = changes_of(settings, project, plan);
  refuse_applied(context, settings, project, plan.moved.front().id);
  return carry_out(context, settings, plan.after, changes);
}

}  // namespace

const Command rebase_command{
    .name = "rebase",
    .summary = "Move a revision that is not applied yet behind another head",
    .purpose = R"(
Two people who each add a revision to the same head leave two heads. Where one of these is not
applied anywhere it can move behind the other, and the history stays a line: its `down_revision` is
rewritten, and the revisions that follow it come along. Nothing else in the files changes.

With `revision_ids: sequential` what moves gets new numbers where the old ones would be out of order:
files are renamed, and whatever header names these revisions follows.

Two files with one id, as when both took the next number, leave no graph to move anything in. With
the path of one of them as REV that file gets an id of its own and moves behind the other head. Where
the id is applied the history tells by which of the two.

A revision that is applied is refused. The database is asked; an embedded server that was never
started has applied nothing. All files are rewritten, or none.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::argument,
                 .help = "the revision to move, or the path of its file",
                 .required = true,
                 .operand = Operand::revision},
                {.name = "--onto",
                 .kind = OptionKind::value,
                 .value_name = "HEAD",
                 .help = "its new parent",
                 .default_text = "the other one of two heads",
                 .operand = Operand::revision},
                {.name = "--dry-run", .help = "show what would be rewritten, change nothing"},
                {.name = "--not-applied",
                 .help = "nobody has applied it: do not ask the database"}},
    .examples = {{"migrate rebase 0008", "Move 0008 and what follows it behind the other head."},
                 {"migrate rebase versions/0007_add_b.sql",
                  "Give it the next number, where another file is 0007 too."},
                 {"migrate rebase 5d2e --onto 71be --dry-run", "Show what that would rewrite."}},
    .statuses = {{ExitStatus::done, "it is moved, or was there already"},
                 {ExitStatus::failed,
                  "the database refuses the login; or the files are rewritten, but a hook failed"},
                 {ExitStatus::usage, "it is applied, or the move would make a cycle"},
                 {ExitStatus::timeout, "the database cannot be reached"}},
    .result = {{"dry_run", "bool", "nothing was changed, only planned"},
               {"revisions", "list", "what moved, in order, then what only names it"},
               {"revisions[].revision", "id", "the revision, with its new id"},
               {"revisions[].path", "text", "its file, with its new name"},
               {"revisions[].down_revision", "list of ids", "its parents now"},
               {"revisions[].old_revision", "id", "its id before"},
               {"revisions[].old_path", "text", "its file before"},
               {"revisions[].rewritten", "bool", "its file was changed"}},
    .run = run};

}  // namespace migrate::commands
