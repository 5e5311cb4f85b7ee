#include "commands/editor.h"
#include "commands/list.h"
#include "commands/project.h"
#include "commands/written.h"
#include "migrate/revision/target.h"

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  const auto editor = editor_of(context);
  const auto& revision =
      revision::resolve_one(project.map(), context.arguments.value("REV").value_or(""));
  const auto path = project.path(revision.id);
  Outcome out;
  out.json.set("revision", revision.id).set("path", files::shown(path));
  out.text = files::shown(path) + "\n";
  open_editor(editor, path);
  try {
    check_file(settings, path);
  } catch (Error& error) {
    out.error = error.state("the file is as the editor left it");
  }
  return out;
}

}  // namespace

const Command edit_command{
    .name = "edit",
    .summary = "Open a migration file in your editor",
    .purpose = R"(
Finds the file of a revision and opens it in the editor that the environment variable `VISUAL` names,
else `EDITOR`; these may hold arguments too. When the editor is closed the file is read again, and
what is wrong with it is shown.)",
    .options = {{.name = "REV",
                 .kind = OptionKind::argument,
                 .help = "revision, label or head",
                 .required = true,
                 .operand = Operand::revision}},
    .examples = {{"migrate edit head", "Edit the newest revision."},
                 {"migrate edit 0007", "Edit revision 0007."}},
    .statuses = {{ExitStatus::done, "the editor is closed and the file is right"},
                 {ExitStatus::failed, "the editor ended with another status than 0"},
                 {ExitStatus::usage,
                  "there is no such revision or no editor, or the edited file is wrong"}},
    .result = {{"revision", "id", "the revision"},
               {"path", "text", "its file, relative to the working folder"}},
    .run = run};

}  // namespace migrate::commands
