#include "support/cluster.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <stdexcept>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

using Clock = std::chrono::steady_clock;

struct Pipe {
  Pipe() {
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  }

  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;

  ~Pipe() {
    close(0);
    close(1);
  }

  void close(std::size_t end) {
    if (ends[end] >= 0) ::close(ends[end]);
    ends[end] = -1;
  }

  std::array<int, 2> ends{-1, -1};
};

/// Servers that the binary starts are of the major that the tests run on.
bool is_ours(std::string_view variable) {
  if (variable.starts_with("MIGRATE_PG_BINDIR=")) return false;
  return variable.starts_with("PG") || variable.starts_with("MIGRATE_") ||
         variable.starts_with("DATABASE_URL=") || variable.starts_with("NO_COLOR=");
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  for (auto& text : texts)
    out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// Feeds input and reads both outputs until their ends; false where time ran out first.
class Exchange {
 public:
  Exchange(Pipe& in, Pipe& out, Pipe& err, std::string_view input)
      : in_(in), out_(out), err_(err), input_(input) {}

  bool until(Clock::time_point deadline, RunResult& result) {
    while (out_.ends[0] >= 0 || err_.ends[0] >= 0) {
      if (input_.empty()) in_.close(1);
      std::array<pollfd, 3> files{
          {{in_.ends[1], POLLOUT, 0}, {out_.ends[0], POLLIN, 0}, {err_.ends[0], POLLIN, 0}}};
      if (Clock::now() > deadline) return false;
      if (::poll(files.data(), files.size(), 100) <= 0) continue;
      if (files[0].revents != 0) feed();
      if (files[1].revents != 0) take(out_, result.out);
      if (files[2].revents != 0) take(err_, result.err);
    }
    return true;
  }

 private:
  void feed() {
    const auto n = ::write(in_.ends[1], input_.data(), input_.size());
    if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
    input_.remove_prefix(n < 0 ? input_.size() : static_cast<std::size_t>(n));
  }

  static void take(Pipe& pipe, std::string& text) {
    std::array<char, 65536> buffer{};
    const auto n = ::read(pipe.ends[0], buffer.data(), buffer.size());
    if (n > 0) text.append(buffer.data(), static_cast<std::size_t>(n));
    if (n == 0 || (n < 0 && errno != EINTR)) pipe.close(0);
  }

  Pipe& in_;
  Pipe& out_;
  Pipe& err_;
  std::string_view input_;
};

int wait_for(pid_t child, Clock::time_point deadline) {
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() > deadline) ::kill(child, SIGKILL);
    ::poll(nullptr, 0, 1);
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

[[noreturn]] void execute(const std::array<int, 3>& stdio,
                          const fs::path& cwd,
                          std::vector<char*> arguments,
                          std::vector<char*> environment) {
  for (int target = 0; target < 3; ++target)
    ::dup2(stdio[static_cast<std::size_t>(target)], target);
  ::signal(SIGPIPE, SIG_DFL);
  if (!cwd.empty() && ::chdir(cwd.c_str()) != 0) ::_exit(126);
  ::execvpe(arguments[0], arguments.data(), environment.data());
  ::_exit(127);
}

}  // namespace

std::vector<std::string> environment_for(const RunOptions& options) {
  std::vector<std::string> out;
  for (char** entry = ::environ; *entry != nullptr; ++entry)
    if (!is_ours(*entry)) out.emplace_back(*entry);
  for (const auto& [name, value] : options.env) {
    std::erase_if(out, [&](const std::string& text) { return text.starts_with(name + "="); });
    out.push_back(name + "=" + value);
  }
  return out;
}

RunResult run_program(const std::string& program,
                      const std::vector<std::string>& args,
                      const RunOptions& options) {
  ::signal(SIGPIPE, SIG_IGN);
  std::vector<std::string> command{program};
  command.insert(command.end(), args.begin(), args.end());
  auto environment = environment_for(options);
  Pipe in;
  Pipe out;
  Pipe err;
  ::fcntl(in.ends[1], F_SETFL, O_NONBLOCK);
  const auto child = ::fork();
  if (child < 0) throw std::runtime_error("cannot start " + program);
  if (child == 0)
    execute({in.ends[0], out.ends[1], err.ends[1]},
            options.cwd,
            pointers(command),
            pointers(environment));
  in.close(0);
  out.close(1);
  err.close(1);
  RunResult result;
  const auto deadline = Clock::now() + options.timeout;
  const bool in_time = Exchange(in, out, err, options.input).until(deadline, result);
  if (!in_time) ::kill(child, SIGKILL);
  result.status = wait_for(child, deadline);
  return result;
}

RunResult run(const std::vector<std::string>& args, const RunOptions& options) {
  return run_program(binary(), args, options);
}

std::string binary() {
  const char* given = std::getenv("MIGRATE_TEST_BINARY");
  return given != nullptr ? given : MIGRATE_BINARY;
}

TemporaryFolder::TemporaryFolder() {
  auto name = (fs::temp_directory_path() / "migrate-folder-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
  path_ = name;
  fs::permissions(path_, fs::perms(0755));
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path TemporaryFolder::write(const fs::path& name, std::string_view text) const {
  const auto path = path_ / name;
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace migrate::test
