#include "migrate/base/error.h"
#include "migrate/revision/plan.h"
#include "migrate/revision/target.h"
#include "revision/downgrade_target.h"
#include "revision/names.h"
#include "revision/replaced_rows.h"
#include "revision/rows.h"
#include "revision/step_order.h"
#include "revision/traverse.h"
#include "revision/undo.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

namespace migrate::revision {

namespace {

void refuse_overlapping_rows(const Graph& graph, const Nodes& rows) {
  const auto overlap = find_overlap(graph, rows);
  if (!overlap) return;
  throw Error(ErrorCode::overlapping_rows,
              fmt::format("version row {} is an ancestor of version row {}",
                          graph.id(overlap->ancestor),
                          graph.id(overlap->descendant)))
      .hint(fmt::format("set the table first: `migrate stamp {}`", graph.id(overlap->descendant)));
}

Error nothing_in_branch(const Graph& graph, const DowngradeTarget& target) {
  return Error(ErrorCode::not_reachable,
               fmt::format("branch \"{}\" does not lie above {}",
                           target.branch->text,
                           target.node ? graph.id(*target.node) : "the bases"));
}

/// Revisions that go first: the children of the target, or all bases; with a branch only those on
/// the way to it.
Nodes roots_of(const Graph& graph, const DowngradeTarget& target) {
  const Nodes roots = target.node ? graph.children(*target.node) : graph.bases();
  if (!target.branch || roots.size() < 2) return roots;
  const Nodes on_way = filter(roots, closure(graph, {target.branch->node}, Edges::versioned));
  if (on_way.empty()) throw nothing_in_branch(graph, target);
  return on_way;
}

Error not_below(const Graph& graph, const Nodes& rows, const NodeSet& applied, Node target) {
  const RevisionId& id = graph.id(target);
  if (!applied[target])
    return Error(ErrorCode::not_reachable, fmt::format("revision {} is not applied", id))
        .hint(rows.empty() ? "nothing is applied"
                           : fmt::format("current: {}", listed(graph.ids(rows))));
  const auto dependents = graph.ids(filter(graph.dependents(target), applied));
  return Error(
             ErrorCode::not_reachable,
             fmt::format("revision {} is the last of its branch: nothing above it is applied", id))
      .hint(fmt::format("it is applied because {} depends on it; to undo that, name its parent",
                        listed(dependents)));
}

Nodes outside_of(const Branch& branch, const Nodes& steps) {
  Nodes outside;
  std::copy_if(steps.begin(), steps.end(), std::back_inserter(outside), [&branch](Node n) {
    return !branch.lineage[n];
  });
  return outside;
}

/// A branch was named, and others would lose revisions too: only where the user says so.
void mind_other_branches(const Graph& graph,
                         const Branch& branch,
                         const Nodes& steps,
                         OtherBranches choice,
                         Plan& plan) {
  const Nodes outside = outside_of(branch, steps);
  if (outside.empty() || choice == OtherBranches::undo) return;
  const std::string text = fmt::format(
      "the downgrade of branch \"{}\" would also undo {} of other "
      "branches",
      branch.text,
      listed(graph.ids(outside)));
  if (choice == OtherBranches::refuse)
    throw Error(ErrorCode::other_branches, text)
        .hint("`--all-branches` undoes them too, `--dry-run` shows the whole plan");
  plan.warnings.push_back(text + "; it needs --all-branches");
}

}  // namespace

Plan plan_downgrade(const RevisionMap& map,
                    std::span<const RevisionId> rows,
                    std::string_view text,
                    const DowngradeOptions& options) {
  const Graph& graph = map.graph();
  const Nodes current = row_nodes(graph, rows);
  refuse_overlapping_rows(graph, current);
  const Target wanted = parse_target(text);
  if (needs_history(graph, current, wanted))
    return with_replaced_rows(graph, rows, plan_undo(graph, current, wanted, options.undo_lookup));

  const DowngradeTarget target = downgrade_target(graph, current, wanted);
  const NodeSet applied = closure(graph, current);
  const Nodes drop = filter(members(descendants(graph, roots_of(graph, target))), applied);
  const bool at_target =
      !target.node || std::find(current.begin(), current.end(), *target.node) != current.end();
  if (drop.empty() && !at_target) throw not_below(graph, current, applied, *target.node);

  const Nodes steps = newest_first(graph, set_of(graph, drop), current);
  Plan plan = plan_of(graph, current, steps, Direction::downgrade);
  if (target.qualified)
    mind_other_branches(graph, *target.branch, steps, options.other_branches, plan);
  return with_replaced_rows(graph, rows, std::move(plan));
}

}  // namespace migrate::revision
