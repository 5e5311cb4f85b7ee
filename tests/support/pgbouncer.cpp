#include "support/pgbouncer.h"

#include "support/server.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

/// Debian puts it where only root's PATH looks.
fs::path program() {
  for (const auto* path : {"/usr/sbin/pgbouncer", "/usr/bin/pgbouncer"})
    if (::access(path, X_OK) == 0) return path;
  throw std::runtime_error("pgbouncer is not installed: run scripts/install-dependencies");
}

/// In the child: become the pooler, which dies with this process.
[[noreturn]] void execute(std::string path, const fs::path& folder, int log, pid_t parent) {
  auto config = (folder / "pgbouncer.ini").string();
  std::array<char*, 3> arguments{path.data(), config.data(), nullptr};
  ::dup2(log, 1);
  ::dup2(log, 2);
  ::setsid();
  become_server_user();
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(126);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

pid_t start(const fs::path& folder) {
  const auto path = program().string();
  const int log = ::open((folder / "log").c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  const auto self = ::getpid();
  const auto child = ::fork();
  if (child == 0) execute(path, folder, log, self);
  ::close(log);
  return child;
}

}  // namespace

Pgbouncer::Pgbouncer(std::string_view pool_mode,
                     const Settings& settings,
                     const std::vector<std::string>& users) {
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    write_config(pool_mode, settings, users);
    process_ = start(folder_.path());
    if (comes_up()) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  throw std::runtime_error("pgbouncer does not start: " + log());
}

Pgbouncer::~Pgbouncer() {
  ::kill(process_, SIGKILL);
  ::waitpid(process_, nullptr, 0);
}

std::string Pgbouncer::url(std::string_view database, std::string_view user) const {
  return "postgresql://" + std::string(user) + "@127.0.0.1:" + std::to_string(port_) + "/" +
         std::string(database);
}

void Pgbouncer::write_config(std::string_view pool_mode,
                             const Settings& settings,
                             const std::vector<std::string>& users) const {
  const auto& cluster = Cluster::instance();
  std::string known = "\"postgres\" \"\"\n";
  for (const auto& user : users)
    known += "\"" + user + "\" \"\"\n";
  auto config = "[databases]\n* = host=" + cluster.socket_folder().string() +
                " port=" + std::to_string(cluster.port()) +
                "\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = " + std::to_string(port_) +
                "\nunix_socket_dir =\nauth_type = trust\nauth_file = " +
                folder_.write("users", known).string() + "\npool_mode = " + std::string(pool_mode) +
                "\n";
  for (const auto& [name, value] : settings)
    config.append(name).append(" = ").append(value).append("\n");
  folder_.write("pgbouncer.ini", config);
}

std::string Pgbouncer::log() const {
  std::ifstream file(folder_.path() / "log");
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether it listens; an occupied port makes it end at once.
bool Pgbouncer::comes_up() {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  while (std::chrono::steady_clock::now() < deadline) {
    const auto text = log();
    if (text.find("process up") != std::string::npos)
      return text.find("listening on 127.0.0.1") != std::string::npos;
    if (::waitpid(process_, nullptr, WNOHANG) != 0) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  return false;
}

}  // namespace migrate::test
