#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::files {

using Path = std::filesystem::path;

/// The whole file. Throws Error(file) that names it and the system's reason.
std::string read(const Path& path);

/// A new file; its folder must exist. Throws Error(file) where it exists already or cannot be
/// written; a file that could not be written whole is removed.
void write_new(const Path& path, std::string_view text);

/// Replace a file's content through a temporary file beside it: readers see all of it or none.
void replace(const Path& path, std::string_view text);

/// A file to be given another text, and another name where `to` differs from `from`.
struct Rewrite {
  Path from;
  Path to;
  std::string text;
};

/// All of them or none: an Error(file) leaves every file as it was. A name that is taken, but for
/// one that this gives up, is such an error. Links stay, their files are rewritten.
void rewrite(std::vector<Rewrite> changes);

/// Regular files with that extension (".sql"), by name; names that begin with a dot are left out.
/// `recursive` descends into folders, these sorted too. Throws Error(file) where it is no folder.
std::vector<Path> list(const Path& folder, std::string_view extension, bool recursive);

/// As a user who stands in the working directory would write it.
std::string shown(const Path& path);

}  // namespace migrate::files
