#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Those of a partition or a child are as local as they are written out where the table is created.
// A foreign key to a partitioned table has one more for each partition of that, an exclusion on one
// for each partition: no objects. A foreign key that a partition has from its parent may have been
// its own before, and have kept its name: it goes by that of the parent's, as it would be made. One
// that is not enforced is not valid either, and need not say so.
std::string query_of(char type, int version) {
  // For each the server reads the catalogs anew: not asked of what is plain to see.
  constexpr std::string_view usual_key =
      "when a.attname is not null then 'PRIMARY KEY (' || quote_ident(a.attname) || ')' ";
  constexpr std::string_view usual_key_column =
      "left join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1] and "
      "i.relnatts = 1 and not c.condeferrable and c.convalidated ";
  return fmt::format(
      "select 'pg_constraint'::regclass::oid, c.oid, 0, n.nspname, r.relname, case when c.contype "
      "= 'f' and c.conparentid <> 0 "
      "then (with recursive up (parent, name) as (select c.conparentid, c.conname union all select "
      "k.conparentid, k.conname from up join pg_constraint k on k.oid = up.parent) select name "
      "from up where parent = 0) else c.conname end, "
      "case {3}when c.convalidated then pg_get_constraintdef(c.oid) else "
      "regexp_replace(pg_get_constraintdef(c.oid), ' NOT (VALID|ENFORCED)$', '') end, {1}, "
      "nullif(i.reloptions, '{{}}')::text, ts.spcname, r.relkind = 'p', r.relkind = 'f', "
      "c.conislocal or r.relispartition, {2} "
      "from pg_constraint c join pg_class r on r.oid = c.conrelid "
      "join pg_namespace n on n.oid = r.relnamespace "
      "left join pg_class i on i.oid = c.conindid and c.contype in ('p', 'u', 'x') "
      "left join pg_index x on x.indexrelid = i.oid "
      "left join pg_tablespace ts on ts.oid = i.reltablespace {4}"
      "where c.contype = '{0}' and r.relpersistence <> 't' and $scope and "
      "(c.contype <> 'f' or c.conparentid = 0 or r.relispartition and exists (select from "
      "pg_constraint pc where pc.oid = c.conparentid and pc.conrelid <> c.conrelid)) and "
      "(c.conparentid = 0 or x.indisexclusion is not true)",
      type,
      version >= 180000 ? "c.convalidated or not c.conenforced" : "c.convalidated",
      version >= 180000 ? "case when not c.conenforced then 'NOT ENFORCED' end" : "null",
      type == 'p' ? usual_key : "",
      type == 'p' ? usual_key_column : "");
}

std::string primary_key_query(int version) {
  return query_of('p', version);
}

std::string unique_query(int version) {
  return query_of('u', version);
}

std::string check_query(int version) {
  return query_of('c', version);
}

std::string foreign_key_query(int version) {
  return query_of('f', version);
}

std::string exclusion_query(int version) {
  return query_of('x', version);
}

constexpr Property properties[] = {{"definition"},
                                   {"validated", Policy::alter},
                                   {"options", Policy::alter},
                                   {"tablespace", Policy::alter},
                                   {"partitioned", Policy::ignore},
                                   {"foreign", Policy::ignore},
                                   {"local", Policy::ignore},
                                   {"enforcement"}};  // NOT ENFORCED

/// WITH and the tablespace of its index stand before DEFERRABLE, which pg_get_constraintdef ends
/// with. That of an exclusion has the former already.
std::string definition(const Object& object) {
  auto text = object.text("definition");
  if (object.get("enforcement")) text += " " + object.text("enforcement");
  std::string more;
  if (object.get("options") && object.kind != &exclusion_kind)
    more += " WITH (" + options_text(object.text("options")) + ")";
  if (object.get("tablespace"))
    more += " USING INDEX TABLESPACE " + identifier(object.text("tablespace"));
  if (more.empty()) return text;
  auto at = text.find(" DEFERRABLE");
  if (const auto where = text.rfind(" WHERE ("); where != std::string::npos) at = where;
  return text.insert(std::min(at, text.size()), more);
}

std::string named(const Object& object) {
  return "CONSTRAINT " + last(object) + " " + definition(object);
}

/// On a partitioned table alone: the keys of its partitions have their own names, and are attached.
/// What excludes rows cannot be attached, and comes with that of the table.
std::string add_to(const Object& object) {
  const bool is_key = object.kind == &primary_key_kind || object.kind == &unique_kind;
  const bool excludes = object.text("definition").find(" WITHOUT OVERLAPS)") != std::string::npos;
  const bool alone = object.is("partitioned") && is_key && !excludes;
  return fmt::format("ALTER TABLE {}{} ADD ", alone ? "ONLY " : "", in_schema(object));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  Statement out{add_to(object) + named(object), {Hazard::might_fail_on_data}};
  if (!object.is("validated")) {
    out.sql += " NOT VALID";
    out.hazards.clear();
  } else if (object.kind != &foreign_key_kind) {
    out.hazards.insert(out.hazards.begin(), Hazard::access_exclusive_lock);
  }
  // The server takes its word for rows that are elsewhere, and for what it does not enforce.
  if (object.is("foreign") || object.get("enforcement")) out.hazards.clear();
  return {out};
}

Statements drop(const Object& object, const Context& /*context*/) {
  return {{alter_table(object) + " DROP CONSTRAINT " + last(object)}};
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  Statements out;
  if (differ(from, to, "validated")) {
    if (to.is("validated") && !to.get("enforcement")) {
      out.push_back(
          {alter_table(to) + " VALIDATE CONSTRAINT " + last(to), {Hazard::might_fail_on_data}});
    } else if (!to.is("validated")) {
      out = drop(from, context);
      out.push_back(create(to, {}, context).front());
      return out;
    }
  }
  const auto index = "ALTER INDEX " + sql::qualified(to.name.at(0), to.name.at(2));
  if (differ(from, to, "options")) {
    const auto more = alter_options(index, from, to, "options");
    out.insert(out.end(), more.begin(), more.end());
  }
  if (differ(from, to, "tablespace"))
    out.push_back(
        {fmt::format("{} SET TABLESPACE {}",
                     index,
                     to.get("tablespace") ? identifier(to.text("tablespace")) : "pg_default"),
         {Hazard::access_exclusive_lock}});
  return out;
}

constexpr Property key_properties[] = {{"definition", Policy::alter},
                                       {"validated", Policy::alter},
                                       {"options", Policy::alter},
                                       {"tablespace", Policy::alter},
                                       {"partitioned", Policy::ignore},
                                       {"foreign", Policy::ignore},
                                       {"local", Policy::ignore},
                                       {"enforcement", Policy::alter}};

/// A definition and its end, which an ALTER changes for a foreign key.
std::pair<std::string, std::string> split_deferral(const Object& object) {
  const auto text = object.text("definition");
  const auto at = std::min(text.find(" DEFERRABLE"), text.size());
  return {text.substr(0, at), text.substr(at)};
}

Policy decide_key(const Object& from, const Object& to, const Context& /*context*/) {
  if (!differ(from, to, "definition")) return Policy::alter;
  return split_deferral(from).first == split_deferral(to).first ? Policy::alter : Policy::recreate;
}

/// The rows that are there are looked at then.
Statement enforce(const Object& key) {
  const auto alter = fmt::format("{} ALTER CONSTRAINT {} ", alter_table(key), last(key));
  if (key.get("enforcement")) return {alter + key.text("enforcement")};
  return {alter + "ENFORCED", {Hazard::might_fail_on_data}};
}

Statements alter_key(const Object& from, const Object& to, const Context& context) {
  if (from.is("validated") && !to.is("validated")) return alter(from, to, context);
  Statements out;
  if (const auto end = split_deferral(to).second; split_deferral(from).second != end)
    out.push_back({fmt::format("{} ALTER CONSTRAINT {}{}",
                               alter_table(to),
                               last(to),
                               end.empty() ? " NOT DEFERRABLE" : end)});
  if (differ(from, to, "enforcement")) out.push_back(enforce(to));
  const auto more = alter(from, to, context);
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::string inside(const Object& object) {
  // A key of a partitioned table is made ON ONLY, one that is not valid NOT VALID: neither here.
  if (object.is("partitioned") && object.kind != &check_kind) return {};
  return object.is("validated") ? named(object) : "";
}

}  // namespace

// Their indexes' names are relations' names.
const Kind primary_key_kind{.id = "primary key",
                            .sql = "CONSTRAINT",
                            .part = "table",
                            .query = primary_key_query,
                            .words = 3,
                            .properties = properties,
                            .create = create,
                            .alter = alter,
                            .drop = drop,
                            .reference = on_relation,
                            .inside = inside,
                            .names = "relation"};

const Kind unique_kind{.id = "unique",
                       .sql = "CONSTRAINT",
                       .part = "table",
                       .query = unique_query,
                       .is_costly = true,
                       .words = 3,
                       .properties = properties,
                       .create = create,
                       .alter = alter,
                       .drop = drop,
                       .reference = on_relation,
                       .inside = inside,
                       .names = "relation"};

const Kind exclusion_kind{.id = "exclusion",
                          .sql = "CONSTRAINT",
                          .part = "table",
                          .query = exclusion_query,
                          .is_costly = true,
                          .words = 3,
                          .properties = properties,
                          .create = create,
                          .alter = alter,
                          .drop = drop,
                          .reference = on_relation,
                          .inside = inside,
                          .names = "relation"};

const Kind check_kind{.id = "check",
                      .sql = "CONSTRAINT",
                      .part = "table|foreign table",
                      .query = check_query,
                      .is_costly = true,
                      .words = 3,
                      .properties = properties,
                      .create = create,
                      .alter = alter,
                      .drop = drop,
                      .reference = on_relation,
                      .inside = inside};

const Kind foreign_key_kind{.id = "foreign key",
                            .sql = "CONSTRAINT",
                            .part = "table",
                            .query = foreign_key_query,
                            .is_costly = true,
                            .words = 3,
                            .properties = key_properties,
                            .create = create,
                            .alter = alter_key,
                            .drop = drop,
                            .reference = on_relation,
                            .decide = decide_key};

}  // namespace migrate::catalog
