#pragma once

#include "migrate/catalog/snapshot.h"
#include "migrate/pg/connection.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>

namespace migrate::catalog {

struct AddressHash {
  std::size_t operator()(const Address& address) const {
    return (std::size_t{address.classid} << 40U) ^ (std::size_t{address.objid} << 12U) ^
           static_cast<std::size_t>(address.objsubid);
  }
};

template <typename Value>
using ByAddress = std::unordered_map<Address, Value, AddressHash>;

/// The kind and the name of an object, which live elsewhere.
struct Key {
  std::string_view kind;
  std::span<const std::string> name;

  bool operator==(const Key& other) const {
    return kind == other.kind && std::ranges::equal(name, other.name);
  }

  bool operator<(const Key& other) const {
    return kind != other.kind ? kind < other.kind
                              : std::ranges::lexicographical_compare(name, other.name);
  }
};

struct KeyHash {
  std::size_t operator()(const Key& key) const {
    auto out = std::hash<std::string_view>()(key.kind);
    for (const auto& word : key.name)
      out = out * 31 + std::hash<std::string>()(word);
    return out;
  }
};

/// NULL is 0.
template <typename Number>
Number number(const pg::Value& value) {
  Number out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

/// Of three columns from `at` on.
inline Address address_of(const pg::Values& row, std::size_t at = 0) {
  return {.classid = number<std::uint32_t>(row[at]),
          .objid = number<std::uint32_t>(row[at + 1]),
          .objsubid = number<std::int32_t>(row[at + 2])};
}

}  // namespace migrate::catalog
