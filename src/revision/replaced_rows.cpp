#include "revision/replaced_rows.h"

#include "revision/graph.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace migrate::revision {

namespace {

/// A row, and the revision that it stands for.
struct Alias {
  RevisionId row;
  RevisionId revision;
};

std::vector<Alias> aliases(const Graph& graph, std::span<const RevisionId> rows) {
  std::vector<Alias> out;
  for (const RevisionId& row : rows)
    if (const auto& id = graph.id(graph.need(row)); id != row) out.push_back({row, id});
  return out;
}

void exchange(std::vector<RevisionId>& rows, const RevisionId& old, const RevisionId& by) {
  const auto found = std::find(rows.begin(), rows.end(), old);
  if (found == rows.end()) return;
  rows.erase(found);
  rows.push_back(by);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
}

}  // namespace

void record_replacements(const Graph& graph, std::span<const RevisionId> rows, Plan& plan) {
  const auto found = aliases(graph, rows);
  if (found.empty()) return;
  std::vector<RevisionId> now(rows.begin(), rows.end());
  std::sort(now.begin(), now.end());
  plan.from = now;
  std::vector<Step> steps;
  for (const auto& [row, id] : found) {
    auto before = now;
    exchange(now, row, id);
    steps.push_back({.direction = Direction::upgrade,
                     .revision = id,
                     .rows_before = std::move(before),
                     .rows_after = now,
                     .is_only_recorded = true});
  }
  plan.steps.insert(plan.steps.begin(), steps.begin(), steps.end());
}

Plan with_replaced_rows(const Graph& graph, std::span<const RevisionId> rows, Plan plan) {
  for (const auto& [row, id] : aliases(graph, rows)) {
    exchange(plan.from, id, row);
    exchange(plan.to, id, row);
    for (auto& step : plan.steps) {
      exchange(step.rows_before, id, row);
      exchange(step.rows_after, id, row);
    }
  }
  return plan;
}

}  // namespace migrate::revision
