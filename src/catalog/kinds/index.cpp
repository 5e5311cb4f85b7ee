#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <string>

namespace migrate::catalog {

namespace {

/// What pg_get_indexdef gives, for the index `i` (`c`) of `t`. For each it reads the catalogs anew,
/// and the whole table's entries: not asked of what is most often there, and plain to see.
constexpr std::string_view definition =
    "case when s.attrelid is null and o.opcintype = a.atttypid and i.indcollation[0] = "
    "a.attcollation then 'CREATE INDEX ' || quote_ident(c.relname) || ' ON ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(t.relname) || ' USING ' || quote_ident(m.amname) "
    "|| ' (' || quote_ident(a.attname) || ')' else pg_get_indexdef(c.oid) end";

// Those of constraints are theirs. Few have a statistics target or parameters of an operator class.
std::string query(int /*version*/) {
  return fmt::format(
      "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, t.relname, c.relname, {}, "
      "nullif(c.reloptions, '{{}}')::text, ts.spcname, s.targets, i.indisvalid or c.relkind = 'I' "
      "from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = "
      "i.indrelid join pg_namespace n on n.oid = c.relnamespace join pg_am m on m.oid = c.relam "
      "left join pg_tablespace ts on ts.oid = c.reltablespace "
      "left join (select x.attrelid, array_agg(x.attnum || '=' || x.attstattarget order by "
      "x.attnum) filter (where x.attstattarget >= 0)::text as targets from pg_attribute x where "
      "x.attnum > 0 and (coalesce(x.attstattarget, -1) >= 0 or x.attoptions is not null) group by "
      "x.attrelid) s on s.attrelid = c.oid "
      "left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] and "
      "i.indnatts = 1 and i.indexprs is null and i.indpred is null and i.indoption[0] = 0 and not "
      "i.indisunique and c.reloptions is null and c.relkind = 'i' "
      "left join pg_opclass o on o.oid = i.indclass[0] and o.opcdefault "
      "where t.relkind in ('r', 'p', 'm') and t.relpersistence <> 't' and $scope and not exists "
      "(select from pg_constraint k where k.conindid = c.oid and k.contype in ('p', 'u', 'x'))",
      definition);
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
