#include "pg/embedded_data.h"

#include "migrate/base/strings.h"
#include "pg/embedded_postmaster.h"
#include "pg/embedded_template.h"

#include <fmt/core.h>

#include <unistd.h>

#include <charconv>
#include <csignal>
#include <fstream>

namespace migrate::pg::embedded {

namespace {

/// Never half a cluster: a copy under another name, then renamed.
void copy_template(const Path& source, const State& state) {
  const auto fresh = state.folder / "data.new";
  std::error_code ignored;
  std::filesystem::remove_all(fresh, ignored);
  make_private_folder(fresh, state.account);
  const auto copied = run_as(state.account, {"cp", "-a", (source / ".").string(), fresh.string()});
  if (copied.status != 0)
    throw failure(fmt::format("cannot copy a new cluster to {}", fresh.string()))
        .detail(std::string(trim(copied.output)));
  if (::rename(fresh.c_str(), state.data().c_str()) != 0)
    throw system_failure(fmt::format("cannot rename {}", fresh.string()));
}

int major_of(const Path& data) {
  std::string line;
  std::ifstream(data / "PG_VERSION") >> line;
  int major = 0;
  std::from_chars(line.data(), line.data() + line.size(), major);
  if (major > 0) return major;
  throw failure(fmt::format("{} holds no PostgreSQL cluster", data.string()))
      .detail("its file PG_VERSION is missing or empty; nothing was changed")
      .hint("move the folder away to begin with an empty database");
}

/// The process id at the start of a lock file of PostgreSQL; 0 for none.
pid_t owner_of(const Path& lock_file) {
  pid_t pid = 0;
  std::ifstream(lock_file) >> pid;
  return pid;
}

/// A postmaster's working directory is its data folder.
bool works_in(pid_t pid, const Path& data) {
  std::error_code failed;
  return std::filesystem::read_symlink(fmt::format("/proc/{}/cwd", pid), failed) == data;
}

}  // namespace

Binaries prepare_data(const State& state, std::optional<int> major) {
  if (!reaches(state.account, state.folder))
    throw failure(fmt::format("the server's user \"{}\" cannot reach {}",
                              state.account.name,
                              state.folder.string()))
        .hint("let others enter (chmod o+x) the folders above it");
  if (look_at(state.data())) return find_binaries(state.account, major_of(state.data()));
  auto binaries = find_binaries(state.account, major);
  copy_template(cluster_template(binaries, state.account), state);
  return binaries;
}

void clear_leftovers(const State& state, const Path& sockets) {
  const auto pid = owner_of(state.postmaster_pid());
  if (pid > 0 && works_in(pid, state.data()))
    throw failure(fmt::format("a server that migrate did not start uses {}", state.data().string()))
        .detail(fmt::format("its process is {}", pid))
        .hint("stop it first");
  // PostgreSQL itself clears a file whose process is gone, but takes any process of the same user
  // with a recycled number for a server.
  if (pid > 0 && ::kill(pid, 0) == 0) ::unlink(state.postmaster_pid().c_str());
  ::unlink((sockets / (std::string(socket_name) + ".lock")).c_str());
}

}  // namespace migrate::pg::embedded
