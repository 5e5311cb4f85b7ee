#include "support/client.h"

#include "migrate/base/files.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>

namespace migrate::test {

namespace {

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// posix_spawn and not fork: proxies run in threads of this process.
pid_t spawn(std::vector<std::string> command,
            std::vector<std::string> environment,
            const std::filesystem::path& cwd,
            const std::filesystem::path& outputs) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  constexpr int fresh = O_WRONLY | O_CREAT | O_APPEND;
  ::posix_spawn_file_actions_addopen(&actions, 1, (outputs / "out").c_str(), fresh, 0644);
  ::posix_spawn_file_actions_addopen(&actions, 2, (outputs / "err").c_str(), fresh, 0644);
  ::posix_spawn_file_actions_addchdir_np(&actions, cwd.c_str());
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t usual;
  ::sigemptyset(&usual);
  ::sigaddset(&usual, SIGPIPE);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF);
  pid_t out = -1;
  const auto arguments = pointers(command);
  const auto variables = pointers(environment);
  const int failed = ::posix_spawn(
      &out, arguments.front(), &actions, &attributes, arguments.data(), variables.data());
  ::posix_spawnattr_destroy(&attributes);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("cannot start " + command.front());
  return out;
}

std::string text_of(const std::filesystem::path& file) {
  return std::filesystem::exists(file) ? files::read(file) : "";
}

}  // namespace

Client::Client(const Project& project, const std::vector<std::string>& args, const std::string& url)
    : timeout_(project.options().timeout) {
  std::vector<std::string> command{binary()};
  command.insert(command.end(), args.begin(), args.end());
  auto options = project.options();
  if (!url.empty()) options.env = {{"DATABASE_URL", url}};
  pid_ = spawn(command, environment_for(options), project.path(), folder_.path());
}

Client::~Client() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Client::signal(int number) const {
  while (pid_ == -1)  // the constructor is about to note it
    ::poll(nullptr, 0, 1);
  ::kill(pid_, number);
}

bool Client::is_running() const {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

const RunResult& Client::result() {
  if (pid_ <= 0) return result_;
  const auto deadline = std::chrono::steady_clock::now() + timeout_;
  int status = 0;
  while (::waitpid(pid_, &status, WNOHANG) == 0) {
    if (std::chrono::steady_clock::now() > deadline) {
      hung_ = true;
      ::kill(pid_, SIGKILL);
    }
    ::poll(nullptr, 0, 1);
  }
  pid_ = 0;
  result_ = {.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
             .out = text_of(folder_.path() / "out"),
             .err = text_of(folder_.path() / "err")};
  return result_;
}

bool Client::has_said(std::string_view text) const {
  return text_of(folder_.path() / "err").find(text) != std::string::npos;
}

std::size_t Client::reported() const {
  const auto text = text_of(folder_.path() / "err");
  std::size_t out = 0;
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1) {
    if (text.compare(at, 5, "up   ") == 0 || text.compare(at, 5, "down ") == 0) ++out;
    if (text.find('\n', at) == std::string::npos) break;
  }
  return out;
}

}  // namespace migrate::test
