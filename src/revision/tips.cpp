#include "revision/tips.h"

#include <algorithm>
#include <iterator>

namespace migrate::revision {

Nodes applied_tips(const Graph& graph, const Nodes& rows) {
  const NodeSet applied = closure(graph, rows);
  const Nodes all = members(applied);
  Nodes tips;
  std::copy_if(all.begin(), all.end(), std::back_inserter(tips), [&](Node node) {
    const Nodes& children = graph.children(node);
    return std::none_of(children.begin(), children.end(), [&](Node c) { return applied[c]; });
  });
  return tips;
}

}  // namespace migrate::revision
