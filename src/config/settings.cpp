#include "migrate/config/settings.h"

#include "config/document.h"
#include "config/keys.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <system_error>

namespace migrate::config {

namespace {

constexpr std::string_view file_name = "migrate.yaml";

/// A variable of the process; set to nothing it counts as not set, as in most tools.
std::optional<std::string> filled(const Environment& environment, std::string_view name) {
  auto value = environment.process(name);
  if (value && value->empty()) value.reset();
  return value;
}

files::Path explicit_file(const files::Path& folder, const std::string& name, const char* origin) {
  auto path = (folder / name).lexically_normal();
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  if (name.empty() || !std::filesystem::exists(status))
    throw Error(ErrorCode::config,
                fmt::format("config file \"{}\", given with {}, does not exist", name, origin));
  if (std::filesystem::is_directory(status))
    throw Error(ErrorCode::config, fmt::format("\"{}\", given with {}, is a folder", name, origin))
        .hint(fmt::format("name the file in it, such as {}", file_name));
  return path;
}

std::optional<files::Path> nearest_file(files::Path folder) {
  std::error_code ignored;
  for (;; folder = folder.parent_path()) {
    if (std::filesystem::is_regular_file(folder / file_name, ignored)) return folder / file_name;
    if (folder == folder.parent_path()) return std::nullopt;
  }
}

std::optional<files::Path> locate(const Request& request, const files::Path& start) {
  if (request.config_file) return explicit_file(start, *request.config_file, "--config");
  if (const auto name = filled(request.environment, "MIGRATE_CONFIG"))
    return explicit_file(start, *name, "MIGRATE_CONFIG");
  return nearest_file(start);
}

/// `over` laid on `base`: maps are merged, all else is replaced.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the document
yaml::Node merged(yaml::Node base, const yaml::Node& over) {
  using Kind = yaml::Node::Kind;
  if (base.kind != Kind::map || over.kind != Kind::map) return over;
  for (const auto& [key, value] : over.members) {
    const auto same = std::find_if(base.members.begin(),
                                   base.members.end(),
                                   [&key = key](auto& member) { return member.first == key; });
    if (same == base.members.end())
      base.members.emplace_back(key, value);
    else
      same->second = merged(std::move(same->second), value);
  }
  return base;
}

Error unknown_overlay(const std::string& name, const Settings& settings) {
  const auto where = settings.config_file
                         ? fmt::format("in {}", files::shown(*settings.config_file))
                         : fmt::format("without a {}", file_name);
  Error error(ErrorCode::config, fmt::format("no environment \"{}\" {}", name, where));
  // A name that is none may be a URL whose line has slipped.
  auto known = settings.environments;
  std::erase_if(known, [](const std::string& one) { return may_hold_secret(one); });
  if (known.empty())
    error.hint("none is defined: `environments:` is empty");
  else if (const auto near = nearest(name, known))
    error.hint(fmt::format("did you mean \"{}\"? known: {}", *near, join(known, ", ")));
  else
    error.hint("known: " + join(known, ", "));
  return error;
}

/// Check each overlay, the chosen one or not: a typing error in it should not wait for its day.
void check_overlays(const yaml::Node& overlays, const Document& document, const Settings& start) {
  for (const auto& [name, overlay] : overlays.members) {
    if (const auto* nested = overlay.find("environments"))
      throw Error(ErrorCode::config, "\"environments\" cannot stand inside an environment")
          .at(document.key_place("environments", *nested));
    auto scratch = start;
    apply(overlay, document, scratch);
  }
}

void read_file(const Document& document, Settings& settings) {
  const auto start = settings;
  const auto& root = document.root();
  apply(root, document, settings);
  const auto* overlays = root.find("environments");
  if (overlays != nullptr) check_overlays(*overlays, document, start);
  if (!settings.overlay) return;
  const auto* chosen = overlays == nullptr ? nullptr : overlays->find(*settings.overlay);
  if (chosen == nullptr) throw unknown_overlay(*settings.overlay, settings);
  if (chosen->kind != yaml::Node::Kind::map) return;
  settings = start;
  apply(merged(root, *chosen), document, settings);
}

/// The defaults that need the environment.
Settings defaults(const Request& request, const files::Path& start) {
  Settings settings;
  settings.config_file = locate(request, start);
  settings.folder = settings.config_file ? settings.config_file->parent_path() : start;
  settings.overlay = request.overlay ? request.overlay : filled(request.environment, "MIGRATE_ENV");
  settings.url_option = request.url;
  auto environment = std::make_shared<Environment>(request.environment);
  environment->add_file(settings.folder / ".env");
  settings.environment = std::move(environment);
  const Text url{.key = {},
                 .raw = "${DATABASE_URL-embedded}",
                 .place = {},
                 .environment = settings.environment};
  settings.database.url = Setting<std::string>(
      url,
      {.read = [](std::string_view text) { return std::optional(std::string(text)); },
       .expected = "a text"});
  return settings;
}

files::Path in_project(const Settings& settings, const Setting<std::string>& folder) {
  return (settings.folder / folder.get()).lexically_normal();
}

/// Files, and of folders those that are in them. `what` names one in messages.
std::vector<files::Path> sql_files(const Settings& settings,
                                   const std::vector<Setting<std::string>>& list,
                                   std::string_view what) {
  std::vector<files::Path> out;
  for (const auto& one : list) {
    const auto path = in_project(settings, one);
    if (std::filesystem::is_directory(path)) {
      const auto inside = files::list(path, ".sql", false);
      out.insert(out.end(), inside.begin(), inside.end());
    } else if (std::filesystem::exists(path)) {
      out.push_back(path);
    } else {
      throw Error(ErrorCode::file, fmt::format("there is no {} {}", what, files::shown(path)))
          .at(one.place());
    }
  }
  return out;
}

}  // namespace

Settings load(const Request& request) {
  const auto start = std::filesystem::absolute(request.working_folder).lexically_normal();
  auto settings = defaults(request, start);
  if (settings.config_file)
    read_file({files::read(*settings.config_file), files::shown(*settings.config_file)}, settings);
  else if (settings.overlay)
    throw unknown_overlay(*settings.overlay, settings);
  return settings;
}

std::vector<files::Path> version_folders(const Settings& settings) {
  std::vector<files::Path> folders;
  for (const auto& folder : settings.versions)
    folders.push_back(in_project(settings, folder));
  return folders;
}

std::vector<files::Path> repeatable_folders(const Settings& settings) {
  std::vector<files::Path> folders;
  for (const auto& folder : settings.repeatable)
    folders.push_back(in_project(settings, folder));
  return folders;
}

std::vector<files::Path> seed_files(const Settings& settings) {
  return sql_files(settings, settings.seeds, "seed");
}

std::vector<files::Path> shadow_setup_files(const Settings& settings) {
  return sql_files(settings, settings.shadow.setup, "file of shadow.setup");
}

std::optional<files::Path> schema_dump(const Settings& settings) {
  if (settings.schema.dump.get().empty()) return std::nullopt;
  return in_project(settings, settings.schema.dump);
}

Desired desired_schema(const Settings& settings) {
  using enum Desired::Kind;
  const auto& schema = settings.schema;
  if (schema.desired_command.is_set())
    return {.kind = command,
            .text = schema.desired_command.get(),
            .place = schema.desired_command.place()};
  if (schema.desired_url.is_set())
    return {.kind = url, .text = schema.desired_url.get(), .place = schema.desired_url.place()};
  if (schema.desired.get().empty()) return {.kind = none, .text = {}, .place = {}};
  return {.kind = path,
          .text = in_project(settings, schema.desired).string(),
          .place = schema.desired.place()};
}

files::Path templates_folder(const Settings& settings) {
  return in_project(settings, settings.templates);
}

}  // namespace migrate::config
