#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_conversion'::regclass::oid, c.oid, 0, n.nspname, c.conname, "
         "pg_encoding_to_char(c.conforencoding), pg_encoding_to_char(c.contoencoding), "
         "c.conproc::regproc, c.condefault, pg_get_userbyid(c.conowner) "
         "from pg_conversion c join pg_namespace n on n.oid = c.connamespace where $scope";
}

constexpr Property properties[] = {{"from"}, {"to"}, {"function"}, {"default"}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("CREATE{} CONVERSION {} FOR {} TO {} FROM {}",
                       object.is("default") ? " DEFAULT" : "",
                       in_schema(object),
                       quote_literal(object.text("from")),
                       quote_literal(object.text("to")),
                       object.text("function"))}};
}

}  // namespace

const Kind conversion_kind{.id = "conversion",
                           .sql = "CONVERSION",
                           .query = query,
                           .properties = properties,
                           .create = create,
                           .drop = drop_by_reference,
                           .reference = in_schema,
                           .has_owner = true};

}  // namespace migrate::catalog
