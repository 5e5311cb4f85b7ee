#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <array>

namespace migrate::catalog {

namespace {

// Of views and materialized views too: for their comments, rights and defaults.
std::string query(int version) {
  return fmt::format(
      "select 'pg_class'::regclass::oid, c.oid, a.attnum, n.nspname, c.relname, a.attname, "
      "a.attnum, c.relkind, format_type(a.atttypid, a.atttypmod), "
      "case when a.attcollation <> t.typcollation then quote_ident(cn.nspname) || '.' || "
      "quote_ident(co.collname) end, a.attnotnull, "
      "case when s.seqrelid is not null then concat_ws('|', case a.attidentity when 'a' then "
      "'ALWAYS' else 'BY DEFAULT' end, quote_ident(sn.nspname) || '.' || quote_ident(sc.relname), "
      "s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcache, case when s.seqcycle then "
      "'CYCLE' else 'NO CYCLE' end) end, "
      "case when a.attgenerated <> '' then pg_get_expr(d.adbin, d.adrelid) end, "
      "case when a.attstorage <> t.typstorage then case a.attstorage when 'p' then 'PLAIN' when "
      "'e' then 'EXTERNAL' when 'm' then 'MAIN' else 'EXTENDED' end end, "
      "{}, case when coalesce(a.attstattarget, -1) >= 0 then a.attstattarget end, "
      "nullif(array(select o from unnest(a.attoptions) o where o not like 'pg_attver=%'), "
      "'{{}}')::text, a.attislocal or c.relispartition, "
      // What default rights the column has: none.
      "coalesce(a.attacl, '{{}}')::text "
      "from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = "
      "c.relnamespace join pg_type t on t.oid = a.atttypid "
      "left join pg_collation co on co.oid = a.attcollation "
      "left join pg_namespace cn on cn.oid = co.collnamespace "
      "left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum "
      "left join pg_depend i on a.attidentity <> '' and i.refclassid = 'pg_class'::regclass and "
      "i.refobjid = a.attrelid and i.refobjsubid = a.attnum and i.classid = "
      "'pg_class'::regclass and i.deptype = 'i' "
      "left join pg_sequence s on s.seqrelid = i.objid left join pg_class sc on sc.oid = i.objid "
      "left join pg_namespace sn on sn.oid = sc.relnamespace "
      "where a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'm') and "
      "c.relpersistence <> 't' and $scope",
      version >= 140000 ? "case a.attcompression when 'p' then 'pglz' when 'l' then 'lz4' end"
                        : "null::text");
}

constexpr Property properties[] = {{"position", Policy::ignore},
                                   {"relkind", Policy::ignore},
                                   {"type", Policy::retype},
                                   {"collation", Policy::retype},
                                   {"not null", Policy::alter},
                                   {"identity", Policy::alter},
                                   {"generated", Policy::recreate},
                                   {"storage", Policy::alter},
                                   {"compression", Policy::alter},
                                   {"statistics", Policy::alter},
                                   {"options", Policy::alter},
                                   {"local", Policy::ignore}};

bool is_of_table(const Object& column) {
  const auto& relkind = column.text("relkind");
  return relkind == "r" || relkind == "p";
}

std::string reference(const Object& object) {
  return in_schema(object) + "." + last(object);
}

/// `ALTER TABLE public.users ALTER COLUMN name`.
std::string alter_column(const Object& object) {
  return alter_table(object) + " ALTER COLUMN " + last(object);
}

std::vector<std::string> identity_of(const Object& object) {
  std::vector<std::string> out;
  for (const auto part : split_at(object.text("identity"), '|'))
    out.emplace_back(part);
  return out;
}

/// What the server gives an identity's sequence unless told otherwise (manual, "CREATE SEQUENCE").
std::vector<std::string> usual_identity(const Object& object, const std::string& increment) {
  const auto& type = object.text("type");
  const bool down = increment.starts_with('-');
  std::string most = "9223372036854775807";
  std::string least = "-9223372036854775808";
  if (type == "integer") most = "2147483647", least = "-2147483648";
  if (type == "smallint") most = "32767", least = "-32768";
  const auto min = down ? least : "1";
  const auto max = down ? "-1" : most;
  const auto name = object.name.at(1) + "_" + object.name.at(2) + "_seq";
  return {"",
          sql::qualified(object.name.at(0), name),
          down ? max : min,
          "1",
          min,
          max,
          "1",
          "NO CYCLE"};
}

/// `GENERATED ALWAYS AS IDENTITY`, with what is not usual of its sequence.
std::string identity_text(const Object& object) {
  static constexpr std::array<std::string_view, 8> words{
      "", "SEQUENCE NAME ", "START WITH ", "INCREMENT BY ", "MINVALUE ", "MAXVALUE ", "CACHE ", ""};
  const auto parts = identity_of(object);
  const auto usual = usual_identity(object, parts.at(3));
  std::string options;
  for (std::size_t i = 1; i < words.size(); ++i)
    if (parts.at(i) != usual.at(i))
      options += (options.empty() ? "" : " ") + std::string(words.at(i)) + parts.at(i);
  return fmt::format(
      "GENERATED {} AS IDENTITY{}", parts.at(0), options.empty() ? "" : " (" + options + ")");
}

Statements create(const Object& object, const Folded& folded, const Context& /*context*/) {
  if (!is_of_table(object)) return column_extras(object);
  const auto* with_default = folded.empty() ? nullptr : folded.front();
  Statement add{alter_table(object) + " ADD COLUMN " + column_text(object, with_default)};
  if (object.is("not null") && with_default == nullptr && !object.get("identity") &&
      !object.get("generated"))
    add.hazards = {Hazard::might_fail_on_data};
  if (object.get("identity") || object.get("generated"))
    add.hazards = {Hazard::table_rewrite, Hazard::access_exclusive_lock};
  Statements out{add};
  const auto more = column_extras(object);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

/// Between families of types that have no cast for an assignment the text is the way.
std::string using_text(const Object& from, const Object& to) {
  if (!differ(from, to, "type")) return {};
  return fmt::format(" USING {}::{}", last(to), to.text("type"));
}

Statements identity_change(const Object& from, const Object& to) {
  if (!to.get("identity")) return {{alter_column(to) + " DROP IDENTITY"}};
  if (!from.get("identity")) return {{alter_column(to) + " ADD " + identity_text(to)}};
  const auto before = identity_of(from);
  const auto after = identity_of(to);
  std::string sql;
  if (before[0] != after[0]) sql += " SET GENERATED " + after[0];
  if (before[2] != after[2]) sql += " SET START WITH " + after[2];
  if (before[3] != after[3]) sql += " SET INCREMENT BY " + after[3];
  if (before[4] != after[4]) sql += " SET MINVALUE " + after[4];
  if (before[5] != after[5]) sql += " SET MAXVALUE " + after[5];
  if (before[6] != after[6]) sql += " SET CACHE " + after[6];
  if (before[7] != after[7]) sql += " SET " + after[7];
  Statements out;
  if (before[1] != after[1]) {
    const auto name = after[1].substr(after[1].rfind('.') + 1);
    out.push_back({fmt::format("ALTER SEQUENCE {} RENAME TO {}", before[1], name)});
  }
  if (!sql.empty()) out.push_back({alter_column(to) + sql});
  return out;
}

Statements type_change(const Object& from, const Object& to) {
  auto sql = alter_column(to) + " TYPE " + to.text("type");
  if (to.get("collation")) sql += " COLLATE " + to.text("collation");
  return {{sql + using_text(from, to),
           {Hazard::table_rewrite, Hazard::access_exclusive_lock, Hazard::might_fail_on_data}}};
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  Statements out;
  const auto add = [&out](Statements more) { out.insert(out.end(), more.begin(), more.end()); };
  const bool retyped = differ(from, to, "type") || differ(from, to, "collation");
  // An identity goes before another type comes, and comes behind it.
  if (from.get("identity") && !to.get("identity")) add(identity_change(from, to));
  if (retyped && is_of_table(to)) add(type_change(from, to));
  if (differ(from, to, "not null") && is_of_table(to)) {
    if (to.is("not null"))
      out.push_back({alter_column(to) + " SET NOT NULL",
                     {Hazard::access_exclusive_lock, Hazard::might_fail_on_data}});
    else
      out.push_back({alter_column(to) + " DROP NOT NULL"});
  }
  if (to.get("identity") && differ(from, to, "identity")) add(identity_change(from, to));
  if (differ(from, to, "storage"))
    out.push_back({alter_column(to) + " SET STORAGE " +
                   (to.get("storage") ? to.text("storage") : "DEFAULT")});
  if (differ(from, to, "compression"))
    out.push_back({alter_column(to) + " SET COMPRESSION " +
                   (to.get("compression") ? to.text("compression") : "default")});
  if (differ(from, to, "statistics"))
    out.push_back({alter_column(to) + " SET STATISTICS " +
                   (to.get("statistics") ? to.text("statistics") : "-1")});
  if (differ(from, to, "options")) add(alter_options(alter_column(to), from, to, "options"));
  return out;
}

/// An expression can be taken away, and the values stay.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  if (!is_of_table(to) || !is_of_table(from)) return Policy::alter;
  if (differ(from, to, "generated")) return Policy::recreate;
  return differ(from, to, "type") || differ(from, to, "collation") ? Policy::retype : Policy::alter;
}

Statements drop(const Object& object, const Context& /*context*/) {
  if (!is_of_table(object)) return {};
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

std::string column_text(const Object& column, const Object* with_default) {
  auto sql = last(column) + " " + column.text("type");
  if (column.get("compression")) sql += " COMPRESSION " + column.text("compression");
  if (column.get("collation")) sql += " COLLATE " + column.text("collation");
  if (column.get("generated"))
    sql += " GENERATED ALWAYS AS (" + column.text("generated") + ") STORED";
  if (column.get("identity")) sql += " " + identity_text(column);
  if (with_default != nullptr) sql += " " + default_inside(*with_default);
  // An identity is not null of itself.
  if (column.is("not null") && !column.get("identity")) sql += " NOT NULL";
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
