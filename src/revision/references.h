#pragma once

#include "migrate/base/error.h"
#include "migrate/revision/revision.h"

#include <string_view>

namespace migrate::revision {

class Graph;

// What a graph's builder may find wrong with ids, labels and references: errors placed at the
// revision that is at fault, with what was probably meant.

Error duplicate_id(const Revision& first, const Revision& second);
Error replaced_is_there(const Revision& replaced, const Revision& by);
Error replaced_twice(std::string_view id, const Revision& first, const Revision& second);
Error duplicate_label(std::string_view label, const Revision& first, const Revision& second);
Error label_is_an_id(std::string_view label, const Revision& named, const Revision& labelled);

/// `key`: down_revision or depends_on.
Error missing_reference(const Graph& graph,
                        const Revision& revision,
                        std::string_view key,
                        std::string_view name);

}  // namespace migrate::revision
