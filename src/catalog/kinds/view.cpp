#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

std::string query_of(char relkind) {
  return fmt::format(
      "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname, "
      "array(select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' "
      "|| a.attcollation::regcollation::text from pg_attribute a where a.attrelid = c.oid and "
      "a.attnum > 0 and not a.attisdropped order by a.attnum)::text, "
      "pg_get_viewdef(c.oid), nullif(c.reloptions, '{{}}')::text, "
      "case when am.amname <> 'heap' then am.amname end, ts.spcname, "
      "pg_get_userbyid(c.relowner), coalesce(c.relacl, acldefault('r', c.relowner))::text "
      "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
      "left join pg_am am on am.oid = c.relam left join pg_tablespace ts on ts.oid = "
      "c.reltablespace where c.relkind = '{}' and $scope",
      relkind);
}

std::string view_query(int /*version*/) {
  return query_of('v');
}

std::string materialized_query(int /*version*/) {
  return query_of('m');
}

constexpr Property view_properties[] = {{"columns", Policy::replace},
                                        {"definition", Policy::replace},
                                        {"options", Policy::alter},
                                        {"access method", Policy::ignore},
                                        {"tablespace", Policy::ignore}};

constexpr Property materialized_properties[] = {{"columns", Policy::ignore},
                                                {"definition"},
                                                {"options", Policy::alter},
                                                {"access method"},
                                                {"tablespace", Policy::alter}};

std::string body(const Object& object) {
  auto text = std::string(trim_right(object.text("definition")));
  if (text.ends_with(';')) text.pop_back();
  return text;
}

/// check_option has words of its own, but is an option like others.
std::string create_text(const Object& object, std::string_view create) {
  std::string sql = std::string(create) + " " + in_schema(object);
  if (object.get("access method")) sql += " USING " + identifier(object.text("access method"));
  if (object.get("options")) sql += " WITH (" + options_text(object.text("options")) + ")";
  if (object.get("tablespace")) sql += " TABLESPACE " + identifier(object.text("tablespace"));
  return sql + " AS\n" + body(object);
}

Statements create_view(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{create_text(object, "CREATE VIEW")}};
}

/// OR REPLACE keeps the columns that are there and adds others behind them.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  if (!differ(from, to, "columns") && !differ(from, to, "definition")) return Policy::alter;
  const auto before = parse_array(from.text("columns"));
  const auto after = parse_array(to.text("columns"));
  const bool keeps =
      before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin());
  return keeps ? Policy::replace : Policy::recreate;
}

Statements alter_view(const Object& from, const Object& to, const Context& /*context*/) {
  if (differ(from, to, "columns") || differ(from, to, "definition"))
    return {{create_text(to, "CREATE OR REPLACE VIEW")}};
  return alter_options("ALTER VIEW " + in_schema(to), from, to, "options");
}

Statements create_materialized(const Object& object,
                               const Folded& /*folded*/,
                               const Context& /*context*/) {
  return {{create_text(object, "CREATE MATERIALIZED VIEW")}};
}

Statements alter_materialized(const Object& from, const Object& to, const Context& /*context*/) {
  const auto alter = "ALTER MATERIALIZED VIEW " + in_schema(to);
  auto out = alter_options(alter, from, to, "options");
  if (differ(from, to, "tablespace"))
    out.push_back(
        {fmt::format("{} SET TABLESPACE {}",
                     alter,
                     to.get("tablespace") ? identifier(to.text("tablespace")) : "pg_default"),
         {Hazard::access_exclusive_lock}});
  return out;
}

}  // namespace

const Kind view_kind{.id = "view",
                     .sql = "VIEW",
                     .query = view_query,
                     .properties = view_properties,
                     .create = create_view,
                     .alter = alter_view,
                     .drop = drop_by_reference,
                     .reference = in_schema,
                     .decide = decide,
                     .names = "relation|type",
                     .has_owner = true,
                     .has_rights = true};

const Kind materialized_view_kind{.id = "materialized view",
                                  .sql = "MATERIALIZED VIEW",
                                  .query = materialized_query,
                                  .properties = materialized_properties,
                                  .create = create_materialized,
                                  .alter = alter_materialized,
                                  .drop = drop_by_reference,
                                  .reference = in_schema,
                                  .names = "relation|type",
                                  .has_owner = true,
                                  .has_rights = true};

}  // namespace migrate::catalog
