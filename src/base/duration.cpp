#include "migrate/base/duration.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <array>
#include <charconv>
#include <utility>

namespace migrate {

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::int64_t>, 6> units{
      {{"", 1000}, {"ms", 1}, {"s", 1000}, {"min", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}}};
  text = trim(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || number < 0 || number > 1'000'000'000) return std::nullopt;
  const auto unit = trim(text.substr(static_cast<std::size_t>(end - text.data())));
  for (const auto& [name, factor] : units)
    if (unit == name) return std::chrono::milliseconds(number * factor);
  return std::nullopt;
}

std::string format_duration(std::chrono::duration<double, std::milli> time) {
  const double ms = time.count();
  if (ms < 1000) return fmt::format("{:.0f} ms", ms);
  if (ms < 60'000) return fmt::format("{:.1f} s", ms / 1000);
  const auto seconds = static_cast<long>(ms / 1000);
  return fmt::format("{} min {} s", seconds / 60, seconds % 60);
}

}  // namespace migrate
