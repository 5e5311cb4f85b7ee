#include "pg/embedded_cache.h"

#include "migrate/base/files.h"
#include "migrate/base/sha256.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <optional>

namespace migrate::pg::embedded {

namespace {

std::optional<Path> absolute_variable(const char* name) {
  const auto* value = std::getenv(name);  // NOLINT(concurrency-mt-unsafe): before there are threads
  if (value == nullptr || *value != '/') return std::nullopt;
  return value;
}

std::vector<Path> cache_folders() {
  std::vector<Path> out;
  if (::geteuid() == 0) {
    out.emplace_back("/var/cache/migrate");
  } else if (const auto cache = absolute_variable("XDG_CACHE_HOME")) {
    out.push_back(*cache / "migrate");
  } else if (const auto home = absolute_variable("HOME")) {
    out.push_back(*home / ".cache" / "migrate");
  }
  const auto temporary = absolute_variable("TMPDIR").value_or("/tmp");
  out.push_back(temporary / fmt::format("migrate-cache-{}", ::geteuid()));
  return out;
}

/// Made, ours, and nobody else can put a template into it.
bool can_cache_in(const Path& folder, const Account& account) {
  std::error_code ignored;
  std::filesystem::create_directories(folder.parent_path(), ignored);
  if (::mkdir(folder.c_str(), 0755) != 0 && errno != EEXIST) return false;

  struct stat status {};

  return ::lstat(folder.c_str(), &status) == 0 && S_ISDIR(status.st_mode) &&
         status.st_uid == ::geteuid() && (status.st_mode & 0022U) == 0 &&
         ::access(folder.c_str(), W_OK) == 0 && reaches(account, folder);
}

/// Another one when the file is replaced, changed or moved.
std::string state_of(const Path& path) {
  struct stat status {};

  if (::stat(path.c_str(), &status) != 0) return path.string();
  return fmt::format("{} {} {} {}.{} {}.{}",
                     path.string(),
                     status.st_ino,
                     status.st_size,
                     status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec,
                     status.st_ctim.tv_sec,
                     status.st_ctim.tv_nsec);
}

/// Nothing where there is no folder for it.
std::optional<Path> file_for(const std::string& key, const Account& account) {
  try {
    return cache_folder(account) / ("said-" + sha256_hex(key).substr(0, 24));
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// What cannot be kept is asked for again.
void keep(const Path& file, const std::string& output) {
  try {
    files::replace(file, output);
  } catch (const Error&) {
    return;
  }
}

}  // namespace

Path cache_folder(const Account& account) {
  const auto folders = cache_folders();
  for (const auto& folder : folders)
    if (can_cache_in(folder, account)) return folder;
  throw failure("no folder to keep a new PostgreSQL cluster in")
      .detail(fmt::format("{} cannot be used", folders.front().string()))
      .hint("make that folder, or set XDG_CACHE_HOME or TMPDIR to one that can be written to");
}

Finished remembered(const Account& account,
                    const std::vector<std::string>& command,
                    const std::vector<Path>& depends_on) {
  auto key = fmt::format("{}\n{}\n", account.uid, join(command, "\n"));
  for (const auto& path : depends_on)
    key += state_of(path) + "\n";
  const auto file = file_for(key, account);
  if (file && look_at(*file)) return {.status = 0, .output = files::read(*file)};
  auto out = run_as(account, command);
  if (file && out.status == 0 && !out.output.empty()) keep(*file, out.output);
  return out;
}

}  // namespace migrate::pg::embedded
