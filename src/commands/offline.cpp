#include "commands/offline.h"

#include "migrate/base/strings.h"
#include "migrate/revision/target.h"
#include "migrate/runner/offline.h"

#include <algorithm>

namespace migrate::commands {

OfflineRange offline_range(const revision::RevisionMap& map,
                           const std::vector<std::string>& targets) {
  OfflineRange out;
  for (const auto& target : targets) {
    const auto range = revision::parse_range(target);
    if (!range) {
      out.targets.push_back(target);
      continue;
    }
    if (targets.size() > 1) throw Error(ErrorCode::usage, "a range stands alone: A:B");
    for (const auto start : split_at(range->lower, ',')) {
      // Of what was squashed it is the row that is there.
      if (const auto* into = map.find_replacement(start);
          into != nullptr && map.find(start) == into) {
        out.rows.emplace_back(start);
        continue;
      }
      for (auto& id : revision::resolve(map, start).revisions)
        out.rows.push_back(std::move(id));
    }
    if (!range->upper.empty()) out.targets.push_back(range->upper);
  }
  std::sort(out.rows.begin(), out.rows.end());
  out.rows.erase(std::unique(out.rows.begin(), out.rows.end()), out.rows.end());
  return out;
}

Outcome offline(const Context& context,
                const config::Settings& settings,
                const Project& project,
                const std::vector<std::string>& targets,
                const OfflinePlanner& planner) {
  const auto [plan, steps, ignored] = planner(offline_range(project.map(), targets));
  auto options = run_options(settings, history::State{}, context.arguments.value("--tag"));
  options.row_security = "on";
  options.lock_timeout = settings.lock.lock_timeout.get().value_or(std::chrono::milliseconds(0));
  Outcome out;
  out.text = runner::offline_script(steps, plan.from, std::move(options), !steps.empty());
  out.json.set("from", plan.from).set("to", plan.to).set("sql", out.text);
  return out;
}

}  // namespace migrate::commands
