#pragma once

#include "migrate/revision/revision_file.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace migrate::revision {

/// A file outside the graph whose upgrade section runs again whenever it has changed, for views,
/// functions and grants; its downgrade section takes that back. `header.id` of the result is `key`.
/// The header may be left out; of its keys those of the graph are errors, but for `depends_on`,
/// which names other such files. Throws as parse_revision_file does, and Error(malformed_file) for
/// `transaction=off`.
RevisionFile parse_repeatable_file(std::string text, const std::string& file, std::string key);

/// A downgrade section of such a file out of the history.
RevisionFile stored_repeatable_downgrade(std::string key,
                                         std::string_view sql,
                                         std::string_view options);

/// What one such file needs.
struct RepeatableNode {
  std::string key;
  std::vector<std::string> depends_on;  ///< keys; those that no node has are passed over
};

/// The places of the nodes in `nodes`, each behind all that it depends on, else by key. Throws
/// Error(dependency_cycle) with the keys of a circle.
std::vector<std::size_t> repeatable_order(std::span<const RepeatableNode> nodes);

/// The key that `text` in a depends_on means: a whole key, or the end of exactly one, from a `/`
/// on, with or without `.sql`. Throws Error(missing_reference, ambiguous_prefix).
std::string resolve_repeatable(std::string_view text, std::span<const std::string> keys);

}  // namespace migrate::revision
