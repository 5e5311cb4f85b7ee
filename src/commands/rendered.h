#pragma once

#include "commands/schemas.h"
#include "migrate/commands/command.h"

#include <string>

namespace migrate::commands {

/// A schema as the SQL that makes it from nothing.
std::string rendered(Schemas& schemas, const catalog::Snapshot& snapshot);

/// After an upgrade: write the database's schema to the file of `schema.dump`, where the config has
/// one. What fails is a warning: the upgrade is done.
void dump_schema(const Context& context, const config::Settings& settings);

}  // namespace migrate::commands
