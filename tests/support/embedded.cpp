#include "support/embedded.h"

#include "migrate/base/error.h"

#include <fcntl.h>
#include <poll.h>
#include <pwd.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

bool reported_flag = false;

bool within(std::chrono::milliseconds time, const std::function<bool()>& done) {
  const auto deadline = std::chrono::steady_clock::now() + time;
  while (!done()) {
    if (std::chrono::steady_clock::now() > deadline) return false;
    ::poll(nullptr, 0, 5);
  }
  return true;
}

[[noreturn]] void run_child(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    std::cerr << "in a child: " << error.message() << "\n" << error.detail() << "\n";
  } catch (const std::exception& error) {
    std::cerr << "in a child: " << error.what() << "\n";
  }
  ::_exit(reported_flag ? 0 : 1);
}

std::string first_line(const fs::path& path) {
  std::string line;
  std::ifstream file(path);
  std::getline(file, line);
  return line;
}

pid_t parent_of(pid_t pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("PPid:")) return std::stoi(line.substr(5));
  return 0;
}

std::string whole(const Error& error) {
  return error.message() + "\n" + error.detail() + "\n" + error.hint();
}

}  // namespace

Connection connect(const pg::EmbeddedServer& server, const std::string& database) {
  std::vector<const char*> names;
  std::vector<const char*> values;
  for (const auto& [name, value] : server.connection_keywords()) {
    names.push_back(name.c_str());
    const bool other = name == "dbname" && !database.empty();
    values.push_back(other ? database.c_str() : value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  const pg::CleanPgEnvironment clean;
  Connection connection(PQconnectdbParams(names.data(), values.data(), 0), &PQfinish);
  if (PQstatus(connection.get()) != CONNECTION_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
  return connection;
}

std::string ask(const pg::EmbeddedServer& server,
                const std::string& sql,
                const std::string& database) {
  const auto connection = connect(server, database);
  server.check(connection.get());
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()),
                                                             &PQclear);
  const auto status = PQresultStatus(result.get());
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK)
    throw std::runtime_error(PQerrorMessage(connection.get()));
  return PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "";
}

std::string keyword(const pg::EmbeddedServer& server, const std::string& name) {
  for (const auto& [key, value] : server.connection_keywords())
    if (key == name) return value;
  return {};
}

Process::Process(const std::function<void()>& work) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  pid_ = ::fork();
  if (pid_ == 0) {
    ::dup2(ends[1], STDOUT_FILENO);
    run_child(work);
  }
  ::close(ends[1]);
  output_ = ends[0];
}

Process::~Process() {
  kill();
  ::close(output_);
}

void Process::report() {
  reported_flag = true;
  (void)!::write(STDOUT_FILENO, "ready", 5);
}

void Process::report_and_wait() {
  report();
  for (;;)
    ::pause();
}

bool Process::reported() {
  char byte = 0;
  pollfd waiting{output_, POLLIN, 0};
  return ::poll(&waiting, 1, 60'000) > 0 && ::read(output_, &byte, 1) == 1;
}

bool Process::output_ends() {
  return within(std::chrono::seconds(1), [&] {
    std::array<char, 64> buffer{};
    pollfd waiting{output_, POLLIN, 0};
    return ::poll(&waiting, 1, 5) > 0 && ::read(output_, buffer.data(), buffer.size()) == 0;
  });
}

int Process::exit_status() {
  int status = 0;
  ::waitpid(std::exchange(pid_, -1), &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void Process::kill() {
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(std::exchange(pid_, -1), nullptr, 0);
}

void as_user(const std::string& name, const fs::path& folder) {
  const auto* user = ::getpwnam(name.c_str());
  ::setenv("XDG_CACHE_HOME", (folder / "cache").c_str(), 1);
  ::unsetenv("XDG_RUNTIME_DIR");
  if (user == nullptr || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0)
    throw std::runtime_error("cannot become " + name);
}

std::string error_of_open(const fs::path& project, const std::string& user) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error("cannot make a pipe");
  Process child([&] {
    if (!user.empty()) as_user(user, project);
    try {
      pg::EmbeddedServer::open(project);
    } catch (const Error& error) {
      if (error.code() != ErrorCode::embedded_server) throw;
      const auto text = whole(error);
      (void)!::write(ends[1], text.data(), text.size());
    }
  });
  ::close(ends[1]);
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t n = 0; (n = ::read(ends[0], buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(n));
  ::close(ends[0]);
  child.exit_status();
  return text;
}

ServerPids server_pids(const pg::EmbeddedServer& server) {
  const auto postmaster = std::stoi(first_line(server.data_directory() / "postmaster.pid"));
  return {postmaster, parent_of(postmaster)};
}

bool ended(pid_t pid) {
  return within(std::chrono::seconds(2), [&] { return ::kill(pid, 0) != 0; });
}

bool is_stopped_soon(const fs::path& project) {
  const auto state = fs::exists(project / ".migrate") ? project / ".migrate" : project;
  const int lock = ::open((state / "server.lock").c_str(), O_RDWR | O_CLOEXEC);
  const bool stopped =
      within(std::chrono::seconds(2), [&] { return ::flock(lock, LOCK_EX | LOCK_NB) == 0; });
  ::close(lock);
  return stopped;
}

}  // namespace migrate::test
