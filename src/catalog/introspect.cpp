#include "migrate/catalog/introspect.h"

#include "catalog/aspects.h"
#include "catalog/canonical.h"
#include "catalog/glob.h"
#include "catalog/kinds/kinds.h"
#include "catalog/needs.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"
#include "migrate/pg/pipeline.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <numeric>
#include <set>
#include <utility>

namespace migrate::catalog {

namespace {

// What pg_dump sets (its setup_connection), so that texts do not depend on the session.
constexpr std::string_view session =
    "begin isolation level repeatable read read only; set local search_path = ''; "
    "set local datestyle = iso; set local intervalstyle = postgres; "
    "set local extra_float_digits = 3; set local statement_timeout = 0; "
    "set local lock_timeout = 0; set local row_security = off; "
    "set local idle_in_transaction_session_timeout = 0; set local quote_all_identifiers = off";

// Also those on parts that are no objects: the index of a key, an attribute of a composite type.
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
    "union all select 'pg_catalog.pg_type'::regclass, c.reltype, 0, d.description, 'COLUMN ' || "
    "quote_ident(n.nspname) || '.' || quote_ident(c.relname) || '.' || quote_ident(a.attname) "
    "from pg_catalog.pg_description d join pg_catalog.pg_class c on d.classoid = "
    "'pg_catalog.pg_class'::regclass and c.oid = d.objoid and c.relkind = 'c' join "
    "pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_attribute a on "
    "a.attrelid = c.oid and a.attnum = d.objsubid";

constexpr std::string_view members_query =
    "select classid, objid, refobjid from pg_catalog.pg_depend where deptype = 'e'";

template <typename Number>
Number number(const pg::Value& value) {
  Number out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

Address address_of(const pg::Values& row, std::size_t at = 0) {
  return {.classid = number<std::uint32_t>(row[at]),
          .objid = number<std::uint32_t>(row[at + 1]),
          .objsubid = number<std::int32_t>(row[at + 2])};
}

/// Objects are read kind by kind; owners, comments and rights come out of them.
class Reader {
 public:
  Reader(pg::Connection& connection, const Scope& scope) : connection_(connection), scope_(scope) {}

  Snapshot run() {
    connection_.execute(session);
    try {
      read_self();
      read_all();
    } catch (...) {
      connection_.roll_back();
      throw;
    }
    connection_.execute("commit");
    drop_parts_without_owner();
    add_aspects();
    sort();
    return std::move(snapshot_);
  }

 private:
  enum Extra : std::uint64_t { members = 1000, depends, comments, unmodelled };

  void read_self() {
    snapshot_.server_version = connection_.server_version();
    snapshot_.self = scope_.self;
    if (snapshot_.self.empty())
      snapshot_.self = connection_.execute("select current_user").single();
  }

  void read_all() {
    pg::Pipeline pipeline(connection_, [this](const pg::Answer& answer) { take(answer); });
    pipeline.send(members, members_query);
    const auto all = kinds();
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i]->query != nullptr)
        pipeline.send(i,
                      replace_all(all[i]->query(snapshot_.server_version), "$scope", scope_sql()));
    pipeline.send(depends, depends_query());
    pipeline.send(comments, comments_query);
    pipeline.send(unmodelled, unmodelled_query());
    pipeline.drain();
    if (const auto& failed = pipeline.failure()) {
      auto error = failed->diagnostics.error(ErrorCode::database);
      if (failed->tag < all.size())
        error.detail(fmt::format("while reading each {}", all[failed->tag]->id));
      throw error;
    }
  }

  void take(const pg::Answer& answer) {
    switch (answer.tag) {
      case members:
        for (const auto& row : answer.rows.rows)
          members_.emplace(std::pair(number<std::uint32_t>(row[0]), number<std::uint32_t>(row[1])),
                           number<std::uint32_t>(row[2]));
        return;
      case depends:
        needs_.read(answer.rows);
        return;
      case comments:
        for (const auto& row : answer.rows.rows)
          comments_.emplace(address_of(row), std::pair(row[4].value_or(""), row[3].value_or("")));
        return;
      case unmodelled:
        for (const auto& row : answer.rows.rows)
          if (!is_member(address_of(row)) && !seen_.contains(address_of(row)))
            snapshot_.unmodelled.push_back(row[3].value_or(""));
        return;
      default:
        take_objects(*kinds()[answer.tag], answer.rows);
    }
  }

  [[nodiscard]] bool is_member(const Address& address) const {
    return members_.contains(std::pair(address.classid, address.objid));
  }

  /// The schemas that a query looks at.
  [[nodiscard]] std::string scope_sql() const {
    std::string sql =
        "(n.nspname !~ '^pg_(toast|temp|catalog)' and n.nspname <> 'information_schema'";
    if (!scope_.schemas_of_others.empty())
      sql += fmt::format(" and n.nspname <> all ({}::text[])",
                         sql::quote_literal(sql::array_text(scope_.schemas_of_others)));
    return sql + ")";
  }

  void take_objects(const Kind& kind, const pg::Rows& rows) {
    const auto columns = 3 + kind.words + kind.properties.size() + (kind.has_owner ? 1 : 0) +
                         (kind.has_rights ? 1 : 0);
    for (const auto& row : rows.rows) {
      if (row.size() != columns)
        throw Error(
            ErrorCode::internal,
            fmt::format("the query of {} gives {} columns, not {}", kind.id, row.size(), columns));
      const auto address = address_of(row);
      if (is_member(address)) continue;
      seen_.insert(address);
      Object object{.kind = &kind, .name = {}, .properties = {}, .address = address, .needs = {}};
      auto at = row.begin() + 3;
      for (std::size_t i = 0; i < kind.words; ++i)
        object.name.push_back((at++)->value_or(""));
      if (!is_in_scope(object)) continue;
      object.properties.assign(at, at + static_cast<long>(kind.properties.size()));
      // What stands in a function's string is the user's.
      for (auto& property : object.properties)
        if (property && (kind.names != "routine" || property->find("\nAS $") == std::string::npos))
          property = canonical(*property);
      at += static_cast<long>(kind.properties.size());
      Aspects aspects;
      if (kind.has_owner) aspects.owner = *at++;
      if (kind.has_rights) aspects.rights = *at++;
      by_address_.emplace(address, snapshot_.objects.size());
      snapshot_.objects.push_back(std::move(object));
      aspects_.push_back(std::move(aspects));
    }
  }

  [[nodiscard]] bool is_in_scope(const Object& object) const {
    if (!object.kind->in_schema) return true;
    const auto& name = object.name;
    const auto qualified = name.size() > 1 ? name[0] + "." + name[1] : name[0];
    const auto is_meant = [&](const std::string& glob) {
      return matches(glob, name[0]) || (name.size() > 1 && matches(glob, qualified));
    };
    if (std::ranges::find(scope_.own_tables, qualified) != scope_.own_tables.end()) return false;
    if (std::ranges::any_of(scope_.exclude, is_meant)) return false;
    // A schema stands for what is in it: `app.*` means the schema app too.
    return std::ranges::any_of(scope_.include, [&](const std::string& glob) {
      return is_meant(glob) ||
             (name.size() == 1 && matches(glob.substr(0, glob.find('.')), name[0]));
    });
  }

  /// What is part of something that is out of scope, or a member of an extension, goes with it.
  void drop_parts_without_owner() {
    auto& objects = snapshot_.objects;
    std::set<std::pair<std::string_view, Name>> known;
    for (const auto& object : objects)
      known.emplace(object.kind->id, object.name);
    std::vector<bool> stays(objects.size(), true);
    for (std::size_t i = 0; i < objects.size(); ++i) {
      if (objects[i].kind->part.empty()) continue;
      Name owner(objects[i].name.begin(), objects[i].name.end() - 1);
      const auto ids = split_at(objects[i].kind->part, '|');
      stays[i] = std::ranges::any_of(
          ids, [&](const auto id) { return known.contains(std::pair(id, owner)); });
    }
    keep(stays);
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
    const auto count = snapshot_.objects.size();
    std::vector<Object> defaults;
    std::ranges::copy_if(snapshot_.objects, std::back_inserter(defaults), [](const Object& one) {
      return one.kind == &default_rights_kind;
    });
    for (std::size_t i = 0; i < count; ++i) {
      const auto object = snapshot_.objects[i];
      const auto& aspects = aspects_[i];
      owner_at_.reset();
      const auto follows = object.kind->follows_owner;
      if (aspects.owner && (follows == nullptr || !follows(object))) {
        add(i, owner_of(object, *aspects.owner == snapshot_.self ? "" : *aspects.owner));
        owner_at_ = snapshot_.objects.size() - 1;
      }
      if (aspects.rights)
        for (auto& right : rights_on(object,
                                     *aspects.rights,
                                     owner_name(i),
                                     grantees_by_default(object, defaults, snapshot_.self)))
          add(i, std::move(right));
      if (object.kind->reference == nullptr) continue;
      const auto [first, last] = comments_.equal_range(object.address);
      for (auto at = first; at != last; ++at)
        add(i, comment_on(object, at->second.first, at->second.second));
    }
  }

  /// Of the object, or of the relation that a column is part of.
  [[nodiscard]] std::string owner_name(std::size_t at) const {
    return aspects_[at].owner.value_or("");
  }

  void add(std::size_t target, Object aspect) {
    const auto is_theirs = [&](const std::string& role) {
      return aspect.name.back() == "=" + role;
    };
    if (aspect.kind == &rights_kind && std::ranges::any_of(scope_.roles_of_others, is_theirs))
      return;
    aspect.part_of = target;
    aspect.needs = {target};
    // Rights are given by the owner, and change with another one.
    if (owner_at_ && *owner_at_ != snapshot_.objects.size()) aspect.follows = {*owner_at_};
    snapshot_.objects.push_back(std::move(aspect));
  }

  /// Into the order of the kinds and of their names, with all places moved along.
  void sort() {
    needs_.resolve(snapshot_, by_address_, members_);
    auto& objects = snapshot_.objects;
    std::vector<std::size_t> order(objects.size());
    std::iota(order.begin(), order.end(), 0U);
    std::map<const Kind*, std::size_t> position;
    for (const auto* kind : kinds())
      position.emplace(kind, position.size());
    std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
      if (objects[a].kind != objects[b].kind)
        return position.at(objects[a].kind) < position.at(objects[b].kind);
      return objects[a].name < objects[b].name;
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
  const Scope& scope_;
  Snapshot snapshot_;
  std::vector<Aspects> aspects_;         ///< of each object read
  std::optional<std::size_t> owner_at_;  ///< the owner of the object whose aspects are added
  std::map<Address, std::size_t> by_address_;
  std::set<Address> seen_;  ///< of objects that a kind knows, in scope or not
  Members members_;
  std::multimap<Address, std::pair<std::string, std::string>> comments_;  ///< part and text
  Needs needs_;
};

}  // namespace

Snapshot introspect(pg::Connection& connection, const Scope& scope) {
  return Reader(connection, scope).run();
}

}  // namespace migrate::catalog
