#include "commands/list.h"
#include "commands/templates.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

ProjectTemplate chosen(const Context& context) {
  const auto name = context.arguments.value("--template").value_or("default");
  std::vector<std::string> names;
  for (auto& found : project_templates()) {
    if (found.name == name) return found;
    names.emplace_back(found.name);
  }
  Error error(ErrorCode::usage, fmt::format("there is no template \"{}\"", name));
  if (const auto near = nearest(name, names))
    throw error.hint(fmt::format("did you mean {}?", *near));
  throw error.hint("there are: " + join(names, ", "));
}

bool make_folder(const files::Path& path) {
  std::error_code failed;
  const bool made = std::filesystem::create_directories(path, failed);
  if (failed)
    throw Error(ErrorCode::file,
                fmt::format("cannot make folder {}: {}", files::shown(path), failed.message()));
  return made;
}

/// Before anything is made: one file that is there stops it all.
void refuse_existing(const files::Path& folder, const ProjectTemplate& wanted) {
  for (const auto& file : wanted.files)
    if (const auto path = folder / file.path; std::filesystem::exists(path))
      throw Error(ErrorCode::file, fmt::format("{} is there already", files::shown(path)))
          .hint("init never overwrites");
}

Outcome run(const Context& context) {
  const auto folder = context.request.working_folder / context.arguments.value("DIR").value_or(".");
  const auto wanted = chosen(context);
  refuse_existing(folder, wanted);
  Outcome out;
  auto written = Json::array();
  const auto wrote = [&](std::string path) {
    context.changed(path);
    out.text += "wrote " + path + "\n";
    written.push(std::move(path));
  };
  if (make_folder(folder)) context.changed(files::shown(folder) + "/");
  for (const auto* name : {"versions", "templates"})
    if (make_folder(folder / name)) wrote(files::shown(folder / name) + "/");
  for (const auto& file : wanted.files) {
    files::write_new(folder / file.path, file.text);
    wrote(files::shown(folder / file.path));
  }
  out.text += "next: migrate revision -m \"create users\"\n";
  out.json.set("template", wanted.name).set("written", std::move(written));
  return out;
}

}  // namespace

const Command init_command{
    .name = "init",
    .summary = "Write migrate.yaml, versions/ and templates/",
    .purpose = R"(
Makes a folder ready for migrations: a config file `migrate.yaml` with the keys that most projects
look at, a folder `versions/` for the migration files and a folder `templates/`, whose file
`revision.sql` is what new migration files are made of. Nothing that is there already is overwritten:
where one of the files is there, the command ends with an error.

`--template` chooses another beginning: `migrate list-templates` shows which there are.

No database is needed. `migrate upgrade` works at once, also before there is a migration.)",
    .options = {{.name = "DIR",
                 .kind = OptionKind::argument,
                 .help = "the folder; it is made where it is missing",
                 .default_text = "this one",
                 .operand = Operand::folder},
                {.name = "--template",
                 .short_name = "-t",
                 .kind = OptionKind::value,
                 .value_name = "NAME",
                 .help = "what to make the project of",
                 .default_text = "default"}},
    .examples = {{"migrate init", "Make the working folder a project."},
                 {"migrate init db", "Make the folder db and a project in it."},
                 {"migrate init --template sqlalchemy",
                  "Begin with a script that prints the schema of SQLAlchemy models."}},
    .statuses = {{ExitStatus::done, "the files are written"},
                 {ExitStatus::usage, "one of the files is there already, or cannot be written"}},
    .result = {{"template", "text", "what it was made of"},
               {"written", "list of texts", "the files and folders that were made"}},
    .run = run};

}  // namespace migrate::commands
