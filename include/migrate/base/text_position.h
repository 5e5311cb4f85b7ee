#pragma once

#include "migrate/base/error.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace migrate {

/// Place of a byte offset in a text: line, column in characters and the line itself, both from 1.
Place place_of(std::string_view text, std::size_t offset, std::string file);

/// Number of the line that holds the byte offset, from 1.
std::size_t line_of(std::string_view text, std::size_t offset);

}  // namespace migrate
