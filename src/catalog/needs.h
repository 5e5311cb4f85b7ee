#pragma once

#include "catalog/address.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/pg/connection.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace migrate::catalog {

/// The extension that an object (class, object) is a member of.
using Members = std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>;

std::string depends_query();

/// What of the classes that no kind may cover is there: address and the server's words for it. With
/// `$scope` as in Kind::query.
std::string unmodelled_query();

/// pg_depend, and how its rows become the needs of objects.
class Needs {
 public:
  void read(const pg::Rows& rows);

  /// Fill in `needs` and `part_of`. An address without an object stands for what it is a part of:
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

  std::vector<Edge> edges_;
};

}  // namespace migrate::catalog
