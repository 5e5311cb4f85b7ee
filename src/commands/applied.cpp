#include "commands/applied.h"

#include "commands/attempts.h"
#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::commands {

namespace {

using revision::Revision;

std::vector<std::string> rows_without_file(const Project& files,
                                           const std::vector<std::string>& rows) {
  std::vector<std::string> out;
  for (const auto& row : rows)
    if (!files.has_file(row)) out.push_back(row);
  return out;
}

std::set<std::string> applied_ids(const Project& project, const std::vector<std::string>& rows) {
  std::vector<std::string> known;
  for (const auto& row : rows)
    if (project.map().find(row) != nullptr) known.push_back(row);
  const auto ids = project.map().applied(known);
  return {ids.begin(), ids.end()};
}

/// The downgrade that leads back to what the files have.
std::string way_back(const Applied& applied) {
  std::set<std::string> below;
  for (const auto& stored : applied.stored)
    for (const auto& parent : stored.down_revision)
      if (applied.project.has_file(parent)) below.insert(parent);
  if (below.empty()) return "migrate downgrade base";
  return below.size() == 1 ? "migrate downgrade " + *below.begin() : "migrate downgrade -1";
}

std::string what_to_do(const Applied& applied, const std::string& row) {
  const std::string last = "set the table with `migrate stamp --purge REV`";
  const auto* stored = applied.find_stored(row);
  if (stored == nullptr || applied.project.map().find(row) == nullptr)
    return "put back the file that was applied, or " + last;
  return fmt::format("put the file back; or undo it with the SQL in the history: `{}`; or {}",
                     way_back(applied),
                     last);
}

/// A database in the middle of what is one revision now, and whose way out is not there.
Error inside_squashed(const Revision& into, const std::string& row) {
  const auto& last = into.replaces.back();
  return Error(ErrorCode::not_found,
               fmt::format("the version table names revision \"{}\", one of {} to {}, which were "
                           "squashed into {}",
                           row,
                           into.replaces.front(),
                           last,
                           into.id))
      .detail(fmt::format("their files are in no folder {}/", squashed_folder))
      .hint(fmt::format("put these files back there; or deploy first what still has them, and run "
                        "`migrate upgrade {}` with it",
                        last))
      .state("nothing was changed");
}

Error unknown_row(const Applied& applied, const std::string& row) {
  if (const auto* into = applied.project.map().find_replacement(row))
    return inside_squashed(*into, row);
  Error error(ErrorCode::not_found,
              fmt::format("the version table names revision \"{}\", which no file has", row));
  if (const auto* stored = applied.find_stored(row); stored == nullptr)
    error.detail("the history does not know it either");
  else
    error.detail(fmt::format("applied {}{}",
                             done_at_by(stored->upgrade),
                             stored->path.empty() ? "" : " from " + stored->path));
  return error.hint(what_to_do(applied, row)).state("nothing was changed");
}

}  // namespace

std::vector<std::string> Applied::unknown_rows() const {
  return rows_without_file(project, state.rows);
}

std::vector<std::string> Applied::unknown() const {
  std::set<std::string> out;
  for (const auto& row : unknown_rows())
    out.insert(row);
  for (const auto& id : ids)
    if (!project.has_file(id)) out.insert(id);
  return {out.begin(), out.end()};
}

const history::AppliedRevision* Applied::find_stored(const std::string& id) const {
  const auto found = std::find_if(
      stored.begin(), stored.end(), [&id](const auto& entry) { return entry.revision == id; });
  return found == stored.end() ? nullptr : &*found;
}

Applied look_up_applied(const Project& files, Database& database, history::State state) {
  const auto inside = files.with_squashed(state.rows);
  const auto& known = inside ? *inside : files;
  const auto unknown = rows_without_file(known, state.rows);
  std::vector<history::AppliedRevision> stored;
  if (!unknown.empty() && state.history_exists)
    stored = history::applied_with_ancestors(database.connection(), database.tables(), unknown);
  std::erase_if(stored, [&known](const auto& entry) { return known.has_file(entry.revision); });
  auto project = known.with(stored);
  auto ids = applied_ids(project, state.rows);
  return {std::move(state), std::move(stored), std::move(project), std::move(ids)};
}

void refuse_unknown_rows(const Project& files, Database& database, const history::State& state) {
  if (rows_without_file(files, state.rows).empty()) return;
  const auto applied = look_up_applied(files, database, state);
  throw unknown_row(applied, applied.unknown_rows().front());
}

void refuse_unknown_rows(const Applied& applied) {
  for (const auto& row : applied.state.rows)
    if (applied.project.map().find(row) == nullptr) throw unknown_row(applied, row);
}

}  // namespace migrate::commands
