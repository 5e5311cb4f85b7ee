#include "catalog/needs.h"

#include "catalog/address.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace migrate::catalog {

namespace {

/// Finds the object that an address means.
class Resolver {
 public:
  Resolver(const ByAddress<std::size_t>& objects,
           const ByAddress<Address>& wholes,
           const Members& members,
           std::uint32_t extension_class)
      : objects_(objects), wholes_(wholes), members_(members), extension_class_(extension_class) {}

  [[nodiscard]] std::optional<std::size_t> find(Address address) const {
    for (int depth = 0; depth < 10; ++depth) {
      if (const auto found = objects_.find(address); found != objects_.end()) return found->second;
      if (const auto whole = wholes_.find(address); whole != wholes_.end()) {
        address = whole->second;
      } else if (const auto member = members_.find({address.classid, address.objid});
                 member != members_.end()) {
        address = {.classid = extension_class_, .objid = member->second, .objsubid = 0};
      } else if (address.objsubid != 0) {
        address.objsubid = 0;
      } else {
        return std::nullopt;
      }
    }
    return std::nullopt;
  }

 private:
  const ByAddress<std::size_t>& objects_;
  const ByAddress<Address>& wholes_;
  const Members& members_;
  std::uint32_t extension_class_;
};

/// What can have a parent, and be one.
bool is_table(const Object& object) {
  return object.kind->id == "table" || object.kind->id == "foreign table";
}

/// What objects are part of, and what their kinds say that they need, found by name.
class ByName {
 public:
  explicit ByName(Snapshot& snapshot) : objects_(snapshot.objects) {
    places_.reserve(objects_.size());
    for (std::size_t i = 0; i < objects_.size(); ++i)
      places_.emplace(Key{objects_[i].kind->id, objects_[i].name}, i);
  }

  void run() {
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      auto& object = objects_[i];
      if (!object.kind->part.empty()) {
        object.part_of =
            find(object.kind->part, std::span(object.name).first(object.name.size() - 1));
        if (object.part_of) object.needs.push_back(*object.part_of);
      }
      if (object.kind->needs == nullptr) continue;
      for (const auto& reference : object.kind->needs(object))
        if (const auto found = find(reference)) object.needs.push_back(*found);
    }
    if (std::ranges::any_of(objects_, [](const Object& one) { return one.kind->is_link; }))
      sorted_.insert(places_.begin(), places_.end());
    for (std::size_t i = 0; i < objects_.size(); ++i) {
      if (objects_[i].kind->is_link) tie(i);
      if (objects_[i].kind->id == "partition") before_indexes(i);
      if (objects_[i].kind->id == "index partition") with_parent(i);
    }
  }

 private:
  static constexpr std::string_view indexes = "index|primary key|unique|exclusion";

  [[nodiscard]] std::optional<std::size_t> find(std::string_view kinds,
                                                std::span<const std::string> name) const {
    for (const auto id : split_at(kinds, '|'))
      if (const auto found = places_.find(Key{id, name}); found != places_.end())
        return found->second;
    return std::nullopt;
  }

  [[nodiscard]] std::optional<std::size_t> find(const Reference& reference) const {
    return find(reference.kinds, reference.name);
  }

  /// Calls `use` for each part of one of the kinds that a table has.
  template <typename Use>
  void for_parts(std::string_view kinds, const Name& table, const Use& use) const {
    for (const auto id : split_at(kinds, '|')) {
      auto low = sorted_.lower_bound(Key{id, table});
      for (; low != sorted_.end() && low->first.kind == id &&
             std::ranges::equal(table, low->first.name.first(table.size()));
           ++low)
        use(low->second);
    }
  }

  /// A table is tied to another, or to a type, when both have the columns and checks that they have
  /// in common; a partition brings its indexes along, for those of its parent to take.
  void tie(std::size_t link) {
    const auto references = objects_[link].kind->needs(objects_[link]);
    const auto giver = find(references.front());
    if (!giver || !objects_[link].part_of) return;
    const auto& table = objects_[*objects_[link].part_of].name;
    auto& follows = objects_[link].follows;
    const auto first = [&follows](std::size_t part) { follows.push_back(part); };
    for_parts("column|default|check", objects_[*giver].name, [&](std::size_t part) {
      // A check of rows to come stays one where it is added to both at once.
      if (is_not_validated(part) && is_not_validated(find_same(part, table)))
        objects_[part].follows.push_back(link);
      else
        first(part);
    });
    if (objects_[link].kind->id == "partition") for_parts(indexes, table, first);
    for_parts("column|check|foreign key", table, [&](std::size_t part) {
      auto origin = giver;
      const auto& kind = objects_[part].kind->id;
      if (is_table(objects_[*giver]))
        origin = find(
            {kind,
             {objects_[*giver].name[0], objects_[*giver].name[1], objects_[part].name.back()}});
      else if (kind != "column")
        return;
      if (!origin || !is_inherited(objects_[*origin])) return;
      objects_[part].origins.push_back({.object = *origin, .link = link});
      if (kind != "foreign key" && !(is_not_validated(part) && is_not_validated(origin)))
        first(part);
    });
  }

  /// The part of another table that has the same kind and name.
  [[nodiscard]] std::optional<std::size_t> find_same(std::size_t part, const Name& table) const {
    auto name = objects_[part].name;
    std::ranges::copy(table, name.begin());
    return find({objects_[part].kind->id, name});
  }

  [[nodiscard]] bool is_not_validated(std::optional<std::size_t> part) const {
    return part && objects_[*part].kind->id == "check" && !objects_[*part].is("validated");
  }

  static bool is_inherited(const Object& origin) {
    return origin.kind->id != "check" || !origin.text("definition").ends_with(" NO INHERIT");
  }

  /// An index of a partitioned table is made when its partitions are there: one that is attached
  /// later would get an index of its own, with a name of the server's choice.
  void before_indexes(std::size_t partition) {
    for_parts(indexes,
              {objects_[partition].text("parent schema"), objects_[partition].text("parent")},
              [&](std::size_t index) { objects_[index].follows.push_back(partition); });
  }

  /// The index of a partition is dropped with its parent, and cannot be alone.
  void with_parent(std::size_t attached) {
    const auto& object = objects_[attached];
    const auto child = object.part_of;
    const auto parent =
        find({indexes,
              {object.text("parent schema"), object.text("parent table"), object.text("parent")}});
    const auto link = find({"partition", {object.name[0], object.name[1], "partition"}});
    if (child && parent && link)
      objects_[*child].origins.push_back({.object = *parent, .link = *link});
  }

  std::vector<Object>& objects_;
  std::unordered_map<Key, std::size_t, KeyHash> places_;
  std::map<Key, std::size_t> sorted_;  ///< the same, where parts are asked for
};

/// The functions of a base type need its shell, and go with the type.
void put_functions_between(std::vector<Object>& objects) {
  std::unordered_map<Key, std::size_t, KeyHash> shells;
  for (std::size_t i = 0; i < objects.size(); ++i)
    if (objects[i].kind->id == "shell type")
      shells.emplace(Key{objects[i].kind->id, objects[i].name}, i);
  if (shells.empty()) return;
  for (std::size_t i = 0; i < objects.size(); ++i) {
    if (objects[i].kind->id != "base type") continue;
    const auto shell = shells.at(Key{"shell type", objects[i].name});
    objects[shell].part_of = i;
    for (const auto need : objects[i].needs) {
      if (objects[need].kind->id != "function") continue;
      objects[need].part_of = i;
      std::ranges::replace(objects[need].needs, i, shell);
    }
    objects[i].needs.push_back(shell);
  }
}

}  // namespace

std::string depends_query() {
  return "select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype "
         "from pg_catalog.pg_depend where deptype in ('n', 'a', 'i', 'P', 'S', 'x') "
         "and objid >= 16384 and (refobjid >= 16384 or "
         "refclassid = 'pg_catalog.pg_namespace'::regclass)";
}

std::string unmodelled_query() {
  struct Class {
    std::string_view name;
    std::string_view in_schema = "0";  ///< the schema's OID
    std::string_view where = "true";
  };

  // Row types, array types, a view's rule and the like are parts of what has them.
  static constexpr Class classes[] = {
      {"pg_collation", "collnamespace"},
      {"pg_am"},
      {"pg_statistic_ext", "stxnamespace"},
      {"pg_event_trigger", "(select p.pronamespace from pg_proc p where p.oid = evtfoid)"},
      {"pg_publication"},
      {"pg_rewrite",
       "(select r.relnamespace from pg_class r where r.oid = ev_class)",
       "rulename <> '_RETURN'"},
      {"pg_proc", "pronamespace"},
      {"pg_type",
       "typnamespace",
       "(typtype in ('b', 'r', 'e', 'd') or not typisdefined) and not exists (select from pg_type "
       "e where e.typarray = "
       "pg_type.oid)"},
      {"pg_class",
       "relnamespace",
       "relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relpersistence <> 't'"},
  };
  // Before 14 nobody but a superuser may read its OID there.
  std::string all =
      "select distinct 'pg_subscription'::regclass::oid, w.subid, 0::oid from "
      "pg_stat_subscription w join pg_subscription s on s.subname = w.subname join pg_database b "
      "on b.oid = s.subdbid where b.datname = current_database() "
      "union all select 'pg_user_mapping'::regclass::oid, umid, 0 from pg_user_mappings";
  for (const auto& one : classes)
    all += fmt::format(" union all select '{}'::regclass::oid, oid, {} from {} where {}",
                       one.name,
                       one.in_schema,
                       one.name,
                       one.where);
  return fmt::format(
      "select c.classid, c.objid, 0, pg_describe_object(c.classid, c.objid, 0) from ({}) c "
      "(classid, objid, in_schema) left join pg_namespace n on n.oid = c.in_schema where c.objid "
      ">= 16384 and (n.oid is null or $scope) and not exists (select from pg_depend d where "
      "d.classid = c.classid and d.objid = c.objid and d.deptype in ('i', 'e')) "
      "union all select 0, 0, 0, 'password of ' || pg_describe_object('pg_user_mapping'::regclass, "
      "umid, 0) from pg_user_mappings where exists (select from unnest(umoptions) o where o ~ "
      "'^[a-z_]*password=')",
      all);
}

void Needs::read(const pg::Rows& rows) {
  edges_.reserve(rows.rows.size());
  for (const auto& row : rows.rows)
    edges_.push_back({.dependent = {.classid = number<std::uint32_t>(row[0]),
                                    .objid = number<std::uint32_t>(row[1]),
                                    .objsubid = number<std::int32_t>(row[2])},
                      .needed = {.classid = number<std::uint32_t>(row[3]),
                                 .objid = number<std::uint32_t>(row[4]),
                                 .objsubid = number<std::int32_t>(row[5])},
                      .type = row[6].value_or("n").at(0)});
}

void Needs::resolve(Snapshot& snapshot,
                    const ByAddress<std::size_t>& by_address,
                    const Members& members) {
  auto& objects = snapshot.objects;
  std::uint32_t extension_class = 0;
  for (const auto& object : objects)
    if (object.kind->id == "extension") extension_class = object.address.classid;
  ByAddress<Address> wholes;
  std::unordered_set<Address, AddressHash> inherited;
  for (const auto& edge : edges_) {
    if ((edge.type != 'i' && edge.type != 'P') || by_address.contains(edge.dependent)) continue;
    wholes.emplace(edge.dependent, edge.needed);
    if (edge.type == 'P') inherited.insert(edge.dependent);
  }
  ByName(snapshot).run();
  const Resolver resolver(by_address, wholes, members, extension_class);
  for (const auto& edge : edges_) {
    // What a partition has from its parent is the parent's, and does not need the partition.
    if ((edge.type == 'S' || edge.type == 'a') && inherited.contains(edge.dependent)) continue;
    const auto dependent = resolver.find(edge.dependent);
    const auto needed = resolver.find(edge.needed);
    if (!dependent || !needed || *dependent == *needed) continue;
    auto& object = objects[*dependent];
    // A sequence goes with the column that owns it; that it does is an object of its own.
    if (object.kind->id == "sequence" && edge.type == 'a') {
      object.part_of = *needed;
      continue;
    }
    // So is that a table is of a type, a child or a partition.
    if (object.address == edge.dependent && is_table(object) &&
        (objects[*needed].kind->id == "composite" || is_table(objects[*needed])))
      continue;
    // What is inherited can be there before its origin is.
    if (std::ranges::find(object.origins, *needed, &Origin::object) != object.origins.end())
      continue;
    // A configuration of text search asks its dictionaries by mappings, which are objects.
    if (object.kind->id == "text search configuration" &&
        objects[*needed].kind->id == "text search dictionary")
      continue;
    // A whole does not need its part: a table its row type's columns, a partition its parent twice.
    if (objects[*needed].part_of == *dependent) continue;
    object.needs.push_back(*needed);
  }
  put_functions_between(objects);
  for (auto& object : objects) {
    std::ranges::sort(object.needs);
    object.needs.erase(std::unique(object.needs.begin(), object.needs.end()), object.needs.end());
  }
}

}  // namespace migrate::catalog
