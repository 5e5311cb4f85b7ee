#include "config/document.h"

#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"

#include <algorithm>
#include <array>
#include <utility>

namespace migrate::config {

namespace {

constexpr auto none = std::string_view::npos;

/// Is the text at `at` the key before a colon, not the end of a longer word?
bool is_key_at(std::string_view text, std::size_t at, std::string_view key) {
  static constexpr std::string_view quotes = "\"'";
  if (at > 0 && std::string_view(" \t\r\n{,?\"'").find(text[at - 1]) == none) return false;
  auto after = at + key.size();
  if (after < text.size() && quotes.find(text[after]) != none) ++after;
  after = std::min(text.find_first_not_of(" \t", after), text.size());
  return after == text.size() || std::string_view(":,}\r\n").find(text[after]) != none;
}

std::size_t find_key_before(std::string_view text, std::size_t offset, std::string_view key) {
  while (offset > 0) {
    const auto at = text.rfind(key, offset - 1);
    if (at == none || is_key_at(text, at, key)) return at;
    offset = at;
  }
  return none;
}

yaml::Node parse_safely(std::string_view text, const std::string& file) {
  try {
    return yaml::parse(text, file);
  } catch (Error& error) {
    auto place = error.place();
    if (may_hold_secret(place.source_line)) place.source_line.clear();
    if (!may_hold_secret(error.message())) throw error.at(place);
    throw Error(ErrorCode::config, "not valid YAML").at(place);
  }
}

}  // namespace

bool may_hold_secret(std::string_view text) {
  static constexpr std::array<std::string_view, 7> signs{
      "://", "@", "pass", "pwd", "secret", "token", "credential"};
  const auto lower = to_lower(text);
  return std::any_of(signs.begin(), signs.end(), [&lower](std::string_view sign) {
    return lower.find(sign) != std::string::npos;
  });
}

Document::Document(std::string text, std::string file)
    : text_(std::move(text)), file_(std::move(file)), root_(parse_safely(text_, file_)) {}

Place Document::place(std::string_view key, const yaml::Node& value) const {
  if (value.kind == yaml::Node::Kind::null) return key_place(key, value);
  return safe_place(offset_of(value));
}

Place Document::key_place(std::string_view key, const yaml::Node& value) const {
  const auto offset = offset_of(value);
  const auto at = key.empty() ? none : find_key_before(text_, offset, key);
  return safe_place(at == none ? offset : at);
}

std::size_t Document::offset_of(const yaml::Node& node) const {
  if (node.line == 0) return 0;
  std::size_t begin = 0;
  for (std::size_t line = 1; line < node.line && begin < text_.size(); ++line)
    begin = std::min(text_.find('\n', begin), text_.size() - 1) + 1;
  return std::min(begin + node.column - 1, text_.size());
}

Place Document::safe_place(std::size_t offset) const {
  auto place = place_of(text_, offset, file_);
  if (may_hold_secret(place.source_line)) place.source_line.clear();
  return place;
}

}  // namespace migrate::config
