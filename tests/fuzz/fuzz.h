#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

/// What the fuzz targets share. Each is one file with one LLVMFuzzerTestOneInput; libFuzzer makes
/// the program from it.
namespace migrate::fuzz {

/// An invariant: its breach ends the program, and libFuzzer keeps the input.
inline void require(bool holds, std::string_view what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %.*s\n", static_cast<int>(what.size()), what.data());
  std::abort();
}

/// A known password does not stand in what people see.
inline void require_hidden(std::string_view secret, std::string_view shown) {
  if (shown.find(secret) == std::string_view::npos) return;
  std::fprintf(
      stderr, "broken: a password is shown: %.*s\n", static_cast<int>(shown.size()), shown.data());
  std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

}  // namespace migrate::fuzz
