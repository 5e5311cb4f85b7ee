#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Its version is left alone: servers offer different ones.
std::string query(int /*version*/) {
  return "select 'pg_extension'::regclass::oid, e.oid, 0, e.extname, n.nspname "
         "from pg_extension e join pg_namespace n on n.oid = e.extnamespace";
}

constexpr Property properties[] = {{"schema", Policy::alter}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("CREATE EXTENSION IF NOT EXISTS {} WITH SCHEMA {}",
                       last(object),
                       identifier(object.text("schema")))}};
}

Statements alter(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {
      {fmt::format("ALTER EXTENSION {} SET SCHEMA {}", last(to), identifier(to.text("schema")))}};
}

}  // namespace

const Kind extension_kind{.id = "extension",
                          .sql = "EXTENSION",
                          .query = query,
                          .words = 1,
                          .properties = properties,
                          .create = create,
                          .alter = alter,
                          .drop = drop_by_reference,
                          .reference = last,
                          .in_schema = false};

}  // namespace migrate::catalog
