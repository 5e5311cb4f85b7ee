#include "migrate/catalog/naming.h"

#include "catalog/acl.h"
#include "migrate/base/error.h"
#include "migrate/base/pattern.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/default_name.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::catalog {

namespace {

/// In an order that is the same each time: of two alike the one with the lower number first. The
/// server's name of an index has what it calls expressions, and the columns of INCLUDE, in it. The
/// foreign key of a partition goes with its parent's; a check that is inherited with its origin.
constexpr std::string_view named_query = R"(
with named as (
  select case k.contype when 'p' then 'primary key' when 'u' then 'unique' when 'f' then
    'foreign key' else 'check' end as kind, k.oid, k.conname as name, k.conrelid as relation,
    k.conindid as index, k.confrelid as referenced, k.conparentid as parent, array(
      select a.attname from unnest(k.conkey) with ordinality c (number, place)
      join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = c.number
      order by c.place) as columns
  from pg_catalog.pg_constraint k
  where k.contype in ('p', 'u', 'f', 'c') and k.conrelid <> 0
    and (k.contype <> 'c' or k.coninhcount = 0)
  union all
  select 'index', c.oid, c.relname, i.indrelid, c.oid, 0, 0, array(
    select coalesce(a.attname, x.attname) from unnest(i.indkey::int2[]) with ordinality k (number,
    place) join pg_catalog.pg_attribute x on x.attrelid = c.oid and x.attnum = k.place
    left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and
    k.number > 0 where k.place <= i.indnkeyatts order by k.place)
  from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid
  where not exists (select from pg_catalog.pg_constraint k where k.conindid = c.oid and
    k.contype in ('p', 'u', 'x'))
)
select d.kind, n.nspname, t.relname, d.name, d.columns::text, case when d.kind in ('unique',
  'index') then array(select x.attname from pg_catalog.pg_attribute x where x.attrelid = d.index
  order by x.attnum)::text when d.kind = 'primary key' then '{}' else d.columns::text end,
  r.relname, d.oid, case when d.kind = 'foreign key' then d.parent else 0 end
from named d join pg_catalog.pg_class t on t.oid = d.relation
join pg_catalog.pg_namespace n on n.oid = t.relnamespace
left join pg_catalog.pg_class r on r.oid = d.referenced
order by d.parent <> 0, n.nspname, t.relname, d.kind, pg_catalog.length(d.name), d.name)";

constexpr std::string_view relations_query =
    "select n.nspname, c.relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n on "
    "n.oid = c.relnamespace";

struct Named {
  std::string kind;
  Name name;  ///< schema, table, name
  std::vector<std::string> columns;
  std::vector<std::string> in_default;  ///< what the server's name has of them
  std::string referenced;
  std::string oid;
  std::string parent;
};

std::string_view label_of(std::string_view kind) {
  if (kind == "primary key") return "pkey";
  if (kind == "foreign key") return "fkey";
  if (kind == "unique") return "key";
  return kind == "index" ? "idx" : "check";
}

const std::string& pattern_for(std::string_view kind, const Naming& naming) {
  if (kind == "primary key") return naming.primary_key;
  if (kind == "foreign key") return naming.foreign_key;
  if (kind == "unique") return naming.unique;
  return kind == "index" ? naming.index : naming.check;
}

Named named_of(const pg::Values& row) {
  const auto text = [&](std::size_t at) { return row[at].value_or(""); };
  Named out{.kind = text(0),
            .name = {text(1), text(2), text(3)},
            .columns = parse_array(text(4)),
            .in_default = parse_array(text(5)),
            .referenced = text(6),
            .oid = text(7),
            .parent = text(8)};
  // The server names a check after its column where it has one alone.
  if (out.kind == "check" && out.in_default.size() != 1) out.in_default.clear();
  return out;
}

class Namer {
 public:
  Namer(const Naming& naming, const Snapshot& schema, const Snapshot& other)
      : naming_(naming), schema_(schema), other_(other) {}

  Statements run(pg::Connection& connection) {
    for (const auto& row : connection.execute(relations_query).rows)
      taken_.insert({row[0].value_or(""), row[1].value_or("")});
    std::vector<Named> all;
    for (const auto& row : connection.execute(named_query).rows)
      all.push_back(named_of(row));
    for (const auto& one : all)
      taken_.insert(one.name);
    for (const auto& one : all)
      if (auto name = name_for(one); !name.empty()) rename(one, std::move(name));
    return std::move(out_);
  }

 private:
  /// Empty: it stays as it is.
  [[nodiscard]] std::string name_for(const Named& one) const {
    if (const auto parent = renamed_.find(one.parent); parent != renamed_.end())
      return parent->second.first == one.name.back() ? parent->second.second : "";
    const auto& pattern = pattern_for(one.kind, naming_);
    const auto& kind = *find_kind(one.kind);
    if (pattern.empty() || one.parent != "0" || schema_.find(kind, one.name) == nullptr ||
        other_.find(kind, one.name) != nullptr ||
        !is_default_name(one.name[2], one.name[1], one.in_default, label_of(one.kind)))
      return {};
    return free_name(one, pattern);
  }

  [[nodiscard]] std::string free_name(const Named& one, const std::string& pattern) const {
    const auto& name = one.kind == "check" ? one.in_default : one.columns;
    const auto wanted = fill_pattern(pattern,
                                     {{"table", one.name[1]},
                                      {"columns", join(one.columns, "_")},
                                      {"ref_table", one.referenced},
                                      {"name", name.empty() ? "check" : join(name, "_")}});
    if (!wanted) throw Error(ErrorCode::internal, "a pattern for names is not checked");
    for (std::size_t number = 0;; ++number) {
      const auto more = number == 0 ? "" : std::to_string(number);
      auto out = std::string(cut_name(*wanted, longest_name - more.size())) + more;
      if (out == one.name.back()) return {};
      if (is_free(one, out)) return out;
    }
  }

  /// A constraint's name is free of others of its table, an index's of all relations.
  [[nodiscard]] bool is_free(const Named& one, const std::string& name) const {
    const bool is_relation = one.kind != "foreign key" && one.kind != "check";
    return !taken_.contains({one.name[0], one.name[1], name}) &&
           !(is_relation && taken_.contains({one.name[0], name}));
  }

  void rename(const Named& one, std::string name) {
    const auto quoted = sql::identifier(name);
    if (one.kind == "index")
      out_.push_back({fmt::format(
          "ALTER INDEX {} RENAME TO {}", sql::qualified(one.name[0], one.name[2]), quoted)});
    else
      out_.push_back({fmt::format("ALTER TABLE {} RENAME CONSTRAINT {} TO {}",
                                  sql::qualified(one.name[0], one.name[1]),
                                  sql::identifier(one.name[2]),
                                  quoted)});
    taken_.insert({one.name[0], one.name[1], name});
    taken_.insert({one.name[0], name});
    renamed_.emplace(one.oid, std::pair(one.name[2], std::move(name)));
  }

  const Naming& naming_;
  const Snapshot& schema_;
  const Snapshot& other_;
  std::set<Name> taken_;  ///< schema and relation; schema, table and constraint
  std::map<std::string, std::pair<std::string, std::string>> renamed_;  ///< by OID: old, new
  Statements out_;
};

}  // namespace

Statements names_by_convention(pg::Connection& connection,
                               const Naming& naming,
                               const Snapshot& schema,
                               const Snapshot& other) {
  return Namer(naming, schema, other).run(connection);
}

}  // namespace migrate::catalog
