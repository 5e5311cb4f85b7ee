#pragma once

#include <string_view>

namespace migrate {

/// This program's version: `0.1.0`.
std::string_view version();

}  // namespace migrate
