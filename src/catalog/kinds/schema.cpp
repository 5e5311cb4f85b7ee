#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_namespace'::regclass::oid, n.oid, 0, n.nspname, pg_get_userbyid(n.nspowner), "
         "coalesce(n.nspacl, acldefault('n', n.nspowner))::text "
         "from pg_namespace n where $scope and n.nspname !~ '^pg_'";
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{"CREATE SCHEMA " + last(object)}};
}

}  // namespace

const Kind schema_kind{.id = "schema",
                       .sql = "SCHEMA",
                       .query = query,
                       .words = 1,
                       .create = create,
                       .drop = drop_by_reference,
                       .reference = last,
                       .names = "schema",
                       .has_owner = true,
                       .has_rights = true};

}  // namespace migrate::catalog
