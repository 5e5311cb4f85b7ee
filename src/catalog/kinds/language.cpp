#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_language'::regclass::oid, l.oid, 0, l.lanname, l.lanpltrusted, "
         "l.lanplcallfoid::regproc, nullif(l.laninline, 0)::regproc, nullif(l.lanvalidator, "
         "0)::regproc, pg_get_userbyid(l.lanowner), coalesce(l.lanacl, acldefault('l', "
         "l.lanowner))::text from pg_language l where l.lanispl and l.oid >= 16384";
}

constexpr Property properties[] = {{"trusted", Policy::replace},
                                   {"handler", Policy::replace},
                                   {"inline", Policy::replace},
                                   {"validator", Policy::replace}};

std::string text(const Object& object, std::string_view create) {
  auto sql = fmt::format("{}{} LANGUAGE {} HANDLER {}",
                         create,
                         object.is("trusted") ? " TRUSTED" : "",
                         last(object),
                         object.text("handler"));
  if (object.get("inline")) sql += " INLINE " + object.text("inline");
  if (object.get("validator")) sql += " VALIDATOR " + object.text("validator");
  return sql;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{text(object, "CREATE")}};
}

Statements replace(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{text(to, "CREATE OR REPLACE")}};
}

// How values of a type are handed to functions of a language, and taken back. In no schema, it is
// the platform's where only the platform's type and functions are in it.

std::string transform_query(int /*version*/) {
  return R"(select 'pg_transform'::regclass::oid, r.oid, 0, format_type(r.trftype, null),
    quote_ident(l.lanname), nullif(r.trffromsql, 0)::regprocedure,
    nullif(r.trftosql, 0)::regprocedure
    from pg_transform r join pg_language l on l.oid = r.trflang join pg_type t on t.oid = r.trftype
    left join pg_proc f on f.oid = r.trffromsql left join pg_proc g on g.oid = r.trftosql
    where exists (select from pg_namespace n where n.oid in (t.typnamespace, f.pronamespace,
    g.pronamespace) and $scope) or not exists (select from pg_namespace n where n.oid in
    (t.typnamespace, f.pronamespace, g.pronamespace) and n.nspname = any ($others)))";
}

constexpr Property transform_properties[] = {{"from sql", Policy::replace},
                                             {"to sql", Policy::replace}};

std::string transform_reference(const Object& object) {
  return fmt::format("FOR {} LANGUAGE {}", object.name.at(0), object.name.at(1));
}

std::string transform_text(const Object& object, std::string_view create) {
  std::string functions;
  if (object.get("from sql")) functions += "FROM SQL WITH FUNCTION " + object.text("from sql");
  if (object.get("to sql"))
    functions +=
        (functions.empty() ? "" : ", ") + ("TO SQL WITH FUNCTION " + object.text("to sql"));
  return fmt::format("{} TRANSFORM {} ({})", create, transform_reference(object), functions);
}

Statements create_transform(const Object& object,
                            const Folded& /*folded*/,
                            const Context& /*context*/) {
  return {{transform_text(object, "CREATE")}};
}

Statements replace_transform(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{transform_text(to, "CREATE OR REPLACE")}};
}

}  // namespace

const Kind language_kind{.id = "language",
                         .sql = "LANGUAGE",
                         .query = query,
                         .words = 1,
                         .properties = properties,
                         .create = create,
                         .alter = replace,
                         .drop = drop_by_reference,
                         .reference = last,
                         .in_schema = false,
                         .has_owner = true,
                         .has_rights = true};

const Kind transform_kind{.id = "transform",
                          .sql = "TRANSFORM",
                          .query = transform_query,
                          .properties = transform_properties,
                          .create = create_transform,
                          .alter = replace_transform,
                          .drop = drop_by_reference,
                          .reference = transform_reference,
                          .in_schema = false};

}  // namespace migrate::catalog
