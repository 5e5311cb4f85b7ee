#pragma once

#include "commands/project.h"
#include "commands/schemas.h"
#include "migrate/commands/command.h"
#include "migrate/revision/revision.h"

#include <optional>
#include <string>
#include <vector>

namespace migrate::commands::baseline {

/// A first revision that makes the schema of the database from nothing.
struct First {
  revision::Revision revision;
  files::Path path;                   ///< where its file is to stand
  std::string text;                   ///< of the file
  std::vector<std::string> warnings;  ///< what of the database is not in it, or should not be
};

/// Reads the database and writes nothing. The file's sections are run on the shadow server: there
/// the upgrade makes the schema of the database, and the downgrade leaves nothing of it. Gives
/// nothing where the database has no schema. Throws Error(diff, migration_failed).
std::optional<First> make_first(const Context& context,
                                const config::Settings& settings,
                                const Project& project,
                                Database& database);

}  // namespace migrate::commands::baseline
