#pragma once

#include "commands/database.h"
#include "commands/project.h"
#include "commands/run_lock.h"
#include "migrate/commands/command.h"
#include "migrate/revision/plan.h"

#include <functional>
#include <string>
#include <vector>

namespace migrate::commands {

enum class DryRun { no, yes };

/// The steps of a plan with their files, each checked, the values of `-x` in their places. Throws
/// Error(malformed_file, irreversible, refused) before anything runs.
std::vector<runner::RunStep> load_steps(const Context& context,
                                        const config::Settings& settings,
                                        const Project& project,
                                        const revision::Plan& plan);

/// A plan with the files of its steps.
struct LoadedPlan {
  revision::Plan plan;
  std::vector<runner::RunStep> steps;
  bool counts_from_rows = false;  ///< its target means something else once a step is done
};

/// Makes a plan for the version rows that are there.
using Planner = std::function<LoadedPlan(const history::State&, DryRun)>;

/// What upgrade and downgrade have in common: plan, show, lock, plan again, run, look again.
Outcome run_plan(const Context& context,
                 const config::Settings& settings,
                 const Project& project,
                 Database& database,
                 const Planner& planner);

/// Throws Error(read_only) where nothing can be written.
void refuse_read_only(const history::State& state);

/// Under the lock: refuse a read-only database and a version table that is elsewhere, and create
/// the tables that are missing. Whether there were any.
bool prepare_tables(Database& database, const history::State& state, RunLock& lock);

/// Create the tables that are missing.
void create_tables(Database& database, const history::State& state, RunLock& lock);

/// `0001, 0002`, or `base`.
std::string rows_text(const std::vector<std::string>& rows);

/// A step for JSON's `steps`.
Json step_json(const std::string& direction,
               Json revision,
               Json path,
               Json message,
               bool transaction,
               Json duration);

}  // namespace migrate::commands
