#include "migrate/sql/quote.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate::sql {

namespace {

// What pg_get_keywords() of PostgreSQL 13 to 18 does not call unreserved: quote_ident() quotes it.
constexpr auto keywords = std::to_array<std::string_view>({
    "all",
    "analyse",
    "analyze",
    "and",
    "any",
    "array",
    "as",
    "asc",
    "asymmetric",
    "authorization",
    "between",
    "bigint",
    "binary",
    "bit",
    "boolean",
    "both",
    "case",
    "cast",
    "char",
    "character",
    "check",
    "coalesce",
    "collate",
    "collation",
    "column",
    "concurrently",
    "constraint",
    "create",
    "cross",
    "current_catalog",
    "current_date",
    "current_role",
    "current_schema",
    "current_time",
    "current_timestamp",
    "current_user",
    "dec",
    "decimal",
    "default",
    "deferrable",
    "desc",
    "distinct",
    "do",
    "else",
    "end",
    "except",
    "exists",
    "extract",
    "false",
    "fetch",
    "float",
    "for",
    "foreign",
    "freeze",
    "from",
    "full",
    "grant",
    "greatest",
    "group",
    "grouping",
    "having",
    "ilike",
    "in",
    "initially",
    "inner",
    "inout",
    "int",
    "integer",
    "intersect",
    "interval",
    "into",
    "is",
    "isnull",
    "join",
    "json_array",
    "json_arrayagg",
    "json_exists",
    "json_object",
    "json_objectagg",
    "json_query",
    "json_scalar",
    "json_serialize",
    "json_table",
    "json_value",
    "lateral",
    "leading",
    "least",
    "left",
    "like",
    "limit",
    "localtime",
    "localtimestamp",
    "merge_action",
    "national",
    "natural",
    "nchar",
    "none",
    "normalize",
    "not",
    "notnull",
    "null",
    "nullif",
    "numeric",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "out",
    "outer",
    "overlaps",
    "overlay",
    "placing",
    "position",
    "precision",
    "primary",
    "real",
    "references",
    "returning",
    "right",
    "row",
    "select",
    "session_user",
    "setof",
    "similar",
    "smallint",
    "some",
    "substring",
    "symmetric",
    "system_user",
    "table",
    "tablesample",
    "then",
    "time",
    "timestamp",
    "to",
    "trailing",
    "treat",
    "trim",
    "true",
    "union",
    "unique",
    "user",
    "using",
    "values",
    "varchar",
    "variadic",
    "verbose",
    "when",
    "where",
    "window",
    "with",
    "xmlattributes",
    "xmlconcat",
    "xmlelement",
    "xmlexists",
    "xmlforest",
    "xmlnamespaces",
    "xmlparse",
    "xmlpi",
    "xmlroot",
    "xmlserialize",
    "xmltable",
});

bool is_plain(std::string_view name) {
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
  return !name.empty() && is_letter(name.front()) &&
         std::ranges::all_of(name, [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
}

}  // namespace

std::string identifier(std::string_view name) {
  if (is_plain(name) && !std::ranges::binary_search(keywords, name)) return std::string(name);
  return quote_identifier(name);
}

std::string qualified(std::string_view schema, std::string_view name) {
  return identifier(schema) + '.' + identifier(name);
}

std::string dotted(std::span<const std::string> words) {
  std::string out;
  for (const auto& word : words)
    out += (out.empty() ? "" : ".") + identifier(word);
  return out;
}

std::vector<std::string> words_of(std::string_view dotted, LetterCase letters) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (std::size_t i = 0; i < dotted.size(); ++i) {
    const char c = dotted[i];
    if (c == '"') {
      if (quoted && i + 1 < dotted.size() && dotted[i + 1] == '"')
        out.back() += dotted[i++];
      else
        quoted = !quoted;
    } else if (c == '.' && !quoted) {
      out.emplace_back();
    } else {
      const bool folds = letters == LetterCase::folded && !quoted && c >= 'A' && c <= 'Z';
      out.back() += folds ? static_cast<char>(c - 'A' + 'a') : c;
    }
  }
  return out;
}

}  // namespace migrate::sql
