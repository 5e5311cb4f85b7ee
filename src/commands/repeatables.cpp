#include "commands/repeatables.h"

#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/placeholders.h"
#include "migrate/revision/repeatable.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace migrate::commands {

namespace {

using history::RecordedRepeatable;
using revision::Direction;
using revision::RevisionFile;
using runner::RunStep;
using enum revision::SectionName;

constexpr std::array up{upgrade, verify};
constexpr std::array down{downgrade};

const RecordedRepeatable* find_in(const Repeatables::Recorded& recorded, std::string_view key) {
  const auto found = std::ranges::find(recorded, key, &RecordedRepeatable::key);
  return found == recorded.end() ? nullptr : &*found;
}

/// A step that leaves the version rows as they are.
RunStep step_of(std::shared_ptr<const RevisionFile> file,
                Direction direction,
                const std::vector<std::string>& rows,
                runner::Repeatable repeatable) {
  auto key = file->header.id;
  return {
      .step = {.direction = direction, .revision = key, .rows_before = rows, .rows_after = rows},
      .file = std::move(file),
      .path = std::move(key),
      .repeatable = std::move(repeatable)};
}

/// What has a downgrade section, in an order in which nothing is undone before what needs it.
std::vector<RecordedRepeatable> to_undo(const Repeatables::Recorded& recorded) {
  std::vector<RecordedRepeatable> applied;
  std::ranges::copy_if(recorded, std::back_inserter(applied), [](const auto& one) {
    return one.checksum && one.downgrade_sql;
  });
  std::vector<revision::RepeatableNode> nodes;
  for (const auto& one : applied)
    nodes.push_back({.key = one.key, .depends_on = one.depends_on});
  auto order = revision::repeatable_order(nodes);
  std::ranges::reverse(order);
  std::vector<RecordedRepeatable> out;
  for (const auto at : order)
    out.push_back(std::move(applied[at]));
  return out;
}

RepeatableState state_of(const RecordedRepeatable* recorded, const std::string& checksum) {
  if (recorded == nullptr) return RepeatableState::fresh;
  if (!recorded->checksum) return RepeatableState::undone;
  return *recorded->checksum == checksum ? RepeatableState::current : RepeatableState::changed;
}

}  // namespace

std::string_view name_of(RepeatableState state) {
  static constexpr std::array<std::string_view, 5> names{
      "current", "new", "changed", "undone", "gone"};
  return names.at(static_cast<std::size_t>(state));
}

Repeatables::Repeatables(const Context& context, const config::Settings& settings)
    : context_(context), configured_(!settings.repeatable.empty()) {
  read(settings);
  sort();
}

void Repeatables::read(const config::Settings& settings) {
  for (const auto& folder : config::repeatable_folders(settings)) {
    if (!std::filesystem::is_directory(folder))
      throw Error(ErrorCode::file,
                  fmt::format("there is no folder {} with repeatable files", files::shown(folder)))
          .at(settings.repeatable.front().place());
    for (const auto& path : files::list(folder, ".sql", settings.recursive.get())) {
      auto key = path.lexically_proximate(settings.folder).generic_string();
      if (find(key) != nullptr) continue;
      auto parsed = std::make_shared<RevisionFile>(
          revision::parse_repeatable_file(files::read(path), files::shown(path), std::move(key)));
      auto& placeholders = parsed->header.placeholders;
      if (!placeholders) placeholders = settings.placeholders.get();
      auto checksum = revision::checksum(*parsed, *parsed->upgrade);
      files_.push_back({.parsed = std::move(parsed), .checksum = std::move(checksum)});
    }
  }
}

/// Make keys of what `depends_on` names, and put each file behind what it depends on.
void Repeatables::sort() {
  std::vector<std::string> keys;
  for (const auto& file : files_)
    keys.push_back(file.parsed->header.id);
  std::vector<revision::RepeatableNode> nodes;
  for (const auto& file : files_) {
    auto& header = file.parsed->header;
    for (auto& text : header.depends_on) {
      try {
        text = revision::resolve_repeatable(text, keys);
      } catch (Error& error) {
        throw error.at({.file = header.file, .line = 0, .column = 0, .source_line = {}});
      }
    }
    nodes.push_back({.key = header.id, .depends_on = header.depends_on});
  }
  std::vector<File> sorted;
  for (const auto at : revision::repeatable_order(nodes))
    sorted.push_back(std::move(files_[at]));
  files_ = std::move(sorted);
}

const Repeatables::File* Repeatables::find(std::string_view key) const {
  const auto found =
      std::ranges::find(files_, key, [](const File& file) { return file.parsed->header.id; });
  return found == files_.end() ? nullptr : &*found;
}

Repeatables::Recorded Repeatables::look_up(Database& database, const history::State& state) const {
  if (!state.history_exists) return {};
  return history::recorded_repeatables(database.connection(), database.tables());
}

RunStep Repeatables::run_of(const File& file, const std::vector<std::string>& rows) const {
  auto copy = std::make_shared<RevisionFile>(*file.parsed);
  replace_placeholders(*copy, up, context_.placeholders);
  return step_of(std::move(copy), Direction::upgrade, rows, {});
}

RunStep Repeatables::undo_of(const RecordedRepeatable& recorded,
                             const std::vector<std::string>& rows) const {
  auto stored = std::make_shared<RevisionFile>(revision::stored_repeatable_downgrade(
      recorded.key, recorded.downgrade_sql.value_or(""), recorded.downgrade_options));
  stored->header.message = recorded.message;
  stored->header.depends_on = recorded.depends_on;
  replace_placeholders(*stored, down, context_.placeholders);
  auto step =
      step_of(std::move(stored), Direction::downgrade, rows, {.checksum = recorded.checksum});
  if (find(recorded.key) == nullptr) step.path.clear();
  return step;
}

void Repeatables::add_to_upgrade(LoadedPlan& plan, const Recorded& recorded) const {
  for (const auto& file : files_) {
    const auto* known = find_in(recorded, file.parsed->header.id);
    if (state_of(known, file.checksum) == RepeatableState::current) continue;
    auto step = run_of(file, plan.plan.to);
    if (known != nullptr) step.repeatable->checksum = known->checksum;
    plan.steps.push_back(std::move(step));
  }
}

std::vector<RunStep> Repeatables::steps(Which which,
                                        const Recorded& recorded,
                                        const std::vector<std::string>& rows) const {
  std::vector<RunStep> out;
  for (const auto& file : files_) {
    const auto* known = find_in(recorded, file.parsed->header.id);
    const bool is_current = state_of(known, file.checksum) == RepeatableState::current;
    if (is_current == (which == Which::current)) out.push_back(run_of(file, rows));
  }
  return out;
}

void Repeatables::add_to_downgrade(LoadedPlan& plan, const Recorded& recorded) const {
  if (plan.steps.empty()) return;
  std::vector<RunStep> undone;
  for (const auto& known : to_undo(recorded))
    undone.push_back(undo_of(known, plan.plan.from));
  const auto comes_back = [&](const std::string& key) {
    const auto* known = find_in(recorded, key);
    return known != nullptr && (known->downgrade_sql || !known->checksum);
  };
  if (!plan.plan.to.empty()) {
    for (const auto& file : files_) {
      if (!comes_back(file.parsed->header.id)) continue;
      plan.steps.push_back(run_of(file, plan.plan.to));
      plan.steps.back().repeatable->comes_back = true;
    }
    for (const auto& step : undone)
      if (step.path.empty())
        plan.plan.warnings.push_back(fmt::format(
            "{} is in no file any more: it is undone and does not come back", step.step.revision));
  }
  plan.steps.insert(plan.steps.begin(),
                    std::make_move_iterator(undone.begin()),
                    std::make_move_iterator(undone.end()));
}

void Repeatables::add_to_script(const revision::Plan& plan,
                                Direction direction,
                                std::vector<RunStep>& steps) const {
  if (direction == Direction::downgrade && steps.empty()) return;
  std::vector<RunStep> undone;
  for (const auto& file : files_) {
    if (direction == Direction::upgrade) {
      steps.push_back(run_of(file, plan.to));
      continue;
    }
    if (!file.parsed->downgrade) continue;
    auto copy = std::make_shared<RevisionFile>(*file.parsed);
    replace_placeholders(*copy, down, context_.placeholders);
    undone.push_back(step_of(std::move(copy), Direction::downgrade, plan.from, {}));
    if (plan.to.empty()) continue;
    steps.push_back(run_of(file, plan.to));
    steps.back().repeatable->comes_back = true;
  }
  steps.insert(steps.begin(),
               std::make_move_iterator(undone.rbegin()),
               std::make_move_iterator(undone.rend()));
}

std::vector<Repeatables::Standing> Repeatables::standing(const Recorded& recorded) const {
  std::vector<Standing> out;
  for (const auto& file : files_) {
    const auto& header = file.parsed->header;
    out.push_back({.key = header.id,
                   .path = header.file,
                   .state = state_of(find_in(recorded, header.id), file.checksum)});
  }
  for (const auto& known : recorded)
    if (known.checksum && find(known.key) == nullptr)
      out.push_back({.key = known.key, .path = {}, .state = RepeatableState::gone});
  return out;
}

}  // namespace migrate::commands
