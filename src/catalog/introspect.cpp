#include "migrate/catalog/introspect.h"

#include "catalog/address.h"
#include "catalog/aspects.h"
#include "catalog/by_name.h"
#include "catalog/canonical.h"
#include "catalog/kinds/kinds.h"
#include "catalog/needs.h"
#include "catalog/reading.h"
#include "catalog/scope.h"
#include "catalog/texts.h"
#include "migrate/base/error.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::catalog {

namespace {

constexpr std::string_view members_query =
    "select classid, objid, refobjid from pg_catalog.pg_depend where deptype = 'e'";

/// An object's owner and rights, as its query gives them.
struct Aspects {
  Value owner;
  Value rights;
};

/// What the query of one kind gave.
struct Found {
  std::vector<Object> objects;
  std::vector<Aspects> aspects;    ///< of each
  std::vector<std::size_t> order;  ///< of the objects, by name
  std::vector<Address> left_out;   ///< not in scope
};

Value value_of(const std::optional<std::string_view>& text) {
  return text ? Value(std::in_place, *text) : Value();
}

/// Takes the rows of one kind, in whatever thread they come: it touches nothing else.
class KindReader {
 public:
  KindReader(const Kind& kind, const ScopeRules& scope) : kind_(kind), scope_(scope) {}

  Found run(const pg::RawRows& rows) {
    const auto columns = 3 + kind_.words + kind_.properties.size() + (kind_.has_owner ? 1 : 0) +
                         (kind_.has_rights ? 1 : 0);
    if (rows.columns() != columns)
      throw Error(
          ErrorCode::internal,
          fmt::format(
              "the query of {} gives {} columns, not {}", kind_.id, rows.columns(), columns));
    found_.objects.reserve(rows.size());
    found_.aspects.reserve(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row)
      take(rows, row);
    found_.order = order_by_name(found_.objects);
    return std::move(found_);
  }

 private:
  void take(const pg::RawRows& rows, std::size_t row) {
    Object object{.kind = &kind_,
                  .name = {},
                  .properties = {},
                  .address = address_of(rows, row),
                  .needs = {}};
    std::size_t at = 3;
    object.name.reserve(kind_.words);
    for (std::size_t i = 0; i < kind_.words; ++i, ++at)
      object.name.emplace_back(rows.at(row, at).value_or(""));
    if (!is_in_scope(object)) {
      found_.left_out.push_back(object.address);
      return;
    }
    object.properties.reserve(kind_.properties.size());
    for (std::size_t i = 0; i < kind_.properties.size(); ++i, ++at)
      object.properties.push_back(property(rows.at(row, at)));
    if (kind_.read != nullptr && !kind_.read(object)) return;
    found_.objects.push_back(std::move(object));
    auto& aspects = found_.aspects.emplace_back();
    if (kind_.has_owner) aspects.owner = value_of(rows.at(row, at++));
    if (kind_.has_rights) aspects.rights = value_of(rows.at(row, at));
  }

  /// The scope knows schemas and what is in them: most often that of the object before.
  bool is_in_scope(const Object& object) {
    const auto first = std::span(object.name).first(std::min<std::size_t>(2, kind_.words));
    if (asked_.empty() || !std::ranges::equal(asked_, first)) {
      asked_.assign(first.begin(), first.end());
      is_in_scope_ = scope_.takes_in(object);
    }
    return is_in_scope_;
  }

  [[nodiscard]] Value property(const std::optional<std::string_view>& text) const {
    auto out = value_of(text);
    // What stands in a function's string is the user's.
    if (out && (kind_.names != "routine" || out->find("\nAS $") == std::string::npos))
      make_canonical(*out);
    return out;
  }

  const Kind& kind_;
  const ScopeRules& scope_;
  Found found_;
  Name asked_;  ///< the last that the scope was asked about, and what it said
  bool is_in_scope_ = true;
};

/// Objects are read kind by kind; owners, comments and rights come out of them.
class Reader {
 public:
  Reader(pg::Connection& connection, const Scope& scope)
      : connection_(connection), scope_(scope), found_(kinds().size()) {
    snapshot_.self = scope.self;
  }

  Snapshot run(const OpenAnother& another) {
    snapshot_.server_version = connection_.server_version();
    read_all(connection_, queries(), another);
    put_together();
    find_wholes();
    add_aspects();
    note_addresses();
    name_unmodelled();
    needs_.resolve(snapshot_, by_address_, members_);
    return std::move(snapshot_);
  }

 private:
  std::vector<Query> queries() {
    std::vector<Query> out;
    if (snapshot_.self.empty())
      out.push_back(
          {.sql = "select current_user",
           .what = "who is connected",
           .take = [this](const pg::RawRows& rows) { snapshot_.self = rows.copy().single(); }});
    out.push_back({.sql = std::string(members_query),
                   .what = "the members of extensions",
                   .take = [this](const pg::RawRows& rows) { take_members(rows); }});
    for (std::size_t i = 0; i < kinds().size(); ++i)
      if (const auto* kind = kinds()[i]; kind->query != nullptr)
        out.push_back({.sql = scope_.narrow(kind->query(snapshot_.server_version)),
                       .what = "each " + std::string(kind->id),
                       .aside = kind->is_costly,
                       .secret = kind->is_secret,
                       .take = [this, kind, i](const pg::RawRows& rows) {
                         found_[i] = KindReader(*kind, scope_).run(rows);
                       }});
    out.push_back({.sql = depends_query(),
                   .what = "what objects depend on",
                   .take = [this](const pg::RawRows& rows) { needs_.read(rows); }});
    out.push_back({.sql = std::string(Texts::comments_query),
                   .what = "comments",
                   .take = [this](const pg::RawRows& rows) { comments_.take(rows); }});
    out.push_back({.sql = std::string(Texts::labels_query),
                   .what = "security labels",
                   .take = [this](const pg::RawRows& rows) { labels_.take(rows); }});
    out.push_back({.sql = scope_.narrow(unmodelled_query(snapshot_.server_version)),
                   .what = "what no kind knows",
                   .take = [this](const pg::RawRows& rows) { take_unmodelled(rows); }});
    out.push_back(
        {.sql = "select from pg_catalog.pg_largeobject_metadata where lomacl is not null "
                "limit 1",
         .what = "large objects",
         .take = [this](const pg::RawRows& rows) { shares_large_objects_ = rows.size() > 0; }});
    return out;
  }

  void take_members(const pg::RawRows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      members_.emplace({.classid = number<std::uint32_t>(rows.at(i, 0)),
                        .objid = number<std::uint32_t>(rows.at(i, 1)),
                        .objsubid = 0},
                       number<std::uint32_t>(rows.at(i, 2)));
  }

  void take_unmodelled(const pg::RawRows& rows) {
    for (std::size_t i = 0; i < rows.size(); ++i)
      perhaps_unmodelled_.push_back(address_of(rows, i));
  }

  [[nodiscard]] bool is_member(Address address) const {
    address.objsubid = 0;
    return members_.contains(address);
  }

  /// All that was found, but what extensions have, in the order of kinds and names. Aspects will
  /// come before default privileges, which have none: these wait.
  void put_together() {
    std::size_t count = 0;
    for (const auto& found : found_)
      count += found.objects.size();
    snapshot_.objects.reserve(count + count / 4);
    aspects_.reserve(count);
    for (auto& found : found_) {
      for (const auto& address : found.left_out)
        left_out_.emplace(address, true);
      for (const auto at : found.order)
        put(found.objects[at], found.aspects[at]);
      found = {};
    }
  }

  void put(Object& object, Aspects& aspects) {
    if (is_member(object.address)) return;
    if (scope_.is_of_others(object, snapshot_.self)) {
      left_out_.emplace(object.address, true);
    } else if (object.kind == &default_rights_kind) {
      default_rights_.push_back(std::move(object));
    } else {
      snapshot_.objects.push_back(std::move(object));
      aspects_.push_back(std::move(aspects));
    }
  }

  /// What is part of something that is out of scope, or a member of an extension, goes with it.
  void find_wholes() {
    auto& objects = snapshot_.objects;
    const ByName names(objects);
    std::vector<bool> stays(objects.size(), true);
    for (const auto* kind : kinds()) {
      if (kind->part.empty()) continue;
      auto at = names.range(kind->id).begin;
      for (const auto& whole : names.wholes(*kind)) {
        objects[at].part_of = whole;
        stays[at] = whole || scope_.is_on_others(objects[at]);
        ++at;
      }
    }
    if (std::ranges::find(stays, false) != stays.end()) keep(stays);
  }

  void keep(const std::vector<bool>& stays) {
    std::vector<Object> objects;
    std::vector<Aspects> aspects;
    std::vector<std::optional<std::size_t>> moved(stays.size());
    for (std::size_t i = 0; i < stays.size(); ++i) {
      if (!stays[i]) {
        left_out_.emplace(snapshot_.objects[i].address, true);
        continue;
      }
      moved[i] = objects.size();
      objects.push_back(std::move(snapshot_.objects[i]));
      aspects.push_back(std::move(aspects_[i]));
    }
    for (auto& object : objects)
      if (object.part_of) object.part_of = moved[*object.part_of];
    snapshot_.objects = std::move(objects);
    aspects_ = std::move(aspects);
  }

  void add_aspects() {
    auto& objects = snapshot_.objects;
    aspects_begin_ = objects.size();
    const ByName names(objects);
    // An aspect's name begins with the kind of what has it.
    std::vector<const Kind*> by_id(kinds().begin(), kinds().end());
    std::ranges::sort(by_id, {}, &Kind::id);
    for (const auto* kind : by_id)
      for (auto [at, end] = names.range(kind->id); at < end; ++at)
        add_aspects_of(at);
    for (auto* more : {&owners_, &comments_added_, &labels_added_, &rights_, &default_rights_})
      std::ranges::move(*more, std::back_inserter(objects));
  }

  void add_aspects_of(std::size_t target) {
    const auto& object = snapshot_.objects[target];
    const auto& aspects = aspects_[target];
    std::optional<std::size_t> owner_at;
    const auto follows = object.kind->follows_owner;
    if (aspects.owner && (follows == nullptr || !follows(object))) {
      auto owner = owner_of(object, *aspects.owner == snapshot_.self ? "" : *aspects.owner);
      if (!scope_.is_right_of_others(object, owner)) {
        add(owners_, std::move(owner), target, {});
        owner_at = aspects_begin_ + owners_.size() - 1;
      }
    }
    // Rights are given by the owner, and change with another one.
    if (aspects.rights)
      for (auto& right : rights_on(object,
                                   *aspects.rights,
                                   aspects.owner.value_or(""),
                                   grantees_by_default(object, default_rights_, snapshot_.self),
                                   snapshot_.server_version))
        if (!scope_.is_right_of_others(object, right))
          add(rights_, std::move(right), target, owner_at);
    if (object.kind->reference == nullptr) return;
    for (const auto& said : comments_.of(object))
      add(comments_added_, comment_on(object, said.part, said.text), target, owner_at);
    for (const auto& said : labels_.of(object))
      if (!scope_.is_label_of_others(said.provider))
        add(labels_added_, label_on(object, said.part, said.provider, said.text), target, owner_at);
  }

  static void add(std::vector<Object>& to,
                  Object aspect,
                  std::size_t target,
                  std::optional<std::size_t> owner_at) {
    aspect.part_of = target;
    aspect.needs = {target};
    if (owner_at) aspect.follows = {*owner_at};
    to.push_back(std::move(aspect));
  }

  void note_addresses() {
    by_address_.reserve(aspects_begin_ + default_rights_.size());
    const auto& objects = snapshot_.objects;
    for (std::size_t i = 0; i < objects.size(); ++i)
      if (i < aspects_begin_ || objects[i].kind == &default_rights_kind)
        by_address_.emplace(objects[i].address, i);
  }

  /// What no kind knows is rare: only that is described.
  void name_unmodelled() {
    std::string classes;
    std::string ids;
    for (const auto& address : perhaps_unmodelled_)
      if (!is_member(address) && !by_address_.contains(address) && !left_out_.contains(address)) {
        classes += fmt::format("{}{}", classes.empty() ? "" : ",", address.classid);
        ids += fmt::format("{}{}", ids.empty() ? "" : ",", address.objid);
      }
    if (!ids.empty()) snapshot_.unmodelled = described(classes, ids);
    for (const auto& object : snapshot_.objects)
      if (object.kind->not_compared != nullptr)
        std::ranges::move(object.kind->not_compared(object),
                          std::back_inserter(snapshot_.unmodelled));
    if (shares_large_objects_) snapshot_.unmodelled.emplace_back("each privilege on large objects");
  }

  /// What is gone by now has no description.
  std::vector<std::string> described(const std::string& classes, const std::string& ids) {
    const auto rows = connection_.execute(
        fmt::format("set local search_path = ''; "
                    "select pg_describe_object(c, o, 0) from unnest('{{{}}}'::oid[], "
                    "'{{{}}}'::oid[]) with ordinality u (c, o, place) order by place",
                    classes,
                    ids));
    return rows.column();
  }

  pg::Connection& connection_;
  const ScopeRules scope_;
  Snapshot snapshot_;
  std::vector<Found> found_;       ///< of each kind
  std::vector<Aspects> aspects_;   ///< of each object
  std::size_t aspects_begin_ = 0;  ///< where owners, comments and rights begin
  std::vector<Object> owners_;
  std::vector<Object> comments_added_;
  std::vector<Object> labels_added_;
  std::vector<Object> rights_;
  std::vector<Object> default_rights_;
  ByAddress<std::size_t> by_address_;
  ByAddress<bool> left_out_;  ///< what a kind knows, and is not looked at
  std::vector<Address> perhaps_unmodelled_;
  bool shares_large_objects_ = false;  ///< somebody has rights on one
  Members members_;
  Texts comments_;
  Texts labels_;
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
