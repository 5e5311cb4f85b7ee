#include "commands/verify/inspection.h"

#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/diff/differences.h"
#include "migrate/runner/replay.h"
#include "migrate/sql/classify.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace migrate::commands::verify {

namespace {

using catalog::Snapshot;
using diff::Difference;
using runner::RunStep;

/// Whether rows may be written: what DO and functions do is not known.
bool may_write_rows(const RunStep& step) {
  static constexpr std::array<std::string_view, 10> words{
      "insert", "update", "delete", "merge", "copy", "truncate", "with", "select", "do", "call"};
  return std::ranges::any_of(step.section().statements, [&](const sql::Statement& statement) {
    const auto first = sql::leading_tokens(statement.text(step.file->text), 1);
    return !first.empty() && std::ranges::find(words, first.front()) != words.end();
  });
}

Place place_of(const RunStep& step) {
  return {
      .file = step.file->header.file, .line = step.section().line, .column = 0, .source_line = {}};
}

/// Behind "the downgrade".
std::string text_of(const Difference& difference, bool is_down) {
  switch (difference.how) {
    case Difference::How::missing:
      return (is_down ? "does not bring back " : "does not make ") + difference.object;
    case Difference::How::added:
      return (is_down ? "leaves " : "makes ") + difference.object;
    default:
      return fmt::format(
          "{} {} with another {}",
          is_down ? "leaves" : "makes",
          difference.object,
          join(std::vector<std::string>(difference.properties.begin(), difference.properties.end()),
               ", "));
  }
}

std::string rows_text(const std::string& table, std::size_t wanted, std::size_t found) {
  if (wanted == found) return fmt::format("does not bring back the values in table {}", table);
  return fmt::format("leaves {} in table {}, which had {}", count_of(found, "row"), table, wanted);
}

}  // namespace

Inspection::Inspection(Schemas& schemas,
                       const Job& job,
                       const std::vector<revision::RevisionId>& usual,
                       std::atomic<std::size_t>& done)
    : schemas_(schemas),
      job_(job),
      usual_(usual),
      done_(done),
      options_(schemas.options_of_replays()) {}

std::vector<Finding> Inspection::run() {
  database_.emplace(schemas_.fresh_database());
  for (at_ = 0; at_ < job_.steps.size(); ++at_) {
    Interrupt::throw_if_pending();
    if (job_.is_checked[at_]) {
      const bool goes_on = look_at(at_);
      ++done_;
      if (!goes_on) break;
    } else {
      before_.reset();
      // Whoever looks at it says what is wrong with it.
      if (!replay(job_.steps[at_]->up, {}, {})) break;
    }
  }
  return std::move(findings_);
}

/// Whether what follows can be applied.
bool Inspection::look_at(std::size_t at) {
  const auto& migration = *job_.steps[at];
  if (!before_) before_ = look();
  std::optional<TableRows> rows;
  if (may_write_rows(migration.up)) rows = read_rows(database_->connection());
  if (!replay(migration.up, "upgrade-fails", "the upgrade fails")) return false;
  auto after = look();
  if (!migration.down) {
    findings_.push_back({.rule = "no-downgrade",
                         .revision = migration.up.step.revision,
                         .message = "it has no downgrade section: nothing undoes it",
                         .place = {.file = migration.up.file->header.file,
                                   .line = 1,
                                   .column = 0,
                                   .source_line = {}},
                         .is_warning = true,
                         .suggestion = "write one, an empty one where there is nothing to undo"});
  } else if (go_down(at, after, rows) && !go_up_again(at, after)) {
    restore(at + 1);
  }
  before_ = std::move(after);
  return true;
}

/// Whether it led to where the upgrade began; where not, the state behind the upgrade is back.
bool Inspection::go_down(std::size_t at,
                         const Snapshot& after,
                         const std::optional<TableRows>& rows) {
  const auto& migration = *job_.steps[at];
  const auto& down = *migration.down;
  if (!replay(down, "downgrade-fails", "the downgrade fails")) {
    if (!down.is_transactional()) restore(at + 1);
    return false;
  }
  bool is_same = compare(migration, down, *before_, look(), "downgrade-differs", "the downgrade");
  // With another schema rows are bound to differ.
  if (is_same && rows && diff::differences(*before_, after).empty())
    is_same = compare_rows(down, *rows);
  if (!is_same) restore(at + 1);
  return is_same;
}

bool Inspection::go_up_again(std::size_t at, const Snapshot& after) {
  const auto& migration = *job_.steps[at];
  return replay(migration.up, "upgrade-again-fails", "the upgrade fails behind its downgrade") &&
         compare(migration,
                 migration.up,
                 after,
                 look(),
                 "upgrade-again-differs",
                 "the upgrade behind its downgrade");
}

/// Without a rule nothing is said of a failure.
bool Inspection::replay(const RunStep& step, std::string_view rule, std::string_view what) {
  try {
    runner::replay(*database_, {step}, options_);
    return true;
  } catch (const Error& error) {
    if (error.code() != ErrorCode::migration_failed) throw;
    if (rule.empty()) return false;
    const auto words = error.message().find("failed: ");
    const auto said =
        words == std::string::npos ? error.message() : error.message().substr(words + 8);
    findings_.push_back({.rule = rule,
                         .revision = step.step.revision,
                         .message = fmt::format("{}{}: {}", what, without(), said),
                         .place = error.place(),
                         .suggestion = error.hint()});
    return false;
  }
}

bool Inspection::compare(const Migration& migration,
                         const RunStep& step,
                         const Snapshot& wanted,
                         const Snapshot& found,
                         std::string_view rule,
                         std::string_view what) {
  const bool is_down = &step != &migration.up;
  const auto all = diff::differences(wanted, found);
  for (const auto& one : all)
    findings_.push_back({.rule = rule,
                         .revision = step.step.revision,
                         .message = fmt::format("{}{} {}", what, without(), text_of(one, is_down)),
                         .object = one.object,
                         .place = place_of(step)});
  return all.empty();
}

bool Inspection::compare_rows(const RunStep& step, const TableRows& wanted) {
  const auto found = read_rows(database_->connection());
  std::set<std::string> tables;
  for (const auto* rows : {&wanted, &found})
    for (const auto& [table, ignored] : *rows)
      tables.insert(table);
  bool is_same = true;
  for (const auto& table : tables) {
    const auto had = wanted.find(table);
    const auto has = found.find(table);
    if (had != wanted.end() && has != found.end() && had->second == has->second) continue;
    is_same = false;
    findings_.push_back(
        {.rule = "downgrade-rows",
         .revision = step.step.revision,
         .message = fmt::format("the downgrade{} {}",
                                without(),
                                rows_text(table,
                                          had == wanted.end() ? 0 : had->second.count,
                                          has == found.end() ? 0 : has->second.count)),
         .object = "table " + table,
         .place = place_of(step)});
  }
  return is_same;
}

/// Make the state behind the first `count` steps again, which were applied before.
void Inspection::restore(std::size_t count) {
  std::optional<runner::ShadowDatabase> base;
  if (checkpoint_) base = schemas_.copy_of(*checkpoint_);
  auto from = base ? checkpoint_at_ : 0;
  if (!base) {
    checkpoint_.reset();
    base.emplace(schemas_.fresh_database());
  }
  database_ = std::move(base);
  for (; from < count; ++from)
    runner::replay(*database_, {job_.steps[from]->up}, options_);
  if (auto copy = schemas_.copy_of(*database_)) {
    checkpoint_ = std::move(copy);
    checkpoint_at_ = count;
  }
}

/// What of the usual order is not applied here, for messages.
std::string Inspection::without() const {
  if (job_.is_usual) return {};
  constexpr std::size_t most = 3;
  std::vector<std::string> names;
  const auto& revision = job_.steps[at_]->up.step.revision;
  for (const auto& one : usual_) {
    if (one == revision) break;
    const auto is_it = [&one](const Migration* step) { return step->up.step.revision == one; };
    const auto end = job_.steps.begin() + static_cast<std::ptrdiff_t>(at_);
    if (std::find_if(job_.steps.begin(), end, is_it) == end) names.push_back(one);
  }
  if (names.empty()) return " in another order";
  const auto count = names.size();
  names.resize(std::min(count, most));
  return fmt::format(" without {}{}",
                     join(names, ", "),
                     count > most ? fmt::format(" and {} more", count - most) : "");
}

}  // namespace migrate::commands::verify
