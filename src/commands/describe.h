#pragma once

#include "commands/project.h"
#include "migrate/base/json.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace migrate::commands {

/// A revision as `history --json` shows it. `applied`: nothing where no database was asked.
Json describe(const Project& project,
              const std::string& id,
              const std::optional<std::set<std::string>>& applied = {});

/// The same as a line: `0001 -> 0002 (head) [label]  message`.
std::string describe_line(const Project& project,
                          const std::string& id,
                          const std::optional<std::set<std::string>>& applied = {});

Json describe_all(const Project& project,
                  const std::vector<std::string>& ids,
                  const std::optional<std::set<std::string>>& applied = {});
std::string describe_lines(const Project& project,
                           const std::vector<std::string>& ids,
                           const std::optional<std::set<std::string>>& applied = {});

/// The revisions that are not applied, in the order in which they would run.
std::vector<std::string> pending_of(const Project& project, const std::set<std::string>& applied);

}  // namespace migrate::commands
