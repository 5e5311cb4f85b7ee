#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// A type with input and output functions of its own. These take and give the type, and it needs
// them: they are made between its shell, which is a name alone, and the type itself (CREATE TYPE,
// "Base Types"). It is dropped with them.

/// The type's properties, as columns of `t`.
std::string columns(int version) {
  return fmt::format(
      "t.typinput::regproc, t.typoutput::regproc, nullif(t.typreceive, 0)::regproc, "
      "nullif(t.typsend, 0)::regproc, nullif(t.typmodin, 0)::regproc, "
      "nullif(t.typmodout, 0)::regproc, nullif(t.typanalyze, 0)::regproc, {}, "
      "case when t.typlen >= 0 then t.typlen::text when t.typlen = -1 then 'variable' end, "
      "case when t.typcollation <> 0 then 'true' end, quote_literal(t.typdefault), "
      "case when t.typelem <> 0 then format_type(t.typelem, null) end, "
      "case when t.typcategory <> 'U' then quote_literal(t.typcategory::text) end, "
      "case when t.typispreferred then 'true' end, "
      "case when t.typdelim <> ',' then quote_literal(t.typdelim::text) end, "
      "case t.typalign when 'c' then 'char' when 's' then 'int2' when 'i' then 'int4' else "
      "'double' end, "
      "case t.typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else "
      "'extended' end, t.typbyval",
      version >= 140000 ? "nullif(t.typsubscript, 0)::regproc" : "null::regproc");
}

constexpr auto from =
    "from pg_type t join pg_namespace n on n.oid = t.typnamespace where t.typrelid = 0 and not "
    "exists (select from pg_type e where e.typarray = t.oid) and $scope and ";

std::string query(int version) {
  return fmt::format(
      "select 'pg_type'::regclass::oid, t.oid, 0, n.nspname, t.typname, {}, "
      "pg_get_userbyid(t.typowner), coalesce(t.typacl, acldefault('T', t.typowner))::text "
      "{}t.typtype = 'b' and t.typisdefined",
      columns(version),
      from);
}

constexpr Property properties[] = {{"INPUT"},
                                   {"OUTPUT"},
                                   {"RECEIVE"},
                                   {"SEND"},
                                   {"TYPMOD_IN"},
                                   {"TYPMOD_OUT"},
                                   {"ANALYZE"},
                                   {"SUBSCRIPT"},
                                   {"INTERNALLENGTH"},
                                   {"COLLATABLE"},
                                   {"DEFAULT"},
                                   {"ELEMENT"},
                                   {"CATEGORY"},
                                   {"PREFERRED"},
                                   {"DELIMITER"},
                                   {"ALIGNMENT"},
                                   {"STORAGE"},
                                   {"PASSEDBYVALUE"}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql = fmt::format("CREATE TYPE {} (", in_schema(object));
  const auto* separator = "\n    ";
  for (const auto& property : properties) {
    if (!object.get(property.name)) continue;
    if (property.name == "PASSEDBYVALUE") {
      if (object.is(property.name)) sql += std::string(separator) + "PASSEDBYVALUE";
      continue;
    }
    sql += fmt::format("{}{} = {}", separator, property.name, object.text(property.name));
    separator = ",\n    ";
  }
  return {{sql + "\n)"}};
}

Statements drop(const Object& object, const Context& /*context*/) {
  return {{"DROP TYPE " + in_schema(object) + " CASCADE"}};
}

/// Of a base type it is no object for anybody but its functions; it is made anew with the type, for
/// their sake.
std::string shell_query(int version) {
  return fmt::format(
      "select 'pg_type'::regclass::oid, t.oid, case when t.typisdefined then -1 else 0 end, "
      "n.nspname, t.typname, case when t.typisdefined then row({})::text end, "
      "case when not t.typisdefined then pg_get_userbyid(t.typowner) end "
      "{}(t.typtype = 'b' or not t.typisdefined)",
      columns(version),
      from);
}

constexpr Property shell_properties[] = {{"of"}};

Statements create_shell(const Object& object,
                        const Folded& /*folded*/,
                        const Context& /*context*/) {
  return {{"CREATE TYPE " + in_schema(object)}};
}

Statements drop_shell(const Object& object, const Context& context) {
  return object.get("of") ? Statements{} : drop_by_reference(object, context);
}

}  // namespace

const Kind shell_type_kind{.id = "shell type",
                           .sql = "TYPE",
                           .query = shell_query,
                           .properties = shell_properties,
                           .create = create_shell,
                           .drop = drop_shell,
                           .reference = in_schema,
                           .names = "type",
                           .has_owner = true};

const Kind base_type_kind{.id = "base type",
                          .sql = "TYPE",
                          .query = query,
                          .properties = properties,
                          .create = create,
                          .drop = drop,
                          .reference = in_schema,
                          .names = "type",
                          .has_owner = true,
                          .has_rights = true};

}  // namespace migrate::catalog
