#include "commands/findings.h"
#include "commands/unfinished.h"

#include <fmt/core.h>

#include <utility>

namespace migrate::commands {

namespace {

using runner::Verdict;

std::string what(const runner::UnfinishedSection& section) {
  auto out = fmt::format("its {} is unfinished: {} of its statements ran and stay",
                         section.section.direction,
                         section.finished);
  if (section.begun)
    out += fmt::format("; statement {} was begun at {}, and {}",
                       section.begun->position,
                       section.begun->started_at,
                       section.needs_a_person ? "nothing tells whether it took effect"
                                              : "the catalog says what became of it");
  return section.why.empty() ? out : out + fmt::format(" ({})", section.why);
}

std::string action(const runner::UnfinishedSection& section, std::optional<Verdict> verdict) {
  const auto& key = section.section;
  if (!verdict)
    return "look at the database, then say `--unfinished done` where the statement took effect, "
           "`--unfinished again` where it did not, `--unfinished forget` where all that ran of the "
           "section was undone by hand";
  if (*verdict == Verdict::forget)
    return fmt::format("forget that the {} was begun", key.direction);
  return fmt::format("note that statement {} {}; `migrate {} {}` then goes on",
                     section.begun->position,
                     *verdict == Verdict::done ? "has run" : "has not run",
                     key.direction,
                     key.revision);
}

bool concerns(const runner::UnfinishedSection& section, std::optional<Verdict> verdict) {
  if (verdict == Verdict::forget) return true;
  return section.needs_a_person;
}

Finding unfinished(const Findable& where, runner::UnfinishedSection section) {
  const auto& id = section.section.revision;
  const bool in_file = where.applied.project.map().find(id) != nullptr;
  Finding out{.kind = "unfinished",
              .revision = id,
              .path = in_file ? where.applied.project.shown_path(id) : std::string(),
              .what = what(section),
              .action = action(section, where.unfinished),
              .asks = !where.unfinished,
              .settle = {}};
  out.settle = [&where, section = std::move(section)](const history::Run& run,
                                                      const std::string& begin) {
    auto options = run_options(where.settings, where.applied.state, {});
    options.run = run;
    runner::settle_unfinished(where.database.connection(),
                              options,
                              where.applied.state.rows,
                              section,
                              *where.unfinished,
                              begin);
  };
  return out;
}

}  // namespace

std::vector<Finding> find_unfinished(const Findable& where) {
  const auto& keys = where.applied.state.unfinished;
  if (keys.empty()) return {};
  std::vector<runner::RunStep> steps;
  for (const auto& key : keys)
    if (auto step = step_to_complete(where.applied.project, key)) steps.push_back(std::move(*step));
  auto options = run_options(where.settings, where.applied.state, {}, where.database.parameters());
  std::vector<Finding> out;
  for (auto& section :
       runner::look_at_unfinished(where.database.connection(), options, keys, steps))
    if (concerns(section, where.unfinished)) out.push_back(unfinished(where, std::move(section)));
  return out;
}

}  // namespace migrate::commands
