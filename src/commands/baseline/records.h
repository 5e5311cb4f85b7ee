#pragma once

#include "migrate/catalog/snapshot.h"

#include <string>
#include <vector>

namespace migrate::commands::baseline {

/// What to say of tables in which other migration tools keep what they have run.
std::vector<std::string> warn_of_records(const catalog::Snapshot& snapshot);

}  // namespace migrate::commands::baseline
