#pragma once

#include "migrate/base/files.h"
#include "migrate/commands/command.h"
#include "migrate/config/settings.h"

#include <optional>
#include <span>
#include <string>

namespace migrate::commands {

/// A migration file that this command wrote.
struct Written {
  std::string revision;
  std::string message;
  files::Path path;
};

/// What follows when migration files are written: the hooks `after_revision` for each, the editor
/// where `--edit` is given, and a look at what these made of them. The files stay whatever
/// happens; an error's state says so.
std::optional<Error> after_writing(const Context& context,
                                   const config::Settings& settings,
                                   std::span<const Written> written);

/// Throws what is wrong with the file, or with the project that it is now part of.
void check_file(const config::Settings& settings, const files::Path& path);

}  // namespace migrate::commands
