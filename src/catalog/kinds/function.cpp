#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <cstddef>

namespace migrate::catalog {

namespace {

std::string query_of(std::string_view prokinds) {
  return fmt::format(
      "select 'pg_proc'::regclass::oid, p.oid, 0, n.nspname, p.proname, "
      "array_to_string(array(select format_type(t, null) from unnest(p.proargtypes) with "
      "ordinality a (t, i) order by i), ', '), "
      "pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid), "
      "p.proargnames::text, nullif(array(select m::text || ' ' || format_type(t, null) from "
      "unnest(p.proallargtypes, p.proargmodes) a (t, m) where m in ('o', 'b', 't')), "
      "'{{}}')::text, "
      "p.pronargdefaults, p.prokind, pg_get_functiondef(p.oid), pg_get_userbyid(p.proowner), "
      "coalesce(p.proacl, acldefault('f', p.proowner))::text "
      "from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
      // Those that make ranges come with their type.
      "where p.prokind in ({}) and $scope and not exists (select from pg_depend d where d.classid "
      "= 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'i')",
      prokinds);
}

std::string function_query(int /*version*/) {
  return query_of("'f', 'w'");
}

std::string procedure_query(int /*version*/) {
  return query_of("'p'");
}

// OR REPLACE keeps the result, the parameters' names and at least as many defaults. Parameters are
// told by their types; what else is said about them is part of the definition.
constexpr Property properties[] = {{"parameters", Policy::ignore},
                                   {"result"},
                                   {"argument names", Policy::replace},
                                   {"outputs"},
                                   {"defaults", Policy::replace},
                                   {"prokind"},
                                   {"definition", Policy::replace}};

/// A parameter can get a name, but not another one, where no result is made of it.
bool keeps_names(const Object& from, const Object& to) {
  if (!differ(from, to, "argument names")) return true;
  const auto before = parse_array(from.text("argument names"));
  const auto after = parse_array(to.text("argument names"));
  if (to.get("outputs") || (!before.empty() && before.size() != after.size())) return false;
  for (std::size_t i = 0; i < before.size(); ++i)
    if (!before[i].empty() && before[i] != after[i]) return false;
  return true;
}

Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  const bool fewer = std::stoi(to.text("defaults")) < std::stoi(from.text("defaults"));
  return fewer || !keeps_names(from, to) ? Policy::recreate : Policy::replace;
}

std::string reference(const Object& object) {
  return fmt::format("{}({})", in_schema(object), object.text("parameters"));
}

/// Functions and procedures are told by their parameters too.
std::string takes(const Object& object) {
  return fmt::format("{}({})", object.name.at(1), object.name.at(2));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{std::string(trim_right(object.text("definition")))}};
}

Statements replace(const Object& /*from*/, const Object& to, const Context& context) {
  return create(to, {}, context);
}

}  // namespace

const Kind function_kind{.id = "function",
                         .sql = "FUNCTION",
                         .query = function_query,
                         .words = 3,
                         .properties = properties,
                         .create = create,
                         .alter = replace,
                         .drop = drop_by_reference,
                         .reference = reference,
                         .decide = decide,
                         .names = "routine",
                         .takes = takes,
                         .has_owner = true,
                         .has_rights = true};

const Kind procedure_kind{.id = "procedure",
                          .sql = "PROCEDURE",
                          .query = procedure_query,
                          .words = 3,
                          .properties = properties,
                          .create = create,
                          .alter = replace,
                          .drop = drop_by_reference,
                          .reference = reference,
                          .decide = decide,
                          .names = "routine",
                          .takes = takes,
                          .has_owner = true,
                          .has_rights = true};

}  // namespace migrate::catalog
