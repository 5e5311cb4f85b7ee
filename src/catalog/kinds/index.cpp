#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <string>

namespace migrate::catalog {

namespace {

// Those of constraints are theirs.
std::string query(int /*version*/) {
  return "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, t.relname, c.relname, "
         "pg_get_indexdef(c.oid), nullif(c.reloptions, '{}')::text, ts.spcname, "
         "nullif(array(select a.attnum || '=' || a.attstattarget from pg_attribute a where "
         "a.attrelid = c.oid and coalesce(a.attstattarget, -1) >= 0 order by a.attnum), "
         "'{}')::text, i.indisvalid or c.relkind = 'I' "
         "from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = "
         "i.indrelid join pg_namespace n on n.oid = c.relnamespace "
         "left join pg_tablespace ts on ts.oid = c.reltablespace "
         "where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and $scope and not exists "
         "(select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and "
         "d.deptype = 'i' and d.refclassid = 'pg_constraint'::regclass)";
}

constexpr Property properties[] = {{"definition", Policy::alter},
                                   {"options", Policy::alter},
                                   {"tablespace", Policy::alter},
                                   {"statistics", Policy::alter},
                                   {"valid"}};

std::string reference(const Object& object) {
  return sql::qualified(object.name.at(0), object.name.at(2));
}

/// The definition without WITH (...).
std::string without_options(const Object& object) {
  auto text = object.text("definition");
  const auto begin = text.find(" WITH (");
  if (!object.get("options") || begin == std::string::npos) return text;
  const auto end = std::min(text.find(')', begin), text.size() - 1);
  return text.erase(begin, end + 1 - begin);
}

Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  return without_options(from) == without_options(to) ? Policy::alter : Policy::recreate;
}

Statements statistics_of(const Object& object) {
  Statements out;
  for (const auto& item : parse_array(object.text("statistics"))) {
    const auto at = item.find('=');
    out.push_back({fmt::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS {}",
                               reference(object),
                               item.substr(0, at),
                               item.substr(at + 1))});
  }
  return out;
}

/// One that a failed CONCURRENTLY has left behind is not made; what there is of it is dropped.
Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  if (!object.is("valid")) return {};
  auto sql = object.text("definition");
  if (object.get("tablespace")) {
    const auto where = std::min(sql.find(" WHERE "), sql.size());
    sql.insert(where, " TABLESPACE " + identifier(object.text("tablespace")));
  }
  Statement make{std::move(sql)};
  if (make.sql.starts_with("CREATE UNIQUE")) make.hazards = {Hazard::might_fail_on_data};
  Statements out{make};
  const auto more = statistics_of(object);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  auto out = alter_options("ALTER INDEX " + reference(to), from, to, "options");
  if (differ(from, to, "tablespace"))
    out.push_back(
        {fmt::format("ALTER INDEX {} SET TABLESPACE {}",
                     reference(to),
                     to.get("tablespace") ? identifier(to.text("tablespace")) : "pg_default"),
         {Hazard::access_exclusive_lock}});
  if (!differ(from, to, "statistics")) return out;
  for (const auto& item : parse_array(from.text("statistics")))
    out.push_back({fmt::format("ALTER INDEX {} ALTER COLUMN {} SET STATISTICS -1",
                               reference(to),
                               item.substr(0, item.find('=')))});
  const auto more = statistics_of(to);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

}  // namespace

const Kind index_kind{.id = "index",
                      .sql = "INDEX",
                      .part = "table|materialized view",
                      .query = query,
                      .is_costly = true,
                      .words = 3,
                      .properties = properties,
                      .create = create,
                      .alter = alter,
                      .drop = drop_by_reference,
                      .reference = reference,
                      .decide = decide,
                      .names = "relation"};

}  // namespace migrate::catalog
