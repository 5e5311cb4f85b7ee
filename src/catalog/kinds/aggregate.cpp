#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// What CREATE AGGREGATE says, each part that is not as by default. The zero final modification is
// 'r' for an ordinary aggregate and 'w' for an ordered-set one.
std::string query(int /*version*/) {
  return R"(select 'pg_proc'::regclass::oid, p.oid, 0, n.nspname, p.proname,
    case when p.pronargs = 0 then '*' else pg_get_function_identity_arguments(p.oid) end,
    pg_get_function_result(p.oid), a.aggkind, p.proargnames::text,
    concat_ws(E',\n    ',
      'SFUNC = ' || a.aggtransfn::regproc,
      'STYPE = ' || format_type(a.aggtranstype, null),
      'SSPACE = ' || nullif(a.aggtransspace, 0),
      'FINALFUNC = ' || nullif(a.aggfinalfn, 0)::regproc,
      case when a.aggfinalextra then 'FINALFUNC_EXTRA' end,
      case when a.aggfinalmodify <> case a.aggkind when 'n' then 'r' else 'w' end then
        'FINALFUNC_MODIFY = ' || case a.aggfinalmodify when 'r' then 'READ_ONLY' when 's' then
        'SHAREABLE' else 'READ_WRITE' end end,
      'COMBINEFUNC = ' || nullif(a.aggcombinefn, 0)::regproc,
      'SERIALFUNC = ' || nullif(a.aggserialfn, 0)::regproc,
      'DESERIALFUNC = ' || nullif(a.aggdeserialfn, 0)::regproc,
      'INITCOND = ' || quote_literal(a.agginitval),
      'MSFUNC = ' || nullif(a.aggmtransfn, 0)::regproc,
      'MINVFUNC = ' || nullif(a.aggminvtransfn, 0)::regproc,
      'MSTYPE = ' || format_type(nullif(a.aggmtranstype, 0), null),
      'MSSPACE = ' || nullif(a.aggmtransspace, 0),
      'MFINALFUNC = ' || nullif(a.aggmfinalfn, 0)::regproc,
      case when a.aggmfinalextra then 'MFINALFUNC_EXTRA' end,
      case when a.aggmtransfn <> 0 and a.aggmfinalmodify <> case a.aggkind when 'n' then 'r' else
        'w' end then 'MFINALFUNC_MODIFY = ' || case a.aggmfinalmodify when 'r' then 'READ_ONLY'
        when 's' then 'SHAREABLE' else 'READ_WRITE' end end,
      'MINITCOND = ' || quote_literal(a.aggminitval),
      (select 'SORTOP = OPERATOR(' || quote_ident(opn.nspname) || '.' || o.oprname || ')' from
        pg_operator o join pg_namespace opn on opn.oid = o.oprnamespace where o.oid =
        a.aggsortop),
      case p.proparallel when 's' then 'PARALLEL = SAFE' when 'r' then 'PARALLEL = RESTRICTED' end,
      case when a.aggkind = 'h' then 'HYPOTHETICAL' end),
    pg_get_userbyid(p.proowner), coalesce(p.proacl, acldefault('f', p.proowner))::text
    from pg_proc p join pg_aggregate a on a.aggfnoid = p.oid
    join pg_namespace n on n.oid = p.pronamespace where $scope)";
}

// OR REPLACE keeps the result, the kind and the parameters' names.
constexpr Property properties[] = {
    {"result"}, {"kind"}, {"argument names"}, {"definition", Policy::replace}};

std::string reference(const Object& object) {
  return fmt::format("{}({})", in_schema(object), object.name.at(2));
}

std::string text(const Object& object, std::string_view create) {
  return fmt::format(
      "{} AGGREGATE {} (\n    {}\n)", create, reference(object), object.text("definition"));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{text(object, "CREATE")}};
}

Statements replace(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{text(to, "CREATE OR REPLACE")}};
}

}  // namespace

const Kind aggregate_kind{.id = "aggregate",
                          .sql = "AGGREGATE",
                          .query = query,
                          .words = 3,
                          .properties = properties,
                          .create = create,
                          .alter = replace,
                          .drop = drop_by_reference,
                          .reference = reference,
                          .has_owner = true,
                          .has_rights = true};

}  // namespace migrate::catalog
