#include "commands/project.h"

#include "migrate/base/error.h"
#include "migrate/revision/squash.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <system_error>
#include <utility>

namespace migrate::commands {

namespace {

using revision::Revision;

/// Long enough for nearly every header.
constexpr std::size_t start_size = 4096;

/// The beginning of a file, and which file that is, by whatever name it is reached.
struct Start {
  std::string text;  ///< empty where the file cannot be read
  bool is_whole = false;
  std::pair<dev_t, ino_t> identity;
};

// A project has thousands of these: three system calls besides the close, no stream.
Start read_start(const files::Path& path) {
  Start out{.text = std::string(start_size, '\0'), .is_whole = false, .identity = {}};

  struct stat status {};

  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool opened = fd >= 0 && ::fstat(fd, &status) == 0;
  const auto size = opened ? ::read(fd, out.text.data(), out.text.size()) : -1;
  if (fd >= 0) ::close(fd);
  out.text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  out.is_whole = size > 0 && size == status.st_size;
  out.identity = {status.st_dev, status.st_ino};
  return out;
}

Revision parse_start(const Start& start, const files::Path& path, const std::string& shown) {
  if (start.is_whole || revision::header_is_whole(start.text))
    return revision::parse_header(start.text, shown);
  return revision::parse_header(files::read(path), shown);
}

/// files::shown() for many paths: asks for the working directory once a folder.
class ShownPaths {
 public:
  std::string operator()(const files::Path& path) {
    const auto& text = path.native();
    const auto name = text.rfind('/') + 1;
    if (folder_ != text.substr(0, name)) {
      folder_ = text.substr(0, name);
      const auto shown = files::shown(path);
      shown_folder_ = shown.substr(0, shown.rfind('/') + 1);
    }
    return shown_folder_ + text.substr(name);
  }

 private:
  std::string folder_;
  std::string shown_folder_;
};

/// A folder of repeatable files may lie in one of versions.
bool is_in_one_of(const std::vector<files::Path>& folders, const files::Path& path) {
  return std::ranges::any_of(folders, [&](const auto& folder) {
    return path.native().starts_with((folder / "").native());
  });
}

bool is_same_file(const files::Path& a, const files::Path& b) {
  std::error_code ignored;
  return std::filesystem::equivalent(a, b, ignored);
}

Error no_migration(const files::Path& path) {
  return Error(ErrorCode::file,
               fmt::format("{} is no migration of this project", files::shown(path)))
      .hint("`versions` in migrate.yaml names the folders of migrations");
}

std::vector<Revision> read_headers(const config::Settings& settings,
                                   std::map<std::string, files::Path, std::less<>>& paths,
                                   const files::Path& left_out = {}) {
  std::vector<Revision> revisions;
  bool found = left_out.empty();
  std::set<std::pair<dev_t, ino_t>> seen;
  ShownPaths shown;
  const auto outside = config::repeatable_folders(settings);
  for (const auto& folder : config::version_folders(settings)) {
    if (!std::filesystem::is_directory(folder))
      throw Error(ErrorCode::file,
                  fmt::format("there is no folder {} with migrations", files::shown(folder)))
          .hint("`migrate init` makes one; `versions` in migrate.yaml names others");
    const std::vector squashed{folder / squashed_folder};
    for (auto& path : files::list(folder, ".sql", settings.recursive.get())) {
      if (is_in_one_of(outside, path) || is_in_one_of(squashed, path)) continue;
      if (!left_out.empty() && is_same_file(path, left_out)) {
        found = true;
        continue;
      }
      const auto start = read_start(path);
      if (!start.text.empty() && !seen.insert(start.identity).second) continue;
      revisions.push_back(parse_start(start, path, shown(path)));
      paths.emplace(revisions.back().id, std::move(path));
    }
  }
  if (!found) throw no_migration(left_out);
  return revisions;
}

Revision revision_of(const history::AppliedRevision& stored) {
  return {.id = stored.revision,
          .down_revision = stored.down_revision,
          .depends_on = stored.depends_on,
          .branch_labels = {},
          .message = stored.message,
          .created = {},
          .file = fmt::format("downgrade of {} as stored in the history", stored.revision),
          .line = 0};
}

/// Without sections where the history keeps no downgrade.
revision::RevisionFile stored_file(const history::AppliedRevision& stored) {
  auto header = revision_of(stored);
  if (stored.downgrade_sql)
    return revision::stored_downgrade(
        std::move(header), *stored.downgrade_sql, stored.downgrade_options);
  return {.header = std::move(header), .text = {}, .upgrade = {}, .downgrade = {}, .verify = {}};
}

/// Leave out what refers to something that neither a file nor the history has.
void drop_unfounded(std::map<std::string, history::AppliedRevision, std::less<>>& stored,
                    const revision::RevisionMap& map) {
  const auto is_known = [&](const std::string& id) {
    return stored.contains(id) || map.find(id) != nullptr || map.find_label(id) != nullptr;
  };
  const auto is_unfounded = [&](const auto& entry) {
    const auto& [id, revision] = entry;
    return !std::all_of(revision.down_revision.begin(), revision.down_revision.end(), is_known) ||
           !std::all_of(revision.depends_on.begin(), revision.depends_on.end(), is_known);
  };
  for (auto found = std::find_if(stored.begin(), stored.end(), is_unfounded); found != stored.end();
       found = std::find_if(stored.begin(), stored.end(), is_unfounded))
    stored.erase(found);
}

}  // namespace

Project::Project(const config::Settings& settings)
    : folder_(settings.folder),
      version_folders_(config::version_folders(settings)),
      placeholders_(settings.placeholders),
      map_(read_headers(settings, paths_)) {}

Project::Project(const config::Settings& settings, const files::Path& left_out)
    : folder_(settings.folder),
      version_folders_(config::version_folders(settings)),
      placeholders_(settings.placeholders),
      map_(read_headers(settings, paths_, left_out)) {}

Project Project::with(std::span<const history::AppliedRevision> stored) const {
  Project out = *this;
  for (const auto& revision : stored)
    if (!has_file(revision.revision) && map_.find_replacement(revision.revision) == nullptr)
      out.stored_.emplace(revision.revision, revision);
  drop_unfounded(out.stored_, map_);
  auto revisions = map_.revisions();
  for (const auto& [id, revision] : out.stored_)
    revisions.push_back(revision_of(revision));
  if (!out.stored_.empty()) out.map_ = revision::RevisionMap(std::move(revisions));
  return out;
}

std::optional<Project> Project::with_squashed(std::span<const std::string> rows) const {
  const auto is_unknown = [this](const std::string& row) { return map_.find(row) == nullptr; };
  const auto is_squash = [](const Revision& revision) { return !revision.replaces.empty(); };
  if (!std::any_of(rows.begin(), rows.end(), is_unknown) ||
      !std::any_of(map_.revisions().begin(), map_.revisions().end(), is_squash))
    return std::nullopt;
  Project out = *this;
  std::vector<Revision> revisions;
  ShownPaths shown;
  for (const auto& folder : version_folders_) {
    if (!std::filesystem::is_directory(folder / squashed_folder)) continue;
    for (auto& path : files::list(folder / squashed_folder, ".sql", false)) {
      revisions.push_back(parse_start(read_start(path), path, shown(path)));
      out.paths_.emplace(revisions.back().id, std::move(path));
    }
  }
  out.map_ = revision::with_squashed(map_, std::move(revisions));
  if (std::all_of(rows.begin(), rows.end(), [&](const auto& row) {
        return !is_unknown(row) || out.map_.find(row) == nullptr;
      }))
    return std::nullopt;
  return out;
}

bool Project::has_file(const std::string& id) const {
  if (paths_.contains(id)) return true;
  const auto* revision = map_.find(id);
  return revision != nullptr && paths_.contains(revision->id);
}

std::shared_ptr<revision::RevisionFile> Project::file(const std::string& id) const {
  if (const auto found = stored_.find(id); found != stored_.end())
    return std::make_shared<revision::RevisionFile>(stored_file(found->second));
  auto file = std::make_shared<revision::RevisionFile>(
      revision::parse_revision_file(files::read(path(id)), shown_path(id)));
  auto& placeholders = file->header.placeholders;
  if (!placeholders) placeholders = placeholders_.get();
  return file;
}

const files::Path& Project::path(const std::string& id) const {
  const auto found = paths_.find(id);
  if (found == paths_.end())
    throw Error(ErrorCode::not_found, fmt::format("no file has revision {}", id));
  return found->second;
}

const std::string& Project::id_of(const files::Path& path) const {
  const auto found = std::find_if(paths_.begin(), paths_.end(), [&path](const auto& entry) {
    return is_same_file(entry.second, path);
  });
  if (found == paths_.end()) throw no_migration(path);
  return found->first;
}

std::string Project::shown_path(const std::string& id) const {
  return stored_.contains(id) ? "" : files::shown(path(id));
}

std::string Project::recorded_path(const std::string& id) const {
  return stored_.contains(id) ? "" : path(id).lexically_proximate(folder_).string();
}

std::string Project::shown_recorded(const std::string& recorded) const {
  return files::shown(folder_ / recorded);
}

}  // namespace migrate::commands
