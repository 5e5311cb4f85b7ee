#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace migrate {

/// `250ms`, `60s`, `2min`, `1h`, `1d`; a bare number counts seconds. Nothing on anything else.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

/// For people: `12 ms`, `3.4 s`, `2 min 5 s`.
std::string format_duration(std::chrono::duration<double, std::milli> time);

}  // namespace migrate
