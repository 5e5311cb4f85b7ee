#pragma once

#include "migrate/catalog/snapshot.h"
#include "migrate/pg/raw_rows.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::catalog {

/// What is known of addresses; of two values for one address the first. A large schema has hundreds
/// of thousands, each looked up several times: all stand in one array, an address at the first free
/// place from its hash on, so that finding one is most often a single access to memory.
template <typename Value>
class ByAddress {
 public:
  void reserve(std::size_t count) {
    if (2 * count > slots_.size()) rehash(2 * count);
  }

  void emplace(const Address& address, const Value& value) {
    reserve(size_ + 1);
    auto& slot = slots_[place_of(address)];
    if (slot.is_taken) return;
    slot = {.address = address, .value = value, .is_taken = true};
    ++size_;
  }

  /// Null where there is none.
  [[nodiscard]] const Value* find(const Address& address) const {
    if (slots_.empty()) return nullptr;
    const auto& slot = slots_[place_of(address)];
    return slot.is_taken ? &slot.value : nullptr;
  }

  [[nodiscard]] bool contains(const Address& address) const { return find(address) != nullptr; }

 private:
  struct Slot {
    Address address;
    Value value{};
    bool is_taken = false;
  };

  [[nodiscard]] std::size_t place_of(const Address& address) const {
    constexpr std::uint64_t odd = 0x9E3779B97F4A7C15;  // 2^64 by the golden ratio
    const auto object = (std::uint64_t{address.classid} << 32U) | address.objid;
    const auto part = static_cast<std::uint32_t>(address.objsubid);
    const auto hash = (object ^ (std::uint64_t{part} * odd)) * odd;
    std::size_t at = (hash >> 32U) & (slots_.size() - 1);
    while (slots_[at].is_taken && slots_[at].address != address)
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }

  void rehash(std::size_t least) {
    std::size_t count = 16;
    while (count < least)
      count *= 2;
    auto before = std::exchange(slots_, std::vector<Slot>(count));
    for (auto& slot : before)
      if (slot.is_taken) slots_[place_of(slot.address)] = std::move(slot);
  }

  std::vector<Slot> slots_;  ///< a power of two, at least twice as many as there are addresses
  std::size_t size_ = 0;
};

/// NULL is 0.
template <typename Number>
Number number(const std::optional<std::string_view>& value) {
  Number out = 0;
  if (value) std::from_chars(value->data(), value->data() + value->size(), out);
  return out;
}

/// Of three columns from `at` on.
inline Address address_of(const pg::RawRows& rows, std::size_t row, std::size_t at = 0) {
  return {.classid = number<std::uint32_t>(rows.at(row, at)),
          .objid = number<std::uint32_t>(rows.at(row, at + 1)),
          .objsubid = number<std::int32_t>(rows.at(row, at + 2))};
}

}  // namespace migrate::catalog
