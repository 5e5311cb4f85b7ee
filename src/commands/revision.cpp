#include "commands/autogenerate.h"
#include "commands/comparison_text.h"
#include "commands/editor.h"
#include "commands/list.h"
#include "commands/new_id.h"
#include "commands/project.h"
#include "commands/shared_options.h"
#include "commands/templates.h"
#include "commands/written.h"
#include "migrate/base/clock.h"
#include "migrate/base/strings.h"
#include "migrate/revision/new_file.h"
#include "migrate/revision/parents.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

/// `--version-path`, else the folder of the first parent, else the only folder.
files::Path folder_for(const config::Settings& settings,
                       const Project& project,
                       const Context& context,
                       const std::vector<std::string>& parents) {
  const auto folders = config::version_folders(settings);
  if (const auto wanted = context.arguments.value("--version-path")) {
    const auto path = std::filesystem::weakly_canonical(context.request.working_folder / *wanted);
    for (const auto& folder : folders)
      if (std::filesystem::weakly_canonical(folder) == path) return folder;
    throw Error(ErrorCode::usage, fmt::format("{} is none of the folders of `versions`", *wanted));
  }
  if (!parents.empty()) return project.path(parents.front()).parent_path();
  if (folders.size() == 1) return folders.front();
  throw Error(ErrorCode::usage, "there are several folders of migrations")
      .hint("choose one with --version-path");
}

/// Nothing is to be written: the migrations make the desired schema, as far as that is allowed.
Outcome nothing_generated(const Generated& generated) {
  const auto& left_out = generated.found.plan.left_out;
  Outcome out;
  out.json.set("revision", Json()).set("path", Json()).set("down_revision", Json::array());
  out.text = left_out.empty()
                 ? fmt::format("nothing to generate: the migrations make the schema of {}\n",
                               generated.found.to.shown)
                 : left_out_text(generated.found.plan);
  return out;
}

void say_generated(Outcome& out, const Generated& generated) {
  std::vector<std::string> left_out;
  for (const auto& change : generated.found.plan.left_out)
    left_out.push_back(shown(change));
  out.json.set("proven", generated.found.proven).set("left_out", left_out);
  if (!left_out.empty()) out.status = ExitStatus::found;
}

Outcome write(const Context& context, revision::NewRevision wanted, const std::string& message) {
  const auto settings = context.settings();
  const Project project(settings);
  if (context.arguments.has("--edit")) (void)editor_of(context);  // before there is a file
  const auto time = civil_time(std::chrono::system_clock::now(), settings.timezone.get());
  if (const auto id = context.arguments.value("--rev-id")) wanted.id = *id;
  if (!wanted.id) wanted.id = new_id(settings, project.map(), time);
  refuse_long_id(settings, *wanted.id);
  wanted.branch_labels = context.arguments.values("--branch-label");
  const auto parents = revision::parents_of(project.map(), wanted);
  const revision::Revision revision{.id = *wanted.id,
                                    .down_revision = parents.down_revision,
                                    .depends_on = parents.depends_on,
                                    .branch_labels = wanted.branch_labels,
                                    .message = revision::header_message(message),
                                    .created = time.iso(),
                                    .file = {},
                                    .line = 0};
  const auto path = folder_for(settings, project, context, parents.down_revision) /
                    new_file_name(settings, revision, time);
  Outcome out;
  revision::NewFile made{.revision = revision};
  if (context.arguments.has("--autogenerate")) {
    const auto generated = autogenerate(context, settings);
    if (generated.found.is_empty()) out = nothing_generated(generated);
    say_generated(out, generated);
    if (generated.found.is_empty()) return out;
    made.upgrade = generated.upgrade;
    made.downgrade = generated.downgrade;
    made.upgrade_transaction = generated.upgrade_transaction;
    made.downgrade_transaction = generated.downgrade_transaction;
  }
  files::write_new(path, new_file_text(settings, made));
  out.json.set("revision", revision.id)
      .set("path", files::shown(path))
      .set("down_revision", revision.down_revision);
  out.text = files::shown(path) + "\n";
  const Written written{.revision = revision.id, .message = revision.message, .path = path};
  out.error = after_writing(context, settings, {&written, 1});
  return out;
}

/// What says how to compare has no meaning without it.
void require_autogenerate(const Context& context) {
  if (context.arguments.has("--autogenerate")) return;
  for (const auto* name : {"--allow", "--rename", "--no-verify"})
    if (context.arguments.has(name))
      throw Error(ErrorCode::usage, fmt::format("{} goes with --autogenerate", name));
}

std::vector<Option> revision_options() {
  std::vector<Option> out{
      message_option(),
      {.name = "--autogenerate",
       .help = "fill the sections with what the migrations lack of `schema.desired`"},
      rev_id_option(),
      {.name = "--head",
       .kind = OptionKind::list,
       .value_name = "REV",
       .help = "the parent; `base` begins a new tree",
       .default_text = "head",
       .operand = Operand::revision},
      {.name = "--splice", .help = "let the parent be no head: a branch begins there"},
      branch_label_option(),
      {.name = "--depends-on",
       .kind = OptionKind::list,
       .value_name = "REV",
       .help = "a revision of another branch that must be applied first; may be given "
               "several times",
       .default_text = "none",
       .operand = Operand::revision},
      {.name = "--version-path",
       .kind = OptionKind::value,
       .value_name = "DIR",
       .help = "which folder of `versions` to write to",
       .default_text = "the parent's, or the only one",
       .operand = Operand::folder},
      edit_option()};
  for (auto& option : comparison_options())
    out.push_back(std::move(option));
  return out;
}

std::vector<ResultKey> revision_command_keys() {
  return {{"revision", "id or null", "the new revision; null where nothing was to generate"},
          {"path", "text or null", "its file, relative to the working folder"},
          {"down_revision", "list of ids", "its parents"},
          {"proven", "bool", "only with --autogenerate: both sections were tried on the shadow"},
          {"left_out", "list of texts", "only with --autogenerate: what needs `--allow`"}};
}

Outcome run_revision(const Context& context) {
  require_autogenerate(context);
  revision::NewRevision wanted;
  wanted.heads = context.arguments.values("--head");
  wanted.depends_on = context.arguments.values("--depends-on");
  wanted.splice = context.arguments.has("--splice") ? revision::Splice::yes : revision::Splice::no;
  return write(context, std::move(wanted), context.arguments.value("--message").value_or(""));
}

Outcome run_merge(const Context& context) {
  revision::NewRevision wanted;
  wanted.kind = revision::NewKind::merge;
  wanted.heads = context.arguments.values("REV");
  return write(
      context,
      wanted,
      context.arguments.value("--message").value_or("merge " + join(wanted.heads, " and ")));
}

}  // namespace

const Command revision_command{
    .name = "revision",
    .summary = "Write a new migration file",
    .purpose = R"(
Writes a file with a header and empty sections for the upgrade and the downgrade, and prints its
path. The new revision's parent is the head. Where there are several heads, or the parent is to be
another revision, `--head` names it.

With `--autogenerate` the migrations are replayed on a private server and compared with `schema.desired`
of the config: the sections get the SQL that leads there and back, both tried first. No database is
needed. What loses data is left out unless `--allow data-loss` is given, and stands in the file as a
comment; the exit status is then 3. What is renamed `--rename` says, a remark in the files of the desired
schema (`-- rename: column users.fullname -> name`), or you, where a terminal is there to ask. Where
nothing differs no file is written. Read what is written:
the tool knows schemas, not what the data in them mean.

The name of the file and the form of the id come from `file_template` and `revision_ids` in the
config. Nobody has to keep to the name: the id in the header counts. What stands in the file comes
from `templates/revision.sql` where the project has one. The commands of `hooks.after_revision` run
on the new file.)",
    .options = revision_options(),
    .examples = {{"migrate revision -m \"create users\"", "Write a file that follows the head."},
                 {"migrate revision --autogenerate -m \"add teams\"",
                  "Write what the migrations lack of the desired schema."},
                 {"migrate revision -m \"hot fix\" --head 0007 --splice",
                  "Begin a branch at 0007, which has children already."}},
    .statuses = {{ExitStatus::done, "the file is written; also where nothing was to generate"},
                 {ExitStatus::failed,
                  "the file is written, but a hook or the editor failed; --autogenerate: a "
                  "migration, the desired schema or the proof failed, and nothing is written"},
                 {ExitStatus::usage,
                  "there are several heads, the parent is no head, or the file cannot be written"},
                 {ExitStatus::found, "--autogenerate left out changes for want of --allow"}},
    .result = revision_command_keys(),
    .run = run_revision};

const Command merge_command{
    .name = "merge",
    .summary = "Write a revision that joins heads",
    .purpose = R"(
Two people who each add a revision to the same head leave two heads, and `migrate upgrade head` no
longer knows which is meant. `merge` writes a revision that has both as its parents; its sections are
empty, or hold what the two need together.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::arguments,
                 .help = "the revisions to join, two or more, or `heads` for all heads",
                 .required = true,
                 .operand = Operand::revision},
                message_option(),
                branch_label_option(),
                rev_id_option(),
                edit_option()},
    .examples = {{"migrate merge heads -m \"join users and orders\"", "Join all heads."},
                 {"migrate merge 0007 0008", "Join two of them."}},
    .statuses = {{ExitStatus::done, "the file is written"},
                 {ExitStatus::failed, "the file is written, but a hook or the editor failed"},
                 {ExitStatus::usage, "there are not two revisions to join"}},
    .result = new_file_keys(),
    .run = run_merge};

}  // namespace migrate::commands
