#pragma once

#include <sys/types.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace migrate::pg::embedded {

/// A `postmaster.pid`, which a server writes as it comes up (PostgreSQL's miscadmin.h names the
/// lines). Allocates nothing: a forked child may use it.
class PostmasterFile {
 public:
  explicit PostmasterFile(const char* path);

  /// 0: no such file, or not written yet.
  [[nodiscard]] pid_t pid() const;

  [[nodiscard]] std::string_view socket_folder() const { return line(4); }

  /// It accepts connections; a file that a killed server left says so too.
  [[nodiscard]] bool ready() const { return line(7).starts_with("ready"); }

 private:
  /// Without its line end; empty where it is not there. Counted from 0.
  [[nodiscard]] std::string_view line(std::size_t number) const;

  std::array<char, 4096> text_{};
  std::size_t size_ = 0;
};

}  // namespace migrate::pg::embedded
