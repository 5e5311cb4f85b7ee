#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "catalog/kinds/swap.h"

namespace migrate::catalog {

namespace {

/// The locale of ICU has had three places.
std::string query(int version) {
  std::string locale = "c.collcollate";
  if (version >= 150000) locale = "c.colliculocale";
  if (version >= 170000) locale = "c.colllocale";
  return fmt::format(
      "select 'pg_collation'::regclass::oid, c.oid, 0, n.nspname, c.collname, "
      "case c.collprovider when 'i' then 'icu' when 'b' then 'builtin' when 'd' then 'default' "
      "else 'libc' end, c.collisdeterministic, "
      "case when c.collprovider in ('i', 'b') then {} end, "
      "case when c.collprovider = 'c' then c.collcollate end, "
      "case when c.collprovider = 'c' then c.collctype end, {}, pg_get_userbyid(c.collowner) "
      "from pg_collation c join pg_namespace n on n.oid = c.collnamespace where $scope",
      locale,
      version >= 160000 ? "c.collicurules" : "null::text");
}

constexpr Property properties[] = {{"provider", Policy::retype},
                                   {"deterministic", Policy::retype},
                                   {"locale", Policy::retype},
                                   {"lc_collate", Policy::retype},
                                   {"lc_ctype", Policy::retype},
                                   {"rules", Policy::retype}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql =
      fmt::format("CREATE COLLATION {} (provider = {}", in_schema(object), object.text("provider"));
  if (!object.is("deterministic")) sql += ", deterministic = false";
  for (const auto* const part : {"locale", "lc_collate", "lc_ctype", "rules"})
    if (object.get(part)) sql += fmt::format(", {} = {}", part, quote_literal(object.text(part)));
  return {{sql + ")"}};
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  return swap_collation(from, create(to, {}, context).front().sql, context);
}

}  // namespace

const Kind collation_kind{.id = "collation",
                          .sql = "COLLATION",
                          .query = query,
                          .properties = properties,
                          .create = create,
                          .alter = alter,
                          .drop = drop_by_reference,
                          .reference = in_schema,
                          .names = "collation",
                          .has_owner = true};

}  // namespace migrate::catalog
