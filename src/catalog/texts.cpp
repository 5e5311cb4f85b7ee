#include "catalog/texts.h"

#include <algorithm>

namespace migrate::catalog {

// Also those on parts that are no objects: the index of a key, a NOT NULL, an attribute of a
// composite type.
const std::string_view Texts::comments_query =
    "select classoid, objoid, objsubid, description, '', '' from pg_catalog.pg_description "
    "where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass "
    "union all select classoid, objoid, 0, description, '', '' from pg_catalog.pg_shdescription "
    "where objoid >= 16384 "
    "union all select 'pg_catalog.pg_constraint'::regclass, k.oid, 0, d.description, 'INDEX ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname), '' from pg_catalog.pg_description d "
    "join pg_catalog.pg_class c on d.classoid = 'pg_catalog.pg_class'::regclass and c.oid = "
    "d.objoid join pg_catalog.pg_namespace n on n.oid = c.relnamespace join "
    "pg_catalog.pg_constraint k on k.conindid = c.oid and k.contype in ('p', 'u', 'x') "
    "union all select 'pg_catalog.pg_class'::regclass, c.oid, k.conkey[1], d.description, "
    "'CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || quote_ident(n.nspname) || '.' || "
    "quote_ident(c.relname), '' from pg_catalog.pg_description d join pg_catalog.pg_constraint k "
    "on "
    "d.classoid = 'pg_catalog.pg_constraint'::regclass and k.oid = d.objoid and k.contype = 'n' "
    "join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = "
    "c.relnamespace "
    "union all select 'pg_catalog.pg_type'::regclass, t.oid, 0, d.description, "
    "'CONSTRAINT ' || quote_ident(k.conname) || ' ON DOMAIN ' || quote_ident(n.nspname) || '.' || "
    "quote_ident(t.typname), '' from pg_catalog.pg_description d join pg_catalog.pg_constraint k "
    "on "
    "d.classoid = 'pg_catalog.pg_constraint'::regclass and k.oid = d.objoid and k.contype = 'n' "
    "join pg_catalog.pg_type t on t.oid = k.contypid join pg_catalog.pg_namespace n on n.oid = "
    "t.typnamespace "
    "union all select 'pg_catalog.pg_type'::regclass, c.reltype, 0, d.description, 'COLUMN ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname), '' "
    "from pg_catalog.pg_description d join pg_catalog.pg_class c on d.classoid = "
    "'pg_catalog.pg_class'::regclass and c.oid = d.objoid and c.relkind = 'c' join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_attribute a on "
    "a.attrelid = c.oid and a.attnum = d.objsubid";

// Those on subscriptions are with what belongs to the server.
const std::string_view Texts::labels_query =
    "select classoid, objoid, objsubid, label, '', provider from pg_catalog.pg_seclabel "
    "where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass "
    "union all select classoid, objoid, 0, label, '', provider from pg_catalog.pg_shseclabel "
    "where classoid = 'pg_catalog.pg_subscription'::regclass "
    "union all select 'pg_catalog.pg_type'::regclass, c.reltype, 0, l.label, 'COLUMN ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname), "
    "l.provider from pg_catalog.pg_seclabel l join pg_catalog.pg_class c on l.classoid = "
    "'pg_catalog.pg_class'::regclass and c.oid = l.objoid and c.relkind = 'c' join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_attribute a on "
    "a.attrelid = c.oid and a.attnum = l.objsubid";

void Texts::take(const pg::RawRows& rows) {
  for (std::size_t i = 0; i < rows.size(); ++i)
    all_[address_of(rows, i)].push_back({.part = std::string(rows.at(i, 4).value_or("")),
                                         .provider = std::string(rows.at(i, 5).value_or("")),
                                         .text = std::string(rows.at(i, 3).value_or(""))});
}

std::vector<Text> Texts::of(const Object& object) const {
  const auto found = all_.find(object.address);
  if (found == all_.end()) return {};
  auto out = found->second;
  std::ranges::sort(out);
  return out;
}

}  // namespace migrate::catalog
