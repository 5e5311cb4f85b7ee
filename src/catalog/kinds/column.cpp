#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

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
      "'{{}}')::text, a.attislocal or c.relispartition, c.reloftype <> 0, "
      // What default rights the column has: none.
      "coalesce(a.attacl, '{{}}')::text "
      "from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = "
      "c.relnamespace join pg_type t on t.oid = a.atttypid "
      "left join pg_collation co on co.oid = a.attcollation "
      "left join pg_namespace cn on cn.oid = co.collnamespace "
      "left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
      "where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and "
      "c.relpersistence <> 't' and $scope",
      "case",
      "when 'p' then 'PLAIN' when 'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end",
      version >= 140000 ? "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end"
                        : "null::text");
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
                                   {"typed", Policy::ignore}};

bool is_of_table(const Object& column) {
  const auto& relkind = column.text("relkind");
  return relkind == "r" || relkind == "p";
}

/// One of a view comes and goes with the query, one of a typed table with the type.
bool comes_with_whole(const Object& column) {
  return !is_of_table(column) || column.is("typed");
}

std::string reference(const Object& object) {
  return in_schema(object) + "." + last(object);
}

/// `ALTER TABLE public.users ALTER COLUMN name`.
std::string alter_column(const Object& object) {
  return alter_table(object) + " ALTER COLUMN " + last(object);
}

Statements not_null_change(const Object& to) {
  if (!to.is("not null")) return {{alter_column(to) + " DROP NOT NULL"}};
  return {{alter_column(to) + " SET NOT NULL",
           {Hazard::access_exclusive_lock, Hazard::might_fail_on_data}}};
}

/// Whether each row gets a value of its own: that may be so of any function but now().
bool differs_by_row(const Object& with) {
  if (with.kind == &identity_kind) return true;
  const auto& text = with.text("expression");
  return text != "now()" && text.find('(') != std::string::npos;
}

Statements create(const Object& object, const Folded& folded, const Context& context) {
  if (comes_with_whole(object)) {
    auto out = column_extras(object);
    if (object.is("typed") && object.is("not null")) out.push_back(not_null_change(object).front());
    for (const auto* part : folded)
      out.push_back(part->kind->create(*part, {}, context).front());
    return out;
  }
  const auto* with = folded.empty() ? nullptr : folded.front();
  Statement add{alter_table(object) + " ADD COLUMN " + column_text(object, with)};
  if (object.is("not null") && with == nullptr && !object.get("generated"))
    add.hazards = {Hazard::might_fail_on_data};
  if (object.get("generated") || (with != nullptr && differs_by_row(*with)))
    add.hazards = {Hazard::table_rewrite, Hazard::access_exclusive_lock};
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

Statements alter(const Object& from, const Object& to, const Context& context) {
  Statements out;
  const auto add = [&out](Statements more) { out.insert(out.end(), more.begin(), more.end()); };
  if (differ(from, to, "generated")) out.push_back({alter_column(to) + " DROP EXPRESSION"});
  const bool retyped = differ(from, to, "type") || differ(from, to, "collation");
  if (retyped && !comes_with_whole(to)) out.push_back(retype(from, to, context));
  if (differ(from, to, "not null") && is_of_table(to)) add(not_null_change(to));
  add(storage_change(from, to));
  if (differ(from, to, "statistics"))
    out.push_back({alter_column(to) + " SET STATISTICS " +
                   (to.get("statistics") ? to.text("statistics") : "-1")});
  if (differ(from, to, "options")) add(alter_options(alter_column(to), from, to, "options"));
  return out;
}

/// An expression can be taken away, and the values stay.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  if (!is_of_table(to) || !is_of_table(from)) return Policy::alter;
  if (differ(from, to, "generated") && to.get("generated")) return Policy::recreate;
  return differ(from, to, "type") || differ(from, to, "collation") ? Policy::retype : Policy::alter;
}

Statements drop(const Object& object, const Context& /*context*/) {
  if (comes_with_whole(object)) return {};
  Statement out{alter_table(object) + " DROP COLUMN " + last(object)};
  if (!object.get("generated")) out.hazards = {Hazard::data_loss};
  return {out};
}

std::string inside(const Object& object) {
  return is_of_table(object) ? column_text(object, nullptr) : "";
}

// A default is not said in the name: a column has one.
std::string default_query(int /*version*/) {
  return "select 'pg_attrdef'::regclass::oid, d.oid, 0, n.nspname, c.relname, a.attname, "
         "'default', pg_get_expr(d.adbin, d.adrelid) "
         "from pg_attrdef d join pg_attribute a on a.attrelid = d.adrelid and a.attnum = d.adnum "
         "join pg_class c on c.oid = d.adrelid join pg_namespace n on n.oid = c.relnamespace "
         "where a.attgenerated = '' and c.relkind in ('r', 'p', 'v') and c.relpersistence <> 't' "
         "and $scope";
}

constexpr Property default_properties[] = {{"expression", Policy::alter}};

std::string defaulted(const Object& object) {
  return alter_table(object) + " ALTER COLUMN " + identifier(object.name.at(2));
}

Statements create_default(const Object& object,
                          const Folded& /*folded*/,
                          const Context& /*context*/) {
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
                       .part = "table|view|materialized view",
                       .query = query,
                       .words = 3,
                       .properties = properties,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .reference = reference,
                       .inside = inside,
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
