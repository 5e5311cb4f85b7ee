#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

/// `a integer` and `b text COLLATE x`, with the attribute's name quoted, one element each.
std::string query(int /*version*/) {
  return "select 'pg_type'::regclass::oid, t.oid, 0, n.nspname, t.typname, "
         "array(select quote_ident(a.attname) || ' ' || format_type(a.atttypid, a.atttypmod) || "
         "case when a.attcollation <> y.typcollation then ' COLLATE ' || quote_ident(cn.nspname) "
         "|| '.' || quote_ident(co.collname) else '' end from pg_attribute a "
         "join pg_type y on y.oid = a.atttypid left join pg_collation co on co.oid = "
         "a.attcollation left join pg_namespace cn on cn.oid = co.collnamespace "
         "where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped "
         "order by a.attnum)::text, pg_get_userbyid(t.typowner), "
         "coalesce(t.typacl, acldefault('T', t.typowner))::text "
         "from pg_type t join pg_namespace n on n.oid = t.typnamespace "
         "join pg_class c on c.oid = t.typrelid where c.relkind = 'c' and $scope";
}

constexpr Property properties[] = {{"attributes", Policy::alter}};

struct Attribute {
  std::string name;
  std::string type;
};

std::vector<Attribute> attributes_of(const Object& object) {
  std::vector<Attribute> out;
  for (const auto& text : parse_array(object.text("attributes"))) {
    auto end = text.starts_with('"') ? text.find("\" ", 1) + 1 : text.find(' ');
    end = std::min(end, text.size());
    out.push_back(
        {.name = text.substr(0, end), .type = text.substr(std::min(end + 1, text.size()))});
  }
  return out;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  std::string list;
  for (const auto& [name, type] : attributes_of(object))
    list += fmt::format("{}\n    {} {}", list.empty() ? "" : ",", name, type);
  return {
      {fmt::format("CREATE TYPE {} AS ({}{})", in_schema(object), list, list.empty() ? "" : "\n")}};
}

const Attribute* find(const std::vector<Attribute>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Attribute::name);
  return found == all.end() ? nullptr : &*found;
}

/// An attribute can only come at the end.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  const auto before = attributes_of(from);
  const auto after = attributes_of(to);
  std::vector<std::string> order;
  for (const auto& one : before)
    if (find(after, one.name) != nullptr) order.push_back(one.name);
  for (const auto& one : after)
    if (find(before, one.name) == nullptr) order.push_back(one.name);
  const bool same_order =
      std::ranges::equal(order, after, {}, {}, [](const Attribute& one) { return one.name; });
  return same_order ? Policy::alter : Policy::recreate;
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  const auto before = attributes_of(from);
  const auto after = attributes_of(to);
  std::string parts;
  const auto add = [&parts](const std::string& part) {
    parts += (parts.empty() ? " " : ", ") + part;
  };
  for (const auto& one : before)
    if (find(after, one.name) == nullptr) add("DROP ATTRIBUTE " + one.name);
  for (const auto& one : after) {
    const auto* old = find(before, one.name);
    if (old == nullptr)
      add("ADD ATTRIBUTE " + one.name + " " + one.type);
    else if (old->type != one.type)
      add("ALTER ATTRIBUTE " + one.name + " TYPE " + one.type);
  }
  return {{"ALTER TYPE " + in_schema(to) + parts}};
}

}  // namespace

const Kind composite_kind{.id = "composite",
                          .sql = "TYPE",
                          .query = query,
                          .properties = properties,
                          .create = create,
                          .alter = alter,
                          .drop = drop_by_reference,
                          .reference = in_schema,
                          .decide = decide,
                          .names = "type",
                          .has_owner = true,
                          .has_rights = true};

}  // namespace migrate::catalog
