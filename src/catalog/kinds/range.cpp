#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "catalog/kinds/swap.h"

namespace migrate::catalog {

namespace {

// The type of its sets of ranges and the functions that make one come with it.
std::string query(int version) {
  return fmt::format(
      "select 'pg_type'::regclass::oid, t.oid, 0, n.nspname, t.typname, "
      "format_type(r.rngsubtype, null), "
      "case when not oc.opcdefault then quote_ident(ocn.nspname) || '.' || quote_ident(oc.opcname) "
      "end, case when r.rngcollation <> s.typcollation then quote_ident(cn.nspname) || '.' || "
      "quote_ident(co.collname) end, nullif(r.rngcanonical, 0)::regproc, "
      "nullif(r.rngsubdiff, 0)::regproc, {}, pg_get_userbyid(t.typowner), "
      "coalesce(t.typacl, acldefault('T', t.typowner))::text "
      "from pg_range r join pg_type t on t.oid = r.rngtypid join pg_namespace n on n.oid = "
      "t.typnamespace join pg_type s on s.oid = r.rngsubtype join pg_opclass oc on oc.oid = "
      "r.rngsubopc join pg_namespace ocn on ocn.oid = oc.opcnamespace "
      "left join pg_collation co on co.oid = r.rngcollation "
      "left join pg_namespace cn on cn.oid = co.collnamespace where $scope",
      version >= 140000 ? "(select m.typname from pg_type m where m.oid = r.rngmultitypid)"
                        : "null::text");
}

constexpr Property properties[] = {{"subtype", Policy::retype},
                                   {"operator class", Policy::retype},
                                   {"collation", Policy::retype},
                                   {"canonical", Policy::retype},
                                   {"subtype diff", Policy::retype},
                                   {"multirange", Policy::retype}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql = fmt::format(
      "CREATE TYPE {} AS RANGE (\n    subtype = {}", in_schema(object), object.text("subtype"));
  const auto add = [&](std::string_view word, const std::string& value) {
    if (!value.empty()) sql += fmt::format(",\n    {} = {}", word, value);
  };
  add("subtype_opclass", object.text("operator class"));
  add("collation", object.text("collation"));
  add("canonical", object.text("canonical"));
  add("subtype_diff", object.text("subtype diff"));
  if (object.get("multirange"))
    add("multirange_type_name", sql::qualified(object.name[0], object.text("multirange")));
  return {{sql + "\n)"}};
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  return swap_through_text(from, create(to, {}, context).front().sql, context);
}

}  // namespace

const Kind range_kind{.id = "range",
                      .sql = "TYPE",
                      .query = query,
                      .properties = properties,
                      .create = create,
                      .alter = alter,
                      .drop = drop_by_reference,
                      .reference = in_schema,
                      .names = "type",
                      .has_owner = true,
                      .has_rights = true};

}  // namespace migrate::catalog
