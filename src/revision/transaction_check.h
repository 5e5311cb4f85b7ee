#pragma once

#include "migrate/revision/revision_file.h"

namespace migrate::revision {

/// Throws Error(not_transactional) for a statement, as it is sent, that the section's transaction
/// mode cannot run, and for one that no section may hold.
void check_transaction_use(const RevisionFile& file, const Section& section);

}  // namespace migrate::revision
