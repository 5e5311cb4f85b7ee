#include "migrate/catalog/introspect.h"

#include "catalog/address.h"
#include "catalog/aspects.h"
#include "catalog/canonical.h"
#include "catalog/kinds/kinds.h"
#include "catalog/needs.h"
#include "catalog/reading.h"
#include "catalog/scope.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace migrate::catalog {

namespace {

// Also those on parts that are no objects: the index of a key, a NOT NULL, an attribute of a
// composite type.
constexpr std::string_view comments_query =
    "select classoid, objoid, objsubid, description, '' from pg_catalog.pg_description "
    "where objoid >= 16384 or classoid = 'pg_catalog.pg_namespace'::regclass "
    "union all select classoid, objoid, 0, description, '' from pg_catalog.pg_shdescription "
    "where objoid >= 16384 "
    "union all select 'pg_catalog.pg_constraint'::regclass, k.oid, 0, d.description, 'INDEX ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_catalog.pg_description d "
    "join pg_catalog.pg_class c on d.classoid = 'pg_catalog.pg_class'::regclass and c.oid = "
    "d.objoid join pg_catalog.pg_namespace n on n.oid = c.relnamespace join "
    "pg_catalog.pg_constraint k on k.conindid = c.oid and k.contype in ('p', 'u', 'x') "
    "union all select 'pg_catalog.pg_class'::regclass, c.oid, k.conkey[1], d.description, "
    "'CONSTRAINT ' || quote_ident(k.conname) || ' ON ' || quote_ident(n.nspname) || '.' || "
    "quote_ident(c.relname) from pg_catalog.pg_description d join pg_catalog.pg_constraint k on "
    "d.classoid = 'pg_catalog.pg_constraint'::regclass and k.oid = d.objoid and k.contype = 'n' "
    "join pg_catalog.pg_class c on c.oid = k.conrelid join pg_catalog.pg_namespace n on n.oid = "
    "c.relnamespace "
    "union all select 'pg_catalog.pg_type'::regclass, t.oid, 0, d.description, "
    "'CONSTRAINT ' || quote_ident(k.conname) || ' ON DOMAIN ' || quote_ident(n.nspname) || '.' || "
    "quote_ident(t.typname) from pg_catalog.pg_description d join pg_catalog.pg_constraint k on "
    "d.classoid = 'pg_catalog.pg_constraint'::regclass and k.oid = d.objoid and k.contype = 'n' "
    "join pg_catalog.pg_type t on t.oid = k.contypid join pg_catalog.pg_namespace n on n.oid = "
    "t.typnamespace "
    "union all select 'pg_catalog.pg_type'::regclass, c.reltype, 0, d.description, 'COLUMN ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname) "
    "from pg_catalog.pg_description d join pg_catalog.pg_class c on d.classoid = "
    "'pg_catalog.pg_class'::regclass and c.oid = d.objoid and c.relkind = 'c' join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_attribute a on "
    "a.attrelid = c.oid and a.attnum = d.objsubid";

constexpr std::string_view members_query =
    "select classid, objid, refobjid from pg_catalog.pg_depend where deptype = 'e'";

/// Objects are read kind by kind; owners, comments and rights come out of them.
class Reader {
 public:
  Reader(pg::Connection& connection, const Scope& scope) : connection_(connection), scope_(scope) {
    snapshot_.self = scope.self;
  }

  Snapshot run(const OpenAnother& another) {
    snapshot_.server_version = connection_.server_version();
    read_all(connection_, queries(), another);
    note_unmodelled();
    drop_parts_without_owner();
    add_aspects();
    needs_.resolve(snapshot_, by_address_, members_);
    sort();
    return std::move(snapshot_);
  }

 private:
  /// What extensions have, and who is asking, is known before the objects come.
  std::vector<Query> queries() {
    std::vector<Query> out;
    if (snapshot_.self.empty())
      out.push_back({"select current_user", "who is connected", false, [this](pg::Rows& rows) {
                       snapshot_.self = rows.single();
                     }});
    out.push_back(
        {std::string(members_query), "the members of extensions", false, [this](pg::Rows& rows) {
           take_members(rows);
         }});
    for (const auto* kind : kinds())
      if (kind->query != nullptr)
        out.push_back({scope_.narrow(kind->query(snapshot_.server_version)),
                       "each " + std::string(kind->id),
                       kind->is_costly,
                       [this, kind](pg::Rows& rows) { take_objects(*kind, rows); }});
    out.push_back({depends_query(), "what objects depend on", false, [this](pg::Rows& rows) {
                     needs_.read(rows);
                   }});
    out.push_back({std::string(comments_query), "comments", false, [this](pg::Rows& rows) {
                     take_comments(rows);
                   }});
    out.push_back(
        {scope_.narrow(unmodelled_query()), "what no kind knows", false, [this](pg::Rows& rows) {
           unmodelled_ = std::move(rows);
         }});
    return out;
  }

  void take_members(const pg::Rows& rows) {
    for (const auto& row : rows.rows)
      members_.emplace(std::pair(number<std::uint32_t>(row[0]), number<std::uint32_t>(row[1])),
                       number<std::uint32_t>(row[2]));
  }

  void take_comments(const pg::Rows& rows) {
    for (const auto& row : rows.rows)
      comments_.emplace(address_of(row), std::pair(row[4].value_or(""), row[3].value_or("")));
  }

  void note_unmodelled() {
    for (const auto& row : unmodelled_.rows)
      if (!is_member(address_of(row)) && !seen_.contains(address_of(row)))
        snapshot_.unmodelled.push_back(row[3].value_or(""));
  }

  [[nodiscard]] bool is_member(const Address& address) const {
    return members_.contains(std::pair(address.classid, address.objid));
  }

  void take_objects(const Kind& kind, pg::Rows& rows) {
    const auto columns = 3 + kind.words + kind.properties.size() + (kind.has_owner ? 1 : 0) +
                         (kind.has_rights ? 1 : 0);
    snapshot_.objects.reserve(snapshot_.objects.size() + rows.rows.size());
    for (auto& row : rows.rows) {
      if (row.size() != columns)
        throw Error(
            ErrorCode::internal,
            fmt::format("the query of {} gives {} columns, not {}", kind.id, row.size(), columns));
      take_object(kind, row);
    }
  }

  void take_object(const Kind& kind, pg::Values& row) {
    const auto address = address_of(row);
    if (is_member(address)) return;
    seen_.insert(address);
    Object object{.kind = &kind, .name = {}, .properties = {}, .address = address, .needs = {}};
    auto at = row.begin() + 3;
    object.name.reserve(kind.words);
    for (std::size_t i = 0; i < kind.words; ++i, ++at)
      object.name.push_back(*at ? std::move(**at) : "");
    if (!scope_.takes_in(object, snapshot_.self)) return;
    const auto end = at + static_cast<long>(kind.properties.size());
    object.properties.assign(std::make_move_iterator(at), std::make_move_iterator(end));
    // What stands in a function's string is the user's.
    for (auto& property : object.properties)
      if (property && (kind.names != "routine" || property->find("\nAS $") == std::string::npos))
        make_canonical(*property);
    at = end;
    Aspects aspects;
    if (kind.has_owner) aspects.owner = std::move(*at++);
    if (kind.has_rights) aspects.rights = std::move(*at++);
    by_address_.emplace(address, snapshot_.objects.size());
    snapshot_.objects.push_back(std::move(object));
    aspects_.push_back(std::move(aspects));
  }

  /// What is part of something that is out of scope, or a member of an extension, goes with it.
  void drop_parts_without_owner() {
    const auto& objects = snapshot_.objects;
    std::unordered_set<Key, KeyHash> known;
    known.reserve(objects.size());
    for (const auto& object : objects)
      known.insert({object.kind->id, object.name});
    std::vector<bool> stays(objects.size(), true);
    for (std::size_t i = 0; i < objects.size(); ++i) {
      if (objects[i].kind->part.empty()) continue;
      const auto owner = std::span(objects[i].name).first(objects[i].name.size() - 1);
      const auto ids = split_at(objects[i].kind->part, '|');
      stays[i] = scope_.is_on_others(objects[i]) || std::ranges::any_of(ids, [&](const auto id) {
                   return known.contains({id, owner});
                 });
    }
    if (std::ranges::find(stays, false) != stays.end()) keep(stays);
  }

  void keep(const std::vector<bool>& stays) {
    std::vector<Object> objects;
    std::vector<Aspects> aspects;
    by_address_.clear();
    for (std::size_t i = 0; i < stays.size(); ++i) {
      if (!stays[i]) continue;
      by_address_.emplace(snapshot_.objects[i].address, objects.size());
      objects.push_back(std::move(snapshot_.objects[i]));
      aspects.push_back(std::move(aspects_[i]));
    }
    snapshot_.objects = std::move(objects);
    aspects_ = std::move(aspects);
  }

  void add_aspects() {
    const auto& objects = snapshot_.objects;
    std::vector<Object> defaults;
    std::ranges::copy_if(objects, std::back_inserter(defaults), [](const Object& one) {
      return one.kind == &default_rights_kind;
    });
    for (std::size_t i = 0; i < objects.size(); ++i) {
      const auto& object = objects[i];
      const auto& aspects = aspects_[i];
      owner_at_.reset();
      const auto follows = object.kind->follows_owner;
      if (aspects.owner && (follows == nullptr || !follows(object))) {
        auto owner = owner_of(object, *aspects.owner == snapshot_.self ? "" : *aspects.owner);
        if (!scope_.is_right_of_others(object, owner)) {
          owner_at_ = objects.size() + added_.size();
          add(i, std::move(owner));
        }
      }
      if (aspects.rights)
        for (auto& right : rights_on(object,
                                     *aspects.rights,
                                     aspects.owner.value_or(""),
                                     grantees_by_default(object, defaults, snapshot_.self),
                                     snapshot_.server_version))
          if (!scope_.is_right_of_others(object, right)) add(i, std::move(right));
      if (object.kind->reference == nullptr) continue;
      const auto [first, last] = comments_.equal_range(object.address);
      for (auto at = first; at != last; ++at)
        add(i, comment_on(object, at->second.first, at->second.second));
    }
    std::ranges::move(added_, std::back_inserter(snapshot_.objects));
  }

  void add(std::size_t target, Object aspect) {
    aspect.part_of = target;
    aspect.needs = {target};
    // Rights are given by the owner, and change with another one.
    if (owner_at_ && *owner_at_ != snapshot_.objects.size() + added_.size())
      aspect.follows = {*owner_at_};
    added_.push_back(std::move(aspect));
  }

  /// Into the order of the kinds and of their names, with all places moved along.
  void sort() {
    auto& objects = snapshot_.objects;
    std::map<const Kind*, std::size_t> position;
    for (const auto* kind : kinds())
      position.emplace(kind, position.size());
    std::vector<std::size_t> ranks;
    ranks.reserve(objects.size());
    for (const auto& object : objects)
      ranks.push_back(position.at(object.kind));
    std::vector<std::size_t> order(objects.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      return ranks[a] != ranks[b] ? ranks[a] < ranks[b] : objects[a].name < objects[b].name;
    });
    std::vector<std::size_t> moved(order.size());
    for (std::size_t i = 0; i < order.size(); ++i)
      moved[order[i]] = i;
    std::vector<Object> sorted;
    sorted.reserve(objects.size());
    for (const auto at : order) {
      auto& object = objects[at];
      for (auto* places : {&object.needs, &object.follows}) {
        for (auto& place : *places)
          place = moved[place];
        std::ranges::sort(*places);
      }
      for (auto& origin : object.origins)
        origin = {.object = moved[origin.object], .link = moved[origin.link]};
      if (object.part_of) object.part_of = moved[*object.part_of];
      sorted.push_back(std::move(object));
    }
    objects = std::move(sorted);
  }

  struct Aspects {
    Value owner;
    Value rights;
  };

  pg::Connection& connection_;
  const ScopeRules scope_;
  Snapshot snapshot_;
  std::vector<Aspects> aspects_;         ///< of each object read
  std::optional<std::size_t> owner_at_;  ///< the owner of the object whose aspects are added
  std::vector<Object> added_;            ///< owners, comments and rights
  ByAddress<std::size_t> by_address_;
  std::unordered_set<Address, AddressHash> seen_;  ///< of what a kind knows, in scope or not
  pg::Rows unmodelled_;                            ///< what may be known to none
  Members members_;
  std::unordered_multimap<Address, std::pair<std::string, std::string>, AddressHash>
      comments_;  ///< part and text
  Needs needs_;
};

/// The server writes definitions by what is there now, not by the transaction's snapshot: it does
/// not find what somebody drops meanwhile.
bool has_changed_meanwhile(const pg::StatementFailed& error) {
  const auto& said = error.diagnostics();
  return said.sqlstate == "XX000" || said.sqlstate == "42P01";
}

}  // namespace

Snapshot introspect(pg::Connection& connection, const Scope& scope, const OpenAnother& another) {
  constexpr int most_readings = 5;
  for (int i = 1;; ++i) {
    try {
      return Reader(connection, scope).run(another);
    } catch (pg::StatementFailed& error) {
      if (!has_changed_meanwhile(error)) throw;
      if (i < most_readings) continue;
      error.hint("perhaps the schema is changed while it is read: try again when that is over");
      throw;
    }
  }
}

}  // namespace migrate::catalog
