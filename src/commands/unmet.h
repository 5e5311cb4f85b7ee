#pragma once

#include "commands/project.h"
#include "migrate/runner/requirements.h"

#include <span>
#include <string>

namespace migrate::commands {

/// `0002, 0005 require extension vector >= 0.5: the server offers 0.4.1`.
std::string shown(const runner::Unmet& unmet, std::span<const runner::RunStep> steps);

/// What a person does about it.
std::string remedy(const Project& project,
                   const runner::Unmet& unmet,
                   std::span<const runner::RunStep> steps);

/// Throws Error(unmet_requirements), which names everything that the upgrades among the steps
/// require and that is not there. No round trip where they require nothing.
void refuse_unmet(const Project& project,
                  pg::Connection& connection,
                  std::span<const runner::RunStep> steps,
                  runner::Where where = runner::Where::here);

}  // namespace migrate::commands
