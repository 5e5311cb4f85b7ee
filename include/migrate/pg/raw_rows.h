#pragma once

#include "migrate/pg/connection.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace migrate::pg {

/// Rows as libpq keeps them. Of a large result Rows would be a copy, several times as large.
class RawRows {
 public:
  RawRows() = default;

  explicit RawRows(ResultPtr result) : result_(std::move(result)) {}

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] std::size_t columns() const;
  /// Nothing: NULL. It lives as long as these rows.
  [[nodiscard]] std::optional<std::string_view> at(std::size_t row, std::size_t column) const;

  [[nodiscard]] Rows copy() const;

 private:
  ResultPtr result_;
};

}  // namespace migrate::pg
