#include "revision/undo.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "revision/names.h"
#include "revision/rows.h"
#include "revision/walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace migrate::revision {

namespace {

constexpr std::size_t most_choices = 5;

/// The commands that say what `-N` cannot.
std::string choices(const Graph& graph, const std::vector<RevisionId>& rows) {
  std::vector<std::string> commands;
  if (rows.size() > 1)
    for (const RevisionId& row : rows)
      commands.push_back(fmt::format("`migrate downgrade {}@-1`", row));
  else
    for (const Node parent : graph.parents(graph.need(rows.front())))
      commands.push_back(fmt::format("`migrate downgrade {}`", graph.id(parent)));
  if (commands.size() > most_choices) commands.resize(most_choices);
  return commands.empty() ? "name the revision to go back to: `migrate downgrade REV`"
                          : fmt::format("say which: {}", join(commands, ", "));
}

Error unknown_to_history(const Graph& graph,
                         const Target& target,
                         const std::vector<RevisionId>& rows,
                         std::string_view reason) {
  const std::string where = rows.size() > 1
                                ? fmt::format("{} are current", listed(rows))
                                : fmt::format("{} {}",
                                              rows.front(),
                                              graph.parents(graph.need(rows.front())).size() > 1
                                                  ? "merges several branches"
                                                  : "is current");
  return Error(ErrorCode::ambiguous_relative,
               fmt::format("\"{}\" is ambiguous: {}, and {}", target.text, where, reason))
      .hint(choices(graph, rows));
}

std::vector<RevisionId> sorted(std::vector<RevisionId> ids) {
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

Plan plan_undo(const Graph& graph,
               const Nodes& rows,
               const Target& target,
               const UndoLookup& lookup) {
  Rows state(graph, closure(graph, rows));
  Plan plan;
  plan.from = state.ids();
  plan.to = plan.from;
  for (int left = *target.steps; left < 0; ++left) {
    if (plan.to.empty())
      throw out_of_range(
          target.text,
          fmt::format("only {} can be undone", count_of(plan.steps.size(), "revision")));
    const auto last = lookup ? lookup(plan.to) : std::nullopt;
    if (!last)
      throw unknown_to_history(
          graph, target, plan.to, "the history does not know which upgrade came last");
    const auto node = graph.find(last->revision);
    if (!node || !state.holds(*node))
      throw unknown_to_history(
          graph, target, plan.to, fmt::format("the history names {}", last->revision));
    state.undo(*node);
    if (state.ids() != sorted(last->rows_before))
      throw unknown_to_history(
          graph,
          target,
          plan.to,
          fmt::format("{} has other parents now than when it was applied", last->revision));
    auto before = std::exchange(plan.to, state.ids());
    plan.steps.push_back({.direction = Direction::downgrade,
                          .revision = last->revision,
                          .rows_before = std::move(before),
                          .rows_after = plan.to,
                          .is_only_recorded = graph.revision(*node).is_only_recorded});
  }
  return plan;
}

}  // namespace migrate::revision
