#pragma once

#include "migrate/revision/revision.h"

#include <string>
#include <vector>

namespace migrate::revision {

/// An id or a label as a header line holds it: quoted where it has more than plain characters.
std::string header_value(const std::string& id);

/// `[a, b]`
std::string header_list(const std::vector<std::string>& ids);

/// The value of `down_revision`: `~`, an id, or a list for a merge.
std::string header_parents(const std::vector<RevisionId>& ids);

}  // namespace migrate::revision
