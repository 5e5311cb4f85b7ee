#include "commands/written.h"

#include "commands/editor.h"
#include "commands/hooks.h"
#include "commands/project.h"
#include "migrate/base/strings.h"
#include "migrate/revision/revision_file.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

void follow_up(const Context& context, const config::Settings& settings, const Written& file) {
  const auto& hooks = settings.hooks.after_revision;
  run_hooks(context,
            settings,
            hooks,
            {{"path", file.path.string()}, {"revision", file.revision}, {"message", file.message}});
  const bool edit = context.arguments.has("--edit");
  if (edit) open_editor(editor_of(context), file.path);
  if (edit || !hooks.empty()) check_file(settings, file.path);
}

}  // namespace

std::optional<Error> after_writing(const Context& context,
                                   const config::Settings& settings,
                                   std::span<const Written> written) {
  try {
    for (const auto& file : written)
      follow_up(context, settings, file);
  } catch (Error& error) {
    std::vector<std::string> paths;
    for (const auto& file : written)
      paths.push_back(files::shown(file.path));
    return error.state(
        fmt::format("written, and kept as the last command left it: {}", join(paths, ", ")));
  }
  return std::nullopt;
}

void check_file(const config::Settings& settings, const files::Path& path) {
  (void)revision::parse_revision_file(files::read(path), files::shown(path));
  (void)Project(settings);
}

}  // namespace migrate::commands
