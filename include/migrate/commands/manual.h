#pragma once

#include "migrate/commands/command.h"

#include <string>
#include <string_view>

/// What is said of the commands, in the forms in which people read it. All of it is made from
/// `Command` and `global_options()`.
namespace migrate::commands {

/// `migrate --help`, and `migrate COMMAND --help`: plain text, 80 columns.
std::string help_text();
std::string help_text(const Command& command);

/// The sources of `man migrate` and `man migrate-COMMAND`.
std::string man_page();
std::string man_page(const Command& command);

/// Markdown for docs/commands/: a command's page, and the list of all with the global options.
std::string reference(const Command& command);
std::string reference_index();
/// The end of docs/json.md: the JSON keys of every command, from the line `json_reference_begins`.
std::string json_reference();
inline constexpr std::string_view json_reference_begins = "## Every command";

}  // namespace migrate::commands
