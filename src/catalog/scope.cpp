#include "catalog/scope.h"

#include "catalog/aspects.h"
#include "catalog/glob.h"
#include "catalog/kinds/kinds.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"
#include "migrate/sql/quote.h"

#include <algorithm>
#include <utility>

namespace migrate::catalog {

namespace {

bool is_among(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

}  // namespace

std::string ScopeRules::narrow(std::string query) const {
  const std::string users =
      "n.nspname !~ '^pg_(toast|temp|catalog)' and n.nspname <> 'information_schema'";
  query = replace_all(std::move(query), "$scope", "(" + users + " and n.nspname <> all ($others))");
  query = replace_all(std::move(query),
                      "$hosts",
                      "(" + users +
                          " and (n.nspname <> all ($others) or not exists (select from pg_depend "
                          "e where e.classid = 'pg_class'::regclass and e.objid = c.oid and "
                          "e.deptype = 'e')))");
  return replace_all(std::move(query),
                     "$others",
                     sql::quote_literal(sql::array_text(scope_.others.schemas)) + "::text[]");
}

bool ScopeRules::is_of_others(const Object& object, const std::string& self) const {
  const auto& first = object.name.front();
  if (object.kind == &extension_kind) return is_among(scope_.others.extensions, first);
  if (object.kind == &publication_kind) return is_among(scope_.others.publications, first);
  return object.kind == &default_rights_kind && first != self &&
         is_among(scope_.others.roles, first);
}

bool ScopeRules::takes_in(const Object& object) const {
  if (!object.kind->in_schema) return true;
  const auto& name = object.name;
  const auto qualified = name.size() > 1 ? name[0] + "." + name[1] : name[0];
  const auto is_meant = [&](const std::string& glob) {
    return matches(glob, name[0]) || (name.size() > 1 && matches(glob, qualified));
  };
  if (is_among(scope_.own_tables, qualified)) return false;
  if (std::ranges::any_of(scope_.exclude, is_meant)) return false;
  // A schema stands for what is in it: `app.*` means the schema app too.
  return std::ranges::any_of(scope_.include, [&](const std::string& glob) {
    return is_meant(glob) || (name.size() == 1 && matches(glob.substr(0, glob.find('.')), name[0]));
  });
}

bool ScopeRules::is_on_others(const Object& object) const {
  const auto& hosts =
      object.kind == &publication_table_kind ? scope_.others.publications : scope_.others.schemas;
  return is_among(hosts, object.name.front());
}

bool ScopeRules::is_label_of_others(const std::string& provider) const {
  return is_among(scope_.others.extensions, provider);
}

bool ScopeRules::is_right_of_others(const Object& target, const Object& aspect) const {
  if (scope_.others.roles.empty() || target.kind != &schema_kind || target.name.front() != "public")
    return false;
  return aspect.kind == &owner_kind ||
         (aspect.kind == &rights_kind &&
          std::ranges::any_of(scope_.others.roles, [&](const std::string& role) {
            return aspect.name.back() == "=" + role;
          }));
}

}  // namespace migrate::catalog
