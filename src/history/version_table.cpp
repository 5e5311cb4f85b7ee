#include "migrate/history/version_table.h"

#include "history/columns.h"
#include "migrate/base/broken.h"
#include "migrate/base/error.h"
#include "migrate/base/sha256.h"
#include "migrate/base/strings.h"
#include "migrate/history/shape.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace migrate::history {

namespace {

using sql::qualify;
using sql::quote_literal;

std::int64_t number(const pg::Value& value) {
  std::int64_t out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

/// The statements that make the session read and write our tables: as our role, unfiltered.
std::string as_owner(const Tables& tables) {
  std::string sql;
  if (tables.role) sql += fmt::format("set local role {};", sql::quote_identifier(*tables.role));
  return sql + "set local row_security = off;";
}

/// Statements that take from everybody else what default privileges gave them on a new table and
/// its sequence. `table` is an SQL expression.
std::string revokes_sql(const std::string& table) {
  return fmt::format(
      R"(select distinct format('revoke all on table %s from %s', c.oid::regclass,
                case when a.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(a.grantee)) end)
         from pg_catalog.pg_class c, lateral pg_catalog.aclexplode(c.relacl) a
         where (c.oid = {0}::regclass
                or c.oid in (select d.objid from pg_catalog.pg_depend d
                             where d.refobjid = {0}::regclass and d.deptype = 'i'
                               and d.refclassid = 'pg_class'::regclass and d.classid = d.refclassid))
           and a.grantee <> c.relowner)",
      table);
}

void close_to_others(pg::Connection& connection, const std::string& table) {
  for (const auto& revoke : connection.execute(revokes_sql(quote_literal(table))).column())
    connection.execute(revoke);
  connection.execute(fmt::format("alter table {} enable row level security", table));
}

void create_table(pg::Connection& connection, const std::string& table, std::string_view columns) {
  connection.execute(fmt::format("create table {} ({})", table, columns));
  close_to_others(connection, table);
}

void create_all(pg::Connection& connection,
                const Tables& tables,
                const State& state,
                const std::string& begin) {
  connection.execute(begin);
  connection.execute("set local search_path = ''; set local client_min_messages = warning;" +
                     as_owner(tables));
  if (!state.schema_exists)
    connection.execute("create schema " + sql::quote_identifier(tables.schema));
  if (!state.version_table_exists)
    create_table(connection, tables.version(), "version_num varchar(255) not null primary key");
  if (!state.history_exists) create_table(connection, tables.history(), history_columns);
  if (!state.progress_exists) create_table(connection, tables.progress(), progress_columns);
  connection.execute("commit");
}

constexpr std::size_t widest = 255;

/// Whether another session has made the same: one with another version table, so another lock.
bool is_made_meanwhile(const std::string& sqlstate) {
  return sqlstate == "42P07" || sqlstate == "42P06" || sqlstate == "42710" || sqlstate == "23505";
}

std::vector<std::string> schemas_with(pg::Connection& connection,
                                      const std::string& table,
                                      const std::string& column) {
  return connection
      .query(R"(select n.nspname from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = $2 and not a.attisdropped
                where c.relname = $1 and c.relkind in ('r', 'p') and n.nspname !~ '^pg_' order by 1)",
             {table, column})
      .column();
}

bool is_complete(const State& state) {
  return state.version_table_exists && state.history_exists && state.progress_exists;
}

Error not_created(const Tables& tables, Error error) {
  if (error.state().empty()) error.state("nothing was changed");
  if (error.code() == ErrorCode::insufficient_privilege && error.hint().empty())
    error.hint(
        fmt::format("migrate keeps its tables in schema {}: the role needs CREATE there "
                    "(`database.role`, `database.version_table_schema`)",
                    tables.schema));
  return error;
}

Error elsewhere(const Tables& tables, const std::string& found) {
  Error error(ErrorCode::version_table_elsewhere,
              fmt::format("there is no version table {}, but {}", tables.shown(), found));
  error.state("nothing was changed");
  return error.hint(
      "set `database.version_table_schema` and `database.version_table` to that table; "
      "`migrate ensure-version` makes a second one on purpose");
}

}  // namespace

std::string Tables::version() const {
  return qualify(schema, version_table);
}

std::string Tables::history() const {
  return qualify(schema, "migrate_history");
}

std::string Tables::progress() const {
  return qualify(schema, "migrate_progress");
}

std::int64_t lock_key(const Tables& tables) {
  using namespace std::string_literals;
  const auto digest = sha256("migrate\0"s + tables.schema + '\0' + tables.version_table);
  std::uint64_t key = 0;
  for (std::size_t i = 0; i < 8; ++i)
    key = key << 8U | digest.at(i);
  return static_cast<std::int64_t>(key);
}

// Our text stands in what the cast to a number refuses, in any language of the server's messages.
namespace {

constexpr std::string_view lock_held_text = "migrate: another run holds the migration lock";
constexpr std::string_view rows_changed_text = "migrate: the version rows are ";
constexpr std::string_view overtaken_text = "migrate: another run goes on at the same time";
constexpr std::string_view run_meanwhile_text = "migrate: another run has meanwhile run ";

bool says(const pg::Diagnostics& said, std::string_view text) {
  return said.sqlstate == "22P02" && said.message.find(text) != std::string::npos;
}

}  // namespace

std::string take_lock_sql(const Tables& tables) {
  if (is_broken("lock")) return "select 1";
  // The process id keeps the text from being evaluated before the lock is tried.
  return fmt::format(
      "select case when pg_catalog.pg_try_advisory_xact_lock({}) then 1 else ('{}, asked by ' "
      "operator(pg_catalog.||) pg_catalog.pg_backend_pid()::pg_catalog.text)::pg_catalog.int4 end",
      lock_key(tables),
      lock_held_text);
}

bool is_lock_held(const pg::Diagnostics& said) {
  return says(said, lock_held_text);
}

bool is_overtaken(const pg::Diagnostics& said) {
  return says(said, overtaken_text);
}

std::string change_sql(const std::string& change, std::size_t rows) {
  if (is_broken("guard")) return change;
  return fmt::format(
      "with changed as ({} returning 1) select case when pg_catalog.count(*) "
      "operator(pg_catalog.=) {} then 1 else ('{}, rows changed: ' operator(pg_catalog.||) "
      "pg_catalog.count(*)::pg_catalog.text)::pg_catalog.int4 end from changed",
      change,
      rows,
      overtaken_text);
}

std::string keep_lock_sql(const Tables& tables) {
  if (is_broken("lock")) return "select 1";
  // A bigint key stands in pg_locks as its two halves (PostgreSQL manual, "pg_locks").
  const auto key = lock_key(tables);
  const auto halves = static_cast<std::uint64_t>(key);
  return fmt::format(
      "select case when exists (select from pg_catalog.pg_locks l where (l.pid, l.locktype, "
      "l.objsubid, l.classid::pg_catalog.int8, l.objid::pg_catalog.int8) operator(pg_catalog.=) "
      "(pg_catalog.pg_backend_pid(), 'advisory', 1::pg_catalog.int2, {}::pg_catalog.int8, "
      "{}::pg_catalog.int8)) or pg_catalog.pg_try_advisory_lock({}) then 1 else ('{}, seen by ' "
      "operator(pg_catalog.||) pg_catalog.pg_backend_pid()::pg_catalog.text)::pg_catalog.int4 end",
      halves >> 32U,
      halves & 0xFFFFFFFFU,
      key,
      overtaken_text);
}

bool are_rows_changed(const pg::Diagnostics& said) {
  return says(said, rows_changed_text) || says(said, run_meanwhile_text);
}

namespace {

/// The version rows, and in the same round trip the sections that the journal knows.
void read_contents(pg::Connection& connection, const Tables& tables, State& state) {
  auto sql = "select version_num, null from " + tables.version();
  if (state.progress_exists)
    sql += fmt::format(
        " union all select distinct revision, direction from {} where version_table = {}",
        tables.progress(),
        quote_literal(tables.shown()));
  for (const auto& row : read(connection, tables, sql).rows) {
    if (row[1])
      state.unfinished.push_back({.direction = *row[1], .revision = row[0].value_or("")});
    else
      state.rows.push_back(row[0].value_or(""));
  }
  std::sort(state.rows.begin(), state.rows.end());
}

/// Our tables are closed to all but their owner, so that is who is wanted.
Error not_readable(pg::Connection& connection, const Tables& tables, Error error) {
  if (error.code() != ErrorCode::insufficient_privilege) return error;
  if (error.state().empty()) error.state("nothing was changed");
  const auto owner = connection
                         .query(R"(select pg_catalog.pg_get_userbyid(c.relowner)
                from pg_catalog.pg_class c
                join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                where n.nspname = $1 and c.relname = $2)",
                                {tables.schema, tables.version_table})
                         .column();
  if (!error.hint().empty() || owner.empty()) return error;
  error.hint(
      fmt::format("{} belongs to {}: connect as that role, or as a member of it with "
                  "`database.role` set to it; `migrate doctor` says more",
                  tables.shown(),
                  owner.front()));
  return error;
}

State look(pg::Connection& connection, const Tables& tables) {
  const auto rows = connection.query(
      R"(select pg_catalog.to_regclass($1), pg_catalog.to_regclass($2), pg_catalog.to_regclass($3),
                pg_catalog.to_regnamespace($4),
                pg_catalog.pg_is_in_recovery() or pg_catalog.current_setting('transaction_read_only') = 'on',
                pg_catalog.current_setting('row_security'),
                (1000 * extract(epoch from pg_catalog.current_setting('deadlock_timeout')::interval))::bigint,
                pg_catalog.pg_backend_pid())",
      {tables.version(),
       tables.history(),
       tables.progress(),
       sql::quote_identifier(tables.schema)});
  const auto& row = rows.rows.at(0);
  State state{.version_table_exists = row[0].has_value(),
              .history_exists = row[1].has_value(),
              .progress_exists = row[2].has_value(),
              .schema_exists = row[3].has_value(),
              .read_only = row[4] == "t",
              .row_security = row[5].value_or("on"),
              .deadlock_timeout_ms = number(row[6]),
              .backend_pid = static_cast<int>(number(row[7])),
              .rows = {},
              .unfinished = {}};
  if (state.version_table_exists) read_contents(connection, tables, state);
  return state;
}

}  // namespace

State read_state(pg::Connection& connection, const Tables& tables) {
  try {
    return look(connection, tables);
  } catch (const Error& error) {
    throw not_readable(connection, tables, error);
  }
}

std::vector<std::string> read_rows(pg::Connection& connection, const Tables& tables) {
  auto rows = read(connection, tables, "select version_num from " + tables.version()).column();
  std::sort(rows.begin(), rows.end());
  return rows;
}

pg::Rows read(pg::Connection& connection, const Tables& tables, const std::string& select) {
  try {
    return connection.execute("begin read only; " + as_owner(tables) + select + "; commit");
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

void check_not_elsewhere(pg::Connection& connection, const Tables& tables) {
  for (const auto& schema : schemas_with(connection, tables.version_table, "version_num"))
    if (schema != tables.schema)
      throw elsewhere(tables,
                      fmt::format("schema {} holds a table {}", schema, tables.version_table));
  for (const auto& schema : schemas_with(connection, "migrate_history", "version_table")) {
    if (schema == tables.schema) continue;
    const Tables there{
        .schema = schema, .version_table = tables.version_table, .role = tables.role};
    const auto known = read(connection,
                            there,
                            fmt::format("select 1 from {} where version_table = {} limit 1",
                                        there.history(),
                                        quote_literal(there.shown())));
    if (!known.rows.empty())
      throw elsewhere(
          tables, fmt::format("the history in schema {} knows it as {}", schema, there.shown()));
  }
}

bool widen(pg::Connection& connection, const Tables& tables, const std::string& begin) {
  const auto width = read_shape(connection, tables).width;
  if (!width || *width >= widest) return false;
  try {
    connection.execute(begin);
    connection.execute(as_owner(tables));
    connection.execute(fmt::format(
        "alter table {} alter column version_num type varchar({})", tables.version(), widest));
    connection.execute("commit");
  } catch (...) {
    connection.roll_back();
    throw;
  }
  return true;
}

void create_missing(pg::Connection& connection,
                    const Tables& tables,
                    const State& state,
                    const std::string& begin) {
  constexpr int most_tries = 5;
  auto found = state;
  for (int tries = 1; !is_complete(found); ++tries) {
    try {
      create_all(connection, tables, found, begin);
      return;
    } catch (const pg::StatementFailed& error) {
      connection.roll_back();
      if (is_lock_held(error.diagnostics())) throw;
      if (tries == most_tries || !is_made_meanwhile(error.sqlstate()))
        throw not_created(tables, error);
    }
    found = read_state(connection, tables);
  }
}

std::string check_rows_script(const Tables& tables, std::span<const std::string> expected) {
  const auto as_role = tables.role
                           ? fmt::format("  perform pg_catalog.set_config('role', {}, true);\n",
                                         quote_literal(*tables.role))
                           : "";
  return fmt::format(R"(do $migrate$
declare present text[] := '{{}}';
begin
  perform pg_catalog.set_config('row_security', 'off', true);
{2}  if pg_catalog.to_regclass({0}) is not null then
    execute 'select array(select version_num::text from ' || {0} || ' order by version_num::text collate "C")' into present;
  end if;
  if present <> {1}::text[] then
    raise exception 'migrate: the version rows are %, but this script begins at %', present, {1};
  end if;
end $migrate$)",
                     quote_literal(tables.version()),
                     quote_literal(sql::array_text(expected)),
                     as_role);
}

std::string creation_script(const Tables& tables, std::span<const std::string> expected) {
  std::string out =
      "begin;\n" + check_rows_script(tables, expected) + ";\nset local search_path = '';\n";
  out += as_owner(tables) + "\n";
  out += fmt::format(R"(do $migrate$
declare
  made record;
  revoke text;
begin
  if pg_catalog.to_regnamespace({}) is null then
    execute {};
  end if;
  for made in select * from (values
    ({}, $columns$version_num varchar(255) not null primary key$columns$),
    ({}, $columns${}$columns$),
    ({}, $columns${}$columns$)) t (name, columns) loop
    continue when pg_catalog.to_regclass(made.name) is not null;
    execute 'create table ' || made.name || ' (' || made.columns || ')';
    for revoke in {} loop
      execute revoke;
    end loop;
    execute 'alter table ' || made.name || ' enable row level security';
  end loop;
end $migrate$;
commit;
)",
                     quote_literal(sql::quote_identifier(tables.schema)),
                     quote_literal("create schema " + sql::quote_identifier(tables.schema)),
                     quote_literal(tables.version()),
                     quote_literal(tables.history()),
                     history_columns,
                     quote_literal(tables.progress()),
                     progress_columns,
                     revokes_sql("made.name"));
  return out;
}

std::string expect_rows_sql(const Tables& tables, std::span<const std::string> expected) {
  if (is_broken("guard")) return "select 1";
  const auto wanted = quote_literal(sql::array_text(expected));
  return fmt::format(
      R"(select case when r.found operator(pg_catalog.=) {0}::pg_catalog.text[] then 1 else ('{2}' operator(pg_catalog.||) r.found::pg_catalog.text operator(pg_catalog.||) ', expected ' operator(pg_catalog.||) {0})::pg_catalog.int4 end from (select array(select version_num::pg_catalog.text from {1} order by version_num::pg_catalog.text collate pg_catalog."C") as found) r)",
      wanted,
      tables.version(),
      rows_changed_text);
}

std::string repeatable_checksum_sql(const Tables& tables, const std::string& key) {
  return fmt::format(
      "(select coalesce(checksum, '') from {} where version_table operator(pg_catalog.=) {} and "
      "direction operator(pg_catalog.=) 'repeatable' and outcome operator(pg_catalog.=) "
      "'succeeded' and path operator(pg_catalog.=) {} order by id desc limit 1)",
      tables.history(),
      quote_literal(tables.shown()),
      quote_literal(key));
}

std::string expect_repeatable_sql(const Tables& tables,
                                  const std::string& key,
                                  const std::optional<std::string>& expected) {
  return fmt::format(
      "select case when coalesce({}, '') operator(pg_catalog.=) {} then 1 else ({} "
      "operator(pg_catalog.||) pg_catalog.pg_backend_pid()::pg_catalog.text)::pg_catalog.int4 end",
      repeatable_checksum_sql(tables, key),
      quote_literal(expected.value_or("")),
      quote_literal(fmt::format("{}{}, seen by ", run_meanwhile_text, key)));
}

}  // namespace migrate::history
