#include "commands/list.h"
#include "migrate/base/files.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

constexpr std::string_view config_text =
    R"(# Every key is optional; these are the ones most projects look at.
versions: [versions]
file_template: "{year}_{month}_{day}_{rev}_{slug}"
revision_ids: hash                  # or sequential, timestamp
database:
  url: ${DATABASE_URL-embedded}     # without DATABASE_URL: a private server, data in .migrate/
)";

bool make_folder(const files::Path& path) {
  std::error_code failed;
  const bool made = std::filesystem::create_directories(path, failed);
  if (failed)
    throw Error(ErrorCode::file,
                fmt::format("cannot make folder {}: {}", files::shown(path), failed.message()));
  return made;
}

Outcome run(const Context& context) {
  const auto folder = context.request.working_folder / context.arguments.value("DIR").value_or(".");
  const auto config = folder / "migrate.yaml";
  if (std::filesystem::exists(config))
    throw Error(ErrorCode::file, fmt::format("{} is there already", files::shown(config)))
        .hint("init never overwrites")
        .state("nothing was changed");
  make_folder(folder);
  auto written = Json::array();
  Outcome out;
  for (const auto* name : {"versions", "templates"})
    if (make_folder(folder / name)) written.push(files::shown(folder / name) + "/");
  files::write_new(config, config_text);
  written.push(files::shown(config));
  for (const auto& path : written.items())
    out.text += "wrote " + path.text() + "\n";
  out.text += "next: migrate revision -m \"create users\"\n";
  out.json.set("written", std::move(written));
  return out;
}

}  // namespace

const Command init_command{
    .name = "init",
    .summary = "Write migrate.yaml, versions/ and templates/",
    .purpose = R"(
Makes a folder ready for migrations: a config file `migrate.yaml` with the keys that most projects
look at, a folder `versions/` for the migration files and a folder `templates/`. Nothing that is
there already is overwritten: where there is a `migrate.yaml`, the command ends with an error.

No database is needed. `migrate upgrade` works at once, also before there is a migration.)",
    .options = {{.name = "DIR",
                 .kind = OptionKind::argument,
                 .help = "the folder; it is made where it is missing",
                 .default_text = "this one",
                 .operand = Operand::folder}},
    .examples = {{"migrate init", "Make the working folder a project."},
                 {"migrate init db", "Make the folder db and a project in it."}},
    .statuses = {{ExitStatus::done, "the files are written"},
                 {ExitStatus::usage,
                  "there is a migrate.yaml already, or a file cannot be written"}},
    .result = {{"written", "list of texts", "the files and folders that were made"}},
    .run = run};

}  // namespace migrate::commands
