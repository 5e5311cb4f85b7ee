#pragma once

#include "migrate/revision/revision_file.h"

namespace migrate::revision {

/// Throws Error(malformed_file) where a value does more than fill its placeholder: it ends the
/// string or the statement that it stands in, opens a quote, or begins a comment. The message names
/// the placeholder, never its value.
void check_values(const RevisionFile& file, const Section& section);

}  // namespace migrate::revision
