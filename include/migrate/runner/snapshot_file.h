#pragma once

#include "migrate/base/json.h"
#include "migrate/catalog/snapshot.h"

#include <string>

namespace migrate::runner {

/// A snapshot for a file; addresses are left out, since they are those of one server.
Json snapshot_json(const catalog::Snapshot& snapshot);

/// The same as text, with a line for each object: what has changed shows in a diff of two files.
std::string snapshot_text(const catalog::Snapshot& snapshot);

/// What snapshot_json gave. Throws Error(malformed_file) in `file` for anything else, and for kinds
/// and properties that this version does not know.
catalog::Snapshot read_snapshot(const Json& json, const std::string& file);

}  // namespace migrate::runner
