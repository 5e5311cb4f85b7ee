#include "revision/rows.h"

#include "migrate/base/error.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace migrate::revision {

namespace {

Error unknown_row(const Graph& graph, const RevisionId& row) {
  Error error(ErrorCode::not_found,
              fmt::format("the version table names revision \"{}\", which no file has", row));
  const std::string ways =
      "restore the file that was applied, or set the table with `migrate stamp --purge`";
  if (const auto near = suggestion(graph, row))
    return error.hint(fmt::format("{}; is it \"{}\" under another name?", ways, *near));
  return error.hint(ways);
}

}  // namespace

Rows::Rows(const Graph& graph, const NodeSet& applied)
    : graph_(graph), applied_(applied), above_(graph.size(), 0) {
  const Nodes all = members(applied_);
  for (const Node node : all)
    for (const Node needed : graph_.upstream(node))
      ++above_[needed];
  for (const Node node : all)
    if (above_[node] == 0) rows_.insert(graph_.id(node));
}

void Rows::apply(Node node) {
  applied_[node] = true;
  rows_.insert(graph_.id(node));
  for (const Node needed : graph_.upstream(node))
    if (above_[needed]++ == 0) rows_.erase(graph_.id(needed));
}

void Rows::undo(Node node) {
  applied_[node] = false;
  rows_.erase(graph_.id(node));
  for (const Node needed : graph_.upstream(node))
    if (--above_[needed] == 0) rows_.insert(graph_.id(needed));
}

Nodes row_nodes(const Graph& graph, std::span<const RevisionId> rows) {
  Nodes nodes;
  for (const RevisionId& row : rows) {
    const auto node = graph.find(row);
    if (!node) throw unknown_row(graph, row);
    if (std::find(nodes.begin(), nodes.end(), *node) == nodes.end()) nodes.push_back(*node);
  }
  return nodes;
}

Plan plan_of(const Graph& graph, const Nodes& rows, const Nodes& steps, Direction direction) {
  Rows state(graph, closure(graph, rows));
  Plan plan;
  plan.from = graph.ids(rows);
  std::sort(plan.from.begin(), plan.from.end());
  plan.to = plan.from;
  plan.steps.reserve(steps.size());
  for (const Node node : steps) {
    if (direction == Direction::upgrade)
      state.apply(node);
    else
      state.undo(node);
    auto before = std::exchange(plan.to, state.ids());
    plan.steps.push_back({.direction = direction,
                          .revision = graph.id(node),
                          .rows_before = std::move(before),
                          .rows_after = plan.to,
                          .is_only_recorded = graph.revision(node).is_only_recorded});
  }
  return plan;
}

}  // namespace migrate::revision
