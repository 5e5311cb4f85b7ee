#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Those of a range come with it. In no schema, one is the platform's where only the platform's
// types and functions are in it.
std::string query(int /*version*/) {
  return R"(select 'pg_cast'::regclass::oid, c.oid, 0, format_type(c.castsource, null),
    format_type(c.casttarget, null),
    case c.castmethod when 'f' then 'WITH FUNCTION ' || c.castfunc::regprocedure
      when 'i' then 'WITH INOUT' else 'WITHOUT FUNCTION' end,
    case c.castcontext when 'a' then ' AS ASSIGNMENT' when 'i' then ' AS IMPLICIT' else '' end
    from pg_cast c join pg_type s on s.oid = c.castsource join pg_type t on t.oid = c.casttarget
    left join pg_proc p on p.oid = c.castfunc
    where c.oid >= 16384 and (exists (select from pg_namespace n where n.oid in
    (s.typnamespace, t.typnamespace, p.pronamespace) and $scope) or not exists (select from
    pg_namespace n where n.oid in (s.typnamespace, t.typnamespace, p.pronamespace) and n.nspname =
    any ($others))) and not exists (select from pg_depend d where d.classid = 'pg_cast'::regclass
    and d.objid = c.oid and d.deptype = 'i'))";
}

constexpr Property properties[] = {{"method"}, {"context"}};

std::string reference(const Object& object) {
  return fmt::format("({} AS {})", object.name.at(0), object.name.at(1));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format(
      "CREATE CAST {} {}{}", reference(object), object.text("method"), object.text("context"))}};
}

}  // namespace

const Kind cast_kind{.id = "cast",
                     .sql = "CAST",
                     .query = query,
                     .properties = properties,
                     .create = create,
                     .drop = drop_by_reference,
                     .reference = reference,
                     .in_schema = false};

}  // namespace migrate::catalog
