#pragma once

#include "commands/project.h"
#include "commands/run_plan.h"
#include "migrate/commands/command.h"
#include "migrate/revision/plan.h"

#include <functional>
#include <string>
#include <vector>

namespace migrate::commands {

/// `A,C:B`, taken apart: the version rows from which a script starts, and its targets.
struct OfflineRange {
  std::vector<std::string> rows;  ///< sorted; empty: base
  std::vector<std::string> targets;
};

/// Throws Error(usage) for a range among several targets, and what resolving its start throws.
OfflineRange offline_range(const revision::RevisionMap& map,
                           const std::vector<std::string>& targets);

using OfflinePlanner = std::function<LoadedPlan(const OfflineRange&)>;

/// `--sql` of upgrade and downgrade: the script on stdout, no connection.
Outcome offline(const Context& context,
                const config::Settings& settings,
                const Project& project,
                const std::vector<std::string>& targets,
                const OfflinePlanner& planner);

}  // namespace migrate::commands
