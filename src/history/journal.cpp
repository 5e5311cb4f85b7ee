#include "migrate/history/journal.h"

#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <charconv>

namespace migrate::history {

namespace {

using sql::quote_literal;

constexpr std::string_view clock = "pg_catalog.clock_timestamp()";

std::string key_values(const Tables& tables, const SectionKey& section) {
  return fmt::format("{}, {}, {}",
                     quote_literal(tables.shown()),
                     quote_literal(section.direction),
                     quote_literal(section.revision));
}

std::string json_literal(const Json& value) {
  return value.is_null() ? "null" : quote_literal(value.dump());
}

std::string row_values(const Tables& tables,
                       const SectionKey& section,
                       const JournalStatement& statement,
                       std::string_view started,
                       std::string_view finished,
                       const Json& before,
                       const Json& error) {
  return fmt::format("({}, {}, {}, {}, {}, {}, {})",
                     key_values(tables, section),
                     statement.position,
                     quote_literal(statement.hash),
                     started,
                     finished,
                     json_literal(before),
                     json_literal(error));
}

/// A row, or what becomes of the one that is there already. What has finished stays so: with the
/// lock nobody writes it again, without it another run has.
std::string upsert(const Tables& tables, const std::string& values, std::string_view changes) {
  return fmt::format(
      "insert into {} as j (version_table, direction, revision, position, hash, started_at, "
      "finished_at, before, error) values {} on conflict (version_table, direction, revision, "
      "position) do update set {} where j.finished_at is null",
      tables.progress(),
      values,
      changes);
}

std::size_t position_of(const pg::Value& value) {
  std::size_t out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

}  // namespace

std::vector<JournalEntry> read_journal(pg::Connection& connection, const Tables& tables) {
  const auto rows =
      read(connection,
           tables,
           fmt::format("select direction, revision, position, hash, "
                       "to_char(started_at, 'YYYY-MM-DD HH24:MI:SS TZ'), finished_at is not null, "
                       "before, error from {} where version_table = {} order by 1, 2, 3",
                       tables.progress(),
                       quote_literal(tables.shown())));
  std::vector<JournalEntry> out;
  for (const auto& row : rows.rows) {
    const auto text = [&row](std::size_t i) { return row[i].value_or(""); };
    out.push_back({.section = {.direction = text(0), .revision = text(1)},
                   .position = position_of(row[2]),
                   .hash = text(3),
                   .started_at = text(4),
                   .finished = row[5] == "t",
                   .before = row[6] ? Json::parse(*row[6]) : Json(),
                   .error = row[7] ? Json::parse(*row[7]) : Json()});
  }
  return out;
}

std::string journal_started_sql(const Tables& tables,
                                const SectionKey& section,
                                const JournalStatement& statement,
                                const Json& before) {
  return change_sql(
      upsert(tables,
             row_values(tables, section, statement, clock, "null", before, Json()),
             "hash = excluded.hash, started_at = excluded.started_at, finished_at = null, "
             "before = excluded.before, error = null"),
      1);
}

std::string journal_finished_sql(const Tables& tables,
                                 const SectionKey& section,
                                 std::span<const JournalStatement> statements) {
  std::string values;
  for (const auto& statement : statements)
    values += (values.empty() ? "" : ", ") +
              // now(): when the transaction began that the statement had for itself.
              row_values(tables, section, statement, "pg_catalog.now()", clock, Json(), Json());
  return change_sql(
      upsert(
          tables, values, "hash = excluded.hash, finished_at = excluded.finished_at, error = null"),
      statements.size());
}

std::string journal_failed_sql(const Tables& tables,
                               const SectionKey& section,
                               const JournalStatement& statement,
                               const Json& error) {
  return upsert(tables,
                row_values(tables, section, statement, clock, "null", Json(), error),
                "hash = excluded.hash, finished_at = null, error = excluded.error");
}

std::string journal_forget_sql(const Tables& tables,
                               const SectionKey& section,
                               std::size_t position) {
  return fmt::format(
      "delete from {} where (version_table, direction, revision) operator(pg_catalog.=) ({}) and "
      "position operator(pg_catalog.>=) {}",
      tables.progress(),
      key_values(tables, section),
      position);
}

std::string as_ours_sql(const Tables& tables) {
  std::string sql =
      "set local session authorization default;set local row_security = off;"
      "set local statement_timeout = 0;set local lock_timeout = 0;"
      "set local synchronous_commit = on;";
  sql +=
      fmt::format("set local role {};", tables.role ? sql::quote_identifier(*tables.role) : "none");
  return sql;
}

}  // namespace migrate::history
