#include "commands/project.h"

#include "migrate/base/error.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <set>
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

std::vector<Revision> read_headers(const config::Settings& settings,
                                   std::map<std::string, files::Path, std::less<>>& paths) {
  std::vector<Revision> revisions;
  std::set<std::pair<dev_t, ino_t>> seen;
  ShownPaths shown;
  for (const auto& folder : config::version_folders(settings)) {
    if (!std::filesystem::is_directory(folder))
      throw Error(ErrorCode::file,
                  fmt::format("there is no folder {} with migrations", files::shown(folder)))
          .hint("`migrate init` makes one; `versions` in migrate.yaml names others");
    for (auto& path : files::list(folder, ".sql", settings.recursive.get())) {
      const auto start = read_start(path);
      if (!start.text.empty() && !seen.insert(start.identity).second) continue;
      revisions.push_back(parse_start(start, path, shown(path)));
      paths.emplace(revisions.back().id, std::move(path));
    }
  }
  return revisions;
}

}  // namespace

Project::Project(const config::Settings& settings)
    : folder_(settings.folder), map_(read_headers(settings, paths_)) {}

std::shared_ptr<const revision::RevisionFile> Project::file(const std::string& id) const {
  return std::make_shared<revision::RevisionFile>(
      revision::parse_revision_file(files::read(path(id)), shown_path(id)));
}

const files::Path& Project::path(const std::string& id) const {
  const auto found = paths_.find(id);
  if (found == paths_.end())
    throw Error(ErrorCode::not_found, fmt::format("no file has revision {}", id));
  return found->second;
}

std::string Project::shown_path(const std::string& id) const {
  return files::shown(path(id));
}

std::string Project::recorded_path(const std::string& id) const {
  return path(id).lexically_proximate(folder_).string();
}

}  // namespace migrate::commands
