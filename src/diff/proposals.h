#pragma once

#include "diff/actions.h"
#include "migrate/diff/diff.h"

#include <vector>

namespace migrate::diff {

/// Drops and creates that look like renames: one gone and one new of the same parent, alike in all
/// but the name, and no third that could be meant. Nothing is done with them here.
std::vector<Rename> propose_renames(const catalog::Context& context, const Fates& fates);

/// The same of constraints and indexes, which hold nothing of their own.
std::vector<Rename> find_other_names(const catalog::Context& context, const Fates& fates);

}  // namespace migrate::diff
