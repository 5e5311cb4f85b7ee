#include "commands/findings.h"

#include "commands/attempts.h"
#include "commands/edits.h"

#include <fmt/core.h>

#include <array>

namespace migrate::commands {

namespace {

/// All that an upgrade of the file as it is now would record.
history::Record accepting_record(const Applied& applied, const std::string& id) {
  auto record = runner::record_of({.step = {.direction = revision::Direction::upgrade,
                                            .revision = id,
                                            .rows_before = applied.state.rows,
                                            .rows_after = applied.state.rows},
                                   .file = applied.project.file(id),
                                   .path = applied.project.recorded_path(id)});
  record.direction = "repair";
  return record;
}

Finding edited(const Findable& where, const Edit& edit, const history::AppliedRevision& how) {
  const bool cosmetic = edit.kind == EditKind::cosmetic;
  const auto path = where.applied.project.shown_path(edit.revision);
  return {
      .kind = "edited",
      .revision = edit.revision,
      .path = path,
      .what = fmt::format("{} was edited{} after it was applied {}",
                          path,
                          cosmetic ? " (only its layout)" : "",
                          done_at_by(how.upgrade)),
      .action =
          "accept the file as it is now: a row in the history with its checksum and its "
          "downgrade; nothing is run",
      .settle = [&where, id = edit.revision](const history::Run& run, const std::string& begin) {
        const std::array records{accepting_record(where.applied, id)};
        runner::write_records(where.database.connection(),
                              where.database.tables(),
                              run,
                              where.applied.state.rows,
                              records,
                              begin);
      }};
}

}  // namespace

std::span<const Finder> finders() {
  static constexpr std::array<Finder, 2> list{&find_edited, &find_unfinished};
  return list;
}

std::vector<Finding> find_edited(const Findable& where) {
  auto& connection = where.database.connection();
  const auto& tables = where.database.tables();
  const auto edits = find_edits(
      where.applied.project, where.applied.ids, history::recorded_checksums(connection, tables));
  std::vector<std::string> ids;
  for (const auto& edit : edits)
    ids.push_back(edit.revision);
  std::vector<Finding> out;
  if (ids.empty()) return out;
  const auto how = history::applied_revisions(connection, tables, ids);
  for (const auto& edit : edits)
    for (const auto& one : how)
      if (one.revision == edit.revision) out.push_back(edited(where, edit, one));
  return out;
}

}  // namespace migrate::commands
