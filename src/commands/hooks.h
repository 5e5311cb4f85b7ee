#pragma once

#include "migrate/commands/command.h"
#include "migrate/config/settings.h"

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::commands {

/// What a hook's command may name: `{path}`, ...
using HookFields = std::vector<std::pair<std::string_view, std::string>>;

/// The command with its fields replaced by words for the shell; other braces are the shell's.
std::string hook_command(std::string_view command, const HookFields& fields);

/// Run the commands one after another in the project's folder; what they write goes to the log.
/// The first that fails ends it: Error(command_failed) with its output, placed at its key.
void run_hooks(const Context& context,
               const config::Settings& settings,
               std::span<const config::Setting<std::string>> commands,
               const HookFields& fields);

}  // namespace migrate::commands
