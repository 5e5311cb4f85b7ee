#include "migrate/base/files.h"

#include "migrate/base/error.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace migrate::files {

namespace {

Error system_error(std::string_view doing, const Path& path) {
  const int reason = errno;
  return {ErrorCode::file,
          fmt::format("cannot {} {}: {}", doing, shown(path), std::strerror(reason))};
}

/// An open file descriptor, closed on the way out.
class Descriptor {
 public:
  Descriptor(const Path& path, int flags, mode_t mode = 0)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, mode)) {}

  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;

  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }

  [[nodiscard]] bool is_open() const { return fd_ >= 0; }

  [[nodiscard]] int get() const { return fd_; }

 private:
  int fd_;
};

bool write_all(int fd, std::string_view text) {
  while (!text.empty()) {
    const auto n = ::write(fd, text.data(), text.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    text.remove_prefix(static_cast<std::size_t>(n));
  }
  return true;
}

// NOLINTNEXTLINE(misc-no-recursion): as deep as the folders
void collect(const Path& folder,
             std::string_view extension,
             bool recursive,
             std::vector<Path>& out) {
  std::error_code failed;
  std::vector<std::pair<std::string, bool>> entries;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    auto name = entry.path().filename().string();
    if (name.front() != '.') entries.emplace_back(std::move(name), entry.is_directory());
  }
  if (failed)
    throw Error(ErrorCode::file,
                fmt::format("cannot read folder {}: {}", shown(folder), failed.message()));
  std::sort(entries.begin(), entries.end());
  for (const auto& [name, is_directory] : entries) {
    if (!is_directory && name.ends_with(extension)) out.push_back(folder / name);
    if (is_directory && recursive) collect(folder / name, extension, recursive, out);
  }
}

}  // namespace

std::string read(const Path& path) {
  const Descriptor file(path, O_RDONLY);
  if (!file.is_open()) throw system_error("read", path);

  struct stat status {};

  if (::fstat(file.get(), &status) != 0) throw system_error("read", path);
  std::string text(static_cast<std::size_t>(status.st_size) + 1, '\0');
  std::size_t size = 0;
  for (;;) {
    const auto n = ::read(file.get(), text.data() + size, text.size() - size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw system_error("read", path);
    if (n == 0) break;
    size += static_cast<std::size_t>(n);
    if (size == text.size()) text.resize(size * 2);
  }
  text.resize(size);
  return text;
}

void write_new(const Path& path, std::string_view text) {
  const Descriptor file(path, O_WRONLY | O_CREAT | O_EXCL, 0666);
  if (!file.is_open()) throw system_error("write", path);
  if (write_all(file.get(), text)) return;
  const auto error = system_error("write", path);
  ::unlink(path.c_str());
  throw error;
}

void replace(const Path& path, std::string_view text) {
  auto temporary = path;
  temporary += fmt::format(".{}~", ::getpid());
  write_new(temporary, text);

  struct stat status {};

  if (::stat(path.c_str(), &status) == 0) ::chmod(temporary.c_str(), status.st_mode & 07777U);
  if (::rename(temporary.c_str(), path.c_str()) == 0) return;
  const auto error = system_error("write", path);
  ::unlink(temporary.c_str());
  throw error;
}

std::vector<Path> list(const Path& folder, std::string_view extension, bool recursive) {
  std::vector<Path> out;
  collect(folder, extension, recursive, out);
  return out;
}

std::string shown(const Path& path) {
  std::error_code ignored;
  const auto here = std::filesystem::current_path(ignored);
  const auto absolute = path.is_absolute() ? path : here / path;
  return absolute.lexically_normal().lexically_proximate(here).string();
}

}  // namespace migrate::files
