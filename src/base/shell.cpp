#include "migrate/base/shell.h"

#include "migrate/base/error.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace migrate::shell {

namespace {

/// Status of a shell that was never reached; `sh` itself uses 126 and 127.
constexpr int not_started = 125;

Error system_error(std::string_view doing) {
  const int reason = errno;
  return {ErrorCode::file, fmt::format("cannot {}: {}", doing, std::strerror(reason))};
}

/// A file without a name, for what a command writes or reads: a pipe would have to be read while
/// the command runs, and would stay open with a process that the command leaves behind.
class Capture {
 public:
  Capture() : fd_(::memfd_create("output", MFD_CLOEXEC)) {
    if (fd_ < 0) throw system_error("keep a command's output");
  }

  Capture(const Capture&) = delete;
  Capture& operator=(const Capture&) = delete;

  ~Capture() { ::close(fd_); }

  [[nodiscard]] int get() const { return fd_; }

  /// For a command that reads it.
  void put(std::string_view text) const {
    while (!text.empty()) {
      const auto n = ::write(fd_, text.data(), text.size());
      if (n <= 0) throw system_error("keep a command's input");
      text.remove_prefix(static_cast<std::size_t>(n));
    }
    ::lseek(fd_, 0, SEEK_SET);
  }

  [[nodiscard]] std::string text() const {
    std::string out;
    std::array<char, 4096> buffer{};
    for (off_t at = 0;;) {
      const auto n = ::pread(fd_, buffer.data(), buffer.size(), at);
      if (n <= 0) return out;
      out.append(buffer.data(), static_cast<std::size_t>(n));
      at += n;
    }
  }

 private:
  int fd_;
};

/// While it lives the signal does nothing to us.
class Ignored {
 public:
  explicit Ignored(int signal) : signal_(signal) {
    struct sigaction ignore {};

    ignore.sa_handler = SIG_IGN;
    ::sigaction(signal_, &ignore, &before_);
  }

  Ignored(const Ignored&) = delete;
  Ignored& operator=(const Ignored&) = delete;

  ~Ignored() { ::sigaction(signal_, &before_, nullptr); }

 private:
  int signal_;

  struct sigaction before_ {};
};

/// What the child does: it never returns.
[[noreturn]] void become_shell(
    const std::string& command, const char* folder, int input, int output, int errors) {
  for (const int signal : {SIGINT, SIGQUIT})
    ::signal(signal, SIG_DFL);
  const bool ready = (folder == nullptr || ::chdir(folder) == 0) &&
                     ::dup2(input, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0 &&
                     ::dup2(errors, STDERR_FILENO) >= 0;
  if (ready) ::execlp("sh", "sh", "-c", command.c_str(), nullptr);
  ::_exit(not_started);
}

/// The exit status. A signal that is noted while we wait is passed on.
int wait_for(pid_t child) {
  for (;;) {
    int status = 0;
    if (::waitpid(child, &status, 0) == child)
      return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    if (errno != EINTR) throw system_error("wait for a command");
    if (Interrupt::pending() != 0) ::kill(child, SIGTERM);
  }
}

pid_t fork_child() {
  const auto child = ::fork();
  if (child < 0) throw system_error("start a command");
  return child;
}

Result run_into(const std::string& command,
                const std::filesystem::path& folder,
                int input,
                const Capture& output,
                const Capture& errors) {
  const auto child = fork_child();
  if (child == 0) become_shell(command, folder.c_str(), input, output.get(), errors.get());
  Result out;
  out.status = wait_for(child);
  out.output = output.text();
  if (out.status == not_started && out.output.empty())
    throw Error(ErrorCode::file,
                fmt::format("cannot run sh in {} for `{}`", folder.string(), command));
  return out;
}

Result run_without_input(const std::string& command,
                         const std::filesystem::path& folder,
                         const Capture& output,
                         const Capture& errors) {
  const int nothing = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
  auto out = run_into(command, folder, nothing, output, errors);
  ::close(nothing);
  return out;
}

}  // namespace

std::string quoted(std::string_view text) {
  return "'" + replace_all(std::string(text), "'", R"('\'')") + "'";
}

Result run(const std::string& command, const std::filesystem::path& folder) {
  const Capture output;
  return run_without_input(command, folder, output, output);
}

Result run_apart(const std::string& command, const std::filesystem::path& folder) {
  const Capture output;
  const Capture errors;
  auto out = run_without_input(command, folder, output, errors);
  out.errors = errors.text();
  return out;
}

Result filter(const std::string& command, std::string_view input) {
  const Capture in;
  const Capture output;
  const Capture errors;
  in.put(input);
  auto out = run_into(command, ".", in.get(), output, errors);
  out.errors = errors.text();
  return out;
}

Result run_on_terminal(const std::string& command) {
  const Ignored interrupt(SIGINT);
  const Ignored quit(SIGQUIT);
  const int output = ::isatty(STDOUT_FILENO) != 0 ? STDOUT_FILENO : STDERR_FILENO;
  const auto child = fork_child();
  if (child == 0) become_shell(command, nullptr, STDIN_FILENO, output, STDERR_FILENO);
  return {.status = wait_for(child), .output = {}};
}

}  // namespace migrate::shell
