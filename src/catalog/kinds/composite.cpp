#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "catalog/kinds/swap.h"

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

using Attributes = std::vector<Attribute>;

Attributes attributes_of(const Object& object) {
  Attributes out;
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

bool same_names(const Attributes& before, const Attributes& after) {
  return std::ranges::equal(before, after, {}, &Attribute::name, &Attribute::name);
}

const Attribute* find(const Attributes& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &Attribute::name);
  return found == all.end() ? nullptr : &*found;
}

/// What of tables is of the type: columns, or the tables themselves.
struct Uses {
  bool by_columns = false;
  bool by_arrays = false;
  bool by_tables = false;
};

Uses uses_of(const Object& type, const Snapshot& snapshot) {
  Uses out;
  const auto at = snapshot.place(*type.kind, type.name);
  for (const auto& object : snapshot.objects) {
    if (!at || !std::ranges::binary_search(object.needs, *at)) continue;
    if (object.kind == &of_type_kind) out.by_tables = true;
    if (object.kind != &column_kind || object.text("relkind") == "v" ||
        object.text("relkind") == "m")
      continue;
    (object.text("type").ends_with("[]") ? out.by_arrays : out.by_columns) = true;
  }
  return out;
}

/// An attribute can only come at the end.
bool keeps_order(const Attributes& before, const Attributes& after) {
  std::vector<std::string> order;
  for (const auto& one : before)
    if (find(after, one.name) != nullptr) order.push_back(one.name);
  for (const auto& one : after)
    if (find(before, one.name) == nullptr) order.push_back(one.name);
  return std::ranges::equal(order, after, {}, {}, &Attribute::name);
}

bool retypes(const Attributes& before, const Attributes& after) {
  return std::ranges::any_of(before, [&](const Attribute& one) {
    const auto* now = find(after, one.name);
    return now != nullptr && now->type != one.type;
  });
}

/// What a column has cannot get another form: it gets another type. Only where there are arrays of
/// it, and not just the types of attributes change, that cannot be said.
Policy decide(const Object& from, const Object& to, const Context& context) {
  const auto before = attributes_of(from);
  const auto after = attributes_of(to);
  const auto uses = uses_of(from, context.from);
  if (keeps_order(before, after) &&
      (!retypes(before, after) || (!uses.by_columns && !uses.by_arrays)))
    return Policy::alter;
  if (uses.by_tables || (uses.by_arrays && !same_names(before, after))) return Policy::recreate;
  return Policy::retype;
}

/// From a value of the old type, attribute by attribute.
std::string row_of(const Object& to, const Attributes& before, const std::string& column) {
  std::string values;
  for (const auto& one : attributes_of(to))
    values +=
        (values.empty() ? "" : ", ") +
        (find(before, one.name) == nullptr ? "NULL" : fmt::format("({}).{}", column, one.name));
  return fmt::format(
      "CASE WHEN {} IS DISTINCT FROM NULL THEN ROW({})::{} END", column, values, in_schema(to));
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  const auto before = attributes_of(from);
  const auto after = attributes_of(to);
  if (decide(from, to, context) == Policy::retype) {
    Swap swap{.create = create(to, {}, context).front().sql};
    if (!same_names(before, after))
      swap.conversion = [&](const std::string& column) { return row_of(to, before, column); };
    return swap_type(from, to, swap, context);
  }
  // Tables of the type change with it.
  const auto uses = uses_of(from, context.from);
  const auto* const cascade = uses.by_tables ? " CASCADE" : "";
  std::string parts;
  const auto add = [&](const std::string& part) {
    parts += (parts.empty() ? " " : ", ") + part + cascade;
  };
  std::vector<Hazard> hazards;
  for (const auto& one : before) {
    if (find(after, one.name) != nullptr) continue;
    add("DROP ATTRIBUTE " + one.name);
    if (uses.by_tables || uses.by_columns || uses.by_arrays) hazards = {Hazard::data_loss};
  }
  bool retyped = false;
  for (const auto& one : after) {
    const auto* old = find(before, one.name);
    if (old == nullptr)
      add("ADD ATTRIBUTE " + one.name + " " + one.type);
    else if (old->type != one.type) {
      add("ALTER ATTRIBUTE " + one.name + " TYPE " + one.type);
      retyped = uses.by_tables;
    }
  }
  if (retyped)
    hazards.insert(
        hazards.end(),
        {Hazard::table_rewrite, Hazard::access_exclusive_lock, Hazard::might_fail_on_data});
  return {{"ALTER TYPE " + in_schema(to) + parts, hazards}};
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
                          .names = "relation|type",
                          .has_owner = true,
                          .has_rights = true};

}  // namespace migrate::catalog
