#include "support/server.h"

#include "support/cluster.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

bool is_root() {
  return ::geteuid() == 0;
}

const passwd& server_user() {
  static const passwd* entry = ::getpwnam("postgres");
  if (entry == nullptr) entry = ::getpwnam("nobody");
  return *entry;
}

/// In the child: become the server, which dies with this process.
[[noreturn]] void execute_server(std::vector<char*> arguments,
                                 const fs::path& folder,
                                 pid_t parent) {
  const int null = ::open("/dev/null", O_RDONLY);
  const int log = ::open((folder / "log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0644);
  ::dup2(null, 0);
  ::dup2(log, 1);
  ::dup2(log, 2);
  ::setsid();
  become_server_user();
  ::prctl(PR_SET_PDEATHSIG, SIGQUIT);
  if (::getppid() != parent) ::_exit(126);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

bool is_ready(const fs::path& folder) {
  std::ifstream file(folder / "data" / "postmaster.pid");
  std::string line;
  while (std::getline(file, line))
    if (line.starts_with("ready") || line.starts_with("standby")) return true;
  return false;
}

}  // namespace

fs::path server_program(const std::string& name) {
  if (const auto* folder = std::getenv("MIGRATE_PG_BINDIR")) return fs::path(folder) / name;
  const auto found = run_program("pg_config", {"--bindir"});
  return fs::path(found.out.substr(0, found.out.find('\n'))) / name;
}

void must_run(const std::string& program, const std::vector<std::string>& args) {
  const auto done = run_program(program, args);
  if (done.status != 0) throw std::runtime_error(program + " failed: " + done.out + done.err);
}

void must_run_as_server_user(const fs::path& program, std::vector<std::string> args) {
  if (!is_root()) return must_run(program.string(), args);
  args.insert(args.begin(), {"-u", server_user().pw_name, "--", program.string()});
  must_run("runuser", args);
}

void give_to_server_user(const fs::path& path) {
  const auto& user = server_user();
  if (is_root() && ::chown(path.c_str(), user.pw_uid, user.pw_gid) != 0)
    throw std::runtime_error("cannot give away " + path.string());
}

int free_port() {
  const int s = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(s, generic, size) != 0 || ::getsockname(s, generic, &size) != 0)
    throw std::runtime_error("no free port on 127.0.0.1");
  ::close(s);
  return ntohs(address.sin_port);
}

void become_server_user() {
  if (!is_root()) return;
  const auto& user = server_user();
  if (::setgid(user.pw_gid) != 0 || ::setuid(user.pw_uid) != 0) ::_exit(126);
}

int start_server(const fs::path& folder, int port) {
  std::vector<std::string> command{server_program("postgres").string(),
                                   "-D",
                                   (folder / "data").string(),
                                   "-k",
                                   folder.string(),
                                   "-h",
                                   "127.0.0.1",
                                   "-p",
                                   std::to_string(port)};
  for (const auto* setting : {"fsync=off",
                              "synchronous_commit=off",
                              "full_page_writes=off",
                              "autovacuum=off",
                              "jit=off",
                              "max_wal_size=1GB",
                              "max_connections=200",
                              "max_prepared_transactions=10",
                              "wal_level=logical"})
    command.insert(command.end(), {"-c", setting});
  std::vector<char*> arguments;
  for (auto& text : command)
    arguments.push_back(text.data());
  arguments.push_back(nullptr);
  const auto self = ::getpid();
  const auto child = ::fork();
  if (child == 0) execute_server(arguments, folder, self);
  return child;
}

bool comes_up(const fs::path& folder, int server) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    if (::waitpid(server, nullptr, WNOHANG) != 0) return false;
    if (is_ready(folder)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  return false;
}

}  // namespace migrate::test
