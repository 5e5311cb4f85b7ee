#include "config/readings.h"

#include "config/document.h"
#include "migrate/base/duration.h"
#include "migrate/base/pattern.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace migrate::config {

namespace {

std::optional<std::string> read_any(std::string_view written) {
  return std::string(written);
}

std::optional<std::string> read_filled(std::string_view written) {
  if (trim(written).empty()) return std::nullopt;
  return std::string(trim(written));
}

/// The words of YAML 1.1, which people write from habit.
std::optional<bool> read_boolean(std::string_view written) {
  static constexpr std::array<std::string_view, 3> yes{"true", "yes", "on"};
  static constexpr std::array<std::string_view, 3> no{"false", "no", "off"};
  const auto word = to_lower(written);
  if (std::find(yes.begin(), yes.end(), word) != yes.end()) return true;
  if (std::find(no.begin(), no.end(), word) != no.end()) return false;
  return std::nullopt;
}

std::optional<std::size_t> read_count(std::string_view written, std::size_t least) {
  std::size_t number = 0;
  const auto* const end = written.data() + written.size();
  const auto [stop, failed] = std::from_chars(written.data(), end, number);
  if (failed != std::errc{} || stop != end || number < least) return std::nullopt;
  return number;
}

std::optional<std::optional<Milliseconds>> read_duration_or_auto(std::string_view written) {
  if (written == "auto") return std::optional<Milliseconds>();
  const auto time = parse_duration(written);
  if (!time) return std::nullopt;
  return time;
}

}  // namespace

Reading<std::string> text() {
  return {.read = read_any, .expected = "a text"};
}

Reading<std::string> name() {
  return {.read = read_filled, .expected = "a name"};
}

Reading<std::string> folder() {
  return {.read = read_filled, .expected = "a folder"};
}

Reading<bool> boolean() {
  return {.read = read_boolean, .expected = "true or false"};
}

Reading<std::size_t> count(std::size_t least) {
  return {.read = [least](std::string_view written) { return read_count(written, least); },
          .expected = fmt::format("a whole number from {}", least)};
}

Reading<Milliseconds> duration() {
  return {.read = parse_duration, .expected = "a duration such as 250ms, 60s or 2min"};
}

Reading<std::optional<Milliseconds>> duration_or_auto() {
  return {.read = read_duration_or_auto, .expected = "auto or a duration such as 2s"};
}

Reading<std::string> pattern(std::initializer_list<std::string_view> more) {
  PatternFields fields{{"table", {}}, {"columns", {}}};
  std::string shown = "%(table)s, %(columns)s";
  for (const auto field : more) {
    fields.emplace_back(field, "");
    shown += fmt::format(", %({})s", field);
  }
  return {.read = [fields](std::string_view written) -> std::optional<std::string> {
            if (!fill_pattern(written, fields)) return std::nullopt;
            return std::string(written);
          },
          .expected = fmt::format("a pattern with no other fields than {} (and %% for %)", shown)};
}

std::string any_of(const std::vector<std::string>& words) {
  if (words.size() < 2) return join(words, "");
  return join(std::span(words).first(words.size() - 1), ", ") + " or " + words.back();
}

Error wrong_value(const Text& text, std::string_view expected) {
  std::string got;
  if (text.has_variables())
    got = " after its variables are replaced";
  else if (trim(text.raw).empty())
    got = ", not empty";
  else if (!may_hold_secret(text.raw))
    got = fmt::format(", not \"{}\"", text.raw);
  Error error(ErrorCode::config, fmt::format("\"{}\" must be {}{}", text.key, expected, got));
  error.at(text.place);
  return error;
}

}  // namespace migrate::config
