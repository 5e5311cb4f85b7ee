#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace migrate::sql {

enum class TokenKind {
  word,               ///< keyword or unquoted identifier
  quoted_identifier,  ///< "name", U&"name"
  string,             ///< 'text' and its prefixed forms: E'', B'', X'', N'', U&''
  dollar_string,      ///< $tag$text$tag$
  number,
  semicolon,
  open_parenthesis,
  close_parenthesis,
  symbol,  ///< one byte of an operator, or a parameter such as $1
  line_comment,
  block_comment,
  backslash,  ///< outside quotes: where psql would read a command
};

/// A lexical unit, as byte offsets into the text. `finished` is false where the text ends inside
/// a quoted token or a block comment.
struct Token {
  TokenKind kind = TokenKind::symbol;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool finished = true;

  [[nodiscard]] bool is_comment() const {
    return kind == TokenKind::line_comment || kind == TokenKind::block_comment;
  }
};

/// Reads SQL as psql does (PostgreSQL manual, "Lexical Structure"; comments nest, a dollar quote
/// does not begin inside an identifier). It knows no grammar. The text must outlive the lexer.
class Lexer {
 public:
  explicit Lexer(std::string_view text, std::size_t from = 0) : text_(text), at_(from) {}

  /// The next token, blanks skipped; nothing at the end of the text.
  std::optional<Token> next();

  [[nodiscard]] std::size_t position() const { return at_; }

  void seek(std::size_t offset) { at_ = offset; }

  /// `off`: a backslash escapes in plain strings too (standard_conforming_strings = off).
  void set_standard_strings(bool on) { standard_strings_ = on; }

 private:
  [[nodiscard]] char peek(std::size_t ahead = 0) const;
  Token line_comment();
  Token block_comment();
  Token quoted(TokenKind kind, std::size_t begin, std::size_t quote, bool backslash_escapes);
  /// The opening quote of the part that follows a string on a later line: it is the same string,
  /// read by the same rules (PostgreSQL manual, "String Constants").
  [[nodiscard]] std::optional<std::size_t> continuation(std::size_t at) const;
  Token word();
  Token dollar();
  Token number();
  Token single(TokenKind kind);

  std::string_view text_;
  std::size_t at_ = 0;
  bool standard_strings_ = true;
};

}  // namespace migrate::sql
