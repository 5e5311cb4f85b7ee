#pragma once

#include "migrate/revision/revision.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace migrate::revision {

/// `-- key: value`, taken apart.
struct HeaderLine {
  std::string_view key;
  std::string_view value;
  std::size_t key_offset = 0;  ///< in the line
  bool is_glued = false;       ///< no blank after the colon
};

/// Nothing where the line has not that form.
std::optional<HeaderLine> header_line(std::string_view line);

/// Whether the file format has a header key of that name.
bool is_header_key(std::string_view name);

/// The header of a file that is no revision, if it has one. Throws as parse_header does, and
/// Error(malformed_file) for a key of the graph.
Revision parse_header_outside_graph(std::string_view text, const std::string& file);

}  // namespace migrate::revision
