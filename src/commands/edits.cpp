#include "commands/edits.h"

#include "commands/attempts.h"
#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <map>
#include <optional>

namespace migrate::commands {

namespace {

constexpr std::size_t most_named = 10;

std::optional<EditKind> compare(const Project& project,
                                const history::RecordedChecksums& recorded) {
  try {
    const auto file = revision::cut_sections(files::read(project.path(recorded.revision)),
                                             project.shown_path(recorded.revision));
    if (checksum(file, *file.upgrade) == recorded.checksum) return std::nullopt;
    const bool same = token_checksum(file, *file.upgrade) == recorded.token_checksum;
    return same ? EditKind::cosmetic : EditKind::changed;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::malformed_file) return EditKind::changed;
    throw;
  }
}

std::vector<std::string> changed_of(const std::vector<Edit>& edits) {
  std::vector<std::string> out;
  for (const auto& edit : edits)
    if (edit.kind == EditKind::changed) out.push_back(edit.revision);
  return out;
}

/// `versions/0002.sql was edited after it was applied 2026-01-31 10:00:00+00:00 by deploy`
std::string sentence(const Project& project, const history::AppliedRevision& applied) {
  return fmt::format("{} was edited after it was applied {}",
                     project.shown_path(applied.revision),
                     done_at_by(applied.upgrade));
}

std::vector<std::string> sentences(const Project& project,
                                   Database& database,
                                   const std::vector<std::string>& changed) {
  std::vector<std::string> out;
  if (changed.empty()) return out;
  const auto named = std::span(changed).first(std::min(changed.size(), most_named));
  for (const auto& applied :
       history::applied_revisions(database.connection(), database.tables(), named))
    out.push_back(sentence(project, applied));
  if (changed.size() > most_named)
    out.push_back(fmt::format("and {} more: see `migrate status`",
                              count_of(changed.size() - most_named, "edited migration")));
  return out;
}

Error mismatch(const Project& project,
               const std::vector<std::string>& changed,
               const std::vector<std::string>& said) {
  Error error(ErrorCode::checksum_mismatch,
              changed.size() == 1 ? fmt::format("the applied migration {} was edited", changed[0])
                                  : fmt::format("{} were edited after they were applied",
                                                count_of(changed.size(), "migration")));
  error.at(
      {.file = project.shown_path(changed.front()), .line = 0, .column = 0, .source_line = {}});
  return error.detail(join(said, "; "))
      .state("nothing was changed")
      .hint(
          "put back the text that was applied and write a new revision for the change; or "
          "accept the edit with `migrate repair`");
}

std::set<std::string> known_applied(const Project& project, const history::State& state) {
  const auto ids = project.map().applied(state.rows);
  return {ids.begin(), ids.end()};
}

}  // namespace

std::string_view name_of(EditKind kind) {
  return kind == EditKind::cosmetic ? "cosmetic" : "changed";
}

std::vector<Edit> find_edits(const Project& project,
                             const std::set<std::string>& applied,
                             const std::vector<history::RecordedChecksums>& recorded) {
  std::vector<Edit> out;
  for (const auto& one : recorded) {
    if (!applied.contains(one.revision) || !project.has_file(one.revision)) continue;
    if (const auto kind = compare(project, one)) out.push_back({one.revision, *kind});
  }
  return out;
}

std::vector<std::string> warn_of_edits(const config::Settings& settings,
                                       const Project& project,
                                       Database& database,
                                       const history::State& state) {
  const auto mode = settings.checksums.get();
  if (mode == config::Checksums::off || !state.history_exists || state.rows.empty()) return {};
  const auto changed =
      changed_of(find_edits(project,
                            known_applied(project, state),
                            history::recorded_checksums(database.connection(), database.tables())));
  auto said = sentences(project, database, changed);
  if (!changed.empty() && mode == config::Checksums::error) throw mismatch(project, changed, said);
  if (!said.empty()) said.back() += "; `migrate repair` accepts the edit";
  return said;
}

std::vector<std::string> warn_of_undone_edits(const config::Settings& settings,
                                              const Project& project,
                                              Database& database,
                                              const revision::Plan& plan) {
  if (settings.checksums.get() == config::Checksums::off || plan.steps.empty()) return {};
  std::set<std::string> undone;
  for (const auto& step : plan.steps)
    undone.insert(step.revision);
  const auto changed = changed_of(find_edits(
      project, undone, history::recorded_checksums(database.connection(), database.tables())));
  auto said = sentences(project, database, changed);
  for (auto& text : said)
    text += ": its downgrade may not fit what ran";
  return said;
}

}  // namespace migrate::commands
