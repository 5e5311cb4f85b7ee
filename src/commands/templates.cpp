#include "commands/templates.h"

#include "commands/list.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

constexpr std::string_view about_file = "about.txt";
constexpr std::string_view revision_file = "revision.sql";

std::string_view built_in_revision() {
  for (const auto& file : template_files())
    if (file.path == "default/templates/revision.sql") return file.text;
  throw Error(ErrorCode::internal, "no template for revisions is built in");
}

Outcome run(const Context&) {
  Outcome out;
  auto list = Json::array();
  for (const auto& found : project_templates()) {
    list.push(Json::object().set("name", found.name).set("about", found.about));
    out.text += fmt::format("{:<10} {}\n", found.name, found.about);
  }
  out.json.set("templates", std::move(list));
  return out;
}

}  // namespace

std::vector<ProjectTemplate> project_templates() {
  std::vector<ProjectTemplate> out;
  for (const auto& file : template_files()) {
    const auto slash = file.path.find('/');
    const auto name = file.path.substr(0, slash);
    if (out.empty() || out.back().name != name)
      out.push_back({.name = name, .about = {}, .files = {}});
    const auto rest = file.path.substr(slash + 1);
    if (rest == about_file)
      out.back().about = trim(file.text);
    else
      out.back().files.push_back({rest, file.text});
  }
  std::stable_partition(out.begin(), out.end(), [](const auto& t) { return t.name == "default"; });
  return out;
}

std::string new_file_text(const config::Settings& settings, const revision::NewFile& made) {
  const auto own = config::templates_folder(settings) / revision_file;
  if (std::filesystem::exists(own))
    return revision::fill_template(files::read(own), files::shown(own), made);
  return revision::fill_template(built_in_revision(), std::string(revision_file), made);
}

const Command list_templates_command{
    .name = "list-templates",
    .summary = "Show what init can make a project of",
    .purpose = R"(
Lists the templates that are part of the program, with what each is for. `migrate init --template`
takes one of the names.)",
    .options = {},
    .examples = {{"migrate list-templates", "List the templates."},
                 {"migrate list-templates --json", "The same for a script."}},
    .statuses = {{ExitStatus::done, "the list is shown"}},
    .result = {{"templates", "list", "the templates, `default` first"},
               {"templates[].name", "text", "its name"},
               {"templates[].about", "text", "what it is for"}},
    .run = run};

}  // namespace migrate::commands
