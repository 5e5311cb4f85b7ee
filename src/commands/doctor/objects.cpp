#include "commands/doctor/check.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::commands::doctor {

namespace {

/// What can be the matter with objects: SQL that gives name and remedy of each one.
struct Trouble {
  std::string_view kind;
  std::string_view sql;
  int since = 0;  ///< the server version that knows it
};

// An index that is being built now is invalid too: it is left out. A partitioned index is invalid
// until each partition has its part.
constexpr std::string_view invalid_indexes = R"(
select i.indexrelid::regclass::text,
       case when c.relkind = 'I'
            then 'attach an index of each partition: ALTER INDEX ' || i.indexrelid::regclass || ' ATTACH PARTITION ...'
            when c.relname ~ '_cc(new|old)[0-9]*$'
            then 'DROP INDEX CONCURRENTLY ' || i.indexrelid::regclass
            else 'REINDEX INDEX CONCURRENTLY ' || i.indexrelid::regclass || ', or drop it; of a section that is unfinished, the next upgrade does it' end
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indexrelid
where not i.indisvalid
  and not exists (select from pg_catalog.pg_stat_progress_create_index p
                  where p.datname = pg_catalog.current_database() and p.index_relid = i.indexrelid))";

constexpr std::string_view invalid_constraints = R"(
select pg_catalog.quote_ident(n.conname) || ' of ' || n.conrelid::regclass,
       'ALTER TABLE ' || n.conrelid::regclass || ' VALIDATE CONSTRAINT ' || pg_catalog.quote_ident(n.conname)
from pg_catalog.pg_constraint n
where not n.convalidated and n.conrelid <> 0 and n.coninhcount = 0)";

constexpr std::string_view half_detached = R"(
select h.inhrelid::regclass || ' of ' || h.inhparent::regclass,
       'ALTER TABLE ' || h.inhparent::regclass || ' DETACH PARTITION ' || h.inhrelid::regclass || ' FINALIZE'
from pg_catalog.pg_inherits h
where h.inhdetachpending)";

constexpr std::array<Trouble, 3> troubles{{{"index", invalid_indexes},
                                           {"constraint", invalid_constraints},
                                           {"partition", half_detached, 140000}}};

/// All kinds in one round trip, when the first of them is asked for.
const pg::Rows& objects(Patient& patient) {
  if (patient.objects) return *patient.objects;
  auto& connection = patient.database->connection();
  std::string sql;
  for (const auto& trouble : troubles)
    if (connection.server_version() >= trouble.since)
      sql += fmt::format("{}select '{}', t.* from ({}) t (name, remedy)",
                         sql.empty() ? "" : " union all ",
                         trouble.kind,
                         trouble.sql);
  patient.objects = connection.execute("begin read only; set local search_path = '';" + sql +
                                       " order by 1, 2; commit");
  return *patient.objects;
}

/// `what` is said of each one behind its name.
Lines troubled(Patient& patient, std::string_view kind, Level level, std::string_view what) {
  Lines out;
  for (const auto& row : objects(patient).rows)
    if (row[0] == kind)
      out.push_back({.level = level,
                     .what = fmt::format("{} {}", row[1].value_or(""), what),
                     .remedy = row[2].value_or("")});
  return out;
}

Lines or_ok(Lines lines, std::string_view what) {
  if (lines.empty()) lines.push_back(ok(std::string(what)));
  return lines;
}

}  // namespace

Lines look_at_indexes(Patient& patient) {
  return or_ok(troubled(patient,
                        "index",
                        Level::warning,
                        "is invalid: no query uses it, and every write keeps it"),
               "all are valid");
}

Lines look_at_constraints(Patient& patient) {
  return or_ok(
      troubled(
          patient, "constraint", Level::warning, "is NOT VALID: older rows were never checked"),
      "all are valid");
}

Lines look_at_partitions(Patient& patient) {
  return or_ok(
      troubled(
          patient, "partition", Level::warning, "is half detached: its detaching was cut short"),
      "none is half detached");
}

}  // namespace migrate::commands::doctor
