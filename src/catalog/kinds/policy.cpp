#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_policy'::regclass::oid, p.oid, 0, n.nspname, c.relname, p.polname, "
         "case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when "
         "'d' then 'DELETE' else 'ALL' end, p.polpermissive, "
         "array(select case when r = 0 then 'public' else quote_ident(pg_get_userbyid(r)) end from "
         "unnest(p.polroles) r order by 1)::text, pg_get_expr(p.polqual, p.polrelid), "
         "pg_get_expr(p.polwithcheck, p.polrelid) "
         "from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = "
         "c.relnamespace where $hosts";
}

constexpr Property properties[] = {{"command"},
                                   {"permissive"},
                                   {"roles", Policy::alter},
                                   {"using", Policy::alter},
                                   {"check", Policy::alter}};

std::string expressions(const Object& object) {
  std::string out;
  if (object.get("using")) out += "\n    USING (" + object.text("using") + ")";
  if (object.get("check")) out += "\n    WITH CHECK (" + object.text("check") + ")";
  return out;
}

std::string roles(const Object& object) {
  return join(parse_array(object.text("roles")), ", ");
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("CREATE POLICY {}{} FOR {} TO {}{}",
                       on_relation(object),
                       object.is("permissive") ? "" : " AS RESTRICTIVE",
                       object.text("command"),
                       roles(object),
                       expressions(object))}};
}

/// ALTER cannot take an expression away.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  const bool loses =
      (from.get("using") && !to.get("using")) || (from.get("check") && !to.get("check"));
  return loses ? Policy::recreate : Policy::alter;
}

Statements alter(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{fmt::format("ALTER POLICY {} TO {}{}", on_relation(to), roles(to), expressions(to))}};
}

}  // namespace

const Kind policy_kind{.id = "policy",
                       .sql = "POLICY",
                       .part = "table",
                       .query = query,
                       .is_costly = true,
                       .words = 3,
                       .properties = properties,
                       .create = create,
                       .alter = alter,
                       .drop = drop_by_reference,
                       .reference = on_relation,
                       .decide = decide};

}  // namespace migrate::catalog
