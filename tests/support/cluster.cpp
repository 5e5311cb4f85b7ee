#include "support/cluster.h"

#include "support/session.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <thread>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

constexpr auto prefix = "migrate-test-";

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what);
}

bool is_root() {
  return ::geteuid() == 0;
}

const passwd& server_user() {
  static const passwd* entry = ::getpwnam("postgres");
  if (entry == nullptr) entry = ::getpwnam("nobody");
  return *entry;
}

fs::path server_program(const std::string& name) {
  const auto found = run_program("pg_config", {"--bindir"});
  return fs::path(found.out.substr(0, found.out.find('\n'))) / name;
}

/// The command as the server's user where we are root.
std::vector<std::string> as_server_user(std::vector<std::string> command) {
  if (is_root()) command.insert(command.begin(), {"runuser", "-u", server_user().pw_name, "--"});
  return command;
}

void must_run(const std::vector<std::string>& command) {
  const auto done = run_program(command.front(), {command.begin() + 1, command.end()});
  if (done.status != 0) fail(command.front() + " failed: " + done.out + done.err);
}

/// Memory where there is enough of it.
fs::path fast_folder() {
  struct statvfs disk {};

  constexpr auto shm = "/dev/shm";
  constexpr unsigned long enough = 512UL << 20;
  if (::access(shm, W_OK) == 0 && ::statvfs(shm, &disk) == 0 &&
      disk.f_bavail * disk.f_frsize > enough)
    return shm;
  return fs::temp_directory_path();
}

fs::path make_temporary(const fs::path& parent) {
  auto name = (parent / prefix).string() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) fail("cannot make a folder in " + parent.string());
  return name;
}

/// The folder's lock file, locked; -1 where a living process holds it.
int lock_folder(const fs::path& folder) {
  const int file = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  if (file >= 0) ::close(file);
  return -1;
}

/// Clusters of test processes that were killed.
void reap(const fs::path& parent) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !fs::exists(entry.path() / "data" / "PG_VERSION", ignored))
      continue;
    const int lock = lock_folder(entry.path());
    if (lock < 0) continue;
    fs::remove_all(entry.path(), ignored);
    ::close(lock);
  }
}

/// Where initdb's work is kept: by installation, in the build folder.
fs::path cached_data() {
  auto installation = server_program("initdb").string();
  std::replace(installation.begin(), installation.end(), '/', '-');
  return fs::path(MIGRATE_BINARY).parent_path() / ("test-cluster" + installation);
}

/// initdb once per build folder.
void make_data(const fs::path& data) {
  const auto cached = cached_data();
  std::error_code ignored;
  if (fs::exists(cached)) {
    must_run({"cp", "-a", cached.string(), data.string()});
    return;
  }
  must_run(as_server_user({server_program("initdb").string(),
                           "-D",
                           data.string(),
                           "-U",
                           "postgres",
                           "-A",
                           "trust",
                           "-E",
                           "UTF8",
                           "--locale=C.UTF-8",
                           "-N",
                           "--wal-segsize=1"}));
  const auto fresh = cached.string() + "." + std::to_string(::getpid());
  must_run({"cp", "-a", data.string(), fresh});
  fs::rename(fresh, cached, ignored);
  fs::remove_all(fresh, ignored);
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

pid_t start_server(const fs::path& folder, int port) {
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

bool is_ready(const fs::path& folder) {
  std::ifstream file(folder / "data" / "postmaster.pid");
  std::string line;
  while (std::getline(file, line))
    if (line.starts_with("ready")) return true;
  return false;
}

/// Whether it came up; an occupied port makes it end at once.
bool comes_up(const fs::path& folder, pid_t server) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
  while (std::chrono::steady_clock::now() < deadline) {
    if (::waitpid(server, nullptr, WNOHANG) != 0) return false;
    if (is_ready(folder)) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(3));
  }
  return false;
}

}  // namespace

int free_port() {
  const int s = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(s, generic, size) != 0 || ::getsockname(s, generic, &size) != 0)
    fail("no free port on 127.0.0.1");
  ::close(s);
  return ntohs(address.sin_port);
}

void become_server_user() {
  if (!is_root()) return;
  const auto& user = server_user();
  if (::setgid(user.pw_gid) != 0 || ::setuid(user.pw_uid) != 0) ::_exit(126);
}

Cluster& Cluster::instance() {
  static Cluster cluster;
  return cluster;
}

Cluster::Cluster() {
  const auto parent = fast_folder();
  reap(parent);
  folder_ = make_temporary(parent);
  // Held until this process ends; also by the server's processes were it inherited, so it is not.
  lock_folder(folder_);
  if (is_root() && ::chown(folder_.c_str(), server_user().pw_uid, server_user().pw_gid) != 0)
    fail("cannot give away " + folder_.string());
  make_data(folder_ / "data");
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    postmaster_ = start_server(folder_, port_);
    if (comes_up(folder_, postmaster_)) return;
  }
  std::ifstream log(folder_ / "log");
  fail("the test server does not start: " + std::string(std::istreambuf_iterator<char>(log), {}));
}

Cluster::~Cluster() {
  ::kill(postmaster_, SIGQUIT);
  ::waitpid(postmaster_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Cluster::crash() const {
  ::kill(postmaster_, SIGQUIT);
}

void Cluster::start_again() {
  ::waitpid(postmaster_, nullptr, 0);
  fs::remove(data_directory() / "postmaster.pid");
  postmaster_ = start_server(folder_, port_);
  if (!comes_up(folder_, postmaster_)) fail("the test server does not start again");
}

std::string Cluster::url(std::string_view database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/" + std::string(database);
}

std::string Cluster::socket_url(std::string_view database) const {
  return "postgresql://postgres@/" + std::string(database) + "?host=" + folder_.string() +
         "&port=" + std::to_string(port_);
}

Database::Database(std::string_view sql) {
  static int count = 0;
  name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  Session(Cluster::instance().socket_url("postgres")).run("create database " + name_);
  if (!sql.empty()) psql(url(), sql);
}

Database::~Database() {
  try {
    Session(Cluster::instance().socket_url("postgres"))
        .run("drop database if exists " + name_ + " with (force)");
  } catch (const std::exception&) {
    return;  // the cluster goes away with the process
  }
}

std::string Database::url() const {
  return Cluster::instance().url(name_);
}

std::string Database::socket_url() const {
  return Cluster::instance().socket_url(name_);
}

std::string psql(const std::string& url, std::string_view sql) {
  RunOptions options;
  options.input = sql;
  auto done = run_program(
      "psql", {"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"}, options);
  if (done.status != 0) fail("psql: " + done.err);
  if (done.out.ends_with('\n')) done.out.pop_back();
  return done.out;
}

std::string pg_dump_schema(const std::string& url) {
  const auto done = run_program("pg_dump", {"--schema-only", "-d", url});
  if (done.status != 0) fail("pg_dump: " + done.err);
  return schema_of_dump(done.out);
}

std::string schema_of_dump(std::string_view dump) {
  std::string out;
  for (std::size_t start = 0; start < dump.size();) {
    const auto end = dump.find('\n', start);
    const auto line = dump.substr(start, end - start);
    const bool noise = line.empty() || line.starts_with("--") || line.starts_with("SET ") ||
                       line.starts_with("\\restrict") || line.starts_with("\\unrestrict") ||
                       line.starts_with("SELECT pg_catalog.set_config('search_path'");
    if (!noise) out.append(line).push_back('\n');
    start = end + 1;
  }
  return out;
}

}  // namespace migrate::test
