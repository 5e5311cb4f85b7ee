#pragma once

#include "migrate/diff/diff.h"

#include <string>
#include <vector>

namespace migrate::commands {

/// For people: of each change of a definition that has lines, those that go and those that come,
/// with some around them. Empty: there is none.
std::string changed_lines(const std::vector<diff::Change>& changes, bool color);

}  // namespace migrate::commands
