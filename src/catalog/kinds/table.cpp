#include "catalog/kinds/kinds.h"
#include "catalog/kinds/not_null.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <map>

namespace migrate::catalog {

namespace {

// A partitioned table names what its partitions are to have, if anything.
std::string query(int /*version*/) {
  return "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname, c.relkind, "
         "c.relpersistence, (coalesce(c.reloptions, '{}') || array(select 'toast.' || o from "
         "pg_class tc, unnest(tc.reloptions) o where tc.oid = c.reltoastrelid))::text, "
         "case when c.relkind = 'p' then pg_get_partkeydef(c.oid) end, "
         "c.relrowsecurity, c.relforcerowsecurity, "
         "case when am.amname <> 'heap' or c.relkind = 'p' then am.amname end, ts.spcname, "
         "pg_get_userbyid(c.relowner), coalesce(c.relacl, acldefault('r', c.relowner))::text "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
         "left join pg_am am on am.oid = c.relam left join pg_tablespace ts on ts.oid = "
         "c.reltablespace where c.relkind in ('r', 'p') and c.relpersistence <> 't' and $scope";
}

constexpr Property properties[] = {{"relkind"},
                                   {"persistence", Policy::alter},
                                   {"options", Policy::alter},
                                   {"partition key"},
                                   {"row security", Policy::alter},
                                   {"forced row security", Policy::alter},
                                   {"access method", Policy::alter},
                                   {"tablespace", Policy::alter}};

/// Of a column that a composite type describes: what is said beyond that; empty: nothing.
std::string typed_column_text(const Object& column, const Object* with) {
  std::string more;
  if (with != nullptr) more += " " + with->kind->inside(*with);
  more += not_null_inside(column);
  return more.empty() ? more : last(column) + " WITH OPTIONS" + more;
}

/// What a table is made of, from the parts that are created with it.
struct Parts {
  std::vector<const Object*> columns;  ///< in the order of the table
  std::vector<const Object*> parents;  ///< in the order of INHERITS
  const Object* type = nullptr;
  std::map<std::string, const Object*> values;  ///< defaults and identities, by column
  std::vector<const Object*> constraints;
};

Parts parts_of(const Folded& folded) {
  Parts out;
  for (const auto* part : folded) {
    if (part->kind == &column_kind)
      out.columns.push_back(part);
    else if (part->kind->part == "column")
      out.values.emplace(part->name.at(2), part);
    else if (part->kind == &inheritance_kind)
      out.parents.push_back(part);
    else if (part->kind == &of_type_kind)
      out.type = part;
    else
      out.constraints.push_back(part);
  }
  const auto by_position = [](const Object* part) { return std::stoi(part->text("position")); };
  std::ranges::sort(out.columns, {}, by_position);
  std::ranges::sort(out.parents, {}, by_position);
  return out;
}

/// Whether a part comes by INHERITS alone.
bool is_from_parent(const Parts& parts, const Object& part) {
  return !parts.parents.empty() && !part.is("local");
}

/// Columns with their defaults, then constraints by name, without what the parents bring.
std::string body(const Parts& parts) {
  std::string out;
  const auto add = [&out](const std::string& line) {
    if (!line.empty()) out += fmt::format("{}\n    {}", out.empty() ? "" : ",", line);
  };
  for (const auto* column : parts.columns) {
    if (is_from_parent(parts, *column)) continue;
    const auto found = parts.values.find(column->name.at(2));
    const auto* with = found == parts.values.end() ? nullptr : found->second;
    add(parts.type != nullptr ? typed_column_text(*column, with) : column_text(*column, with));
  }
  for (const auto* part : parts.constraints)
    if (!is_from_parent(parts, *part)) add(part->kind->inside(*part));
  return out;
}

std::string text_of(const Parts& parts) {
  const auto lines = body(parts);
  std::string out;
  if (parts.type != nullptr) out += " OF " + parts.type->text("type");
  if (parts.type == nullptr || !lines.empty())
    out += fmt::format(" ({}{})", lines, lines.empty() ? "" : "\n");
  std::string parents;
  for (const auto* parent : parts.parents)
    parents += (parents.empty() ? "" : ", ") + parent->kind->inside(*parent);
  if (!parents.empty()) out += " INHERITS (" + parents + ")";
  return out;
}

std::string create_text(const Object& object, const Parts& parts) {
  auto sql = fmt::format(
      "CREATE{} TABLE {}", object.text("persistence") == "u" ? " UNLOGGED" : "", in_schema(object));
  sql += text_of(parts);
  if (object.get("partition key")) sql += " PARTITION BY " + object.text("partition key");
  if (object.get("access method")) sql += " USING " + identifier(object.text("access method"));
  if (const auto options = options_text(object.text("options")); !options.empty())
    sql += " WITH (" + options + ")";
  if (object.get("tablespace")) sql += " TABLESPACE " + identifier(object.text("tablespace"));
  return sql;
}

Statements row_security(const Object& from, const Object& to) {
  Statements out;
  if (differ(from, to, "row security"))
    out.push_back({alter_table(to) + (to.is("row security") ? " ENABLE" : " DISABLE") +
                   " ROW LEVEL SECURITY"});
  if (differ(from, to, "forced row security"))
    out.push_back({alter_table(to) + (to.is("forced row security") ? " FORCE" : " NO FORCE") +
                   " ROW LEVEL SECURITY"});
  return out;
}

Statements create(const Object& object, const Folded& folded, const Context& context) {
  Statements out{{create_text(object, parts_of(folded))}};
  const auto more = settle_columns(folded, context);
  out.insert(out.end(), more.begin(), more.end());
  if (object.is("row security"))
    out.push_back({alter_table(object) + " ENABLE ROW LEVEL SECURITY"});
  if (object.is("forced row security"))
    out.push_back({alter_table(object) + " FORCE ROW LEVEL SECURITY"});
  return out;
}

Statement set_access_method(const Object& to) {
  const bool is_partitioned = to.text("relkind") == "p";
  std::string method = is_partitioned ? "DEFAULT" : "heap";
  if (to.get("access method")) method = identifier(to.text("access method"));
  Statement out{alter_table(to) + " SET ACCESS METHOD " + method};
  // It has no rows of its own.
  if (!is_partitioned) out.hazards = {Hazard::table_rewrite, Hazard::access_exclusive_lock};
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  Statements out;
  const auto add = [&out](Statements more) { out.insert(out.end(), more.begin(), more.end()); };
  if (differ(from, to, "persistence"))
    out.push_back(
        {fmt::format(
             "{} SET {}", alter_table(to), to.text("persistence") == "u" ? "UNLOGGED" : "LOGGED"),
         {Hazard::table_rewrite, Hazard::access_exclusive_lock}});
  if (differ(from, to, "options")) add(alter_options(alter_table(to), from, to, "options"));
  if (differ(from, to, "access method")) out.push_back(set_access_method(to));
  if (differ(from, to, "tablespace"))
    out.push_back(
        {fmt::format("{} SET TABLESPACE {}",
                     alter_table(to),
                     to.get("tablespace") ? identifier(to.text("tablespace")) : "pg_default"),
         {Hazard::table_rewrite, Hazard::access_exclusive_lock}});
  add(row_security(from, to));
  return out;
}

/// Another way to store rows: since 15 without a new table. A partitioned one names none before 17.
Policy decide(const Object& from, const Object& to, const Context& context) {
  const bool can = context.to.server_version >= 150000 || !differ(from, to, "access method");
  return can ? Policy::alter : Policy::recreate;
}

Statements drop(const Object& object, const Context& context) {
  auto out = drop_by_reference(object, context);
  out.front().hazards = {Hazard::data_loss};
  return out;
}

// What names an index of the table, which has to be there first.

std::string replica_query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, 'replica identity', "
         "case c.relreplident when 'n' then 'NOTHING' when 'f' then 'FULL' else 'USING INDEX' end, "
         "(select ic.relname from pg_index i join pg_class ic on ic.oid = i.indexrelid where "
         "i.indrelid = c.oid and i.indisreplident) "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
         "where c.relkind in ('r', 'p') and c.relreplident <> 'd' and c.relpersistence <> 't' and "
         "$scope";
}

std::string cluster_query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, 'clustered on', ic.relname "
         "from pg_index i join pg_class ic on ic.oid = i.indexrelid join pg_class c on c.oid = "
         "i.indrelid join pg_namespace n on n.oid = c.relnamespace "
         "where i.indisclustered and c.relkind in ('r', 'm') and c.relpersistence <> 't' and "
         "$scope";
}

constexpr Property replica_properties[] = {{"identity", Policy::alter}, {"index", Policy::alter}};
constexpr Property cluster_properties[] = {{"index", Policy::alter}};

/// The index that it names.
std::vector<Reference> needs_index(const Object& object) {
  if (!object.get("index")) return {};
  return {
      {"index|primary key|unique", {object.name.at(0), object.name.at(1), object.text("index")}}};
}

Statements identify(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql = alter_table(object) + " REPLICA IDENTITY " + object.text("identity");
  if (object.get("index")) sql += " " + identifier(object.text("index"));
  return {{sql}};
}

Statements identify_again(const Object& /*from*/, const Object& to, const Context& context) {
  return identify(to, {}, context);
}

Statements identify_by_default(const Object& object, const Context& /*context*/) {
  return {{alter_table(object) + " REPLICA IDENTITY DEFAULT"}};
}

Statements cluster(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{alter_table(object) + " CLUSTER ON " + identifier(object.text("index"))}};
}

Statements cluster_again(const Object& /*from*/, const Object& to, const Context& context) {
  return cluster(to, {}, context);
}

Statements without_cluster(const Object& object, const Context& /*context*/) {
  return {{alter_table(object) + " SET WITHOUT CLUSTER"}};
}

}  // namespace

std::string table_body(const Folded& folded) {
  return text_of(parts_of(folded));
}

Statements settle_columns(const Folded& folded, const Context& context) {
  const auto parts = parts_of(folded);
  Statements out;
  const auto add = [&out](const Statements& more) {
    out.insert(out.end(), more.begin(), more.end());
  };
  for (const auto* column : parts.columns) {
    if (!is_from_parent(parts, *column)) {
      add(column_extras(*column));
      continue;
    }
    add(column_kind.settle(*column, context));
    if (const auto found = parts.values.find(column->name.at(2)); found != parts.values.end())
      add(found->second->kind->create(*found->second, {}, context));
  }
  return out;
}

const Kind table_kind{.id = "table",
                      .sql = "TABLE",
                      .query = query,
                      .properties = properties,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .reference = in_schema,
                      .decide = decide,
                      .names = "relation|type",
                      .has_owner = true,
                      .has_rights = true};

const Kind replica_kind{.id = "replica identity",
                        .sql = "TABLE",
                        .part = "table",
                        .query = replica_query,
                        .words = 3,
                        .properties = replica_properties,
                        .create = identify,
                        .alter = identify_again,
                        .drop = identify_by_default,
                        .needs = needs_index};

const Kind cluster_kind{.id = "cluster",
                        .sql = "TABLE",
                        .part = "table|materialized view",
                        .query = cluster_query,
                        .words = 3,
                        .properties = cluster_properties,
                        .create = cluster,
                        .alter = cluster_again,
                        .drop = without_cluster,
                        .needs = needs_index};

}  // namespace migrate::catalog
