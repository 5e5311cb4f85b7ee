#pragma once

#include "migrate/runner/run.h"

#include <string>

namespace migrate::runner {

/// Run a step whose section is marked transaction=off: its statements one by one, each committed on
/// its own, then the verify section and the bookkeeping. Gives its duration in ms. A failure is
/// recorded; what ran before it stays, and the error says so.
double run_outside(pg::Connection& connection,
                   const RunStep& step,
                   const RunOptions& options,
                   Progress& progress);

/// The history row of a failed step, in a transaction of its own. `started` is SQL: when it began.
void record_failed_step(pg::Connection& connection,
                        const RunStep& step,
                        const RunOptions& options,
                        const Error& error,
                        const std::string& started);

}  // namespace migrate::runner
