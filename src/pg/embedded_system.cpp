#include "pg/embedded_system.h"

#include "migrate/base/files.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace migrate::pg::embedded {

namespace {

/// In the child of run_as: become the program, or end with the status of a shell that cannot.
[[noreturn]] void execute(const Account& account,
                          char* const* arguments,
                          char* const* environment,
                          const std::array<int, 3>& stdio,
                          pid_t parent) {
  reset_signals();
  for (int target = 0; target < 3; ++target)
    ::dup2(stdio[static_cast<std::size_t>(target)], target);
  if (!become(account) || ::chdir("/") != 0) ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // setuid clears it: only now
  if (::getppid() != parent) ::_exit(126);
  ::execvpe(arguments[0], arguments, environment);
  ::_exit(127);
}

std::string read_all(int fd) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return text;
    text.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

int exit_status(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/// As root: what we made belongs to the server's user.
bool give(int fd, const Account& account) {
  return ::geteuid() != 0 || ::fchown(fd, account.uid, account.gid) == 0;
}

}  // namespace

Error failure(std::string message) {
  return {ErrorCode::embedded_server, std::move(message)};
}

Error system_failure(std::string message) {
  const int reason = errno;
  return failure(std::move(message)).detail(std::generic_category().message(reason));
}

void Descriptor::close() {
  if (fd_ >= 0) ::close(std::exchange(fd_, -1));
}

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw system_failure("cannot make a pipe");
  return {Descriptor(ends[0]), Descriptor(ends[1])};
}

void reset_signals() {
  for (int number = 1; number < NSIG; ++number)
    ::signal(number, SIG_DFL);
  sigset_t none{};
  ::sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

std::vector<std::string> server_environment() {
  std::vector<std::string> out;
  for (char** entry = ::environ; *entry != nullptr; ++entry)
    if (std::string_view text = *entry; !text.starts_with("PG")) out.emplace_back(text);
  return out;
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (const auto& text : texts)
    out.push_back(const_cast<char*>(text.c_str()));  // execve takes them so, and changes nothing
  out.push_back(nullptr);
  return out;
}

Finished run_as(const Account& account,
                const std::vector<std::string>& command,
                std::string_view input) {
  auto in = make_pipe();
  auto out = make_pipe();
  if (!input.empty() && ::write(in.write_end.get(), input.data(), input.size()) < 0)
    throw system_failure("cannot write to a pipe");
  const auto environment = server_environment();
  const auto arguments = pointers(command);
  const auto variables = pointers(environment);
  const auto self = ::getpid();
  const auto child = ::fork();
  if (child < 0) throw system_failure("cannot start a process");
  if (child == 0)
    execute(account,
            arguments.data(),
            variables.data(),
            {in.read_end.get(), out.write_end.get(), out.write_end.get()},
            self);
  in.write_end.close();
  out.write_end.close();
  Finished finished;
  finished.output = read_all(out.read_end.get());
  finished.status = exit_status(child);
  return finished;
}

std::optional<struct stat> look_at(const Path& path) {
  struct stat status {};

  if (::lstat(path.c_str(), &status) == 0) return status;
  if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
  throw system_failure(fmt::format("cannot look at {}", path.string()));
}

bool make_folder(const Path& path, mode_t mode, const Account& account) {
  const bool made = ::mkdir(path.c_str(), mode) == 0;
  if (!made && errno != EEXIST) throw system_failure(fmt::format("cannot make {}", path.string()));
  if (!made) return false;
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder.get() < 0 || !give(folder.get(), account) || ::fchmod(folder.get(), mode) != 0)
    throw system_failure(fmt::format("cannot set up {}", path.string()));
  return true;
}

void make_private_folder(const Path& path, const Account& account) {
  make_folder(path, 0700, account);
  const auto status = look_at(path);
  if (!status || !S_ISDIR(status->st_mode) || status->st_uid != account.uid ||
      (status->st_mode & 0077U) != 0)
    throw failure(
        fmt::format("{} is not a private folder of user \"{}\"", path.string(), account.name))
        .hint("somebody else made it: remove it");
}

Descriptor open_file(const Path& path, int flags, const Account& account) {
  flags |= O_CLOEXEC | O_NOFOLLOW;
  Descriptor file(::open(path.c_str(), flags | O_CREAT | O_EXCL, 0600));
  if (file.get() >= 0 && give(file.get(), account)) return file;
  if (file.get() < 0 && errno == EEXIST) file = Descriptor(::open(path.c_str(), flags));
  if (file.get() < 0)
    throw system_failure(fmt::format("cannot open {}", path.string()))
        .hint("the embedded server needs to write to that folder");
  return file;
}

}  // namespace migrate::pg::embedded
