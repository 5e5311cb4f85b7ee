#pragma once

#include "migrate/commands/command.h"

#include <string>

namespace migrate::commands {

/// Whether a person can be asked.
bool can_ask(const Context& context);

/// What that person answers.
bool agrees(const Context& context, const std::string& question);

/// Throws Error(refused) unless the user agrees: `--yes`, or an answer on a terminal. `why` is said
/// where nobody can be asked.
void need_yes(const Context& context, const std::string& question, const std::string& why);

}  // namespace migrate::commands
