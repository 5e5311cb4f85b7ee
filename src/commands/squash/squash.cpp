#include "commands/list.h"
#include "commands/new_id.h"
#include "commands/project.h"
#include "commands/shared_options.h"
#include "commands/squash/rebuild.h"
#include "commands/written.h"
#include "migrate/base/clock.h"
#include "migrate/base/strings.h"
#include "migrate/revision/new_file.h"
#include "migrate/revision/rebase.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <utility>

namespace migrate::commands {

namespace {

using revision::Revision;
using revision::SquashPlan;

/// What becomes of the files.
struct Files {
  files::Path path;                     ///< of the new revision
  std::vector<files::Rewrite> moved;    ///< into squashed/
  std::vector<files::Rewrite> renamed;  ///< followers, which name it now
};

Revision header_of(const Context& context,
                   const config::Settings& settings,
                   const Project& project,
                   const SquashPlan& plan,
                   const CivilTime& time) {
  auto out = plan.made;
  out.id = context.arguments.value("--rev-id").value_or(std::string());
  if (out.id.empty()) out.id = new_id(settings, project.map(), time);
  refuse_long_id(settings, out.id);
  const auto usual =
      fmt::format("squash of {} to {}", plan.members.front().id, plan.members.back().id);
  out.message = revision::header_message(context.arguments.value("--message").value_or(usual));
  out.created = time.iso();
  return out;
}

/// The folder of migrations that a file lies in, also where it lies deeper.
files::Path folder_of(const config::Settings& settings, const files::Path& path) {
  for (const auto& folder : config::version_folders(settings))
    if (path.native().starts_with((folder / "").native())) return folder;
  return path.parent_path();
}

Files files_of(const config::Settings& settings,
               const Project& project,
               const SquashPlan& plan,
               const Revision& made,
               const CivilTime& time) {
  Files out;
  out.path =
      project.path(plan.members.back().id).parent_path() / new_file_name(settings, made, time);
  for (const auto& member : plan.members) {
    const auto& path = project.path(member.id);
    out.moved.push_back({.from = path,
                         .to = folder_of(settings, path) / squashed_folder / path.filename(),
                         .text = files::read(path)});
  }
  const revision::RenamedIds renamed{{plan.members.back().id, made.id}};
  for (const auto& id : plan.followers) {
    const auto& path = project.path(id);
    out.renamed.push_back(
        {.from = path, .to = path, .text = revision::with_header_ids(files::read(path), renamed)});
  }
  return out;
}

/// All of it, or nothing.
void carry_out(const Files& changes, const std::string& text) {
  for (const auto& one : changes.moved)
    std::filesystem::create_directories(one.to.parent_path());
  // A name that begins with a dot is no migration.
  const auto fresh = changes.path.parent_path() / ("." + changes.path.filename().string());
  files::write_new(fresh, text);
  auto all = changes.moved;
  all.insert(all.end(), changes.renamed.begin(), changes.renamed.end());
  all.push_back({.from = fresh, .to = changes.path, .text = text});
  try {
    files::rewrite(std::move(all));
  } catch (...) {
    std::error_code ignored;
    std::filesystem::remove(fresh, ignored);
    throw;
  }
}

Json pairs(const std::vector<files::Rewrite>& changes) {
  auto out = Json::array();
  for (const auto& one : changes)
    out.push(
        Json::object().set("old_path", files::shown(one.from)).set("path", files::shown(one.to)));
  return out;
}

void say(const Context& context, const squash::Rebuilt& made, const Files& changes, bool dry_run) {
  context.log(made.is_compared ? "made by comparing the schemas before and behind the range"
                               : "made of the sections of its revisions: " + made.why_joined);
  context.log("proven: it makes what they make, and its downgrade leads where theirs lead");
  for (const auto& one : changes.moved)
    context.log(fmt::format("{} {} to {}",
                            dry_run ? "would move" : "moved",
                            files::shown(one.from),
                            files::shown(one.to)));
  for (const auto& one : changes.renamed)
    context.log(
        fmt::format("{} {}", dry_run ? "would rewrite" : "rewritten", files::shown(one.from)));
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto range = context.arguments.value("RANGE").value_or("");
  const bool dry_run = context.arguments.has("--dry-run");
  const auto plan = revision::plan_squash(project.map(), range);
  const auto time = civil_time(std::chrono::system_clock::now(), settings.timezone.get());
  auto made = header_of(context, settings, project, plan, time);
  const auto changes = files_of(settings, project, plan, made, time);
  made.file = files::shown(changes.path);
  (void)revision::squashed(project.map(), plan, made);
  const auto rebuilt = squash::rebuild(context, settings, project, plan, made);
  if (!dry_run) carry_out(changes, rebuilt.text);
  say(context, rebuilt, changes, dry_run);
  Outcome out;
  out.json.set("dry_run", dry_run)
      .set("revision", made.id)
      .set("path", made.file)
      .set("down_revision", made.down_revision)
      .set("replaces", made.replaces)
      .set("compared", rebuilt.is_compared)
      .set("proven", true)
      .set("moved", pairs(changes.moved))
      .set("rewritten", pairs(changes.renamed));
  if (dry_run) {
    out.text = rebuilt.text;
    out.json.set("text", rebuilt.text);
    return out;
  }
  out.text = made.file + "\n";
  const Written written{.revision = made.id, .message = made.message, .path = changes.path};
  out.error = after_writing(context, settings, {&written, 1});
  return out;
}

Option message() {
  auto out = message_option();
  out.default_text = "`squash of A to B`";
  return out;
}

}  // namespace

const Command squash_command{
    .name = "squash",
    .summary = "Put one revision in the place of several",
    .purpose = R"(
Writes one revision that makes what a range of revisions makes, A and B included, and moves their files
into the folder `squashed` beside them. Its header remembers their ids in `replaces`, and whatever
follows B now follows it.

A range that begins with the first revision, and only makes a schema, becomes the statements that make
this schema at once, as `baseline` would write them. Where a range has rows to treat, its own or those
of a database that has others already, the sections of its files are joined as they are written, and so
are they with `--sections`. Verify sections are left out.

Either way it is proven on a private server before a file is touched: the new revision has to make the
schema and the number of rows in each table that the old ones make, and its downgrade has to lead where
theirs lead.

No database has to be told. One that is before the range runs the new revision. One that is behind it
needs nothing; where B is its version row the next `upgrade` writes the new id there. One that is in
the middle goes on with the old files: for it alone they are read, from `squashed`. When no database is
in the middle any more, that folder can go; a database that is there all the same gets an error which
names the range.

A revision outside of the range that follows one in its middle is refused.)",
    .options =
        {{.name = "RANGE",
          .kind = OptionKind::argument,
          .help =
              "`A:B`, the first and the last of them; `:B` begins with the first revision, `A:` "
              "ends with the head",
          .required = true,
          .operand = Operand::revision},
         message(),
         {.name = "--rev-id",
          .kind = OptionKind::value,
          .value_name = "ID",
          .help = "its id",
          .default_text = "a new one, as `revision_ids` wants it"},
         {.name = "--sections",
          .help = "join the sections of the files, also where a comparison would do"},
         {.name = "--dry-run", .help = "show what would be written, change nothing"}},
    .examples = {{"migrate squash :0040", "Put one revision in the place of all up to 0040."},
                 {"migrate squash 0012:0019 -m \"billing\"",
                  "Put one in the place of 0012 to 0019."},
                 {"migrate squash :head --dry-run", "Show what it would be, proven."}},
    .statuses = {{ExitStatus::done, "written, and the files moved; or shown"},
                 {ExitStatus::failed,
                  "a migration or the proof failed, and no file is changed; or all is done, and a "
                  "hook failed"},
                 {ExitStatus::usage,
                  "it is no range, or a revision outside needs one of its middle"}},
    .result = {{"dry_run", "bool", "nothing was changed, only shown"},
               {"revision", "id", "the new revision"},
               {"path", "text", "its file, relative to the working folder"},
               {"down_revision", "list of ids", "its parents"},
               {"replaces",
                "list of ids",
                "what it is in the place of; the last one ended the range"},
               {"compared", "bool", "its sections come from a comparison of schemas"},
               {"proven", "bool", "it makes what the range makes, and leads back as that does"},
               {"moved[].old_path", "text", "a file of the range, as it was"},
               {"moved[].path", "text", "where it is now"},
               {"rewritten[].old_path", "text", "a file that named the end of the range"},
               {"rewritten[].path", "text", "the same file, which names the new revision"},
               {"text", "text", "only with `--dry-run`: what would stand in the file"}},
    .run = run};

}  // namespace migrate::commands
