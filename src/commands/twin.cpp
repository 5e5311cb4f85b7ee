#include "commands/twin.h"

#include "commands/new_id.h"
#include "migrate/base/clock.h"
#include "migrate/base/strings.h"
#include "migrate/revision/target.h"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace migrate::commands {

namespace {

using revision::Revision;

bool names(const Revision& revision, const std::string& id) {
  const auto has = [&id](const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), id) != list.end();
  };
  return has(revision.down_revision) || has(revision.depends_on);
}

/// Only a person knows whose follower a third file is; `--onto` says it.
void refuse_followed(const Twin& twin) {
  const auto& all = twin.others.map().revisions();
  const auto follower = std::find_if(
      all.begin(), all.end(), [&twin](const auto& one) { return names(one, twin.id()); });
  if (follower == all.end()) return;
  const auto heads = twin.others.map().heads();
  throw Error(ErrorCode::refused,
              fmt::format("{} ({}) names {}: which of the two files it means cannot be told",
                          follower->id,
                          follower->file,
                          twin.id()))
      .hint(fmt::format("where it means {}: `migrate rebase {} --onto {}`; else give {} another id "
                        "by hand, in its header and in those that name it",
                        twin.other(),
                        files::shown(twin.path),
                        heads.front(),
                        files::shown(twin.path)));
}

/// The parent that it gets; nothing where it keeps what it has.
std::optional<std::string> new_parent(const Twin& twin,
                                      const std::string& id,
                                      const std::optional<std::string>& onto) {
  const auto& map = twin.others.map();
  const auto heads = map.heads();
  const auto is_head = [&heads](const std::string& parent) {
    return std::find(heads.begin(), heads.end(), parent) != heads.end();
  };
  const auto& down = twin.revision.down_revision;
  if (!onto && !down.empty() && std::all_of(down.begin(), down.end(), is_head)) return {};
  auto revisions = map.revisions();
  revisions.push_back(twin.revision);
  revisions.back().id = id;
  std::optional<std::string> target;
  if (onto) target = revision::resolve_one(map, *onto).id;
  const auto plan = revision::plan_rebase(
      revision::RevisionMap(std::move(revisions)), id, target, revision::Renumber::no);
  return plan.moved.empty() ? std::nullopt : std::optional(plan.onto);
}

/// Whether the upgrade section is what ran, but for layout.
bool ran(const files::Path& path, const history::RecordedChecksums& recorded) {
  try {
    const auto file = revision::cut_sections(files::read(path), files::shown(path));
    return checksum(file, *file.upgrade) == recorded.checksum ||
           token_checksum(file, *file.upgrade) == recorded.token_checksum;
  } catch (const Error& error) {
    if (error.code() == ErrorCode::malformed_file) return false;
    throw;
  }
}

/// Which of two ran: by what is in them, and where that does not tell, by their names.
std::optional<bool> other_ran(const Twin& twin, Database& database) {
  const auto all = history::recorded_checksums(database.connection(), database.tables());
  const auto recorded = std::find_if(
      all.begin(), all.end(), [&twin](const auto& one) { return one.revision == twin.id(); });
  if (recorded == all.end()) return {};
  const bool this_one = ran(twin.path, *recorded);
  const bool other = ran(twin.others.path(twin.id()), *recorded);
  if (this_one != other) return other;
  const std::vector<std::string> ids{twin.id()};
  const auto applied = history::applied_revisions(database.connection(), database.tables(), ids);
  if (applied.empty()) return {};
  const auto path = twin.others.shown_recorded(applied.front().path);
  if (path == twin.other()) return true;
  if (path == files::shown(twin.path)) return false;
  return {};
}

}  // namespace

std::optional<Twin> find_twin(const config::Settings& settings, const files::Path& path) {
  try {
    const Project whole(settings);
    return {};
  } catch (const Error& error) {
    if (error.code() != ErrorCode::duplicate_id) throw;
  }
  return Twin{.path = path,
              .revision = revision::parse_header(files::read(path), files::shown(path)),
              .others = Project(settings, path)};
}

TwinPlan plan_twin(const config::Settings& settings,
                   const Twin& twin,
                   const std::optional<std::string>& onto) {
  if (!onto) refuse_followed(twin);
  const auto& map = twin.others.map();
  const auto now = civil_time(std::chrono::system_clock::now(), settings.timezone.get());
  auto id = new_id(settings, map, now);
  auto parent = new_parent(twin, id, onto);
  auto text = revision::with_header_ids(files::read(twin.path), {{twin.id(), id}}, parent);
  auto revisions = map.revisions();
  revisions.push_back(revision::parse_header(text, files::shown(twin.path)));
  return {.id = std::move(id),
          .parent = std::move(parent),
          .text = std::move(text),
          .after = revision::RevisionMap(std::move(revisions))};
}

void refuse_applied(const Twin& twin, Database& database, const history::State& state) {
  const auto other = state.history_exists ? other_ran(twin, database) : std::nullopt;
  if (other == true) return;
  const auto path = files::shown(twin.path);
  if (!other)
    throw Error(ErrorCode::refused,
                fmt::format("revision {} is applied in {}: whether by {} or by {} cannot be told",
                            twin.id(),
                            database.shown(),
                            path,
                            twin.other()));
  throw Error(ErrorCode::refused,
              fmt::format("{} is applied in {}: it stays where it is", path, database.shown()))
      .hint(
          fmt::format("move the other one, with `migrate rebase {0}`; or undo this one first: put "
                      "{0} aside, run `migrate downgrade` to what is below {1}, and put it back",
                      twin.other(),
                      twin.id()));
}

}  // namespace migrate::commands
