#pragma once

#include <cstdint>
#include <string>

/// Schemas by chance, for tests that take one to another.
namespace migrate::test {

/// What a schema is like. The same seeds give the same schema on any machine. Two that differ in
/// `other` alone are alike in all but `percent` of a hundred of their choices.
struct RandomSchema {
  std::uint64_t seed = 0;
  std::uint64_t other = 0;  ///< 0: none
  unsigned percent = 0;     ///< of the choices that `other` makes

  /// The statements that make it, without rows.
  [[nodiscard]] std::string sql() const;

  /// Statements that put rows into each of its tables. No column of theirs is null.
  [[nodiscard]] std::string rows() const;
};

}  // namespace migrate::test
