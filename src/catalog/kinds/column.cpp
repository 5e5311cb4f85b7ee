#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <utility>

namespace migrate::catalog {

namespace {

// Of views and materialized views too: for their comments, rights and defaults.
std::string query(int version) {
  return fmt::format(
      "select 'pg_class'::regclass::oid, c.oid, a.attnum, n.nspname, c.relname, a.attname, "
      "a.attnum, c.relkind, format_type(a.atttypid, a.atttypmod), "
      "case when a.attcollation <> t.typcollation then quote_ident(cn.nspname) || '.' || "
      "quote_ident(co.collname) end, a.attnotnull, "
      "case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end, "
      "case when a.attstorage <> t.typstorage then {0} a.attstorage {1} end, {0} t.typstorage {1}, "
      "{2}, case when coalesce(a.attstattarget, -1) >= 0 then a.attstattarget end, "
      "nullif(array(select o from unnest(a.attoptions) o where o not like 'pg_attver=%'), "
      "'{{}}')::text, a.attislocal or c.relispartition, "
      "exists (select from pg_inherits h where h.inhparent = c.oid), {3}, "
      // What default rights the column has: none.
      "coalesce(a.attacl, '{{}}')::text "
      "from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = "
      "c.relnamespace join pg_type t on t.oid = a.atttypid "
      "left join pg_collation co on co.oid = a.attcollation "
      "left join pg_namespace cn on cn.oid = co.collnamespace "
      "left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
      "where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm', 'f') and "
      "c.relpersistence <> 't' and $scope",
      "case",
      "when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end",
      version >= 140000 ? "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end"
                        : "null::text",
      sorted_options("a.attfdwoptions"));
}

constexpr Property properties[] = {{"position", Policy::ignore},
                                   {"relkind", Policy::ignore},
                                   {"type", Policy::retype},
                                   {"collation", Policy::retype},
                                   {"not null", Policy::alter},
                                   {"generated", Policy::alter},
                                   {"storage", Policy::alter},
                                   {"usual storage", Policy::ignore},
                                   {"compression", Policy::alter},
                                   {"statistics", Policy::alter},
                                   {"options", Policy::alter},
                                   {"local", Policy::ignore},
                                   {"has children", Policy::ignore},
                                   {"foreign options", Policy::alter}};

bool is_of_table(const Object& column) {
  const auto& relkind = column.text("relkind");
  return relkind == "r" || relkind == "p" || relkind == "f";
}

std::string reference(const Object& object) {
  return in_schema(object) + "." + last(object);
}

/// `ALTER TABLE public.users ALTER COLUMN name`, and that of none of the table's children, which
/// have changes of their own.
std::string alter_column(const Object& object) {
  return fmt::format("ALTER TABLE {}{} ALTER COLUMN {}",
                     object.is("has children") ? "ONLY " : "",
                     in_schema(object),
                     last(object));
}

std::string alter_column_of_all(const Object& object) {
  return alter_table(object) + " ALTER COLUMN " + last(object);
}

/// The columns that a column is inherited from, as they are after the change.
std::vector<const Object*> origins_of(const Object& column, const Context& context) {
  std::vector<const Object*> out;
  for (const auto& origin : column.origins)
    if (const auto& one = context.to.objects.at(origin.object); one.kind == &column_kind)
      out.push_back(&one);
  return out;
}

const Object* default_of(const Object& column, const Snapshot& snapshot) {
  return snapshot.find(default_kind, {column.name[0], column.name[1], column.name[2], "default"});
}

void set(Object& object, std::string_view property, const Value& value) {
  const auto& known = object.kind->properties;
  const auto at = std::ranges::find(known, property, &Property::name) - known.begin();
  object.properties.at(static_cast<std::size_t>(at)) = value;
}

/// As the column comes when its table gets it from others.
Object inherited(const Object& column, const Context& context) {
  auto out = column;
  set(out, "not null", "f");
  for (const auto* const property : {"storage", "compression", "statistics", "options"})
    set(out, property, {});
  for (const auto* origin : origins_of(column, context)) {
    if (origin->is("not null")) set(out, "not null", "t");
    for (const auto* const property : {"storage", "compression"})
      if (origin->get(property)) set(out, property, origin->get(property));
  }
  return out;
}

/// As the changes of those that the column is inherited from leave it.
Object carried(const Object& from, const Object& to, const Context& context) {
  auto out = from;
  for (const auto& origin : from.origins) {
    const auto& link = context.from.objects.at(origin.link);
    const auto* same = context.to.find(*link.kind, link.name);
    if (same == nullptr || same->properties != link.properties) continue;
    if (differ(from, to, "type") || differ(from, to, "collation"))
      for (const auto* const property : {"storage", "compression"})
        set(out, property, {});
    for (const auto* const property : {"type", "collation", "generated"})
      set(out, property, to.get(property));
    const auto& before = context.from.objects.at(origin.object);
    const auto* after = context.to.find(*before.kind, before.name);
    if (after == nullptr || before.kind != &column_kind || before.text("relkind") != "p") continue;
    if (differ(before, *after, "not null")) set(out, "not null", after->get("not null"));
  }
  return out;
}

/// A partitioned table cannot have it alone.
Statements not_null_change(const Object& to) {
  const auto alter = to.text("relkind") == "p" ? alter_column_of_all(to) : alter_column(to);
  if (!to.is("not null")) return {{alter + " DROP NOT NULL"}};
  if (to.text("relkind") == "f") return {{alter + " SET NOT NULL"}};
  return {{alter + " SET NOT NULL", {Hazard::access_exclusive_lock, Hazard::might_fail_on_data}}};
}

/// Whether each row gets a value of its own: that may be so of any function but now().
bool differs_by_row(const Object& with) {
  if (with.kind == &identity_kind) return true;
  const auto& text = with.text("expression");
  return text != "now()" && text.find('(') != std::string::npos;
}

/// Whether it is of a domain that looks at each value, the new one too.
bool is_checked(const Object& column, const Snapshot& snapshot) {
  if (column.text("type").ends_with("[]")) return false;
  return std::ranges::any_of(column.needs, [&](std::size_t need) {
    const auto& domain = snapshot.objects[need];
    const auto is_check = [&](const Object& one) {
      return one.kind == &domain_check_kind && one.part_of == need;
    };
    return domain.kind == &domain_kind &&
           (domain.is("not null") || std::ranges::any_of(snapshot.objects, is_check));
  });
}

Statements create(const Object& object, const Folded& folded, const Context& context) {
  if (!is_of_table(object)) {
    auto out = column_extras(object);
    for (const auto* part : folded)
      out.push_back(part->kind->create(*part, {}, context).front());
    return out;
  }
  const auto* with = folded.empty() ? nullptr : folded.front();
  Statement add{alter_table(object) + " ADD COLUMN " + column_text(object, with)};
  if (object.is("not null") && with == nullptr && !object.get("generated"))
    add.hazards = {Hazard::might_fail_on_data};
  if (object.get("generated") || (with != nullptr && differs_by_row(*with)) ||
      is_checked(object, context.to))
    add.hazards = {Hazard::table_rewrite, Hazard::access_exclusive_lock};
  // Its rows are elsewhere.
  if (object.text("relkind") == "f") add.hazards.clear();
  Statements out{add};
  const auto more = column_extras(object);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

/// Another type brings its own storage and compression.
Statements storage_change(const Object& from, const Object& to) {
  const bool retyped = differ(from, to, "type") || differ(from, to, "collation");
  const auto changes = [&](std::string_view property) {
    return retyped ? to.get(property).has_value() : differ(from, to, property);
  };
  Statements out;
  if (changes("storage"))
    out.push_back({alter_column(to) + " SET STORAGE " +
                   to.text(to.get("storage") ? "storage" : "usual storage")});
  if (changes("compression"))
    out.push_back({alter_column(to) + " SET COMPRESSION " +
                   (to.get("compression") ? to.text("compression") : "default")});
  return out;
}

Statements change(const Object& from, const Object& to, const Context& context) {
  Statements out;
  const auto add = [&out](Statements more) { out.insert(out.end(), more.begin(), more.end()); };
  if (differ(from, to, "generated")) out.push_back({alter_column_of_all(to) + " DROP EXPRESSION"});
  const bool retyped = differ(from, to, "type") || differ(from, to, "collation");
  if (retyped && is_of_table(to)) out.push_back(retype(from, to, context));
  if (differ(from, to, "not null") && is_of_table(to)) add(not_null_change(to));
  add(storage_change(from, to));
  if (differ(from, to, "statistics"))
    out.push_back({alter_column(to) + " SET STATISTICS " +
                   (to.get("statistics") ? to.text("statistics") : "-1")});
  if (differ(from, to, "options")) add(alter_options(alter_column(to), from, to, "options"));
  if (differ(from, to, "foreign options"))
    out.push_back({alter_column(to) + alter_foreign_options(from, to, "foreign options")});
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  return change(carried(from, to, context), to, context);
}

/// What a column of its own has that is not so where it comes from. A default of its own is set by
/// itself.
Statements settle(const Object& object, const Context& context) {
  auto out = change(inherited(object, context), object, context);
  const auto has_default = [&](const Object* column) {
    return default_of(*column, context.to) != nullptr;
  };
  if (std::ranges::any_of(origins_of(object, context), has_default) && !has_default(&object))
    out.push_back({alter_column(object) + " DROP DEFAULT"});
  return out;
}

/// An expression can be taken away, and the values stay.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  if (!is_of_table(to) || !is_of_table(from)) return Policy::alter;
  if (differ(from, to, "generated") && to.get("generated")) return Policy::recreate;
  return differ(from, to, "type") || differ(from, to, "collation") ? Policy::retype : Policy::alter;
}

/// The columns of children that go with one, and whether there are some that stay.
std::pair<std::vector<const Object*>, bool> heirs(const Object& object, const Context& context) {
  std::pair<std::vector<const Object*>, bool> out;
  const bool comes_back = context.to.find(column_kind, object.name) != nullptr;
  if (!object.is("has children") || object.text("relkind") == "p" || comes_back) return out;
  const auto at = context.from.place(column_kind, object.name);
  for (const auto& other : context.from.objects) {
    if (other.kind != &column_kind || other.is("local") ||
        std::ranges::find(other.origins, at, &Origin::object) == other.origins.end())
      continue;
    if (context.to.find(column_kind, other.name) == nullptr)
      out.first.push_back(&other);
    else
      out.second = true;
  }
  return out;
}

Statements drop(const Object& object, const Context& context) {
  if (!is_of_table(object)) return {};
  const auto [gone, some_stay] = heirs(object, context);
  Statement out{fmt::format("ALTER TABLE {}{} DROP COLUMN {}",
                            some_stay ? "ONLY " : "",
                            in_schema(object),
                            last(object))};
  if (!object.get("generated") && object.text("relkind") != "f") out.hazards = {Hazard::data_loss};
  Statements all{out};
  for (const auto* heir : gone)
    if (some_stay) all.push_back(drop(*heir, context).front());
  return all;
}

std::string inside(const Object& object) {
  return is_of_table(object) ? column_text(object, nullptr) : "";
}

// A default is not said in the name: a column has one. It names no column, so that the server need
// not look at the table to write it (PostgreSQL manual, pg_get_expr).
std::string default_query(int /*version*/) {
  return "select 'pg_attrdef'::regclass::oid, d.oid, 0, n.nspname, c.relname, a.attname, "
         "'default', pg_get_expr(d.adbin, 0), "
         "exists (select from pg_inherits h where h.inhparent = c.oid) "
         "from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum "
         "join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace "
         "where a.attgenerated = '' and c.relkind in ('r', 'p', 'v', 'f') and c.relpersistence <> "
         "'t' "
         "and $scope";
}

constexpr Property default_properties[] = {{"expression", Policy::alter},
                                           {"has children", Policy::ignore}};

/// Of none of the table's children, which have defaults of their own.
std::string defaulted(const Object& object) {
  return fmt::format("ALTER TABLE {}{} ALTER COLUMN {}",
                     object.is("has children") ? "ONLY " : "",
                     in_schema(object),
                     identifier(object.name.at(2)));
}

/// Whether a new column has its default from where it comes from.
bool is_inherited(const Object& object, const Context& context) {
  const Name name(object.name.begin(), object.name.end() - 1);
  const auto* column = context.to.find(column_kind, name);
  if (column == nullptr || context.from.find(column_kind, name) != nullptr) return false;
  return std::ranges::any_of(column->origins, [&](const Origin& origin) {
    const auto& link = context.to.objects.at(origin.link);
    const auto& giver = context.to.objects.at(origin.object);
    if (giver.kind != &column_kind ||
        (column->is("local") && context.from.find(*link.kind, link.name) == nullptr))
      return false;
    const auto* other = default_of(giver, context.to);
    return other != nullptr && other->text("expression") == object.text("expression");
  });
}

Statements create_default(const Object& object, const Folded& /*folded*/, const Context& context) {
  if (is_inherited(object, context)) return {};
  return {{defaulted(object) + " SET DEFAULT " + object.text("expression")}};
}

Statements alter_default(const Object& /*from*/, const Object& to, const Context& context) {
  return create_default(to, {}, context);
}

Statements drop_default(const Object& object, const Context& /*context*/) {
  return {{defaulted(object) + " DROP DEFAULT"}};
}

std::string default_inside(const Object& object) {
  return "DEFAULT " + object.text("expression");
}

}  // namespace

std::string column_text(const Object& column, const Object* with) {
  auto sql = last(column) + " " + column.text("type");
  if (column.get("compression")) sql += " COMPRESSION " + column.text("compression");
  sql += foreign_options(column, "foreign options");
  if (column.get("collation")) sql += " COLLATE " + column.text("collation");
  if (column.get("generated"))
    sql += " GENERATED ALWAYS AS (" + column.text("generated") + ") STORED";
  if (with != nullptr) sql += " " + with->kind->inside(*with);
  // An identity is not null of itself.
  const bool is_identity = with != nullptr && with->kind == &identity_kind;
  if (column.is("not null") && !is_identity) sql += " NOT NULL";
  return sql;
}

Statements column_extras(const Object& object) {
  Statements out;
  if (object.get("storage"))
    out.push_back({alter_column(object) + " SET STORAGE " + object.text("storage")});
  if (object.get("statistics"))
    out.push_back({alter_column(object) + " SET STATISTICS " + object.text("statistics")});
  if (object.get("options"))
    out.push_back({alter_column(object) + " SET (" + options_text(object.text("options")) + ")"});
  return out;
}

const Kind column_kind{.id = "column",
                       .sql = "COLUMN",
                       .part = "table|view|materialized view|foreign table",
                       .query = query,
                       .words = 3,
                       .properties = properties,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .reference = reference,
                       .inside = inside,
                       .settle = settle,
                       .decide = decide,
                       .has_rights = true};

const Kind default_kind{.id = "default",
                        .sql = "DEFAULT",
                        .part = "column",
                        .query = default_query,
                        .words = 4,
                        .properties = default_properties,
                        .create = create_default,
                        .alter = alter_default,
                        .drop = drop_default,
                        .inside = default_inside};

}  // namespace migrate::catalog
