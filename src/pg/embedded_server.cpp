#include "migrate/pg/embedded_server.h"

#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "pg/embedded_binaries.h"
#include "pg/embedded_postmaster.h"
#include "pg/embedded_start.h"
#include "pg/embedded_temporary.h"

#include <fmt/core.h>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

namespace migrate::pg {

using embedded::Descriptor;
using embedded::failure;
using embedded::find_state;
using embedded::keywords_for;
using embedded::open_file;
using embedded::Path;
using embedded::patience;
using embedded::PostmasterFile;
using embedded::start;
using embedded::State;
using embedded::system_failure;

namespace {

using Clock = std::chrono::steady_clock;

/// Whether the lock was free. Throws where the disk knows no locks.
bool try_lock(const Descriptor& file, int kind, const Path& path) {
  if (::flock(file.get(), kind | LOCK_NB) == 0) return true;
  if (errno == EWOULDBLOCK || errno == EINTR) return false;
  throw system_failure(fmt::format("cannot lock {}", path.string()))
      .hint("the embedded server needs a disk with file locks: give database.url a server");
}

/// Calls `done` until it is true; throws when patience is at its end.
template <typename Done>
void wait_until(const State& state, Done done) {
  const auto deadline = Clock::now() + patience;
  auto pause = std::chrono::milliseconds(1);
  while (!done()) {
    if (Clock::now() > deadline)
      throw failure("the embedded server does not come up, or does not stop")
          .detail(fmt::format("waited {} s for another process that starts or stops it",
                              patience.count()))
          .hint(fmt::format("look into {}", state.log().string()));
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, std::chrono::milliseconds(16));
  }
}

bool accepts_connections(const std::string& sockets) {
  const CleanPgEnvironment clean;
  std::vector<const char*> names;
  std::vector<const char*> values;
  const auto keywords = keywords_for(sockets);
  for (const auto& [name, value] : keywords) {
    names.push_back(name.c_str());
    values.push_back(value.c_str());
  }
  names.push_back(nullptr);
  values.push_back(nullptr);
  return PQpingParams(names.data(), values.data(), 0) == PQPING_OK;
}

/// Where the running server has its socket; nothing while it is not there for us. A process that
/// holds users.lock may rely on it: the server stays.
std::optional<std::string> running_at(const State& state) {
  const PostmasterFile file(state.postmaster_pid().c_str());
  std::string sockets(file.socket_folder());
  if (!file.ready() || sockets.empty() || !accepts_connections(sockets)) return std::nullopt;
  return sockets;
}

/// Descriptors 0 to 2 are in use, so that no lock or pipe gets such a number.
void ensure_stdio() {
  int fd = -1;
  do {
    fd = ::open("/dev/null", O_RDWR);
  } while (fd >= 0 && fd <= 2);
  if (fd >= 0) ::close(fd);
}

std::string join_or_start(const State& state) {
  const auto path = state.folder / "server.lock";
  std::optional<std::string> sockets;
  wait_until(state, [&] {
    auto lock = open_file(path, O_RDWR, state.account);
    if (try_lock(lock, LOCK_EX, path)) {
      sockets = start(state, std::move(lock), {});
    } else {
      sockets = running_at(state);
    }
    return sockets.has_value();
  });
  return *sockets;
}

}  // namespace

EmbeddedServer EmbeddedServer::open(const std::filesystem::path& project_folder) {
  ensure_stdio();
  const auto state = find_state(project_folder);
  const auto path = state.folder / "users.lock";
  auto user = open_file(path, O_RDWR, state.account);
  // Waits while a supervisor is stopping the server; from here on none begins to.
  wait_until(state, [&] { return try_lock(user, LOCK_SH, path); });
  const auto sockets = join_or_start(state);
  return {user.release(), state.data(), keywords_for(sockets)};
}

EmbeddedServer EmbeddedServer::temporary(std::optional<int> major) {
  ensure_stdio();
  auto started = embedded::start_temporary(major);
  return {started.user_lock.release(), started.data, keywords_for(started.sockets)};
}

bool EmbeddedServer::exists(const std::filesystem::path& project_folder) {
  return embedded::has_data(project_folder);
}

std::string EmbeddedServer::programs(const std::filesystem::path& project_folder) {
  auto account = embedded::default_account();
  std::optional<int> wanted;
  if (exists(project_folder)) {
    const auto state = find_state(project_folder);  // it is there: nothing is made
    account = state.account;
    wanted = std::atoi(files::read(state.data() / "PG_VERSION").c_str());
  }
  const auto found = embedded::find_binaries(account, wanted);
  return fmt::format("{} in {}", found.version, found.folder.string());
}

EmbeddedServer::EmbeddedServer(int user_lock, std::filesystem::path data, Keywords keywords)
    : user_lock_(user_lock), data_(std::move(data)), keywords_(std::move(keywords)) {}

EmbeddedServer::EmbeddedServer(EmbeddedServer&& other) noexcept
    : user_lock_(std::exchange(other.user_lock_, -1)),
      data_(std::move(other.data_)),
      keywords_(std::move(other.keywords_)) {}

EmbeddedServer& EmbeddedServer::operator=(EmbeddedServer&& other) noexcept {
  std::swap(user_lock_, other.user_lock_);
  std::swap(data_, other.data_);
  std::swap(keywords_, other.keywords_);
  return *this;
}

EmbeddedServer::~EmbeddedServer() {
  if (user_lock_ >= 0) ::close(user_lock_);
}

void EmbeddedServer::check(PGconn* connection) const {
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(
      PQexec(connection, "show data_directory"), &PQclear);
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK)
    throw failure("cannot ask the embedded server for its data folder")
        .detail(std::string(trim(PQerrorMessage(connection))));
  const std::string answer = PQgetvalue(result.get(), 0, 0);
  if (answer == data_) return;
  throw failure("the connection leads to another server than the embedded one")
      .detail(fmt::format("its data folder is {}, ours {}", answer, data_.string()))
      .hint("unset the PG* variables of libpq, PGSERVICE and PGHOSTADDR above all");
}

void EmbeddedServer::keep_across_exec() const {
  ::fcntl(user_lock_, F_SETFD, 0);
}

}  // namespace migrate::pg
