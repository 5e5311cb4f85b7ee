#pragma once

#include "catalog/address.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/pg/raw_rows.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace migrate::catalog {

/// The extensions that objects (class, object, 0) are members of.
using Members = ByAddress<std::uint32_t>;

std::string depends_query();

/// What of the classes that no kind may cover is there: an address, or words for what has none.
/// With `$scope` as in Kind::query.
std::string unmodelled_query(int version);

/// pg_depend, and how its rows become the needs of objects.
class Needs {
 public:
  void read(const pg::RawRows& rows);

  /// Fill in `needs`, `follows` and `origins` of objects in their final order, whose `part_of` is
  /// known where their names tell it. An address without an object stands for what it is a part of:
  /// internally, of a partition's parent, or automatically for a default; a column falls back to
  /// its relation, a member to its extension. This one rule makes of a view's rule the view, of a
  /// row type the table, of an array the element, of a constraint's index the constraint.
  void resolve(Snapshot& snapshot,
               const ByAddress<std::size_t>& by_address,
               const Members& members);

 private:
  struct Edge {
    Address dependent;
    Address needed;
    char type = 'n';
  };

  /// What an address without an object is part of.
  struct Wholes {
    ByAddress<Address> all;
    ByAddress<bool> inherited;  ///< of these what a partition has from its parent
  };

  [[nodiscard]] Wholes wholes_beside(const ByAddress<std::size_t>& by_address) const;
  static void add(const Edge& edge,
                  std::vector<Object>& objects,
                  std::size_t dependent,
                  std::size_t needed);

  std::vector<Edge> edges_;
};

}  // namespace migrate::catalog
