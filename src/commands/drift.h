#pragma once

#include "commands/database.h"
#include "commands/project.h"
#include "migrate/commands/command.h"
#include "migrate/diff/diff.h"

#include <string>
#include <vector>

namespace migrate::commands {

/// An object that is not as it should be, for `findings` in JSON.
struct Difference {
  std::string rule;
  std::string message;
  std::string object;  ///< `table public.users`
  std::string suggestion;
};

/// `table public.users`.
std::string object_of(const diff::Change& change);

/// Compares the database with what `rows` and all below them make on the shadow server; nothing is
/// changed in it. Of repeatable files those count that the history says are applied as they stand;
/// what the others make is not compared, since the next upgrade runs them. What is not compared is
/// said on stderr.
std::vector<Difference> find_drift(const Context& context,
                                   const config::Settings& settings,
                                   const Project& project,
                                   Database& database,
                                   const std::vector<std::string>& rows);

/// What shows the SQL: to stand behind the number of differences. Empty where nothing does.
std::string remedy_for_drift(const Project& project, const std::vector<std::string>& rows);

/// A line for each, `ok` and `findings`, and the status.
Outcome outcome_of(const std::vector<Difference>& differences);

/// What that has in JSON.
std::vector<ResultKey> difference_keys();

}  // namespace migrate::commands
