#include "pg/embedded_postmaster.h"

#include <fcntl.h>
#include <unistd.h>

#include <charconv>

namespace migrate::pg::embedded {

PostmasterFile::PostmasterFile(const char* path) {
  const int file = ::open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return;
  const auto n = ::read(file, text_.data(), text_.size());
  ::close(file);
  if (n > 0) size_ = static_cast<std::size_t>(n);
}

pid_t PostmasterFile::pid() const {
  const auto text = line(0);
  pid_t pid = 0;
  std::from_chars(text.data(), text.data() + text.size(), pid);
  return pid;
}

std::string_view PostmasterFile::line(std::size_t number) const {
  std::string_view rest(text_.data(), size_);
  for (; number > 0; --number) {
    const auto end = rest.find('\n');
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
  return rest.substr(0, rest.find('\n'));
}

}  // namespace migrate::pg::embedded
