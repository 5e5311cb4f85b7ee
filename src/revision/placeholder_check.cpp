#include "revision/placeholder_check.h"

#include "migrate/base/error.h"
#include "migrate/base/text_position.h"
#include "migrate/sql/lexer.h"
#include "revision/splice.h"

#include <fmt/core.h>

namespace migrate::revision {

namespace {

using sql::Token;
using sql::TokenKind;

bool is_quoted(TokenKind kind) {
  return kind == TokenKind::string || kind == TokenKind::dollar_string ||
         kind == TokenKind::quoted_identifier;
}

/// Tokens that must be the same with and without the values.
bool is_fixed(const Token& token) {
  return is_quoted(token.kind) || token.is_comment();
}

std::vector<Token> fixed_tokens(std::string_view text,
                                const sql::Statement& statement,
                                std::size_t from) {
  std::vector<Token> out;
  sql::Lexer lexer(text, from);
  lexer.set_standard_strings(statement.standard_strings);
  while (const auto token = lexer.next())
    if (is_fixed(*token) || !token->finished) out.push_back(*token);
  return out;
}

/// One statement, lexed with and without its values.
class StatementCheck {
 public:
  StatementCheck(const RevisionFile& file, const sql::Statement& statement)
      : file_(file), statement_(statement), sent_(file, statement.begin, statement.end) {}

  void run() const {
    if (sent_.replacements().empty()) return;
    check_quotes();
    check_separators();
  }

 private:
  /// Every string and comment is where it was; new strings stand inside one value.
  void check_quotes() const {
    const auto before = fixed_tokens(
        std::string_view(file_.text).substr(0, statement_.end), statement_, statement_.begin);
    auto expected = before.begin();
    for (const auto& token : fixed_tokens(sent_.text(), statement_, 0)) {
      if (expected != before.end() && is_same(*expected, token)) {
        ++expected;
        continue;
      }
      const auto* value = sent_.value_at(token.end - 1);
      if (token.finished && is_quoted(token.kind) && value != nullptr &&
          token.begin >= sent_.to_sent(value->begin))
        continue;
      throw broken(expected == before.end() ? nullptr : &*expected, token);
    }
    if (expected != before.end()) throw broken(&*expected, *expected);
  }

  [[nodiscard]] bool is_same(const Token& before, const Token& sent) const {
    return before.kind == sent.kind && sent.finished && sent_.to_sent(before.begin) == sent.begin &&
           sent_.to_sent(before.end) == sent.end;
  }

  void check_separators() const {
    sql::Lexer lexer(sent_.text());
    lexer.set_standard_strings(statement_.standard_strings);
    while (const auto token = lexer.next()) {
      if (token->kind != TokenKind::semicolon && token->kind != TokenKind::backslash) continue;
      if (const auto* value = sent_.value_at(token->begin)) throw makes_more(*value);
    }
  }

  /// `expected`: the quoted token or comment that the values have changed, if one was left.
  [[nodiscard]] Error broken(const Token* expected, const Token& found) const {
    for (const auto& value : sent_.replacements())
      if (expected != nullptr && value.begin > expected->begin && value.end < expected->end)
        return fail(value, fmt::format("would end the {} that it stands in", name_of(*expected)))
            .hint(expected->kind == TokenKind::dollar_string
                      ? "it holds the end of the dollar quote: give that another tag"
                      : "double the quotes in it; where backslashes escape, those too");
    if (const auto* value = sent_.value_at(found.begin)) return makes_more(*value);
    const auto* last = &sent_.replacements().front();
    for (const auto& value : sent_.replacements())
      if (sent_.to_sent(value.begin) <= found.begin) last = &value;
    return makes_more(*last);
  }

  static std::string_view name_of(const Token& token) {
    return token.kind == TokenKind::quoted_identifier ? "quoted identifier" : "string";
  }

  [[nodiscard]] Error makes_more(const Replacement& value) const {
    return fail(value, "would make a new statement, comment or quote")
        .hint(
            "outside of strings a value holds no `;`, no comment, no backslash and no half string");
  }

  [[nodiscard]] Error fail(const Replacement& value, std::string_view what) const {
    return Error(ErrorCode::malformed_file, fmt::format("the value of ${{{}}} {}", value.key, what))
        .at(place_of(file_.text, value.begin, file_.header.file));
  }

  const RevisionFile& file_;
  const sql::Statement& statement_;
  Splice sent_;
};

/// What the rest lets through: values that close parentheses or a body, or that are no statement,
/// or change how the text behind them is read.
void check_cut(const RevisionFile& file, const Section& section) {
  const Splice sent(file, section.begin, section.end);
  if (sent.replacements().empty()) return;
  const auto fail = [&](std::size_t offset) {
    const auto* culprit = &sent.replacements().front();
    for (const auto& value : sent.replacements())
      if (value.begin <= offset) culprit = &value;
    return Error(ErrorCode::malformed_file,
                 fmt::format("with the value of ${{{}}} the section is cut into other statements",
                             culprit->key))
        .at(place_of(file.text, culprit->begin, file.header.file))
        .hint("a value fills a place in one statement, which must not be empty");
  };
  auto expected = section.statements.begin();
  for (const auto& piece : sql::split(sent.text())) {
    if (piece.kind == sql::PieceKind::backslash) continue;
    const auto& found = piece.statement;
    if (piece.kind != sql::PieceKind::statement || expected == section.statements.end() ||
        found.begin < sent.to_sent(expected->begin) || found.end > sent.to_sent(expected->end) ||
        found.has_copy_data != expected->has_copy_data)
      throw fail(expected == section.statements.end() ? section.end : expected->end);
    ++expected;
  }
  if (expected != section.statements.end()) throw fail(expected->end);
}

}  // namespace

void check_values(const RevisionFile& file, const Section& section) {
  for (const auto& statement : section.statements)
    StatementCheck(file, statement).run();
  check_cut(file, section);
}

}  // namespace migrate::revision
