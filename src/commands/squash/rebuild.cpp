#include "commands/squash/rebuild.h"

#include "commands/autogenerate.h"
#include "commands/run_plan.h"
#include "commands/schemas.h"
#include "commands/table_rows.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/diff/diff.h"

#include <fmt/core.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace migrate::commands::squash {

namespace {

using catalog::Snapshot;
using revision::Direction;
using revision::RevisionFile;
using revision::SquashSections;
using runner::RunStep;
using Steps = std::vector<RunStep>;
using File = std::shared_ptr<const RevisionFile>;

constexpr auto untouched = "nothing was changed";

const diff::Options& everything() {
  static const diff::Options options{.allow = {catalog::Hazard::data_loss}};
  return options;
}

/// The migrations of the range, and what comes before.
struct Range {
  std::vector<File> files;  ///< as written
  Steps below;
  Steps up;
  Steps down;  ///< empty where one of them cannot be undone
};

revision::Plan backwards(const revision::Plan& plan, const std::set<std::string>& members) {
  revision::Plan out;
  for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
    if (!members.contains(step->revision)) continue;
    auto back = *step;
    back.direction = Direction::downgrade;
    std::swap(back.rows_before, back.rows_after);
    out.steps.push_back(std::move(back));
  }
  return out;
}

Range load(const Context& context,
           const config::Settings& settings,
           const Project& project,
           const revision::SquashPlan& squash) {
  Range out;
  std::set<std::string> members;
  bool is_reversible = true;
  for (const auto& member : squash.members) {
    members.insert(member.id);
    out.files.push_back(project.file(member.id));
    is_reversible = is_reversible && out.files.back()->downgrade;
  }
  const std::vector targets{squash.members.back().id};
  const auto plan = revision::plan_upgrade(project.map(), {}, targets);
  for (auto& step : load_steps(context, settings, project, plan))
    (members.contains(step.step.revision) ? out.up : out.below).push_back(std::move(step));
  if (is_reversible) out.down = load_steps(context, settings, project, backwards(plan, members));
  return out;
}

/// Why a comparison of schemas would not show all that the range does; empty where it does.
std::string why_not_compared(const Context& context,
                             const revision::SquashPlan& squash,
                             const Range& range) {
  if (context.arguments.has("--sections")) return "as --sections wants it";
  if (!squash.is_base)
    return "a database before the range may hold rows, which only the files' own statements treat "
           "as they are to be";
  for (const auto& file : range.files)
    for (const auto* section : {&file->upgrade, &file->downgrade})
      if (*section && !makes_schema_alone(*file, **section))
        return fmt::format("{} does more than change a schema", file->header.id);
  return {};
}

/// The schema and the rows that a replay leaves.
struct Left {
  Snapshot snapshot;
  TableRows rows;
};

Left look(Schemas& schemas, runner::ShadowDatabase& database) {
  auto snapshot = schemas.look_at(database);
  return {.snapshot = std::move(snapshot), .rows = read_rows(database.connection())};
}

/// The schemas on the way: before the range, behind it, and, where asked, behind its downgrades.
class Replay {
 public:
  Replay(const Context& context, const config::Settings& settings, const Range& range)
      : schemas_(context, settings), range_(range), before_(database()) {
    auto database = before();
    before_left_ = look(schemas_, database);
    run(database, range_.up);
    after_left_ = look(schemas_, database);
    after_ = std::move(database);
  }

  /// Where the downgrades of the range lead: it ends there. Throws Error(migration_failed).
  void go_back() {
    run(*after_, range_.down);
    back_left_ = look(schemas_, *after_);
  }

  [[nodiscard]] const Left& before_range() const { return before_left_; }

  [[nodiscard]] const Left& after_range() const { return after_left_; }

  /// Nothing before go_back().
  [[nodiscard]] const std::optional<Left>& back() const { return back_left_; }

  /// What the sections of the file make: behind its upgrade, and behind its downgrade.
  std::pair<Left, std::optional<Left>> of(const std::shared_ptr<RevisionFile>& file) {
    auto database = before();
    run(database, {step(file, Direction::upgrade)});
    auto after = look(schemas_, database);
    if (!file->downgrade) return {std::move(after), std::nullopt};
    run(database, {step(file, Direction::downgrade)});
    return {std::move(after), look(schemas_, database)};
  }

 private:
  runner::ShadowDatabase database() {
    auto out = schemas_.fresh_database();
    run(out, range_.below);
    return out;
  }

  /// A database as it is before the range.
  runner::ShadowDatabase before() {
    if (auto copy = schemas_.copy_of(before_)) return std::move(*copy);
    return database();
  }

  void run(runner::ShadowDatabase& database, const Steps& steps) {
    try {
      schemas_.run(database, steps);
    } catch (Error& error) {
      throw error.state(untouched);
    }
    Interrupt::throw_if_pending();
  }

  static RunStep step(const std::shared_ptr<RevisionFile>& file, Direction direction) {
    return {.step = {.direction = direction,
                     .revision = file->header.id,
                     .rows_before = {},
                     .rows_after = {}},
            .file = file,
            .path = file->header.file};
  }

  Schemas schemas_;
  const Range& range_;
  runner::ShadowDatabase before_;
  std::optional<runner::ShadowDatabase> after_;
  Left before_left_;
  Left after_left_;
  std::optional<Left> back_left_;
};

SquashSections compared(const config::Settings& settings,
                        const Range& range,
                        const Snapshot& from,
                        const Snapshot& to) {
  const auto up = diff::compare(from, to, everything());
  SquashSections out{.upgrade = section_of(settings, without_hazards(up.statements)),
                     .upgrade_transaction = mode_of(up)};
  if (range.down.empty()) return out;
  const auto down = diff::compare(to, from, everything());
  out.downgrade = section_of(settings, down.statements);
  out.downgrade_transaction = mode_of(down);
  return out;
}

/// Whether placeholders are replaced in the joined sections: as in each of them.
std::optional<bool> placeholders_of(const Range& range) {
  const auto first = range.files.front()->header.placeholders;
  for (const auto& file : range.files)
    if (file->header.placeholders != first)
      throw Error(ErrorCode::refused,
                  fmt::format("placeholders are replaced in {} and not in {}",
                              (first.value_or(false) ? range.files.front() : file)->header.id,
                              (first.value_or(false) ? file : range.files.front())->header.id))
          .hint("end the range between the two, or write `\\${` for those that are none")
          .state(untouched);
  return first;
}

SquashSections joined(const Context& context, const Range& range, Replay& replay) {
  std::vector<const RevisionFile*> files;
  for (const auto& file : range.files)
    files.push_back(file.get());
  auto out = joined_sections(files);
  if (!out.downgrade) return out;
  try {
    replay.go_back();
  } catch (const Error& error) {
    if (error.code() != ErrorCode::migration_failed) throw;
    context.log(fmt::format(
        "warning: the downgrades of the range fail, and the squash has none: {}", error.message()));
    out.downgrade.reset();
  }
  return out;
}

std::vector<std::string> differences(const Left& wanted, const Left& found) {
  std::vector<std::string> out;
  for (const auto& change : diff::compare(found.snapshot, wanted.snapshot, everything()).changes)
    out.push_back(fmt::format("{} {}", change.kind->id, change.name));
  const auto count = [](const TableRows& rows, const std::string& table) {
    const auto at = rows.find(table);
    return at == rows.end() ? 0 : at->second.count;
  };
  std::set<std::string> tables;
  for (const auto* rows : {&wanted.rows, &found.rows})
    for (const auto& [table, ignored] : *rows)
      tables.insert(table);
  for (const auto& table : tables)
    if (const auto [was, is] = std::pair(count(wanted.rows, table), count(found.rows, table));
        was != is)
      out.push_back(fmt::format("{} instead of {} in {}", is, count_of(was, "row"), table));
  return out;
}

void require_same(const Left& wanted, const Left& found, const std::string& failure) {
  const auto names = differences(wanted, found);
  if (names.empty()) return;
  throw Error(ErrorCode::diff, failure)
      .detail("different: " + names_of(names))
      .hint(
          "`migrate squash --sections` joins the sections as they are written, and compares "
          "nothing")
      .state(untouched);
}

void prove(Replay& replay, const std::shared_ptr<RevisionFile>& file, bool is_compared) {
  const auto [after, back] = replay.of(file);
  require_same(replay.after_range(), after, "the squash does not make what its revisions make");
  if (!back) return;
  require_same(is_compared ? replay.before_range() : *replay.back(),
               *back,
               "the downgrade of the squash does not lead where those of its revisions lead");
}

}  // namespace

Rebuilt rebuild(const Context& context,
                const config::Settings& settings,
                const Project& project,
                const revision::SquashPlan& plan,
                const revision::Revision& made) {
  const auto range = load(context, settings, project, plan);
  auto header = made;
  Rebuilt out;
  out.why_joined = why_not_compared(context, plan, range);
  Replay replay(context, settings, range);
  const auto& to = replay.after_range();
  if (out.why_joined.empty() && !to.rows.empty())
    out.why_joined = fmt::format("it leaves rows in {}", to.rows.begin()->first);
  if (out.why_joined.empty() && !to.snapshot.unmodelled.empty())
    out.why_joined =
        fmt::format("{} is of a kind that is not known", to.snapshot.unmodelled.front());
  out.is_compared = out.why_joined.empty();
  SquashSections sections;
  if (out.is_compared) {
    header.settings.clear();
    sections = compared(settings, range, replay.before_range().snapshot, to.snapshot);
  } else {
    header.placeholders = placeholders_of(range);
    if (header.placeholders == settings.placeholders.get()) header.placeholders.reset();
    sections = joined(context, range, replay);
  }
  out.text = squash_text(header, sections);
  prove(replay, as_read(context, settings, out.text, made.file), out.is_compared);
  return out;
}

}  // namespace migrate::commands::squash
