#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// The definition has the columns in the order in which the table got them: they are compared by
// name.
std::string query(int version) {
  return fmt::format(
      "select 'pg_statistic_ext'::regclass::oid, s.oid, 0, n.nspname, s.stxname, "
      "pg_get_statisticsobjdef(s.oid), s.stxrelid::regclass, s.stxkind::text, "
      "array(select a.attname from pg_attribute a where a.attrelid = s.stxrelid and a.attnum = any "
      "(s.stxkeys) order by 1)::text, {}, case when coalesce(s.stxstattarget, -1) >= 0 then "
      "s.stxstattarget end, pg_get_userbyid(s.stxowner) "
      "from pg_statistic_ext s join pg_namespace n on n.oid = s.stxnamespace where $scope",
      version >= 140000 ? "pg_get_statisticsobjdef_expressions(s.oid)::text" : "null::text");
}

constexpr Property properties[] = {{"definition", Policy::ignore},
                                   {"table"},
                                   {"statistics"},
                                   {"columns"},
                                   {"expressions"},
                                   {"target", Policy::alter}};

Statements alter(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{fmt::format("ALTER STATISTICS {} SET STATISTICS {}",
                       in_schema(to),
                       to.get("target") ? to.text("target") : "-1")}};
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& context) {
  Statements out{{object.text("definition")}};
  if (object.get("target")) out.push_back(alter(object, object, context).front());
  return out;
}

}  // namespace

const Kind statistics_kind{.id = "statistics",
                           .sql = "STATISTICS",
                           .query = query,
                           .properties = properties,
                           .create = create,
                           .alter = alter,
                           .drop = drop_by_reference,
                           .reference = in_schema,
                           .has_owner = true};

}  // namespace migrate::catalog
