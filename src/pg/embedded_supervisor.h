#pragma once

#include "pg/embedded_system.h"

namespace migrate::pg::embedded {

/// What a supervisor works with; all of it prepared before the fork.
struct Supervision {
  const Account& account;
  char* const* arguments;    ///< of the postmaster
  char* const* environment;  ///< of the postmaster
  const char* postmaster_pid;
  int log;          ///< the postmaster's output
  int users_lock;   ///< an own open file of users.lock, not locked yet
  int server_lock;  ///< locked; the postmaster inherits it
  int ready;        ///< gets a byte when the server accepts connections; closed without: it failed
  /// A folder that goes with the server, which is then ended, not shut down; null: nothing goes.
  const char* discard;
};

/// Start a detached supervisor (a session of its own, nothing of our stdio) that owns the
/// postmaster, and stops it as soon as it can lock users.lock: when nobody uses the server.
void start_supervisor(const Supervision& supervision);

}  // namespace migrate::pg::embedded
