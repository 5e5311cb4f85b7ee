#include "catalog/canonical.h"

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::catalog {

namespace {

constexpr std::string_view opening = "(ARRAY[";
constexpr std::string_view closing = ")::text[]";

/// Where what is quoted from `at` on ends.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool escapes = quote == '\'' && at > 0 && text[at - 1] == 'E';
  for (++at; at < text.size() && text[at] != quote; ++at)
    if (escapes && text[at] == '\\') ++at;
  return at < text.size() ? at + 1 : text.size();
}

struct Elements {
  std::vector<std::string_view> all;
  std::size_t end = 0;  ///< of the bracket behind them; 0: there is none
};

Elements elements_of(std::string_view text, std::size_t at) {
  Elements out;
  auto begin = at;
  for (int depth = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == ']')) {
      out.all.push_back(text.substr(begin, at - begin));
      begin = at + 2;
      out.end = at + 1;
      if (c == ']') return out;
    }
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    ++at;
  }
  return {};
}

std::string in_text(const std::vector<std::string_view>& elements) {
  std::string out;
  for (const auto element : elements)
    out += (out.empty() ? "(" : ", (") + std::string(element) + ")::text";
  return "ARRAY[" + out + "]";
}

}  // namespace

void make_canonical(std::string& definition) {
  const std::string_view text = definition;
  if (text.find(closing) == std::string_view::npos) return;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto end = at + 1;
    if (text[at] == '\'' || text[at] == '"') end = skip_quoted(text, at);
    if (text.substr(at).starts_with(opening)) {
      const auto elements = elements_of(text, at + opening.size());
      if (elements.end != 0 && text.substr(elements.end).starts_with(closing)) {
        out += in_text(elements.all);
        at = elements.end + closing.size();
        continue;
      }
    }
    out += text.substr(at, end - at);
    at = end;
  }
  definition = std::move(out);
}

}  // namespace migrate::catalog
