#pragma once

#include <libpq-fe.h>

#include <filesystem>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::pg {

/// A project's private development server: PostgreSQL on a unix socket in a 0700 folder, no TCP,
/// its data kept between runs in `.migrate/data` (below /var/lib/migrate where we are root and the
/// server's user cannot reach the project). Every object is one *user* of the server: the first
/// starts it, later ones, of other processes too, join it. When the last is gone, by destructor or
/// by the death of its process, a supervisor stops the server.
///
/// Every failure is an Error(embedded_server). `open` forks: call it before there are threads.
class EmbeddedServer {
 public:
  using Keywords = std::vector<std::pair<std::string, std::string>>;

  /// Join or start the server of the project whose root is that (existing) folder.
  static EmbeddedServer open(const std::filesystem::path& project_folder);

  /// A server for nobody else, with a new cluster in a temporary folder, without durability. When
  /// it has no user any more it is ended and its folder removed, also after a kill -9 of ours.
  /// `major`: of PostgreSQL; none: what is installed. Not found is an Error(embedded_server) that
  /// names both.
  static EmbeddedServer temporary(std::optional<int> major);

  /// Whether that project ever had one: its data are there. Starts and makes nothing.
  static bool exists(const std::filesystem::path& project_folder);

  /// The programs that `open` would start it with: `postgres (PostgreSQL) 15.4 in /usr/...`. Starts
  /// and makes nothing.
  static std::string programs(const std::filesystem::path& project_folder);

  EmbeddedServer(EmbeddedServer&& other) noexcept;
  EmbeddedServer& operator=(EmbeddedServer&& other) noexcept;
  EmbeddedServer(const EmbeddedServer&) = delete;
  EmbeddedServer& operator=(const EmbeddedServer&) = delete;
  ~EmbeddedServer();

  /// For PQconnectdbParams: the database `app` as superuser. Connect under a CleanPgEnvironment,
  /// then `check` the connection: PGSERVICE and PGHOSTADDR would beat the socket folder.
  [[nodiscard]] const Keywords& connection_keywords() const { return keywords_; }

  /// What the server answers to `show data_directory`.
  [[nodiscard]] const std::filesystem::path& data_directory() const { return data_; }

  /// Throws where the connection leads to another server.
  void check(PGconn* connection) const;

  /// A program that this process becomes by exec (psql) stays a user of the server.
  void keep_across_exec() const;

 private:
  EmbeddedServer(int user_lock, std::filesystem::path data, Keywords keywords);

  int user_lock_ = -1;
  std::filesystem::path data_;
  Keywords keywords_;
};

/// While it lives this process has none of the environment variables that libpq reads. Two threads
/// have one after the other. Not for use while others read or change the environment without.
class CleanPgEnvironment {
 public:
  CleanPgEnvironment();
  CleanPgEnvironment(const CleanPgEnvironment&) = delete;
  CleanPgEnvironment& operator=(const CleanPgEnvironment&) = delete;
  ~CleanPgEnvironment();

 private:
  std::unique_lock<std::recursive_mutex> alone_;
  std::vector<std::pair<std::string, std::string>> saved_;
};

/// The same for good: before an exec of psql on the embedded server.
void scrub_pg_environment();

}  // namespace migrate::pg
