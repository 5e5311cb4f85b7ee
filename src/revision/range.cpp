#include "migrate/revision/range.h"

#include "migrate/base/error.h"
#include "migrate/revision/target.h"
#include "revision/display_labels.h"
#include "revision/lookup.h"
#include "revision/names.h"
#include "revision/rows.h"
#include "revision/step_order.h"
#include "revision/tips.h"
#include "revision/walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <string>

namespace migrate::revision {

namespace {

Nodes as_nodes(const std::optional<Node>& node) {
  return node ? Nodes{*node} : Nodes{};
}

/// `-N` at the lower end: N below each real head.
Nodes below_heads(const RevisionMap& map, const Range& range) {
  try {
    Nodes nodes;
    for (const RevisionId& id : resolve(map, range.lower).revisions)
      nodes.push_back(map.graph().need(id));
    return nodes;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::relative_out_of_range) throw;
    // Alembic looks for a branch of that name in the end; its kind of error is the contract.
    throw Error(ErrorCode::no_such_branch, error.message());
  }
}

Nodes lower_nodes(const RevisionMap& map, const Range& range) {
  const Target target = parse_target(range.lower);
  if (range.lower.empty()) return {};
  if (target.steps && target.symbol.empty() && *target.steps < 0) return below_heads(map, range);
  const auto at = range.lower.find('@');  // `S-N` has no meaning here: looked up as it stands
  const std::string symbol = at == std::string::npos ? range.lower : range.lower.substr(at + 1);
  return absolute(map.graph(), target.branch, symbol);
}

/// `A:+N`.
Nodes above_lower(const Graph& graph, const Range& range, const Nodes& lower) {
  const Target target = parse_target(range.upper);
  if (*target.steps <= 0) throw out_of_range(range.upper, "an upper end does not go down");
  if (lower.size() > 1)
    throw Error(ErrorCode::ambiguous_relative,
                fmt::format("\"{}\" is ambiguous: \"{}\" means {}",
                            range.upper,
                            range.lower,
                            listed(graph.ids(lower))));
  std::optional<Branch> branch;
  if (target.branch) branch = look_up_branch(graph, *target.branch);
  return as_nodes(walk(graph,
                       {.start = lower.empty() ? std::nullopt : std::optional(lower.front()),
                        .steps = *target.steps,
                        .branch = branch ? &branch->lineage : nullptr,
                        .edge = Edge::stay,
                        .target = range.upper}));
}

Nodes upper_nodes(const RevisionMap& map, const Range& range, const Nodes& lower) {
  const Graph& graph = map.graph();
  if (range.upper.empty()) return graph.real_heads();
  const Target target = parse_target(range.upper);
  if (!target.steps) return absolute(graph, target.branch, target.symbol);
  if (target.symbol.empty()) return above_lower(graph, range, lower);
  return as_nodes(walk_from_symbol(graph, target, Edge::stay));
}

/// `B@base:` shows what leads to heads that carry the label; where B is an id, to heads of its
/// lineage.
void limit_to_branch(const RevisionMap& map, const std::string& text, Nodes& upper) {
  const Branch branch = need_branch(map.graph(), text);
  if (!map.graph().find_label(text)) {
    upper = filter(upper, branch.lineage);
    return;
  }
  std::erase_if(upper, [&](Node node) {
    const auto& labels = map.display_labels().of(node);
    return std::find(labels.begin(), labels.end(), text) == labels.end();
  });
}

Error not_in_line(const Range& range) {
  return Error(
      ErrorCode::not_reachable,
      fmt::format(
          "\"{}\" is not below \"{}\"", range.lower, range.upper.empty() ? "heads" : range.upper));
}

/// The selected revisions in order; what lies between them is sorted with them, then left out.
Nodes in_order(const Graph& graph, const NodeSet& selected, const Nodes& upper) {
  const Nodes chosen = members(selected);
  const NodeSet above = descendants(graph, chosen);
  NodeSet between = closure(graph, chosen);
  for (std::size_t i = 0; i < between.size(); ++i)
    between[i] = between[i] && above[i];
  return filter(newest_first(graph, between, upper), selected);
}

}  // namespace

std::vector<RevisionId> history_range(const RevisionMap& map, std::string_view text) {
  const auto range = parse_range(text);
  if (!range)
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is not a range", text))
        .hint("a range is `A:B`, `A:` or `:B`");
  const Graph& graph = map.graph();
  const Nodes lower = lower_nodes(map, *range);
  Nodes upper = upper_nodes(map, *range, lower);
  if (const auto at = range->lower.find('@'); at != std::string::npos)
    limit_to_branch(map, range->lower.substr(0, at), upper);

  NodeSet selected = closure(graph, upper);
  if (filter(lower, selected).size() < lower.size()) throw not_in_line(*range);
  for (const Node node : members(closure(graph, lower)))
    selected[node] = false;
  for (const Node node : lower)
    selected[node] = true;
  if (!lower.empty())
    selected =
        set_of(graph, filter(members(selected), descendants(graph, lower, Edges::versioned)));
  return graph.ids(in_order(graph, selected, upper));
}

std::vector<RevisionId> newest_first(const RevisionMap& map) {
  return history_range(map, ":");
}

std::vector<RevisionId> current_tips(const RevisionMap& map, std::span<const RevisionId> rows) {
  return map.graph().ids(applied_tips(map.graph(), row_nodes(map.graph(), rows)));
}

}  // namespace migrate::revision
