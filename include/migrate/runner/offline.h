#pragma once

#include "migrate/history/version_table.h"
#include "migrate/revision/plan.h"
#include "migrate/runner/run.h"

#include <optional>
#include <string>
#include <vector>

namespace migrate::runner {

/// The SQL of a run as a script for psql: what run_steps would send, with the lock, a check of the
/// version rows first in every transaction, and the same version and history rows at its end
/// (os_user and host null, tool_version saying offline; run id and times from the server).
/// `from`: the version rows that it begins at, sorted.
std::string offline_script(const std::vector<RunStep>& steps,
                           const std::vector<std::string>& from,
                           RunOptions options,
                           bool creates_tables);

/// The same for a stamp.
std::string offline_stamp(const revision::StampPlan& plan,
                          const history::Tables& tables,
                          const std::optional<std::string>& tag);

}  // namespace migrate::runner
