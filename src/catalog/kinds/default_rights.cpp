#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// One for each grantee. Where no schema is given the entry replaces what is built in, and says it
// all; in a schema it adds to that.
std::string query(int /*version*/) {
  return "select 0, d.oid, 0, pg_get_userbyid(d.defaclrole), coalesce(n.nspname, ''), "
         "case d.defaclobjtype when 'r' then 'TABLES' when 'S' then 'SEQUENCES' when 'f' then "
         "'FUNCTIONS' when 'T' then 'TYPES' when 'L' then 'LARGE OBJECTS' else 'SCHEMAS' end, "
         "case when g.grantee = 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(g.grantee)) end, "
         "array(select a.privilege_type || case when a.is_grantable then '*' else '' end from "
         "aclexplode(d.defaclacl) a where a.grantee = g.grantee order by 1)::text, "
         "array(select a.privilege_type || case when a.is_grantable then '*' else '' end from "
         "aclexplode(acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, "
         "d.defaclrole)) a where d.defaclnamespace = 0 and a.grantee = g.grantee order by "
         "1)::text, "
         "case when g.grantee <> 0 then pg_get_userbyid(g.grantee) end "
         "from pg_default_acl d left join pg_namespace n on n.oid = d.defaclnamespace, "
         "lateral (select a.grantee from aclexplode(d.defaclacl) a union select a.grantee from "
         "aclexplode(acldefault(case d.defaclobjtype when 'S' then 's' else d.defaclobjtype end, "
         "d.defaclrole)) a where d.defaclnamespace = 0) g "
         "where d.defaclnamespace = 0 or $scope";
}

constexpr Property properties[] = {
    {"privileges", Policy::alter}, {"built in", Policy::ignore}, {"role", Policy::ignore}};

using Privileges = std::vector<std::string>;

std::string words_of(const Privileges& privileges, bool with_option) {
  std::string out;
  for (const auto& word : privileges)
    if (word.ends_with('*') == with_option)
      out += (out.empty() ? "" : ", ") + word.substr(0, word.size() - (with_option ? 1 : 0));
  return out;
}

Statements change(const Object& object, const Privileges& before, const Privileges& after) {
  Statements out;
  if (before == after) return out;
  const auto& name = object.name;
  auto alter = "ALTER DEFAULT PRIVILEGES FOR ROLE " + identifier(name[0]);
  if (!name[1].empty()) alter += " IN SCHEMA " + identifier(name[1]);
  if (!before.empty())
    out.push_back({fmt::format("{} REVOKE ALL ON {} FROM {}", alter, name[2], name[3])});
  for (const bool with_option : {false, true})
    if (const auto words = words_of(after, with_option); !words.empty())
      out.push_back({fmt::format("{} GRANT {} ON {} TO {}{}",
                                 alter,
                                 words,
                                 name[2],
                                 name[3],
                                 with_option ? " WITH GRANT OPTION" : "")});
  return out;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return change(
      object, parse_array(object.text("built in")), parse_array(object.text("privileges")));
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  return change(to, parse_array(from.text("privileges")), parse_array(to.text("privileges")));
}

Statements drop(const Object& object, const Context& /*context*/) {
  return change(
      object, parse_array(object.text("privileges")), parse_array(object.text("built in")));
}

}  // namespace

const Kind default_rights_kind{.id = "default privileges",
                               .sql = "",
                               .query = query,
                               .words = 4,
                               .properties = properties,
                               .create = create,
                               .alter = alter,
                               .drop = drop,
                               .in_schema = false};

}  // namespace migrate::catalog
