#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

std::string query(int version) {
  return fmt::format(
      "select 'pg_publication'::regclass::oid, p.oid, 0, p.pubname, p.puballtables, "
      "concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then "
      "'update' end, case when p.pubdelete then 'delete' end, case when p.pubtruncate then "
      "'truncate' end), {}, {}, {}, pg_get_userbyid(p.pubowner) from pg_publication p",
      version >= 130000 ? "p.pubviaroot" : "false",
      version >= 150000 ? "array(select n.nspname from pg_publication_namespace s "
                          "join pg_namespace n on n.oid = s.pnnspid where s.pnpubid = p.oid order "
                          "by 1)::text"
                        : "null::text",
      version >= 180000 ? "case p.pubgencols when 's' then 'stored' end" : "null::text");
}

constexpr Property properties[] = {{"all tables"},
                                   {"publish", Policy::alter},
                                   {"via root", Policy::alter},
                                   {"schemas", Policy::alter},
                                   {"generated columns", Policy::alter}};

std::string options_of(const Object& object) {
  auto out = fmt::format("publish = '{}', publish_via_partition_root = {}",
                         object.text("publish"),
                         object.is("via root"));
  if (object.get("generated columns"))
    out += ", publish_generated_columns = " + object.text("generated columns");
  return out;
}

std::string list_of(const std::vector<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + identifier(name);
  return out;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  std::string what;
  if (object.is("all tables")) what = " FOR ALL TABLES";
  if (const auto schemas = parse_array(object.text("schemas")); !schemas.empty())
    what = " FOR TABLES IN SCHEMA " + list_of(schemas);
  return {
      {fmt::format("CREATE PUBLICATION {}{} WITH ({})", last(object), what, options_of(object))}};
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  const auto alter = "ALTER PUBLICATION " + last(to);
  Statements out;
  if (differ(from, to, "publish") || differ(from, to, "via root"))
    out.push_back({alter + " SET (" + options_of(to) + ")"});
  if (differ(from, to, "generated columns"))
    out.push_back(
        {fmt::format("{} SET (publish_generated_columns = {})",
                     alter,
                     to.get("generated columns") ? to.text("generated columns") : "none")});
  if (!differ(from, to, "schemas")) return out;
  const auto before = parse_array(from.text("schemas"));
  const auto after = parse_array(to.text("schemas"));
  for (const auto& schema : before)
    if (std::ranges::find(after, schema) == after.end())
      out.push_back({alter + " DROP TABLES IN SCHEMA " + identifier(schema)});
  for (const auto& schema : after)
    if (std::ranges::find(before, schema) == before.end())
      out.push_back({alter + " ADD TABLES IN SCHEMA " + identifier(schema)});
  return out;
}

std::vector<Reference> needs(const Object& object) {
  std::vector<Reference> out;
  for (const auto& schema : parse_array(object.text("schemas")))
    out.push_back({"schema", {schema}});
  return out;
}

// A table in it: an object of its own, as in pg_depend.

std::string member_query(int version) {
  return fmt::format(
      "select 'pg_publication_rel'::regclass::oid, r.oid, 0, p.pubname, "
      "quote_ident(n.nspname) || '.' || quote_ident(c.relname), {}, {} "
      "from pg_publication_rel r join pg_publication p on p.oid = r.prpubid join pg_class c on "
      "c.oid = r.prrelid join pg_namespace n on n.oid = c.relnamespace where $scope",
      version >= 150000 ? "(select string_agg(quote_ident(a.attname), ', ' order by a.attname) "
                          "from pg_attribute a "
                          "where a.attrelid = c.oid and a.attnum = any (r.prattrs))"
                        : "null::text",
      version >= 150000 ? "pg_get_expr(r.prqual, r.prrelid)" : "null::text");
}

constexpr Property member_properties[] = {{"columns"}, {"where"}};

Statements add(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql = fmt::format(
      "ALTER PUBLICATION {} ADD TABLE ONLY {}", identifier(object.name[0]), object.name[1]);
  if (object.get("columns")) sql += " (" + object.text("columns") + ")";
  if (object.get("where")) sql += " WHERE (" + object.text("where") + ")";
  return {{sql}};
}

Statements remove(const Object& object, const Context& /*context*/) {
  return {{fmt::format(
      "ALTER PUBLICATION {} DROP TABLE ONLY {}", identifier(object.name[0]), object.name[1])}};
}

}  // namespace

const Kind publication_kind{.id = "publication",
                            .sql = "PUBLICATION",
                            .query = query,
                            .words = 1,
                            .properties = properties,
                            .create = create,
                            .alter = alter,
                            .drop = drop_by_reference,
                            .reference = last,
                            .needs = needs,
                            .in_schema = false,
                            .has_owner = true};

const Kind publication_table_kind{.id = "publication table",
                                  .part = "publication",
                                  .query = member_query,
                                  .properties = member_properties,
                                  .create = add,
                                  .drop = remove,
                                  .in_schema = false};

}  // namespace migrate::catalog
