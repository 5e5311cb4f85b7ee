#include "runner/shadow_statement.h"

#include "migrate/base/strings.h"
#include "migrate/sql/classify.h"
#include "migrate/sql/lexer.h"
#include "migrate/sql/parse_tree.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::runner {

namespace {

using Words = std::vector<std::string>;

constexpr std::size_t most_words = 400;

std::string_view at(const Words& words, std::size_t i) {
  return i < words.size() ? std::string_view(words[i]) : std::string_view{};
}

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

constexpr std::array<std::string_view, 5> shared_kinds{
    "role", "user", "group", "database", "tablespace"};
constexpr std::array<std::string_view, 3> shared_targets{"database", "tablespace", "parameter"};

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

/// CREATE, ALTER or DROP of something that belongs to the server, at that word.
bool defines_shared(const Words& words, std::size_t i) {
  if (at(words, i) != "create" && at(words, i) != "alter" && at(words, i) != "drop") return false;
  if (at(words, i) == "alter" && at(words, i + 1) == "system") return true;
  return is_one_of(at(words, i + 1), shared_kinds) && at(words, i + 2) != "mapping";
}

/// GRANT and REVOKE: of a role (without ON), or on something of the server.
std::optional<std::string> granted_outside(const Words& words) {
  const auto on = std::find(words.begin(), words.end(), "on");
  if (on == words.end()) return upper(words.front()) + " of a role";
  if (on + 1 == words.end() || !is_one_of(*(on + 1), shared_targets)) return std::nullopt;
  return fmt::format("{} ON {}", upper(words.front()), upper(*(on + 1)));
}

/// COMMENT ON ROLE, SECURITY LABEL FOR x ON DATABASE.
std::optional<std::string> described_outside(const Words& words) {
  const auto on = std::find(words.begin(), words.end(), "on");
  if (on == words.end() || on + 1 == words.end() || !is_one_of(*(on + 1), shared_kinds))
    return std::nullopt;
  return fmt::format(
      "{} ON {}", words.front() == "comment" ? "COMMENT" : "SECURITY LABEL", upper(*(on + 1)));
}

/// The words of every string in it, one after the other: the body of a DO is one.
std::optional<std::string> done_outside(std::string_view statement) {
  sql::Lexer lexer(statement);
  while (const auto token = lexer.next()) {
    if (token->kind != sql::TokenKind::dollar_string && token->kind != sql::TokenKind::string)
      continue;
    auto body = statement.substr(token->begin, token->end - token->begin);
    const auto quote =
        token->kind == sql::TokenKind::string ? body.find('\'') + 1 : body.find('$', 1) + 1;
    body.remove_prefix(std::min(quote, body.size()));
    const auto words = sql::leading_tokens(body, most_words);
    for (std::size_t i = 0; i < words.size(); ++i)
      if (defines_shared(words, i))
        return fmt::format("{} {} in a DO", upper(words[i]), upper(at(words, i + 1)));
  }
  return std::nullopt;
}

/// The options of CREATE SUBSCRIPTION that connect = false does not go with.
bool is_about_connecting(std::string_view option) {
  static constexpr std::array<std::string_view, 4> names{
      "connect", "enabled", "create_slot", "copy_data"};
  return is_one_of(to_lower(trim(option.substr(0, option.find('=')))), names);
}

struct Options {
  std::size_t begin = std::string_view::npos;  ///< of WITH; npos: there is none
  std::string_view text;                       ///< between the parentheses
};

Options options_of(std::string_view statement) {
  Options out;
  std::size_t with = std::string_view::npos;
  std::size_t open = 0;
  sql::Lexer lexer(statement);
  while (const auto token = lexer.next()) {
    const auto text = statement.substr(token->begin, token->end - token->begin);
    if (token->kind == sql::TokenKind::word && equal_ignoring_case(text, "with"))
      with = token->begin;
    if (token->kind == sql::TokenKind::open_parenthesis && with != std::string_view::npos)
      open = token->end;
    if (token->kind == sql::TokenKind::close_parenthesis && open > 0)
      out = {.begin = with, .text = statement.substr(open, token->begin - open)};
  }
  return out;
}

std::string without_connection(std::string_view statement) {
  const auto options = options_of(statement);
  std::string list = "connect = false";
  if (options.begin != std::string_view::npos)
    for (const auto option : split_at(options.text, ','))
      if (!is_about_connecting(option)) list += ", " + std::string(trim(option));
  // On a line of its own: a comment may end the statement.
  return fmt::format("{}\nwith ({})", trim_right(statement.substr(0, options.begin)), list);
}

/// ALTER SUBSCRIPTION: what would start to work, or ask the publisher, is left out.
std::vector<std::string> altered_without_publisher(std::string_view statement, const Words& words) {
  const auto action = at(words, 3);
  if (action == "enable" || action == "refresh") return {};
  if (at(words, 4) != "publication") return {std::string(statement)};
  const auto before = statement.substr(0, options_of(statement).begin);
  return {fmt::format("{}\nwith (refresh = false)", trim_right(before))};
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the statement
void collect_roles(const Json& node, std::vector<std::string>& out) {
  for (const auto& item : node.items())
    collect_roles(item, out);
  for (const auto& [key, value] : node.members()) {
    if (value["roletype"].text() == "ROLESPEC_CSTRING") out.push_back(value["rolename"].text());
    collect_roles(value, out);
  }
}

std::string unquoted(const std::string& name) {
  if (name.size() < 2 || name.front() != '"') return name;
  return replace_all(name.substr(1, name.size() - 2), "\"\"", "\"");
}

bool may_name_role(std::string_view statement) {
  static constexpr std::array<std::string_view, 8> words{
      "grant", "revoke", "owner", "owned", "authorization", "policy", "role", "mapping"};
  const auto lower = to_lower(statement);
  return std::any_of(words.begin(), words.end(), [&](std::string_view word) {
    return lower.find(word) != std::string::npos;
  });
}

}  // namespace

std::optional<std::string> reaches_outside(std::string_view statement) {
  const auto words = sql::leading_tokens(statement, most_words);
  const auto first = at(words, 0);
  if (defines_shared(words, 0)) return fmt::format("{} {}", upper(first), upper(at(words, 1)));
  if (first == "grant" || first == "revoke") return granted_outside(words);
  if (first == "comment" || first == "security") return described_outside(words);
  if (first == "reassign" || (first == "drop" && at(words, 1) == "owned"))
    return fmt::format("{} OWNED", upper(first));
  if (first == "do") return done_outside(statement);
  return std::nullopt;
}

std::vector<std::string> sent_in_replay(std::string_view statement) {
  const auto first = sql::leading_tokens(statement, 2);
  if (at(first, 1) != "subscription") return {std::string(statement)};
  const auto words = sql::leading_tokens(statement, most_words);
  if (words[0] == "create") return {without_connection(statement)};
  if (words[0] == "alter") return altered_without_publisher(statement, words);
  if (words[0] != "drop" || words.size() < 3) return {std::string(statement)};
  const auto name = std::string(at(words, 2) == "if" ? at(words, 4) : at(words, 2));
  if (at(words, 2) == "if")
    return {fmt::format("do $migrate$ begin alter subscription {0} disable; "
                        "alter subscription {0} set (slot_name = none); "
                        "exception when undefined_object then null; end $migrate$",
                        name),
            std::string(statement)};
  return {fmt::format("alter subscription {} disable", name),
          fmt::format("alter subscription {} set (slot_name = none)", name),
          std::string(statement)};
}

std::optional<std::string> extension_meant(std::string_view statement) {
  static constexpr std::array<std::string_view, 4> first{"create", "alter", "drop", "comment"};
  static constexpr std::array<std::string_view, 4> fillers{"on", "if", "not", "exists"};
  const auto words = sql::leading_tokens(statement, 8);
  // A provider of labels is called as its extension: `SECURITY LABEL FOR pgsodium ON ...`.
  if (at(words, 0) == "security" && at(words, 2) == "for" && words.size() > 3)
    return unquoted(words[3]);
  if (!is_one_of(at(words, 0), first)) return std::nullopt;
  std::size_t next = at(words, 1) == "on" ? 2 : 1;
  if (at(words, next++) != "extension") return std::nullopt;
  while (is_one_of(at(words, next), fillers))
    ++next;
  return next < words.size() ? std::optional(unquoted(words[next])) : std::nullopt;
}

std::vector<std::string> databases_needed(std::string_view statement) {
  static constexpr std::array<std::string_view, 4> first{"alter", "comment", "grant", "revoke"};
  std::vector<std::string> out;
  const auto words = sql::leading_tokens(statement, most_words);
  if (!is_one_of(at(words, 0), first)) return out;
  auto word = words[0] == "alter" ? words.begin() : std::find(words.begin(), words.end(), "on");
  if (word == words.end() || ++word == words.end() || *word != "database") return out;
  while (++word != words.end()) {
    out.push_back(unquoted(*word));
    if (++word == words.end() || *word != ",") break;
  }
  return out;
}

std::vector<std::string> roles_needed(std::string_view statement) {
  std::vector<std::string> out;
  const auto words = sql::leading_tokens(statement, 2);
  if (at(words, 0) == "drop" || !may_name_role(statement)) return out;
  if (const auto tree = sql::parse_tree(statement)) collect_roles(*tree, out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace migrate::runner
