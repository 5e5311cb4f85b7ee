#pragma once

#include "migrate/pg/connection.h"

#include <string>
#include <vector>

namespace migrate::runner {

/// A run's databases on a server of others are named `migrate_shadow_PID_TIME_` and a number; this
/// is all but the number. As long as the run lives it holds an advisory lock for it.
std::string new_shadow_prefix();

/// Until this connection ends.
void hold_shadow_prefix(pg::Connection& connection, const std::string& prefix);

/// The databases so named on that server whose run is gone: it was killed, or lost the server.
std::vector<std::string> shadow_leftovers(pg::Connection& connection);

}  // namespace migrate::runner
