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

const Command init_command{.name = "init",
                           .summary = "Write migrate.yaml, versions/ and templates/",
                           .options = {{.name = "DIR",
                                        .kind = OptionKind::argument,
                                        .help = "the folder (default: this one)"}},
                           .examples = "migrate init\n  migrate init db",
                           .run = run};

}  // namespace migrate::commands
