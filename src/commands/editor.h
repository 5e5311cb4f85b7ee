#pragma once

#include "migrate/base/files.h"
#include "migrate/commands/command.h"

#include <string>

namespace migrate::commands {

/// The user's editor, with its arguments: VISUAL, else EDITOR. Throws Error(usage) for none.
std::string editor_of(const Context& context);

/// Open the file and wait. Throws Error(command_failed) where the editor gives another status
/// than 0.
void open_editor(const std::string& editor, const files::Path& path);

}  // namespace migrate::commands
