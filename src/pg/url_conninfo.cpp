#include "migrate/base/strings.h"
#include "pg/url_parts.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <algorithm>
#include <cctype>
#include <memory>
#include <optional>

namespace migrate::pg {

namespace {

using Options = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

/// The first keyword that libpq does not know. Nothing after `password=` is looked at: a password
/// with a blank in it would be taken for a keyword, and shown.
std::optional<std::string> unknown_keyword(std::string_view text) {
  const auto& known = libpq_keywords();
  text = text.substr(0, text.find("pass"));
  for (const auto piece : split_at(text, ' ')) {
    const auto equals = piece.find('=');
    if (equals == std::string_view::npos) continue;
    const auto word = piece.substr(0, equals);
    const bool is_word = std::all_of(word.begin(), word.end(), [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
    });
    if (is_word && std::find(known.begin(), known.end(), word) == known.end())
      return std::string(word);
  }
  return std::nullopt;
}

/// libpq's own message repeats words of the text, so that it is not shown.
Error not_understood(std::string_view text) {
  if (const auto word = unknown_keyword(text)) {
    auto error = url_error(fmt::format("unknown key \"{}\" in the connection text", *word));
    if (const auto near = nearest(*word, libpq_keywords()))
      error.hint(fmt::format("did you mean \"{}\"?", *near));
    return error;
  }
  return url_error("the connection text is not a list of key=value")
      .hint(
          "a value with blanks, quotes or backslashes needs single quotes and a backslash before "
          R"(each ' and \: password='it\'s')");
}

Options parse(const std::string& text) {
  char* message = nullptr;
  Options out(PQconninfoParse(text.c_str(), &message), PQconninfoFree);
  PQfreemem(message);
  return out;
}

/// As a value in a connection text.
std::string quoted(std::string_view value) {
  if (!value.empty() && value.find_first_of(" \t\n\r'\\") == std::string_view::npos)
    return std::string(value);
  std::string out = "'";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

}  // namespace

std::optional<PublicConninfo> without_password(const std::string& conninfo) {
  const auto options = parse(conninfo);
  if (!options) return std::nullopt;
  PublicConninfo out;
  for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    // libpq marks with a star what a form should not show.
    if (std::string_view(option->dispchar).starts_with('*'))
      out.has_password = true;
    else
      out.text +=
          fmt::format("{}{}={}", out.text.empty() ? "" : " ", option->keyword, quoted(option->val));
  }
  return out;
}

void add_conninfo(const std::string& text, ConnectionParameters& out) {
  const auto options = parse(text);
  if (!options) throw not_understood(text);
  for (const auto* option = options.get(); option->keyword != nullptr; ++option)
    if (option->val != nullptr && *option->val != '\0')
      set_value(out, option->keyword, option->val);
}

}  // namespace migrate::pg
