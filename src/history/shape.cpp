#include "migrate/history/shape.h"

#include "history/columns.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

namespace migrate::history {

namespace {

using sql::quote_literal;

/// The type in the rest of a column's line: `double precision not null` is `double precision`.
std::string type_of(std::string_view rest) {
  for (const std::string_view behind : {" not null", " generated", " check", " primary", ","})
    rest = rest.substr(0, rest.find(behind));
  return std::string(trim(rest));
}

/// `('"public"."migrate_history"', 'id', 'bigint')` for each column that CREATE TABLE makes.
std::string wanted_columns(const std::string& table, std::string_view columns) {
  std::string out;
  for (const auto line : split_at(columns, '\n')) {
    const auto column = trim(line);
    const auto blank = column.find(' ');
    if (column.empty() || column.starts_with("primary key")) continue;
    out += fmt::format(", ({}, {}, {})",
                       quote_literal(table),
                       quote_literal(column.substr(0, blank)),
                       quote_literal(type_of(column.substr(blank))));
  }
  return out;
}

// An adopted version table may have text or a narrower varchar: both hold ids.
constexpr std::string_view shape_query = R"(
with wanted (tab, col, typ) as (values {wanted}),
present as (
  select w.tab, c.oid, c.relname::text as shown
  from (select distinct tab from wanted) w
  join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(w.tab)),
found as (
  select p.tab, p.shown, a.attname::text as col, a.atttypid,
         pg_catalog.format_type(a.atttypid, a.atttypmod) as typ,
         a.attnotnull and not a.atthasdef and a.attidentity = '' as is_needed
  from present p
  join pg_catalog.pg_attribute a on a.attrelid = p.oid and a.attnum > 0 and not a.attisdropped)
select 'wrong', p.shown, w.col, w.typ, f.typ
from wanted w
join present p on p.tab = w.tab
left join found f on f.tab = w.tab and f.col = w.col
where f.col is null
  or f.atttypid <> pg_catalog.to_regtype(w.typ)
     and not (w.tab = {version} and f.atttypid in ('text'::regtype, 'varchar'::regtype))
union all
select 'in the way', f.shown, f.col, null, f.typ
from found f
where f.is_needed and not exists (select from wanted w where w.tab = f.tab and w.col = f.col)
union all
select 'width', null, null, null, (a.atttypmod - 4)::text
from present p
join pg_catalog.pg_attribute a on a.attrelid = p.oid and a.attname = 'version_num'
where p.tab = {version} and a.atttypid = 'varchar'::regtype and a.atttypmod > 4
union all
select 'not unique', null, null, null, null
from present p
where p.tab = {version} and not exists (
  select from pg_catalog.pg_index i
  join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
  where i.indrelid = p.oid and i.indisunique and i.indisvalid and i.indnkeyatts = 1
    and i.indpred is null and a.attname = 'version_num')
order by 1, 2, 3)";

}  // namespace

Shape read_shape(pg::Connection& connection, const Tables& tables) {
  const auto version = quote_literal(tables.version());
  const auto wanted = fmt::format("({}, 'version_num', 'varchar')", version) +
                      wanted_columns(tables.history(), history_columns) +
                      wanted_columns(tables.progress(), progress_columns);
  const auto query =
      replace_all(replace_all(std::string(shape_query), "{wanted}", wanted), "{version}", version);
  Shape out;
  for (const auto& row :
       connection.execute("begin read only; set local search_path = '';" + query + "; commit")
           .rows) {
    const Shape::Column column{.table = row[1].value_or(""),
                               .name = row[2].value_or(""),
                               .wanted = row[3].value_or(""),
                               .found = row[4].value_or("")};
    if (row[0] == "wrong") out.wrong.push_back(column);
    if (row[0] == "in the way") out.in_the_way.push_back(column);
    if (row[0] == "width") out.width = std::stoul(column.found);
    if (row[0] == "not unique") out.is_unique = false;
  }
  return out;
}

}  // namespace migrate::history
