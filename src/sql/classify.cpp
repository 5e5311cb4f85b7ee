#include "migrate/sql/classify.h"

#include "migrate/base/strings.h"
#include "migrate/sql/lexer.h"
#include "migrate/sql/parse_tree.h"

#include <algorithm>
#include <span>

namespace migrate::sql {

namespace {

using Words = std::vector<std::string>;
using enum TransactionUse;

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string_view at(const Words& words, std::size_t i) {
  return i < words.size() ? std::string_view(words[i]) : std::string_view{};
}

/// Whether an option of a WITH or parenthesised list is there and not switched off.
std::optional<bool> option(const Json& list, std::string_view name) {
  for (const auto& item : list.items()) {
    const auto& element = item["DefElem"];
    if (element["defname"].text() != name) continue;
    const auto value = to_lower(element["arg"].dump());
    return value.find("false") == std::string::npos && value.find("\"off\"") == std::string::npos &&
           value.find("\"ival\":0") == std::string::npos;
  }
  return std::nullopt;
}

Classification control_or(const Words& words, std::string_view first) {
  if (at(words, 1) == "prepared")
    return {outside, first == "commit" ? "COMMIT PREPARED" : "ROLLBACK PREPARED"};
  if (first == "rollback" || first == "abort") {
    const auto next =
        at(words, 1) == "work" || at(words, 1) == "transaction" ? at(words, 2) : at(words, 1);
    return {next == "to" ? inside : control, first == "abort" ? "ABORT" : "ROLLBACK"};
  }
  if (first == "prepare")
    return at(words, 1) == "transaction" ? Classification{control, "PREPARE TRANSACTION"}
                                         : Classification{};
  if (first == "start")
    return at(words, 1) == "transaction" ? Classification{control, "START TRANSACTION"}
                                         : Classification{};
  if (first == "begin") return {control, "BEGIN"};
  if (first == "end") return {control, "END"};
  return {control, "COMMIT"};
}

Classification create(const Words& words, std::string_view statement) {
  const auto what = at(words, 1);
  if (what == "database" || what == "tablespace")
    return {outside, what == "database" ? "CREATE DATABASE" : "CREATE TABLESPACE"};
  if (what == "index" || (what == "unique" && at(words, 2) == "index")) {
    const std::size_t next = what == "index" ? 2 : 3;
    if (at(words, next) == "concurrently") return {outside, "CREATE INDEX CONCURRENTLY"};
  }
  if (what != "subscription") return {};
  // Only a subscription that makes its replication slot is refused: that is the default.
  const auto tree = parse_tree(statement);
  if (!tree) return {depends, "CREATE SUBSCRIPTION"};
  const auto& options = (*tree)["CreateSubscriptionStmt"]["options"];
  const bool makes_slot =
      option(options, "connect").value_or(true) && option(options, "create_slot").value_or(true);
  return makes_slot ? Classification{outside, "CREATE SUBSCRIPTION"} : Classification{};
}

Classification drop(const Words& words) {
  const auto what = at(words, 1);
  if (what == "database") return {outside, "DROP DATABASE"};
  if (what == "tablespace") return {outside, "DROP TABLESPACE"};
  if (what == "subscription") return {depends, "DROP SUBSCRIPTION"};
  if (what == "index" && at(words, 2) == "concurrently")
    return {outside, "DROP INDEX CONCURRENTLY"};
  return {};
}

Classification alter(const Words& words) {
  const auto what = at(words, 1);
  if (what == "system") return {outside, "ALTER SYSTEM"};
  if (what == "subscription" && (has(words, "refresh") || has(words, "publication")))
    return {depends, "ALTER SUBSCRIPTION"};
  if (what == "database" && at(words, 3) == "set" && at(words, 4) == "tablespace")
    return {outside, "ALTER DATABASE SET TABLESPACE"};
  const auto detach = std::find(words.begin(), words.end(), "detach");
  if (what == "table" && detach != words.end() &&
      std::find(detach, words.end(), "concurrently") != words.end())
    return {outside, "ALTER TABLE DETACH PARTITION CONCURRENTLY"};
  return {};
}

Classification reindex(const Words& words, std::string_view statement) {
  if (has(words, "schema") || has(words, "database") || has(words, "system"))
    return {outside, "REINDEX SCHEMA, DATABASE or SYSTEM"};
  if (!has(words, "concurrently"))
    return {depends, "REINDEX"};  // refused for partitioned relations
  const auto tree = parse_tree(statement);
  const bool off = tree && !option((*tree)["ReindexStmt"]["params"], "concurrently").value_or(true);
  return off ? Classification{depends, "REINDEX"} : Classification{outside, "REINDEX CONCURRENTLY"};
}

Classification cluster(const Words& words) {
  const bool whole_database =
      std::none_of(words.begin() + 1, words.end(), [](const std::string& w) {
        return w != "verbose" && w != "(" && w != ")";
      });
  return {whole_database ? outside : depends, "CLUSTER"};
}

}  // namespace

Words leading_tokens(std::string_view statement, std::size_t most) {
  Words words;
  Lexer lexer(statement);
  while (words.size() < most) {
    const auto token = lexer.next();
    if (!token) break;
    if (token->is_comment()) continue;
    const auto spelling = statement.substr(token->begin, token->end - token->begin);
    words.push_back(token->kind == TokenKind::word ? to_lower(spelling) : std::string(spelling));
  }
  return words;
}

Classification classify(std::string_view statement) {
  const auto lead = leading_tokens(statement, 1);
  if (lead.empty()) return {};
  const auto first = lead.front();
  static const Words control_words{
      "begin", "start", "commit", "end", "rollback", "abort", "prepare"};
  static const Words suspects{"create", "drop", "alter", "reindex", "cluster"};
  if (has(control_words, first)) return control_or(leading_tokens(statement, 4), first);
  if (first == "vacuum") return {outside, "VACUUM"};
  if (first == "call") return {depends, "CALL"};
  if (first == "do") return {depends, "DO"};
  if (first == "discard")
    return at(leading_tokens(statement, 2), 1) == "all" ? Classification{outside, "DISCARD ALL"}
                                                        : Classification{};
  if (!has(suspects, first)) return {};
  if (first == "create") return create(leading_tokens(statement, 4), statement);
  const auto words = leading_tokens(statement, 64);
  if (first == "drop") return drop(words);
  if (first == "alter") return alter(words);
  if (first == "reindex") return reindex(words, statement);
  return cluster(words);
}

std::string normalize(std::string_view statement) {
  std::string out;
  Lexer lexer(statement);
  while (const auto token = lexer.next()) {
    if (token->is_comment()) continue;
    if (!out.empty()) out += ' ';
    out += statement.substr(token->begin, token->end - token->begin);
  }
  return out;
}

}  // namespace migrate::sql
