#pragma once

#include <string_view>

namespace migrate::catalog {

/// Whether `*` (any text) and `?` (one character) in the glob make it the text.
bool matches(std::string_view glob, std::string_view text);

}  // namespace migrate::catalog
