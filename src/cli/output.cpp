#include "cli/output.h"

#include "cli/report.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace migrate::cli {

void open_missing_streams() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd)
    if (::fcntl(fd, F_GETFD) < 0) static_cast<void>(::open("/dev/null", O_RDWR));
}

void say(std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), stderr));
  std::fflush(stderr);
}

bool write_result(std::string_view text, bool color) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return true;
  const int reason = errno;
  Error error(ErrorCode::file,
              fmt::format("cannot write the result to stdout: {}", std::strerror(reason)));
  error.state("what the command did stays done; only its result is not written whole");
  say(error_text(error, color));
  return false;
}

}  // namespace migrate::cli
