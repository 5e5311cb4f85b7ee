#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Its columns, checks and triggers are of the same kinds as those of a table.
std::string query(int /*version*/) {
  return fmt::format(
      "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname, s.srvname, {}, "
      "pg_get_userbyid(c.relowner), coalesce(c.relacl, acldefault('r', c.relowner))::text "
      "from pg_foreign_table f join pg_class c on c.oid = f.ftrelid join pg_namespace n on n.oid = "
      "c.relnamespace join pg_foreign_server s on s.oid = f.ftserver where $scope",
      sorted_options("f.ftoptions"));
}

constexpr Property properties[] = {{"server"}, {"options", Policy::alter}};

Statements create(const Object& object, const Folded& folded, const Context& context) {
  Statements out{{fmt::format("CREATE FOREIGN TABLE {}{} SERVER {}{}",
                              in_schema(object),
                              table_body(folded),
                              identifier(object.text("server")),
                              foreign_options(object, "options"))}};
  const auto more = settle_columns(folded, context);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  return {{fmt::format(
      "ALTER FOREIGN TABLE {}{}", in_schema(to), alter_foreign_options(from, to, "options"))}};
}

}  // namespace

const Kind foreign_table_kind{.id = "foreign table",
                              .sql = "FOREIGN TABLE",
                              .query = query,
                              .properties = properties,
                              .create = create,
                              .alter = alter,
                              .drop = drop_by_reference,
                              .reference = in_schema,
                              .names = "relation|type",
                              .has_owner = true,
                              .has_rights = true};

}  // namespace migrate::catalog
