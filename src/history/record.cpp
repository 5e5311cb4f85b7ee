#include "migrate/history/record.h"

#include "migrate/base/error.h"
#include "migrate/base/version.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <pwd.h>
#include <sys/random.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <iterator>

namespace migrate::history {

namespace {

using sql::quote_literal;
using Ids = std::vector<std::string>;

std::string literal(const std::optional<std::string>& text) {
  return text ? quote_literal(*text) : "null";
}

std::string literal(const std::optional<Ids>& ids) {
  return ids ? quote_literal(sql::array_text(*ids)) : "null";
}

Ids minus(const Ids& from, const Ids& what) {
  Ids out;
  std::set_difference(from.begin(), from.end(), what.begin(), what.end(), std::back_inserter(out));
  return out;
}

/// RFC 4122, version 4.
std::string new_uuid() {
  std::array<std::uint8_t, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    throw Error(ErrorCode::internal, "no random bytes");
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0FU) | 0x40U);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3FU) | 0x80U);
  const auto hex = fmt::format("{:02x}", fmt::join(bytes, ""));
  return fmt::format("{}-{}-{}-{}-{}",
                     hex.substr(0, 8),
                     hex.substr(8, 4),
                     hex.substr(12, 4),
                     hex.substr(16, 4),
                     hex.substr(20));
}

std::optional<std::string> os_user() {
  std::array<char, 4096> buffer{};
  passwd entry{};
  passwd* found = nullptr;
  if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 ||
      found == nullptr)
    return std::nullopt;
  return entry.pw_name;
}

std::optional<std::string> host_name() {
  std::array<char, 256> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return std::nullopt;
  return name.data();
}

}  // namespace

Run new_run(std::optional<std::string> tag) {
  return {.id_sql = quote_literal(new_uuid()),
          .os_user = os_user(),
          .host = host_name(),
          .tool_version = std::string(version()),
          .tag = std::move(tag)};
}

std::string started_now_sql() {
  return "pg_catalog.set_config('migrate.started_at', extract(epoch from "
         "pg_catalog.clock_timestamp())::text, true)";
}

std::string started_noted_sql() {
  return "coalesce(pg_catalog.to_timestamp(nullif(pg_catalog.current_setting('migrate.started_at', "
         "true), '')::float8), now())";
}

std::string started_at_sql(const std::string& epoch_seconds) {
  return fmt::format("pg_catalog.to_timestamp({}::float8)", quote_literal(epoch_seconds));
}

std::vector<std::string> row_statements(const Tables& tables, const Ids& before, const Ids& after) {
  const auto gone = minus(before, after);
  const auto come = minus(after, before);
  const auto table = tables.version();
  if (gone.size() == 1 && come.size() == 1)
    return {change_sql(fmt::format("update {} set version_num = {} where version_num = {}",
                                   table,
                                   quote_literal(come.front()),
                                   quote_literal(gone.front())),
                       1)};
  std::vector<std::string> out;
  for (const auto& id : gone)
    out.push_back(change_sql(
        fmt::format("delete from {} where version_num = {}", table, quote_literal(id)), 1));
  for (const auto& id : come)
    out.push_back(
        change_sql(fmt::format("insert into {} (version_num) values ({}) on conflict do nothing",
                               table,
                               quote_literal(id)),
                   1));
  return out;
}

std::string record_sql(const Tables& tables,
                       const Run& run,
                       const Record& record,
                       const std::string& started) {
  const std::vector<std::pair<std::string, std::string>> columns{
      {"run_id", run.id_sql + "::uuid"},
      {"version_table", quote_literal(tables.shown())},
      {"direction", quote_literal(record.direction)},
      {"outcome", quote_literal(record.outcome)},
      {"revision", literal(record.revision)},
      {"path", literal(record.path)},
      {"message", literal(record.message)},
      {"down_revision", literal(record.down_revision) + "::text[]"},
      {"depends_on", literal(record.depends_on) + "::text[]"},
      {"rows_before", literal(record.rows_before) + "::text[]"},
      {"rows_after", literal(record.rows_after) + "::text[]"},
      {"started_at", started},
      {"finished_at", "statement_timestamp()"},
      {"duration_ms",
       fmt::format("extract(epoch from statement_timestamp() - {}) * 1000", started)},
      {"checksum", literal(record.checksum)},
      {"token_checksum", literal(record.token_checksum)},
      {"downgrade_sql", literal(record.downgrade_sql)},
      {"downgrade_options", literal(record.downgrade_options)},
      {"db_user", "session_user"},
      {"os_user", literal(run.os_user)},
      {"host", literal(run.host)},
      {"tool_version", quote_literal(run.tool_version)},
      {"tag", literal(run.tag)},
      {"error",
       (record.error.is_null() ? "null" : quote_literal(record.error.dump())) + "::jsonb"}};
  std::string names;
  std::string values;
  for (const auto& [name, value] : columns) {
    names += (names.empty() ? "" : ", ") + name;
    values += (values.empty() ? "" : ", ") + value;
  }
  return fmt::format(
      "insert into {} ({}) values ({}) returning duration_ms", tables.history(), names, values);
}

std::vector<Json> entries(pg::Connection& connection,
                          const Tables& tables,
                          const std::string& where,
                          std::size_t most) {
  auto select = fmt::format("select pg_catalog.row_to_json(h) from {} h where version_table = {}",
                            tables.history(),
                            quote_literal(tables.shown()));
  if (!where.empty()) select += " and (" + where + ")";
  select += " order by id desc";
  if (most > 0) select += fmt::format(" limit {}", most);
  std::vector<Json> out;
  for (const auto& text : read(connection, tables, select).column())
    out.push_back(Json::parse(text));
  return out;
}

std::vector<CommittedStep> steps_of_run(pg::Connection& connection,
                                        const Tables& tables,
                                        const Run& run) {
  const auto rows = read(connection,
                         tables,
                         fmt::format("select coalesce(revision, path), duration_ms from {} where "
                                     "run_id = {}::uuid and outcome = 'succeeded' and direction "
                                     "in ('upgrade', 'downgrade', 'repeatable', 'stamp') order by "
                                     "id",
                                     tables.history(),
                                     run.id_sql));
  std::vector<CommittedStep> out;
  for (const auto& row : rows.rows)
    out.push_back(
        {.revision = row[0].value_or(""), .duration_ms = std::stod(row[1].value_or("0"))});
  return out;
}

}  // namespace migrate::history
