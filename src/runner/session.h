#pragma once

#include "migrate/runner/run.h"

namespace migrate::runner {

/// End the transaction that may be open, and give the session back as it was before a section.
/// Where no session is ours nothing is left to give back.
void reset_session(pg::Connection& connection, const RunOptions& options);

}  // namespace migrate::runner
