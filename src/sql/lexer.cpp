#include "migrate/sql/lexer.h"

#include "migrate/base/strings.h"

#include <algorithm>

namespace migrate::sql {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

bool starts_identifier(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool continues_identifier(char c) {
  return starts_identifier(c) || is_digit(c) || c == '$';
}

}  // namespace

char Lexer::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

std::optional<Token> Lexer::next() {
  at_ = text_.find_first_not_of(" \t\r\n\f\v", at_);
  if (at_ == std::string_view::npos) {
    at_ = text_.size();
    return std::nullopt;
  }
  const char c = peek();
  if (c == '-' && peek(1) == '-') return line_comment();
  if (c == '/' && peek(1) == '*') return block_comment();
  if (c == '\'') return quoted(TokenKind::string, at_, at_, !standard_strings_);
  if (c == '"') return quoted(TokenKind::quoted_identifier, at_, at_, false);
  if (c == '$') return dollar();
  if (starts_identifier(c)) return word();
  if (is_digit(c)) return number();
  switch (c) {
    case ';':
      return single(TokenKind::semicolon);
    case '(':
      return single(TokenKind::open_parenthesis);
    case ')':
      return single(TokenKind::close_parenthesis);
    case '\\':
      return single(TokenKind::backslash);
    default:
      return single(TokenKind::symbol);
  }
}

Token Lexer::single(TokenKind kind) {
  const auto begin = at_++;
  return {.kind = kind, .begin = begin, .end = at_};
}

Token Lexer::line_comment() {
  const auto begin = at_;
  at_ = std::min(text_.find_first_of("\r\n", at_), text_.size());
  return {.kind = TokenKind::line_comment, .begin = begin, .end = at_};
}

Token Lexer::block_comment() {
  const auto begin = at_;
  std::size_t depth = 1;
  at_ += 2;
  while (at_ < text_.size() && depth > 0) {
    if (peek() == '/' && peek(1) == '*') {
      ++depth;
      at_ += 2;
    } else if (peek() == '*' && peek(1) == '/') {
      --depth;
      at_ += 2;
    } else {
      ++at_;
    }
  }
  return {.kind = TokenKind::block_comment, .begin = begin, .end = at_, .finished = depth == 0};
}

Token Lexer::quoted(TokenKind kind, std::size_t begin, std::size_t quote, bool backslash_escapes) {
  const char mark = text_[quote];
  for (at_ = quote + 1; at_ < text_.size(); ++at_) {
    if (backslash_escapes && peek() == '\\') {
      ++at_;
    } else if (peek() == mark && peek(1) == mark) {
      ++at_;
    } else if (peek() == mark) {
      const auto next = backslash_escapes ? continuation(at_ + 1) : std::nullopt;
      if (!next) return {.kind = kind, .begin = begin, .end = ++at_};
      at_ = *next;
    }
  }
  at_ = text_.size();
  return {.kind = kind, .begin = begin, .end = at_, .finished = false};
}

std::optional<std::size_t> Lexer::continuation(std::size_t at) const {
  bool on_new_line = false;
  for (; at < text_.size(); ++at) {
    const char c = text_[at];
    if (c == '-' && text_.substr(at).starts_with("--")) {
      at = std::min(text_.find_first_of("\r\n", at), text_.size()) - 1;
    } else if (c == '\n' || c == '\r') {
      on_new_line = true;
    } else if (c != ' ' && c != '\t' && c != '\f' && c != '\v') {
      break;
    }
  }
  return on_new_line && at < text_.size() && text_[at] == '\'' ? std::optional(at) : std::nullopt;
}

Token Lexer::word() {
  const auto begin = at_;
  while (at_ < text_.size() && continues_identifier(text_[at_]))
    ++at_;
  const auto prefix = to_lower(text_.substr(begin, std::min<std::size_t>(at_ - begin, 2)));
  if (at_ - begin == 1 && peek() == '\'') {
    if (prefix == "e") return quoted(TokenKind::string, begin, at_, true);
    if (prefix == "n") return quoted(TokenKind::string, begin, at_, !standard_strings_);
    if (prefix == "b" || prefix == "x") return quoted(TokenKind::string, begin, at_, false);
  }
  if (at_ - begin == 1 && prefix == "u" && peek() == '&') {
    if (peek(1) == '\'') return quoted(TokenKind::string, begin, at_ + 1, false);
    if (peek(1) == '"') return quoted(TokenKind::quoted_identifier, begin, at_ + 1, false);
  }
  return {.kind = TokenKind::word, .begin = begin, .end = at_};
}

Token Lexer::dollar() {
  const auto begin = at_;
  auto tag_end = at_ + 1;
  if (tag_end < text_.size() && starts_identifier(text_[tag_end]))
    while (tag_end < text_.size() && text_[tag_end] != '$' && continues_identifier(text_[tag_end]))
      ++tag_end;
  if (tag_end < text_.size() && text_[tag_end] == '$') {
    const auto tag = text_.substr(begin, tag_end + 1 - begin);
    const auto close = text_.find(tag, tag_end + 1);
    const bool finished = close != std::string_view::npos;
    at_ = finished ? close + tag.size() : text_.size();
    return {.kind = TokenKind::dollar_string, .begin = begin, .end = at_, .finished = finished};
  }
  ++at_;
  while (is_digit(peek()))
    ++at_;
  return {.kind = TokenKind::symbol, .begin = begin, .end = at_};
}

Token Lexer::number() {
  const auto begin = at_;
  while (at_ < text_.size() &&
         (peek() == '.' || (continues_identifier(text_[at_]) && text_[at_] != '$')))
    ++at_;
  return {.kind = TokenKind::number, .begin = begin, .end = at_};
}

}  // namespace migrate::sql
