#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace migrate {

/// FIPS 180-4 SHA-256.
std::array<std::uint8_t, 32> sha256(std::string_view data);
std::string sha256_hex(std::string_view data);

}  // namespace migrate
