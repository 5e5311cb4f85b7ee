#pragma once

#include "migrate/runner/run.h"

#include <string>

namespace migrate::runner {

/// Run a step whose section is marked transaction=off: statement by statement, each noted in the
/// journal, then the verify section and the bookkeeping. Gives its duration in ms. What an earlier
/// run has done of it is not done again; what that run has left halfway is settled first. A failure
/// is recorded; what ran before it stays, and the error says so.
///
/// Throws Error(needs_repair) where the journal and the catalog do not tell how to go on.
double run_outside(pg::Connection& connection,
                   const RunStep& step,
                   const RunOptions& options,
                   Progress& progress);

/// The history row of a failed step, in a transaction of its own. `started` is SQL: when it began;
/// `journal` is SQL that the same transaction runs, or empty.
void record_failed_step(pg::Connection& connection,
                        const RunStep& step,
                        const RunOptions& options,
                        const Error& error,
                        const std::string& started,
                        const std::string& journal = {});

}  // namespace migrate::runner
