#include "catalog/acl.h"

#include <algorithm>
#include <cstddef>
#include <map>

namespace migrate::catalog {

namespace {

/// A role's name at the beginning of `text`, taken off it: in double quotes where it needs them.
std::string take_name(std::string_view& text) {
  std::string out;
  if (!text.starts_with('"')) {
    const auto end = std::min(text.find_first_of("=/"), text.size());
    out = text.substr(0, end);
    text.remove_prefix(end);
    return out;
  }
  std::size_t at = 1;
  for (; at < text.size(); ++at) {
    if (text[at] == '"') {
      if (at + 1 >= text.size() || text[at + 1] != '"') break;
      ++at;
    }
    out += text[at];
  }
  text.remove_prefix(std::min(at + 1, text.size()));
  return out;
}

/// `r*w` with its letters in the order of the alphabet.
std::string sorted(std::string_view privileges) {
  std::vector<std::string> letters;
  for (const char c : privileges) {
    if (c == '*')
      letters.back() += c;
    else
      letters.emplace_back(1, c);
  }
  std::ranges::sort(letters);
  std::string out;
  for (const auto& letter : letters)
    out += letter;
  return out;
}

}  // namespace

std::vector<std::string> parse_array(std::string_view text) {
  std::vector<std::string> out;
  if (text.size() < 2) return out;
  text = text.substr(1, text.size() - 2);
  while (!text.empty()) {
    std::string item;
    if (text.starts_with('"')) {
      std::size_t at = 1;
      for (; at < text.size() && text[at] != '"'; ++at) {
        if (text[at] == '\\') ++at;
        item += text[at];
      }
      text.remove_prefix(std::min(at + 1, text.size()));
    } else {
      const auto end = std::min(text.find(','), text.size());
      item = text.substr(0, end);
      text.remove_prefix(end);
    }
    if (text.starts_with(',')) text.remove_prefix(1);
    out.push_back(std::move(item));
  }
  return out;
}

std::vector<Right> parse_acl(std::string_view text) {
  std::vector<Right> out;
  for (const auto& item : parse_array(text)) {
    std::string_view rest = item;
    Right right;
    right.grantee = take_name(rest);
    if (rest.starts_with('=')) rest.remove_prefix(1);
    const auto slash = std::min(rest.find('/'), rest.size());
    right.privileges = sorted(rest.substr(0, slash));
    rest.remove_prefix(std::min(slash + 1, rest.size()));
    right.grantor = take_name(rest);
    out.push_back(std::move(right));
  }
  return out;
}

}  // namespace migrate::catalog
