#pragma once

#include "revision/graph.h"

#include <cstddef>
#include <string>
#include <vector>

namespace migrate::revision {

/// The labels to show with each revision.
///
/// A label spreads up to all versioned descendants. It spreads down, up to and without the next
/// branch or merge point, only where nothing above its revision forks or merges either: that is
/// what Alembic's walk down from the last visited descendant comes to.
class DisplayLabels {
 public:
  explicit DisplayLabels(const Graph& graph);

  /// Sorted.
  [[nodiscard]] const std::vector<std::string>& of(Node node) const { return sets_[set_[node]]; }

 private:
  std::vector<std::vector<std::string>> sets_{1};  ///< the first one is empty
  std::vector<std::size_t> set_;                   ///< per node; lines share theirs
};

}  // namespace migrate::revision
