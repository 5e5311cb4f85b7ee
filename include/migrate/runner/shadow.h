#pragma once

#include "migrate/base/interrupt.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/url.h"
#include "migrate/revision/revision_file.h"

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::runner {

/// Where migrations are replayed.
struct ShadowOptions {
  std::optional<pg::ConnectionParameters> server = {};  ///< none: private ones of our own
  /// Of the private server: that of the database whose schema is compared; none: any.
  std::optional<int> major = {};
  /// Of the private server: the superuser that replays run as. Objects and rights of the role of
  /// this name in the database then belong to the same name here.
  std::string user = "postgres";
  std::vector<std::string> roles = {};  ///< that a private server has
  /// No server of ours has them: statements about them are left out of a replay.
  std::vector<std::string> absent_extensions = {};
  std::vector<revision::RevisionFile> setup = {};  ///< runs first in each database
};

class ShadowServer;

/// A database for one replay, empty but for what the setup made. Dropped at the end.
class ShadowDatabase {
 public:
  ShadowDatabase(std::shared_ptr<ShadowServer> server, std::string name);
  ShadowDatabase(ShadowDatabase&&) noexcept;
  ShadowDatabase& operator=(ShadowDatabase&&) noexcept;
  ShadowDatabase(const ShadowDatabase&) = delete;
  ShadowDatabase& operator=(const ShadowDatabase&) = delete;
  ~ShadowDatabase();

  [[nodiscard]] pg::Connection& connection() { return *connection_; }

  /// A second connection to it, for looking only.
  [[nodiscard]] pg::Connection watching() const;

  /// Send a statement of a replay. Of a subscription nothing reaches its publisher. On a private
  /// server a role or database that it names and that is not there is made first. Throws
  /// Error(refused) where the server is not ours and the statement would change more than this
  /// database.
  void execute(const std::string& sql);

  /// On a private server: make the role where it is missing.
  void need_role(const std::string& name);

  /// Disconnect; the database stays when this is gone. Gives its name.
  std::string keep();

 private:
  friend class Shadow;

  void drop() noexcept;
  void make_needed(const std::string& sql);

  std::shared_ptr<ShadowServer> server_;
  std::string name_;
  std::optional<pg::Connection> connection_;
  std::set<std::string> roles_;  ///< known to be there
};

/// Servers for replays. A private one is started when the first database is asked for; databases
/// share it until a replay has changed what belongs to the whole server (roles, its settings): the
/// next one then gets a new server. SIGINT and SIGTERM are noted while this lives, so that
/// databases on the server of others are dropped.
class Shadow {
 public:
  explicit Shadow(ShadowOptions options);
  Shadow(Shadow&&) = delete;
  Shadow& operator=(Shadow&&) = delete;
  Shadow(const Shadow&) = delete;
  Shadow& operator=(const Shadow&) = delete;
  ~Shadow();

  /// Throws Error(embedded_server) where no private server can be had,
  /// Error(insufficient_privilege) where shadow.url may not create databases, and what a failing
  /// setup throws.
  ShadowDatabase fresh_database();

  /// A database as that one is now, which has no other connection. Nothing where a replay has
  /// changed what belongs to the whole server: such a copy is not what a replay makes elsewhere.
  std::optional<ShadowDatabase> copy_of(ShadowDatabase& database);

  /// Throws Error(refused) where shadow.url is the server that pg::system_identifier gave this for.
  void refuse_server(const std::string& identifier);

  /// The databases that runs which were killed have left on the server of shadow.url.
  std::vector<std::string> leftovers();

  /// 15 for 15.20.
  int major();

 private:
  ShadowServer& server();

  Interrupt::Guarded guarded_;
  ShadowOptions options_;
  std::shared_ptr<ShadowServer> server_;
};

}  // namespace migrate::runner
