#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

/// The order of objects of one kind by their names.
std::vector<std::size_t> order_by_name(const std::vector<Object>& objects);

/// Finds objects by kind and name. They stand by kind, and by name within a kind, so that no table
/// of names is needed. Objects may be given other properties meanwhile, not other places.
class ByName {
 public:
  explicit ByName(const std::vector<Object>& objects);

  struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
  };

  /// Of the objects of a kind.
  [[nodiscard]] Range range(std::string_view kind) const;

  /// Of the first of the kinds (with `|` between them) that has it.
  [[nodiscard]] std::optional<std::size_t> find(std::string_view kinds,
                                                std::span<const std::string> name) const;

  [[nodiscard]] std::optional<std::size_t> find(const Reference& reference) const {
    return find(reference.kinds, reference.name);
  }

  /// The parts of one of the kinds that something of that name has.
  [[nodiscard]] std::vector<std::size_t> parts(std::string_view kinds, const Name& whole) const;

  /// For each object of a kind that is a part, what it is a part of.
  [[nodiscard]] std::vector<std::optional<std::size_t>> wholes(const Kind& kind) const;

 private:
  /// The first in the range that does not come before the name.
  [[nodiscard]] std::size_t lower_bound(Range range, std::span<const std::string> name) const;

  struct KindRange {
    std::string_view kind;
    Range range;
  };

  const std::vector<Object>& objects_;
  std::vector<KindRange> ranges_;
};

}  // namespace migrate::catalog
