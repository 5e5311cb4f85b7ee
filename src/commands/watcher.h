#pragma once

#include "commands/database.h"
#include "migrate/pg/advisory_lock.h"

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace migrate::commands {

/// What the server says of a statement that takes its time.
struct ServerProgress {
  std::string command;         ///< `CREATE INDEX`, `COPY`, ...
  std::string phase;           ///< in the server's words; empty: it has none
  std::optional<double> done;  ///< of 1; nothing where the server does not know the whole
};

/// What another session sees of ours.
struct Look {
  std::vector<pg::LockHolder> blockers;
  std::optional<ServerProgress> progress;
};

/// Looks at a working session from a second connection, which it opens when there is something to
/// look at: single statements outside any transaction. What goes wrong there ends the looking, and
/// nothing else.
class Watcher {
 public:
  using OnLook = std::function<void(const Look&)>;

  /// `whom`: an SQL condition on pg_stat_activity, as `a`, that our working session fulfils.
  Watcher(const Database& database, std::string whom, OnLook on_look);

  /// Called every half second that the working session waits for the server.
  void tick();

  /// Who blocked the session when it was last seen waiting, since this was asked before.
  std::vector<pg::LockHolder> take_blockers();

 private:
  void look();

  const Database& database_;
  std::string whom_;
  OnLook on_look_;
  std::optional<pg::Connection> connection_;
  bool given_up_ = false;
  std::vector<pg::LockHolder> blockers_;
};

}  // namespace migrate::commands
