#include "migrate/revision/orders.h"

#include "migrate/revision/plan.h"

#include <compare>
#include <cstddef>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>

namespace migrate::revision {

namespace {

/// What has to be applied before all the rest; none: the usual order.
std::vector<std::optional<RevisionId>> firsts(const RevisionMap& map) {
  std::vector<std::optional<RevisionId>> out{std::nullopt};
  const auto heads = map.real_heads();
  if (heads.size() > 1) out.insert(out.end(), heads.begin(), heads.end());
  for (const auto& revision : map.revisions()) {
    if (!map.is_merge_point(revision.id)) continue;
    out.insert(out.end(), revision.down_revision.begin(), revision.down_revision.end());
  }
  return out;
}

std::vector<RevisionId> order_of(const RevisionMap& map, const std::optional<RevisionId>& first) {
  std::vector<RevisionId> out;
  std::vector<RevisionId> rows;
  const auto add = [&](const std::string& target) {
    const std::vector<std::string> targets{target};
    const auto plan = plan_upgrade(map, rows, targets);
    for (const auto& step : plan.steps)
      out.push_back(step.revision);
    rows = plan.to;
  };
  if (first) add(*first);
  add("heads");
  return out;
}

/// Stands for a set, in whatever order its members came: the sums of two hashes of each.
struct SetKey {
  std::size_t one = 0;
  std::size_t other = 0;

  void add(const RevisionId& id) {
    one += std::hash<std::string>()(id);
    other += std::hash<std::string>()(id + "+");
  }

  auto operator<=>(const SetKey&) const = default;
};

}  // namespace

std::vector<Order> orders(const RevisionMap& map) {
  std::vector<Order> out;
  if (map.empty()) return out;
  std::set<std::pair<RevisionId, SetKey>> seen;
  for (const auto& first : firsts(map)) {
    Order order{.revisions = order_of(map, first), .is_new = {}};
    SetKey applied;
    for (const auto& revision : order.revisions) {
      order.is_new.push_back(seen.emplace(revision, applied).second);
      applied.add(revision);
    }
    while (!order.is_new.empty() && !order.is_new.back()) {
      order.is_new.pop_back();
      order.revisions.pop_back();
    }
    if (!order.revisions.empty()) out.push_back(std::move(order));
  }
  return out;
}

}  // namespace migrate::revision
