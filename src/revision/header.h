#pragma once

#include <cstddef>
#include <optional>
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

}  // namespace migrate::revision
