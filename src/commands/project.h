#pragma once

#include "migrate/base/files.h"
#include "migrate/config/settings.h"
#include "migrate/history/recorded.h"
#include "migrate/revision/revision_file.h"
#include "migrate/revision/revision_map.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands {

/// In each folder of migrations: files of revisions that another one replaces. They are read only
/// for a database that is at one of these.
inline constexpr std::string_view squashed_folder = "squashed";

/// The migrations of a project: its graph from the files' headers, and the files themselves.
class Project {
 public:
  /// Reads every header. Throws Error(malformed_file), the graph's errors, or Error(file).
  explicit Project(const config::Settings& settings);

  /// The same without one of its files. Throws Error(file) too where it is none of them.
  Project(const config::Settings& settings, const files::Path& left_out);

  [[nodiscard]] const revision::RevisionMap& map() const { return map_; }

  /// The same project with revisions that the history keeps and no file has. One whose parents or
  /// dependencies are nowhere is left out: nobody knows what is below it.
  [[nodiscard]] Project with(std::span<const history::AppliedRevision> stored) const;

  /// The same project with the files of revisions that were squashed, where a version row is one of
  /// these; nothing where none is, or where those files are not there. Only then are they read.
  [[nodiscard]] std::optional<Project> with_squashed(std::span<const std::string> rows) const;

  /// Whether a file has it, or what replaces it.
  [[nodiscard]] bool has_file(const std::string& id) const;

  /// The whole file of a revision, checked, placeholders not yet replaced; of one that only the
  /// history keeps: its downgrade. Throws Error(malformed_file).
  [[nodiscard]] std::shared_ptr<revision::RevisionFile> file(const std::string& id) const;

  [[nodiscard]] const files::Path& path(const std::string& id) const;
  /// The revision that stands in this file. Throws Error(file) where it is none of the project.
  [[nodiscard]] const std::string& id_of(const files::Path& path) const;
  /// As a user in the working directory writes it; empty where no file has it.
  [[nodiscard]] std::string shown_path(const std::string& id) const;
  /// As the history keeps it: from the project's folder; empty where no file has it.
  [[nodiscard]] std::string recorded_path(const std::string& id) const;
  /// A path from the project's folder as shown_path() gives it.
  [[nodiscard]] std::string shown_recorded(const std::string& recorded) const;

 private:
  files::Path folder_;
  std::vector<files::Path> version_folders_;
  config::Setting<bool> placeholders_;
  std::map<std::string, files::Path, std::less<>> paths_;
  std::map<std::string, history::AppliedRevision, std::less<>> stored_;
  revision::RevisionMap map_;
};

}  // namespace migrate::commands
