#include "revision/walk.h"

#include "migrate/base/strings.h"
#include "revision/lookup.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <cstddef>
#include <cstdlib>

namespace migrate::revision {

namespace {

Error fork_met(const Graph& graph, const Walking& walking, const Nodes& next, const Node* at) {
  const auto names = graph.ids(next);
  const std::string where =
      at == nullptr ? "before the first revision" : fmt::format("after {}", graph.id(*at));
  return Error(
             ErrorCode::ambiguous_relative,
             fmt::format("\"{}\" is ambiguous {}: {} follow", walking.target, where, listed(names)))
      .hint(fmt::format("say which branch, as in `{}@+1`, or name the revision", names.front()));
}

Error merge_met(const Graph& graph, const Walking& walking, const Nodes& next, const Node* at) {
  const auto names = graph.ids(next);
  const std::string where = at == nullptr ? "there are several heads, "
                                          : fmt::format("revision {} merges ", graph.id(*at));
  return Error(ErrorCode::ambiguous_relative,
               fmt::format("\"{}\" is ambiguous: {}{}", walking.target, where, listed(names)))
      .hint("name the revision that is meant");
}

/// What the walk may step to; empty at the end.
Nodes next_nodes(const Graph& graph, const Walking& walking, std::optional<Node> at) {
  if (walking.steps < 0) return at ? graph.parents(*at) : graph.heads();
  const Nodes up = at ? graph.children(*at) : graph.bases();
  return walking.branch == nullptr ? up : filter(up, *walking.branch);
}

Error end_met(const Walking& walking, long taken) {
  return out_of_range(
      walking.target,
      taken == 0
          ? "there is nothing in that direction"
          : fmt::format("it ends after {}", count_of(static_cast<std::size_t>(taken), "revision")));
}

}  // namespace

std::optional<Node> walk(const Graph& graph, const Walking& walking) {
  std::optional<Node> at = walking.start;
  const long wanted = std::labs(walking.steps);
  bool below_base = false;
  for (long taken = 0; taken < wanted; ++taken) {
    const Nodes next = below_base ? Nodes{} : next_nodes(graph, walking, at);
    if (next.size() > 1) {
      const Node* place = at ? &*at : nullptr;
      throw walking.steps > 0 ? fork_met(graph, walking, next, place)
                              : merge_met(graph, walking, next, place);
    }
    if (next.empty() && walking.steps < 0 && at) {
      below_base = true;
      at = std::nullopt;
    } else if (next.empty()) {
      if (walking.edge == Edge::stay) return at;
      throw end_met(walking, below_base ? taken - 1 : taken);
    } else {
      at = next.front();
    }
  }
  return at;
}

std::optional<Node> walk_from_symbol(const Graph& graph, const Target& target, Edge edge) {
  const bool up = *target.steps > 0;
  Walking walking{.start = single(graph, up ? std::nullopt : target.branch, target.symbol),
                  .steps = *target.steps,
                  .branch = nullptr,
                  .edge = edge,
                  .target = target.text};
  if (!up || !target.branch) return walk(graph, walking);
  const Branch branch = look_up_branch(graph, *target.branch);
  walking.branch = &branch.lineage;
  return walk(graph, walking);
}

Error out_of_range(std::string_view target, std::string_view reason) {
  return Error(ErrorCode::relative_out_of_range,
               fmt::format("\"{}\" leaves the graph: {}", target, reason));
}

}  // namespace migrate::revision
