#pragma once

#include "migrate/revision/revision_map.h"

#include <cstddef>
#include <vector>

namespace migrate::revision {

/// An order in which all revisions can be applied.
struct Order {
  std::vector<RevisionId> revisions;
  /// Of each: whether no earlier order applies it on top of the same revisions.
  std::vector<bool> is_new;
};

/// The orders that show what a revision needs and does not say: the usual one, and for each head
/// and each parent of a merge point one that applies it, and nothing that it does not need, first.
/// What comes behind the last new one is left out; an order without any is not there.
std::vector<Order> orders(const RevisionMap& map);

}  // namespace migrate::revision
