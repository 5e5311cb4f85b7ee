#pragma once

#include "migrate/base/files.h"
#include "migrate/config/environment.h"

#include <span>
#include <string>

namespace migrate::commands {

/// What the shells ask: the words behind `migrate` up to the cursor, the last one unfinished.
/// Gives a line `VALUE<tab>EXPLANATION` per candidate, and `:file` or `:folder` as the last line
/// where the shell is to complete paths itself. Connects to nothing, and says nothing of errors:
/// a project that cannot be read has no candidates.
std::string complete(std::span<const std::string> words,
                     const files::Path& working_folder,
                     const config::Environment& environment);

/// The script that teaches a shell (`bash`, `zsh`, `fish`) to ask. Throws Error(usage).
std::string_view completion_script(std::string_view shell);

}  // namespace migrate::commands
