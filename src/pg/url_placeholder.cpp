#include "migrate/base/strings.h"
#include "pg/url_parts.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace migrate::pg {

namespace {

constexpr auto none = std::string_view::npos;

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-' || c == ' ';
  });
}

/// Lower case, one kind of separator.
std::string normalized(std::string_view text) {
  auto out = to_lower(text);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '_' || c == ' '; }, '-');
  return out;
}

/// Words that providers and tutorials put between brackets for people to replace.
bool is_placeholder_word(std::string_view text) {
  static constexpr std::array<std::string_view, 18> words{"password",
                                                          "db-password",
                                                          "database-password",
                                                          "pass",
                                                          "user",
                                                          "username",
                                                          "host",
                                                          "hostname",
                                                          "port",
                                                          "database",
                                                          "dbname",
                                                          "db-name",
                                                          "project-ref",
                                                          "project-id",
                                                          "ref",
                                                          "region",
                                                          "project",
                                                          "endpoint"};
  const auto word = normalized(text);
  return word.starts_with("your-") || word.starts_with("my-") ||
         std::find(words.begin(), words.end(), word) != words.end();
}

/// The placeholder that begins at the bracket `text.front()`; empty where there is none.
std::string_view bracketed_placeholder(std::string_view text) {
  static constexpr std::string_view open = "[<{";
  static constexpr std::string_view close = "]>}";
  const auto kind = open.find(text.front());
  if (kind == none) return {};
  const auto end = text.find(close[kind]);
  if (end == none) return {};
  const auto inner = text.substr(1, end - 1);
  return is_word(inner) && is_placeholder_word(inner) ? text.substr(0, end + 1)
                                                      : std::string_view{};
}

/// `${NAME}` that nobody replaced.
std::string_view variable(std::string_view text) {
  if (!text.starts_with("${")) return {};
  const auto end = text.find('}');
  if (end == none || !is_word(text.substr(2, end - 2))) return {};
  return text.substr(0, end + 1);
}

}  // namespace

void refuse_placeholders(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto rest = text.substr(at);
    if (const auto name = variable(rest); !name.empty())
      throw url_error(fmt::format("the database URL still holds {}", name))
          .hint("variables are replaced in the config file only, not in .env or in --url");
    if (const auto found = bracketed_placeholder(rest); !found.empty())
      throw url_error(fmt::format("the database URL still holds the placeholder {}", found))
          .hint("put the real value there");
  }
  if (normalized(text).find("your-password") != std::string::npos)
    throw url_error("the database URL still holds a placeholder where the password belongs")
        .hint("put the real password there");
}

}  // namespace migrate::pg
