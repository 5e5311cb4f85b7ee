#include "catalog/needs.h"

#include "catalog/by_name.h"
#include "catalog/kinds/kinds.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string_view>

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
      if (const auto* found = objects_.find(address)) return *found;
      if (const auto* whole = wholes_.find(address)) {
        address = *whole;
      } else if (const auto* extension = members_.find(
                     {.classid = address.classid, .objid = address.objid, .objsubid = 0})) {
        address = {.classid = extension_class_, .objid = *extension, .objsubid = 0};
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
  return object.kind == &table_kind || object.kind == &foreign_table_kind;
}

/// What their kinds say that objects need, found by name.
class Ties {
 public:
  Ties(std::vector<Object>& objects, const ByName& names) : objects_(objects), names_(names) {}

  void run() {
    for (const auto* kind : kinds()) {
      if (!kind->part.empty()) need_wholes(*kind);
      if (kind->needs != nullptr) add_needs(*kind);
    }
    for (const auto* kind : kinds()) {
      const auto [begin, end] = names_.range(kind->id);
      for (auto at = begin; at < end; ++at) {
        if (kind->is_link) tie(at);
        if (kind == &partition_kind) before_indexes(at);
        if (kind == &index_partition_kind) with_parent(at);
      }
    }
  }

 private:
  static constexpr std::string_view indexes = "index|primary key|unique|exclusion";

  void need_wholes(const Kind& kind) {
    const auto [begin, end] = names_.range(kind.id);
    for (auto at = begin; at < end; ++at)
      if (const auto whole = objects_[at].part_of) objects_[at].needs.push_back(*whole);
  }

  void add_needs(const Kind& kind) {
    const auto [begin, end] = names_.range(kind.id);
    for (auto at = begin; at < end; ++at)
      for (const auto& reference : kind.needs(objects_[at]))
        if (const auto found = names_.find(reference)) objects_[at].needs.push_back(*found);
  }

  /// A table is tied to another, or to a type, when both have the columns and checks that they have
  /// in common; a partition brings its indexes along, for those of its parent to take.
  void tie(std::size_t link) {
    const auto references = objects_[link].kind->needs(objects_[link]);
    const auto giver = names_.find(references.front());
    if (!giver || !objects_[link].part_of) return;
    const auto& table = objects_[*objects_[link].part_of].name;
    auto& follows = objects_[link].follows;
    for (const auto part : names_.parts("column|default|check", objects_[*giver].name)) {
      // A check of rows to come stays one where it is added to both at once.
      if (is_not_validated(part) && is_not_validated(find_same(part, table)))
        objects_[part].follows.push_back(link);
      else
        follows.push_back(part);
    }
    if (objects_[link].kind == &partition_kind)
      for (const auto part : names_.parts(indexes, table))
        follows.push_back(part);
    for (const auto part : names_.parts("column|check|foreign key", table)) {
      auto origin = giver;
      const auto* const kind = objects_[part].kind;
      if (is_table(objects_[*giver]))
        origin = names_.find(
            {kind->id,
             {objects_[*giver].name[0], objects_[*giver].name[1], objects_[part].name.back()}});
      else if (kind != &column_kind)
        continue;
      if (!origin || !is_inherited(objects_[*origin])) continue;
      objects_[part].origins.push_back({.object = *origin, .link = link});
      if (kind != &foreign_key_kind && !(is_not_validated(part) && is_not_validated(origin)))
        follows.push_back(part);
    }
  }

  /// The part of another table that has the same kind and name.
  [[nodiscard]] std::optional<std::size_t> find_same(std::size_t part, const Name& table) const {
    auto name = objects_[part].name;
    std::ranges::copy(table, name.begin());
    return names_.find({objects_[part].kind->id, name});
  }

  [[nodiscard]] bool is_not_validated(std::optional<std::size_t> part) const {
    return part && objects_[*part].kind == &check_kind && !objects_[*part].is("validated");
  }

  static bool is_inherited(const Object& origin) {
    return origin.kind != &check_kind || !origin.text("definition").ends_with(" NO INHERIT");
  }

  /// An index of a partitioned table is made when its partitions are there: one that is attached
  /// later would get an index of its own, with a name of the server's choice.
  void before_indexes(std::size_t partition) {
    const auto& object = objects_[partition];
    for (const auto index :
         names_.parts(indexes, {object.text("parent schema"), object.text("parent")}))
      objects_[index].follows.push_back(partition);
  }

  /// The index of a partition is dropped with its parent, and cannot be alone.
  void with_parent(std::size_t attached) {
    const auto& object = objects_[attached];
    const auto child = object.part_of;
    const auto parent = names_.find(
        {indexes,
         {object.text("parent schema"), object.text("parent table"), object.text("parent")}});
    const auto link = names_.find({"partition", {object.name[0], object.name[1], "partition"}});
    if (child && parent && link)
      objects_[*child].origins.push_back({.object = *parent, .link = *link});
  }

  std::vector<Object>& objects_;
  const ByName& names_;
};

/// The functions of a base type that take or give it need its shell, and go with the type. Others,
/// as those for modifiers, are as any that it needs.
void put_functions_between(std::vector<Object>& objects, const ByName& names) {
  const auto [begin, end] = names.range(base_type_kind.id);
  for (auto type = begin; type < end; ++type) {
    const auto shell = names.find(shell_type_kind.id, objects[type].name);
    if (!shell) continue;
    objects[*shell].part_of = type;
    for (const auto need : objects[type].needs) {
      auto& function = objects[need];
      const auto refers = std::ranges::find(function.needs, type) != function.needs.end();
      if (function.kind != &function_kind || !refers) continue;
      function.part_of = type;
      std::ranges::replace(function.needs, type, *shell);
    }
    objects[type].needs.push_back(*shell);
  }
}

void sort_unique(std::vector<std::size_t>& places) {
  std::ranges::sort(places);
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

}  // namespace

std::string depends_query() {
  return "select classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype "
         "from pg_catalog.pg_depend where deptype in ('n', 'a', 'i', 'P', 'S', 'x') "
         "and objid >= 16384 and (refobjid >= 16384 or "
         "refclassid = 'pg_catalog.pg_namespace'::regclass)";
}

std::string unmodelled_query(int version) {
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
  // Before 14 nobody but a superuser may read its OID there: of others' databases it may be one of
  // that name.
  std::string all =
      version >= 140000
          ? "select 'pg_subscription'::regclass::oid, s.oid, 0::oid from pg_subscription s "
            "join pg_database b on b.oid = s.subdbid where b.datname = current_database() "
          : "select distinct 'pg_subscription'::regclass::oid, w.subid, 0::oid from "
            "pg_stat_subscription w join pg_subscription s on s.subname = w.subname join "
            "pg_database b on b.oid = s.subdbid where b.datname = current_database() and not "
            "(select r.rolsuper from pg_roles r where r.rolname = current_user) ";
  all += "union all select 'pg_user_mapping'::regclass::oid, umid, 0 from pg_user_mappings";
  for (const auto& one : classes)
    all += fmt::format(" union all select '{}'::regclass::oid, oid, {} from {} where {}",
                       one.name,
                       one.in_schema,
                       one.name,
                       one.where);
  return fmt::format(
      "select c.classid, c.objid, 0 from ({}) c "
      "(classid, objid, in_schema) left join pg_namespace n on n.oid = c.in_schema where c.objid "
      ">= 16384 and (n.oid is null or $scope) and not exists (select from pg_depend d where "
      "d.classid = c.classid and d.objid = c.objid and d.deptype in ('i', 'e'))",
      all);
}

void Needs::read(const pg::RawRows& rows) {
  edges_.reserve(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    edges_.push_back({.dependent = address_of(rows, i),
                      .needed = address_of(rows, i, 3),
                      .type = rows.at(i, 6).value_or("n").at(0)});
}

void Needs::resolve(Snapshot& snapshot,
                    const ByAddress<std::size_t>& by_address,
                    const Members& members) {
  auto& objects = snapshot.objects;
  const ByName names(objects);
  Ties(objects, names).run();
  const auto extension = std::ranges::find(objects, &extension_kind, &Object::kind);
  const auto wholes = wholes_beside(by_address);
  const Resolver resolver(
      by_address, wholes.all, members, extension == objects.end() ? 0 : extension->address.classid);
  for (const auto& edge : edges_) {
    // What a partition has from its parent is the parent's, and does not need the partition.
    if ((edge.type == 'S' || edge.type == 'a') && wholes.inherited.contains(edge.dependent))
      continue;
    const auto dependent = resolver.find(edge.dependent);
    if (!dependent) continue;
    const auto needed = resolver.find(edge.needed);
    if (needed && *dependent != *needed) add(edge, objects, *dependent, *needed);
  }
  put_functions_between(objects, names);
  for (auto& object : objects) {
    if (object.needs.size() > 1) sort_unique(object.needs);
    if (object.follows.size() > 1) std::ranges::sort(object.follows);
  }
}

Needs::Wholes Needs::wholes_beside(const ByAddress<std::size_t>& by_address) const {
  Wholes out;
  // The index of a partition's key is part of that key rather than of its parent's, whatever the
  // order of the rows.
  for (const char type : {'i', 'P'})
    for (const auto& edge : edges_) {
      if (edge.type != type || by_address.contains(edge.dependent)) continue;
      out.all.emplace(edge.dependent, edge.needed);
      if (type == 'P') out.inherited.emplace(edge.dependent, true);
    }
  return out;
}

void Needs::add(const Edge& edge,
                std::vector<Object>& objects,
                std::size_t dependent,
                std::size_t needed) {
  auto& object = objects[dependent];
  const auto* kind = objects[needed].kind;
  // A sequence goes with the column that owns it; that it does is an object of its own.
  if (object.kind == &sequence_kind && edge.type == 'a') {
    object.part_of = needed;
    return;
  }
  // So is that a table is of a type, a child or a partition.
  if (is_table(object) && object.address == edge.dependent &&
      (kind == &composite_kind || is_table(objects[needed])))
    return;
  // What is inherited can be there before its origin is.
  if (std::ranges::find(object.origins, needed, &Origin::object) != object.origins.end()) return;
  // A configuration of text search asks its dictionaries by mappings, which are objects.
  if (object.kind == &text_search_configuration_kind && kind == &text_search_dictionary_kind)
    return;
  // A whole does not need its part: a table its row type's columns, a partition its parent twice.
  if (objects[needed].part_of == dependent) return;
  if (object.needs.empty() || object.needs.back() != needed) object.needs.push_back(needed);
}

}  // namespace migrate::catalog
