#include "migrate/revision/requirements.h"

#include "migrate/base/strings.h"
#include "migrate/revision/revision_file.h"
#include "migrate/sql/lexer.h"

#include <algorithm>
#include <string_view>

namespace migrate::revision {

namespace {

using Words = std::vector<std::string>;

/// What the server makes of a name: folded, or what its quotes hold.
std::string name_in(sql::TokenKind kind, std::string_view text) {
  if (kind == sql::TokenKind::word) return to_lower(text);
  const auto begin = text.find('"');
  return replace_all(std::string(text.substr(begin + 1, text.size() - begin - 2)), "\"\"", "\"");
}

/// What stands between the quotes of a string.
std::string_view inside(const sql::Token& token, std::string_view text) {
  if (!token.finished) return {};
  const bool is_dollar = token.kind == sql::TokenKind::dollar_string;
  const auto begin = (is_dollar ? text.find('$', 1) : text.find('\'')) + 1;
  return text.substr(begin, text.size() - begin - (is_dollar ? begin : 1));
}

/// Names and keywords in their order. A string or a body may be SQL that runs: its words are taken
/// between two empty ones, so that nothing is read across its ends.
// NOLINTNEXTLINE(misc-no-recursion): as deep as the quotes
void add_words(std::string_view text, Words& out) {
  sql::Lexer lexer(text);
  while (const auto token = lexer.next()) {
    const auto own = text.substr(token->begin, token->end - token->begin);
    switch (token->kind) {
      case sql::TokenKind::word:
      case sql::TokenKind::quoted_identifier:
        out.push_back(name_in(token->kind, own));
        break;
      case sql::TokenKind::string:
      case sql::TokenKind::dollar_string:
        out.emplace_back();
        add_words(inside(*token, own), out);
        out.emplace_back();
        break;
      case sql::TokenKind::line_comment:
      case sql::TokenKind::block_comment:
        break;
      default:
        out.emplace_back();
    }
  }
}

Words words_of(const RevisionFile& file) {
  Words out;
  if (!file.upgrade) return out;
  for (const auto& statement : file.upgrade->statements) {
    add_words(statement.text(file.text), out);
    out.emplace_back();
  }
  return out;
}

bool holds(const Words& words, const Words& wanted) {
  return std::search(words.begin(), words.end(), wanted.begin(), wanted.end()) != words.end();
}

}  // namespace

std::string shown(const std::vector<VersionBound>& bounds) {
  std::vector<std::string> parts;
  for (const auto& bound : bounds)
    parts.push_back(bound.comparison + " " + bound.version);
  return join(parts, ", ");
}

std::string shown(const Requirement& requirement) {
  const auto bounds = requirement.bounds.empty() ? "" : " " + shown(requirement.bounds);
  switch (requirement.kind) {
    case Requirement::Kind::server:
      break;
    case Requirement::Kind::extension:
      return "extension " + requirement.name + bounds;
    case Requirement::Kind::role:
      return "role " + requirement.name;
  }
  return "server" + bounds;
}

bool creates(const RevisionFile& file, const Requirement& requirement) {
  const auto words = words_of(file);
  const auto& name = requirement.name;
  if (requirement.kind == Requirement::Kind::extension)
    return holds(words, {"create", "extension", name}) ||
           holds(words, {"create", "extension", "if", "not", "exists", name});
  return requirement.kind == Requirement::Kind::role &&
         (holds(words, {"create", "role", name}) || holds(words, {"create", "user", name}) ||
          holds(words, {"create", "group", name}));
}

bool updates_extension(const RevisionFile& file, const std::string& name) {
  return holds(words_of(file), {"alter", "extension", name, "update"});
}

}  // namespace migrate::revision
