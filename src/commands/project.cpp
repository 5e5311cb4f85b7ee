#include "commands/project.h"

#include "migrate/base/error.h"

#include <fmt/core.h>

#include <fstream>
#include <set>
#include <utility>

namespace migrate::commands {

namespace {

using revision::Revision;

/// The header of a file, without reading the rest where the header is short.
Revision read_header(const files::Path& path) {
  std::string start(4096, '\0');
  std::ifstream stream(path, std::ios::binary);
  stream.read(start.data(), static_cast<std::streamsize>(start.size()));
  start.resize(static_cast<std::size_t>(stream.gcount()));
  if (start.size() < 4096 && !stream.bad() && !start.empty())
    return revision::parse_header(start, files::shown(path));
  if (revision::header_is_whole(start)) return revision::parse_header(start, files::shown(path));
  return revision::parse_header(files::read(path), files::shown(path));
}

std::vector<Revision> read_headers(const config::Settings& settings,
                                   std::map<std::string, files::Path, std::less<>>& paths) {
  std::vector<Revision> revisions;
  std::set<files::Path> seen;
  for (const auto& folder : config::version_folders(settings)) {
    if (!std::filesystem::is_directory(folder))
      throw Error(ErrorCode::file,
                  fmt::format("there is no folder {} with migrations", files::shown(folder)))
          .hint("`migrate init` makes one; `versions` in migrate.yaml names others");
    for (const auto& path : files::list(folder, ".sql", settings.recursive.get())) {
      if (!seen.insert(std::filesystem::weakly_canonical(path)).second) continue;
      revisions.push_back(read_header(path));
      paths.emplace(revisions.back().id, path);
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
