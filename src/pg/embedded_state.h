#pragma once

#include "pg/embedded_system.h"

#include <string>

namespace migrate::pg::embedded {

/// Where a project's server keeps what it has: `.migrate/`, or `/var/lib/migrate/HASH`.
///
///   data/         the cluster; copied into data.new/ first, then renamed
///   run/          the socket, where that path is short enough for one
///   server.log    what the server said
///   users.lock    flock, shared: held by every user of the server. Exclusive: by the supervisor,
///                 from the moment it decides to stop until the server is gone, so nobody can join
///                 a server that is going down.
///   server.lock   flock, exclusive: held by whoever starts the server, inherited by supervisor,
///                 postmaster and backends. Free: no process of this server lives.
struct State {
  Path folder;
  std::string hash;  ///< of the project's real path
  Account account;   ///< who the server runs as, and whom the files belong to

  [[nodiscard]] Path data() const { return folder / "data"; }

  [[nodiscard]] Path log() const { return folder / "server.log"; }

  [[nodiscard]] Path postmaster_pid() const { return data() / "postmaster.pid"; }
};

/// Finds the state folder, or makes it.
State find_state(const Path& project);

/// Whether find_state() would find one with data.
bool has_data(const Path& project);

/// A private folder (made where missing) whose path can hold a socket and be libpq's `host`.
Path socket_folder(const State& state);

constexpr auto socket_name = ".s.PGSQL.5432";

}  // namespace migrate::pg::embedded
