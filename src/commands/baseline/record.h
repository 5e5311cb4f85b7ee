#pragma once

#include "commands/baseline/first.h"
#include "commands/run_lock.h"

namespace migrate::commands::baseline {

/// What a database with this revision alone, and nothing before it, has to be told.
revision::StampPlan stamp_of(const First& first);

/// Throws Error(refused) where the database has a version row, Error(needs_repair) where a section
/// of a migration is unfinished.
void refuse_state(const Database& database, const history::State& state);

/// Write the file and stamp its revision: both, or neither. Where nobody can tell whether the stamp
/// was committed the file stays, and the error says so.
void record(const Context& context,
            const config::Settings& settings,
            Database& database,
            RunLock& lock,
            const First& first);

}  // namespace migrate::commands::baseline
