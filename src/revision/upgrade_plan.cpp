#include "migrate/base/error.h"
#include "migrate/revision/plan.h"
#include "migrate/revision/target.h"
#include "revision/lookup.h"
#include "revision/names.h"
#include "revision/replaced_rows.h"
#include "revision/rows.h"
#include "revision/step_order.h"
#include "revision/traverse.h"
#include "revision/walk.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::revision {

namespace {

void add_new(Nodes& nodes, const Nodes& more) {
  for (const Node node : more)
    if (std::find(nodes.begin(), nodes.end(), node) == nodes.end()) nodes.push_back(node);
}

/// The members of the branch that are applied and that no other applied member needs.
Nodes applied_tips_of(const Graph& graph, const Nodes& rows, const Branch& branch) {
  NodeSet tips = closure(graph, rows);
  const Nodes active = filter(members(tips), branch.lineage);
  for (const Node node : active) {
    for (const Node parent : graph.parents(node))
      tips[parent] = false;
    for (const Node dependency : graph.own_dependencies(node))
      tips[dependency] = false;
  }
  return filter(active, tips);
}

/// Where `+N` or `B@+N` begins; empty: before the first revision.
Nodes starts_of(const Graph& graph, const Nodes& rows, const Branch* branch) {
  if (branch == nullptr) return rows;
  const Nodes in_branch = filter(rows, branch->lineage);
  return in_branch.empty() ? applied_tips_of(graph, rows, *branch) : in_branch;
}

Error several_starts(const Graph& graph, const Nodes& starts, const std::string& target) {
  const auto names = graph.ids(starts);
  return Error(ErrorCode::ambiguous_relative,
               fmt::format("\"{}\" is ambiguous: {} are current", target, listed(names)))
      .hint(fmt::format("say which one, as in `{}@+1`, or name the revision", names.front()));
}

std::optional<Node> walk_from_rows(const Graph& graph, const Nodes& rows, const Target& target) {
  std::optional<Branch> branch;
  if (target.branch) branch = look_up_branch(graph, *target.branch);
  const Nodes starts = starts_of(graph, rows, branch ? &*branch : nullptr);
  if (starts.size() > 1) throw several_starts(graph, starts, target.text);
  return walk(graph,
              {.start = starts.empty() ? std::nullopt : std::optional(starts.front()),
               .steps = *target.steps,
               .branch = branch ? &branch->lineage : nullptr,
               .edge = Edge::stop,
               .target = target.text});
}

Nodes nodes_of(const Graph& graph, const Nodes& rows, const Target& target) {
  if (!target.steps) return absolute(graph, target.branch, target.symbol);
  if (target.symbol.empty() && *target.steps <= 0)
    throw out_of_range(target.text, "an upgrade does not go down")
        .hint(fmt::format("`migrate downgrade {}` does", target.text));
  const auto node = target.symbol.empty() ? walk_from_rows(graph, rows, target)
                                          : walk_from_symbol(graph, target, Edge::stop);
  if (!node) throw out_of_range(target.text, "it ends below the first revision");
  return {*node};
}

/// `B@heads` may give a head that another one depends on: that one brings it along.
Nodes without_implied(const Graph& graph, Nodes nodes) {
  for (auto over = find_overlap(graph, nodes); over; over = find_overlap(graph, nodes))
    std::erase(nodes, over->ancestor);
  return nodes;
}

void refuse_overlap(const Graph& graph, const Nodes& nodes, std::string_view what) {
  const auto overlap = find_overlap(graph, nodes);
  if (!overlap) return;
  throw Error(ErrorCode::overlapping_targets,
              fmt::format("{} {} is an ancestor of {}",
                          what,
                          graph.id(overlap->ancestor),
                          graph.id(overlap->descendant)))
      .hint(fmt::format(
          "{} includes {}", graph.id(overlap->descendant), graph.id(overlap->ancestor)));
}

}  // namespace

Plan plan_upgrade(const RevisionMap& map,
                  std::span<const RevisionId> rows,
                  std::span<const std::string> targets) {
  const Graph& graph = map.graph();
  const Nodes current = row_nodes(graph, rows);
  Nodes wanted;
  for (const std::string& text : targets)
    add_new(wanted, without_implied(graph, nodes_of(graph, current, parse_target(text))));
  refuse_overlap(graph, wanted, "target");
  refuse_overlap(graph, current, "version row");

  NodeSet todo = closure(graph, wanted);
  for (const Node node : members(closure(graph, current)))
    todo[node] = false;
  Nodes steps = newest_first(graph, todo, wanted);
  std::reverse(steps.begin(), steps.end());
  auto plan = plan_of(graph, current, steps, Direction::upgrade);
  record_replacements(graph, rows, plan);
  return plan;
}

}  // namespace migrate::revision
