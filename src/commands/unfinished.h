#pragma once

#include "commands/project.h"
#include "migrate/commands/command.h"
#include "migrate/history/version_table.h"
#include "migrate/runner/run.h"

#include <optional>
#include <span>

// Sections with transaction=off that an earlier run began and did not finish.
namespace migrate::commands {

/// Throws Error(needs_repair) where steps would run although the database is halfway in a section
/// that they do not complete. Another branch's upgrade may wait: it is said in a warning.
void refuse_unfinished(const Context& context,
                       const history::State& state,
                       std::span<const runner::RunStep> steps);

/// Throws Error(needs_repair) where there is any: for what sets the version rows by hand.
void refuse_unfinished(const history::State& state);

/// The step that would complete the section, where its SQL is still to be had.
std::optional<runner::RunStep> step_to_complete(const Project& project,
                                                const history::SectionKey& section);

}  // namespace migrate::commands
