#pragma once

#include "migrate/catalog/snapshot.h"
#include "migrate/diff/diff.h"

#include <string>

namespace migrate::commands {

/// What a value of `--rename` means where this is the schema to start from. Throws Error(usage).
diff::Rename rename_of(const std::string& word, const catalog::Snapshot& snapshot);

}  // namespace migrate::commands
