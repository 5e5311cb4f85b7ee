#include "revision/downgrade_target.h"

#include "revision/names.h"
#include "revision/rows.h"
#include "revision/tips.h"
#include "revision/walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::revision {

namespace {

std::optional<Node> walk_down(const Graph& graph, Node start, const Target& target) {
  return walk(graph,
              {.start = start,
               .steps = *target.steps,
               .branch = nullptr,
               .edge = Edge::stop,
               .target = target.text});
}

Error not_applied(const Branch& branch) {
  return Error(ErrorCode::branch_not_applied,
               fmt::format("nothing of branch \"{}\" is applied", branch.text))
      .hint("`migrate current` shows what is");
}

Error several_rows(const Graph& graph, const Nodes& starts, const Target& target) {
  const auto names = graph.ids(starts);
  return Error(
             ErrorCode::ambiguous_relative,
             fmt::format(
                 "\"{}\" is ambiguous: {} of that branch are current", target.text, listed(names)))
      .hint(fmt::format("name the revision to go back to, or one of them, as in `{}-1`",
                        names.front()));
}

/// `B@-N`: from the branch's only row, or else from its only applied tip, which some row of
/// another branch depends on.
DowngradeTarget below_branch(const Graph& graph, const Nodes& rows, const Target& target) {
  Branch branch = look_up_branch(graph, *target.branch);
  Nodes starts = filter(rows, branch.lineage);
  if (starts.empty()) starts = filter(applied_tips(graph, rows), branch.lineage);
  if (starts.empty()) throw not_applied(branch);
  if (starts.size() > 1) throw several_rows(graph, starts, target);
  return {walk_down(graph, starts.front(), target), std::move(branch), true};
}

DowngradeTarget below_row(const Graph& graph, Node row, const Target& target) {
  return {walk_down(graph, row, target), look_up_branch(graph, graph.id(row)), false};
}

}  // namespace

DowngradeTarget downgrade_target(const Graph& graph, const Nodes& rows, const Target& target) {
  if (target.steps && target.symbol.empty()) {
    if (*target.steps >= 0) throw out_of_range(target.text, "a downgrade does not go up");
    if (target.branch) return below_branch(graph, rows, target);
    if (rows.empty()) throw out_of_range(target.text, "nothing is applied");
    return below_row(graph, rows.front(), target);
  }
  DowngradeTarget out;
  out.node = target.steps ? walk_from_symbol(graph, target, Edge::stop)
                          : single(graph, std::nullopt, target.symbol);
  if (target.branch) out.branch = need_branch(graph, *target.branch);
  out.qualified = target.branch.has_value();
  return out;
}

bool needs_history(const Graph& graph, const Nodes& rows, const Target& target) {
  if (target.branch || !target.symbol.empty() || !target.steps || *target.steps >= 0) return false;
  if (rows.size() != 1) return !rows.empty();
  Node node = rows.front();
  for (int left = *target.steps; left < 0; ++left) {
    const Nodes& parents = graph.parents(node);
    if (parents.size() > 1) return true;
    if (parents.empty()) return false;
    node = parents.front();
  }
  return false;
}

}  // namespace migrate::revision
