#pragma once

#include "commands/project.h"
#include "migrate/commands/command.h"

#include <set>
#include <string>

namespace migrate::commands::verify {

/// The revisions that the user means: all of them where nothing is said. Throws what resolve()
/// throws, and Error(usage) where git does not know the other version.
std::set<std::string> selected(const Context& context, const Project& project);

}  // namespace migrate::commands::verify
