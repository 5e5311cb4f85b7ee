#include "migrate/base/strings.h"
#include "migrate/config/environment.h"

#include <algorithm>
#include <cctype>

namespace migrate::config {

namespace {

bool is_name_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' || c == '-';
}

/// What a backslash and the character after it stand for between double quotes.
std::string escaped(char c) {
  switch (c) {
    case 'n':
      return "\n";
    case 'r':
      return "\r";
    case 't':
      return "\t";
    case '"':
    case '\\':
    case '$':
      return {c};
    default:
      return {'\\', c};
  }
}

/// Walks over the text line by line; a value in quotes may hold line breaks.
class Reader {
 public:
  Reader(std::string_view text, const std::string& file) : text_(text), file_(file) {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
  }

  Environment::Variables read() {
    Environment::Variables out;
    for (; !text_.empty(); end_line()) {
      skip_blanks();
      if (at_line_end()) continue;
      auto name = read_name();
      out.insert_or_assign(std::move(name), read_value());
    }
    return out;
  }

 private:
  [[nodiscard]] char front() const { return text_.empty() ? '\n' : text_.front(); }

  char take() {
    const char c = text_.front();
    if (c == '\n') ++line_;
    text_.remove_prefix(1);
    return c;
  }

  void skip_blanks() {
    while (front() == ' ' || front() == '\t')
      take();
  }

  /// At the line's end, a `\r` before it or a comment.
  [[nodiscard]] bool at_line_end() const {
    return front() == '\n' || front() == '#' || text_.starts_with("\r\n") || text_ == "\r";
  }

  void end_line() {
    while (!text_.empty() && take() != '\n') {
    }
  }

  std::string read_name() {
    auto name = take_name();
    if (name == "export" && (front() == ' ' || front() == '\t')) {
      skip_blanks();
      name = take_name();
    }
    if (name.empty() || std::isdigit(static_cast<unsigned char>(name.front())) != 0)
      throw malformed("expected NAME=VALUE", line_);
    skip_blanks();
    if (front() != '=') throw malformed("expected `=` after the name", line_);
    take();
    return name;
  }

  std::string take_name() {
    const auto* const end = std::find_if_not(text_.begin(), text_.end(), is_name_character);
    const auto size = static_cast<std::size_t>(end - text_.begin());
    std::string name(text_.substr(0, size));
    text_.remove_prefix(size);
    return name;
  }

  std::string read_value() {
    const auto before = text_;
    skip_blanks();
    if (front() == '"' || front() == '\'') return read_quoted(take());
    text_ = before;
    auto value = text_.substr(0, text_.find('\n'));
    for (std::size_t at = 1; at < value.size(); ++at)
      if (value[at] == '#' && (value[at - 1] == ' ' || value[at - 1] == '\t'))
        value = value.substr(0, at);
    return std::string(trim(value));
  }

  std::string read_quoted(char quote) {
    const auto start = line_;
    std::string value;
    for (;;) {
      if (text_.empty()) throw malformed("a quote is not closed", start);
      const char c = take();
      if (c == quote) break;
      if (c == '\\' && quote == '"' && !text_.empty())
        value += escaped(take());
      else if (c == '\\' && front() == quote)
        value += take();
      else
        value += c;
    }
    skip_blanks();
    if (!at_line_end()) throw malformed("text after the closing quote", line_);
    return value;
  }

  [[nodiscard]] Error malformed(const std::string& what, std::size_t line) const {
    Error error(ErrorCode::config, "malformed line: " + what);
    error.at({.file = file_, .line = line, .column = 0, .source_line = {}});
    return error;
  }

  std::string_view text_;
  const std::string& file_;
  std::size_t line_ = 1;
};

}  // namespace

Environment::Variables parse_env_file(std::string_view text, const std::string& file) {
  return Reader(text, file).read();
}

}  // namespace migrate::config
