#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

struct Kind;

/// What pg_depend calls an object (PostgreSQL manual, "pg_depend"): OIDs of one server.
struct Address {
  std::uint32_t classid = 0;
  std::uint32_t objid = 0;
  std::int32_t objsubid = 0;

  auto operator<=>(const Address&) const = default;
};

using Value = std::optional<std::string>;  ///< nothing: NULL
using Name = std::vector<std::string>;

/// Where a table's column or constraint comes from: a parent's, or the type that the table is of.
struct Origin {
  std::size_t object = 0;  ///< places in Snapshot::objects
  std::size_t link = 0;    ///< what ties the table to the other
};

/// One object of a schema, in terms that mean the same on another server: no OID, no attribute
/// number.
struct Object {
  const Kind* kind = nullptr;
  Name name;                       ///< what tells it from others of its kind: schema, table, name
  std::vector<Value> properties;   ///< in the order of kind->properties
  Address address = {};            ///< on the server that it was read from
  std::vector<std::size_t> needs;  ///< places in Snapshot::objects of what it depends on, sorted
  std::vector<std::size_t> follows = {};    ///< the same of what only has to come first
  std::optional<std::size_t> part_of = {};  ///< what it belongs to, and goes with
  std::vector<Origin> origins = {};         ///< what it is inherited from

  /// Throws Error(internal) where the kind has no such property.
  [[nodiscard]] const Value& get(std::string_view property) const;
  /// The same, NULL as an empty text.
  [[nodiscard]] const std::string& text(std::string_view property) const;

  /// A property that is `t` or `f`.
  [[nodiscard]] bool is(std::string_view property) const { return text(property) == "t"; }
};

/// The schema of a database.
struct Snapshot {
  int server_version = 0;               ///< 150020 for 15.20
  std::string self;                     ///< who owns what has no owner of its own
  std::vector<Object> objects;          ///< by kind in the order of the kinds, then by name
  std::vector<std::string> unmodelled;  ///< what no kind knows, as the server names it

  [[nodiscard]] const Object* find(const Kind& kind, const Name& name) const;
  [[nodiscard]] std::optional<std::size_t> place(const Kind& kind, const Name& name) const;
};

/// `column public.users.email`, for people.
std::string shown(const Object& object);

}  // namespace migrate::catalog
