#include "commands/inspect/key_columns.h"

#include "migrate/base/strings.h"
#include "migrate/sql/lexer.h"

namespace migrate::commands::inspect {

namespace {

using sql::TokenKind;

class Reader {
 public:
  explicit Reader(std::string_view definition) : text_(definition), lexer_(definition) {}

  KeyColumns run() {
    KeyColumns out;
    skip_to_parenthesis();
    out.columns = list();
    while (const auto token = lexer_.next()) {
      if (!equal_ignoring_case(text(*token), "references")) continue;
      out.table = skip_to_parenthesis();
      out.targets = list();
      break;
    }
    return out;
  }

 private:
  [[nodiscard]] std::string_view text(const sql::Token& token) const {
    return text_.substr(token.begin, token.end - token.begin);
  }

  [[nodiscard]] std::string name(const sql::Token& token) const {
    const auto word = text(token);
    if (token.kind != TokenKind::quoted_identifier) return std::string(word);
    return replace_all(std::string(word.substr(1, word.size() - 2)), "\"\"", "\"");
  }

  static bool is_name(const sql::Token& token) {
    return token.kind == TokenKind::word || token.kind == TokenKind::quoted_identifier;
  }

  /// The names before it.
  std::vector<std::string> skip_to_parenthesis() {
    std::vector<std::string> out;
    while (const auto token = lexer_.next()) {
      if (token->kind == TokenKind::open_parenthesis) break;
      if (is_name(*token)) out.push_back(name(*token));
    }
    return out;
  }

  /// The names up to its end.
  std::vector<std::string> list() {
    std::vector<std::string> out;
    while (const auto token = lexer_.next()) {
      if (token->kind == TokenKind::close_parenthesis) break;
      if (is_name(*token)) out.push_back(name(*token));
    }
    return out;
  }

  std::string_view text_;
  sql::Lexer lexer_;
};

}  // namespace

KeyColumns key_columns(std::string_view definition) {
  return Reader(definition).run();
}

}  // namespace migrate::commands::inspect
