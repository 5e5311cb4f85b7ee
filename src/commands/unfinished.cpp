#include "commands/unfinished.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>

namespace migrate::commands {

namespace {

using revision::Direction;

std::string_view name_of(Direction direction) {
  return direction == Direction::upgrade ? "upgrade" : "downgrade";
}

std::string begun(const history::SectionKey& section) {
  return fmt::format(
      "the {} of {} was begun and is not finished", section.direction, section.revision);
}

Error unfinished(const history::SectionKey& section) {
  Error error(ErrorCode::needs_repair, begun(section));
  return error.state("nothing was changed")
      .hint(fmt::format("`migrate {} {}` goes on with it; where you have undone by hand what ran "
                        "of it, `migrate repair --unfinished forget`",
                        section.direction,
                        section.revision));
}

bool completes(const runner::RunStep& step, const history::SectionKey& section) {
  return !step.is_transactional() && step.step.revision == section.revision &&
         name_of(step.step.direction) == section.direction;
}

bool runs_over(const runner::RunStep& step, const history::SectionKey& section) {
  return step.step.direction == Direction::downgrade || section.direction == "downgrade" ||
         step.step.revision == section.revision;
}

}  // namespace

void refuse_unfinished(const Context& context,
                       const history::State& state,
                       std::span<const runner::RunStep> steps) {
  for (const auto& section : state.unfinished) {
    const auto completing = [&](const auto& step) { return completes(step, section); };
    if (std::any_of(steps.begin(), steps.end(), completing)) continue;
    const auto over = [&](const auto& step) { return runs_over(step, section); };
    if (std::any_of(steps.begin(), steps.end(), over)) throw unfinished(section);
    context.log("warning: " + begun(section));
  }
}

void refuse_unfinished(const history::State& state) {
  if (!state.unfinished.empty()) throw unfinished(state.unfinished.front());
}

std::optional<runner::RunStep> step_to_complete(const Project& project,
                                                const history::SectionKey& section) {
  const bool up = section.direction == "upgrade";
  if (project.map().find(section.revision) == nullptr) return std::nullopt;
  runner::RunStep out{.step = {.direction = up ? Direction::upgrade : Direction::downgrade,
                               .revision = section.revision,
                               .rows_before = {},
                               .rows_after = {}},
                      .file = project.file(section.revision),
                      .path = {}};
  if (!(up ? out.file->upgrade : out.file->downgrade)) return std::nullopt;
  return out;
}

}  // namespace migrate::commands
