#include "commands/doctor/check.h"
#include "migrate/base/strings.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

namespace migrate::commands::doctor {

namespace {

using sql::quote_literal;

// One row. `who`: the role that does our work, or nothing where there is none of that name.
// A table that the role's member owns can be read whatever its row security says.
constexpr std::string_view query = R"(
with who as (
  select r.oid, r.rolname, r.rolsuper or r.rolbypassrls as sees_all
  from pg_catalog.pg_roles r where r.rolname = {role}),
need (tab, privilege) as (
  select t.tab, p.privilege
  from (values ({version}, '{SELECT,INSERT,UPDATE,DELETE}'::text[]),
               ({history}, '{SELECT,INSERT}'),
               ({progress}, '{SELECT,INSERT,UPDATE,DELETE}')) t (tab, privileges)
  cross join lateral pg_catalog.unnest(t.privileges) p (privilege)),
ours as (
  select c.oid, c.relname, c.relowner, c.relacl, c.relrowsecurity, c.relforcerowsecurity, t.tab
  from (select distinct tab from need) t
  join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass(t.tab))
select
  (select w.rolname from who w),
  coalesce((select pg_catalog.pg_has_role(w.oid, {may_become}) from who w), false),
  (select pg_catalog.has_database_privilege(w.oid, d.oid, 'CREATE')
   from who w, pg_catalog.pg_database d where d.datname = pg_catalog.current_database()),
  (select pg_catalog.has_schema_privilege(w.oid, n.oid, 'USAGE')
      and (pg_catalog.has_schema_privilege(w.oid, n.oid, 'CREATE') or (select count(*) from ours) = 3)
   from who w, pg_catalog.pg_namespace n where n.nspname = {schema}),
  (select pg_catalog.string_agg(distinct n.privilege || ' on ' || o.relname, ', ')
   from who w, need n join ours o on o.tab = n.tab
   where not pg_catalog.has_table_privilege(w.oid, o.oid, n.privilege)),
  (select pg_catalog.string_agg(o.relname, ', ' order by o.relname)
   from who w, ours o
   where o.relrowsecurity and not w.sees_all
     and (o.relforcerowsecurity or not pg_catalog.pg_has_role(w.oid, o.relowner, 'USAGE'))),
  (select pg_catalog.string_agg(t.text, ', ' order by t.text)
   from (select distinct a.privilege_type || ' on ' || o.relname || ' for '
                || case when a.grantee = 0 then 'PUBLIC' else pg_catalog.pg_get_userbyid(a.grantee)::text end as text
         from ours o, lateral pg_catalog.aclexplode(o.relacl) a
         where a.grantee <> o.relowner
           and a.grantee not in (select w.oid from who w)) t),
  current_user, s.name, (select pg_catalog.has_schema_privilege(w.oid, n.oid, 'CREATE')
           from who w, pg_catalog.pg_namespace n where n.nspname = s.name)
from (select pg_catalog.current_schema()::text as name) s)";

/// What the query says, by name.
struct Rights {
  bool has_role = false;
  bool is_member = false;
  bool may_make_schemas = false;
  pg::Value may_use_schema;  ///< nothing: there is no such schema
  std::string missing;
  std::string hidden;  ///< tables whose row security filters
  std::string others;
  std::string user;  ///< that logged in
  pg::Value target;  ///< the schema in which a migration's tables are made
  pg::Value may_make_tables;
};

/// The privilege that SET ROLE wants.
std::string may_become(const pg::Connection& connection) {
  return connection.server_version() >= 160000 ? "SET" : "MEMBER";
}

/// The search path of migrations is set for the question, since it names their schema.
Rights ask(Patient& patient) {
  auto& database = *patient.database;
  const auto& tables = database.tables();
  auto sql = replace_all(
      std::string(query), "{role}", tables.role ? quote_literal(*tables.role) : "current_user");
  for (const auto& [key, text] :
       {std::pair<std::string_view, std::string>{"{schema}", tables.schema},
        {"{may_become}", may_become(database.connection())},
        {"{version}", tables.version()},
        {"{history}", tables.history()},
        {"{progress}", tables.progress()}})
    sql = replace_all(sql, key, quote_literal(text));
  auto path = config::database_session(*patient.settings).search_path;
  if (!path) path = database.parameters().search_path;
  const auto set_path = path ? fmt::format("select pg_catalog.set_config('search_path', {}, true);",
                                           quote_literal(*path))
                             : "";
  const auto rows = database.connection().execute("begin read only;" + set_path + sql + "; commit");
  const auto& row = rows.rows.at(0);
  return {.has_role = row[0].has_value(),
          .is_member = row[1] == "t",
          .may_make_schemas = row[2] == "t",
          .may_use_schema = row[3],
          .missing = row[4].value_or(""),
          .hidden = row[5].value_or(""),
          .others = row[6].value_or(""),
          .user = row[7].value_or(""),
          .target = row[8],
          .may_make_tables = row[9]};
}

/// What keeps our own tables from being made or written.
void add_our_tables(const Rights& rights,
                    const std::string& role,
                    const history::Tables& tables,
                    Lines& out) {
  const auto to = sql::quote_identifier(role);
  const auto schema = sql::quote_identifier(tables.schema);
  if (!rights.may_use_schema && !rights.may_make_schemas)
    out.push_back(
        failed(fmt::format("there is no schema {}, and {} may not make it", tables.schema, role),
               fmt::format("CREATE SCHEMA {} AUTHORIZATION {}", schema, to)));
  if (rights.may_use_schema && rights.may_use_schema != "t")
    out.push_back(
        failed(fmt::format("{} may not make our tables in schema {}", role, tables.schema),
               fmt::format("GRANT USAGE, CREATE ON SCHEMA {} TO {}; or set "
                           "`database.version_table_schema`",
                           schema,
                           to)));
  if (!rights.missing.empty())
    out.push_back(failed(fmt::format("{} lacks {}", role, rights.missing),
                         fmt::format("GRANT it to {}, or set `database.role` to the owner", to)));
  if (!rights.hidden.empty())
    out.push_back(
        failed(fmt::format("row security would hide rows of {} from {}", rights.hidden, role),
               "set `database.role` to the owner of these tables"));
}

/// A schema that may not be used hides what is in it from the question too.
Error hidden_schema(Error error, const history::Tables& tables) {
  if (error.code() != ErrorCode::insufficient_privilege || !error.hint().empty()) return error;
  error.hint(
      fmt::format("GRANT USAGE ON SCHEMA {} to the role, or set `database.role` to the owner",
                  sql::quote_identifier(tables.schema)));
  return error;
}

}  // namespace

Lines look_at_privileges(Patient& patient) {
  const auto& tables = patient.database->tables();
  Rights rights;
  try {
    rights = ask(patient);
  } catch (const Error& error) {
    throw hidden_schema(error, tables);
  }
  const auto role = tables.role.value_or(rights.user);
  if (!rights.has_role)
    return {failed(fmt::format("there is no role {} (`database.role`)", role),
                   fmt::format("CREATE ROLE {}", sql::quote_identifier(role)))};
  if (!rights.is_member)
    return {failed(
        fmt::format("{} may not act as {} (`database.role`)", rights.user, role),
        fmt::format(
            "GRANT {} TO {}", sql::quote_identifier(role), sql::quote_identifier(rights.user)))};
  Lines out;
  add_our_tables(rights, role, tables, out);
  if (!rights.target || rights.may_make_tables != "t")
    out.push_back(warning(
        rights.target
            ? fmt::format("{} may not create anything in schema {}, the first of the search path",
                          role,
                          *rights.target)
            : "no schema of the search path is there",
        "GRANT CREATE on it, or set `database.search_path`"));
  if (!rights.others.empty())
    out.push_back(warning("others have rights on our tables: " + rights.others,
                          "REVOKE them, unless somebody is meant to have them"));
  if (out.empty()) out.push_back(ok(role + " has all that it needs"));
  return out;
}

}  // namespace migrate::commands::doctor
