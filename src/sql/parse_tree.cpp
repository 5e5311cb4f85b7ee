#include "migrate/sql/parse_tree.h"

#include <pg_query.h>

#include <string>

namespace migrate::sql {

namespace {

/// Deeply nested expressions overflow the stack of libpg_query's writer; definitions are short.
constexpr std::size_t largest = 64 * 1024;

class ParseResult {
 public:
  explicit ParseResult(const std::string& sql) : result_(pg_query_parse(sql.c_str())) {}

  ParseResult(const ParseResult&) = delete;
  ParseResult& operator=(const ParseResult&) = delete;

  ~ParseResult() { pg_query_free_parse_result(result_); }

  [[nodiscard]] bool failed() const { return result_.error != nullptr; }

  [[nodiscard]] std::string_view tree() const { return result_.parse_tree; }

 private:
  PgQueryParseResult result_;
};

}  // namespace

std::optional<Json> parse_tree(std::string_view statement) {
  if (statement.size() > largest) return std::nullopt;
  const ParseResult result{std::string(statement)};
  if (result.failed()) return std::nullopt;
  const auto document = Json::parse(result.tree());
  const auto& statements = document["stmts"].items();
  if (statements.size() != 1) return std::nullopt;
  return statements.front()["stmt"];
}

}  // namespace migrate::sql
