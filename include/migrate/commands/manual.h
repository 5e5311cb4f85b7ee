#pragma once

#include "migrate/commands/command.h"

#include <string>

/// What is said of the commands, in the forms in which people read it. All of it is made from
/// `Command` and `global_options()`.
namespace migrate::commands {

/// `migrate --help`, and `migrate COMMAND --help`: plain text, 80 columns.
std::string help_text();
std::string help_text(const Command& command);

}  // namespace migrate::commands
