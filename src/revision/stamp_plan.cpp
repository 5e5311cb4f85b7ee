#include "migrate/base/error.h"
#include "migrate/revision/plan.h"
#include "migrate/revision/target.h"
#include "revision/lookup.h"
#include "revision/rows.h"
#include "revision/traverse.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::revision {

namespace {

/// What the targets say of the table: the rows to write, and the revisions whose rows give way.
struct Stamp {
  Nodes targets;
  NodeSet replaced;
};

void replace(Stamp& stamp, const NodeSet& set) {
  for (const Node node : members(set))
    stamp.replaced[node] = true;
}

void add(const RevisionMap& map, std::string_view text, Stamp& stamp) {
  const Graph& graph = map.graph();
  const Resolved found = resolve(map, text);
  for (const RevisionId& id : found.revisions) {
    const Node node = graph.need(id);
    replace(stamp, lineage(graph, node, Edges::all));
    if (std::find(stamp.targets.begin(), stamp.targets.end(), node) == stamp.targets.end())
      stamp.targets.push_back(node);
  }
  if (!found.revisions.empty()) return;
  if (found.branch)
    replace(stamp, lineage(graph, look_up(graph, *found.branch), Edges::all));
  else
    stamp.replaced.assign(graph.size(), true);
}

void refuse_overlap(const Graph& graph, const Nodes& targets) {
  const auto overlap = find_overlap(graph, targets);
  if (!overlap) return;
  throw Error(ErrorCode::overlapping_targets,
              fmt::format("target {} is an ancestor of target {}",
                          graph.id(overlap->ancestor),
                          graph.id(overlap->descendant)))
      .hint(fmt::format("stamp {} alone: it stands for all that it needs",
                        graph.id(overlap->descendant)));
}

std::vector<RevisionId> sorted(std::vector<RevisionId> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

StampPlan plan_stamp(const RevisionMap& map,
                     std::span<const RevisionId> rows,
                     std::span<const std::string> targets,
                     Purge purge) {
  const Graph& graph = map.graph();
  const Nodes current = purge == Purge::yes ? Nodes{} : row_nodes(graph, rows);
  Stamp stamp{{}, NodeSet(graph.size(), false)};
  for (const std::string& text : targets)
    add(map, text, stamp);
  refuse_overlap(graph, stamp.targets);

  NodeSet after = set_of(graph, stamp.targets);
  for (const Node row : current)
    if (!stamp.replaced[row]) after[row] = true;
  // A row of what was squashed becomes that of what replaces it.
  return {.from = sorted({rows.begin(), rows.end()}),
          .to = sorted(graph.ids(members(after))),
          .targets = graph.ids(stamp.targets)};
}

}  // namespace migrate::revision
