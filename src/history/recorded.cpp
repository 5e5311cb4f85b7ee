#include "migrate/history/recorded.h"

#include "migrate/history/record.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

namespace migrate::history {

namespace {

using sql::quote_literal;

/// The newest row of each revision in this version table's history, of those that `where` leaves.
std::string newest(const Tables& tables, const std::string& columns, const std::string& where) {
  return fmt::format(
      R"(select distinct on (revision) {} from {}
         where version_table = {} and revision is not null and {}
         order by revision, id desc)",
      columns,
      tables.history(),
      quote_literal(tables.shown()),
      where);
}

/// `chosen` is a query that gives revisions; it may use `stored`, the newest rows with content.
std::vector<AppliedRevision> look_up(pg::Connection& connection,
                                     const Tables& tables,
                                     const std::string& chosen) {
  const auto select = fmt::format(
      R"(with recursive
           stored as ({}),
           upgraded as ({}),
           chosen (revision) as ({})
         select pg_catalog.row_to_json(s), pg_catalog.row_to_json(u)
         from stored s
         left join upgraded u using (revision)
         where revision in (select c.revision from chosen c)
         order by revision)",
      newest(tables,
             "revision, message, path, down_revision, depends_on, downgrade_sql, downgrade_options",
             "outcome = 'succeeded' and direction in ('upgrade', 'repair')"),
      newest(tables,
             "revision, finished_at, db_user, os_user, host",
             "outcome = 'succeeded' and direction = 'upgrade'"),
      chosen);
  std::vector<AppliedRevision> out;
  for (const auto& row : read(connection, tables, select).rows) {
    const auto stored = Json::parse(row.at(0).value_or("{}"));
    const auto& down = stored["downgrade_sql"];
    out.push_back({.revision = stored["revision"].text(),
                   .message = stored["message"].text(),
                   .path = stored["path"].text(),
                   .down_revision = stored["down_revision"].strings(),
                   .depends_on = stored["depends_on"].strings(),
                   .downgrade_sql = down.is_null() ? std::nullopt : std::optional(down.text()),
                   .downgrade_options = stored["downgrade_options"].text(),
                   .upgrade = row.at(1) ? Json::parse(*row[1]) : Json()});
  }
  return out;
}

std::string unnested(std::span<const std::string> revisions) {
  return fmt::format("select pg_catalog.unnest({}::text[])",
                     quote_literal(sql::array_text(revisions)));
}

}  // namespace

std::vector<RecordedChecksums> recorded_checksums(pg::Connection& connection,
                                                  const Tables& tables) {
  const auto select = fmt::format(
      R"(select revision, checksum, token_checksum
         from ({}) h
         where direction <> 'downgrade' and checksum is not null)",
      newest(tables,
             "revision, direction, checksum, token_checksum",
             "outcome = 'succeeded' and direction in ('upgrade', 'downgrade', 'repair')"));
  std::vector<RecordedChecksums> out;
  for (const auto& row : read(connection, tables, select).rows)
    out.push_back({.revision = row.at(0).value_or(""),
                   .checksum = row.at(1).value_or(""),
                   .token_checksum = row.at(2).value_or("")});
  return out;
}

std::vector<AppliedRevision> applied_revisions(pg::Connection& connection,
                                               const Tables& tables,
                                               std::span<const std::string> revisions) {
  return look_up(connection, tables, unnested(revisions));
}

std::vector<AppliedRevision> applied_with_ancestors(pg::Connection& connection,
                                                    const Tables& tables,
                                                    std::span<const std::string> revisions) {
  return look_up(connection,
                 tables,
                 unnested(revisions) +
                     R"( union
             select pg_catalog.unnest(s.down_revision || s.depends_on)
             from chosen c join stored s on s.revision = c.revision)");
}

std::vector<std::string> revisions_that_begin(pg::Connection& connection,
                                              const Tables& tables,
                                              const std::string& prefix) {
  return read(connection,
              tables,
              newest(tables,
                     "revision",
                     fmt::format("outcome = 'succeeded' and direction in ('upgrade', 'repair')"
                                 " and pg_catalog.starts_with(revision, {})",
                                 quote_literal(prefix))))
      .column();
}

std::vector<RecordedRepeatable> recorded_repeatables(pg::Connection& connection,
                                                     const Tables& tables) {
  const auto select = fmt::format(
      R"(select pg_catalog.row_to_json(h)
         from (select distinct on (path collate "C") path, checksum, depends_on, message,
                      downgrade_sql, downgrade_options
               from {}
               where version_table = {} and direction = 'repeatable' and outcome = 'succeeded'
               order by path collate "C", id desc) h)",
      tables.history(),
      quote_literal(tables.shown()));
  const auto optional = [](const Json& value) {
    return value.is_null() ? std::nullopt : std::optional(value.text());
  };
  std::vector<RecordedRepeatable> out;
  for (const auto& text : read(connection, tables, select).column()) {
    const auto row = Json::parse(text);
    out.push_back({.key = row["path"].text(),
                   .checksum = optional(row["checksum"]),
                   .depends_on = row["depends_on"].is_null() ? std::vector<std::string>()
                                                             : row["depends_on"].strings(),
                   .message = row["message"].text(),
                   .downgrade_sql = optional(row["downgrade_sql"]),
                   .downgrade_options = row["downgrade_options"].text()});
  }
  return out;
}

std::vector<Json> open_failures(pg::Connection& connection, const Tables& tables) {
  return entries(
      connection,
      tables,
      fmt::format("outcome = 'failed' and id in (select id from ({}) n union all {})",
                  newest(tables, "id", "direction in ('upgrade', 'downgrade', 'repair')"),
                  fmt::format("select max(id) from {} where version_table = {} and direction = "
                              "'repeatable' group by path",
                              tables.history(),
                              quote_literal(tables.shown()))));
}

}  // namespace migrate::history
