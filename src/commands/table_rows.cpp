#include "commands/table_rows.h"

#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <cstdlib>

namespace migrate::commands {

namespace {

// Only a file that is not empty can have rows in it.
constexpr auto tables_query =
    "select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on "
    "n.oid = c.relnamespace where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ "
    "'^pg_' and n.nspname <> 'information_schema' and pg_catalog.pg_relation_size(c.oid) > 0";

std::string rows_query(const std::string& schema, const std::string& table) {
  return fmt::format(
      "select {}, pg_catalog.count(*), pg_catalog.md5(coalesce(pg_catalog.string_agg(m.md5, '' "
      "order by m.md5), '')) from (select pg_catalog.md5((of_migrate.*)::pg_catalog.text) collate "
      "pg_catalog.\"C\" as md5 from {}.{} as of_migrate) m",
      sql::quote_literal(schema + "." + table),
      sql::quote_identifier(schema),
      sql::quote_identifier(table));
}

}  // namespace

TableRows read_rows(pg::Connection& connection) {
  std::string query;
  for (const auto& row : connection.execute(tables_query).rows)
    query += (query.empty() ? "" : " union all ") +
             rows_query(row.at(0).value_or(""), row.at(1).value_or(""));
  TableRows out;
  if (query.empty()) return out;
  for (const auto& row : connection.execute(query).rows) {
    const auto count = std::strtoull(row.at(1).value_or("0").c_str(), nullptr, 10);
    if (count != 0)
      out.emplace(row.at(0).value_or(""), Rows{.count = count, .checksum = row.at(2).value_or("")});
  }
  return out;
}

}  // namespace migrate::commands
