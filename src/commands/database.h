#pragma once

#include "migrate/commands/command.h"
#include "migrate/config/settings.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/embedded_server.h"
#include "migrate/pg/pooler.h"
#include "migrate/runner/run.h"

#include <chrono>
#include <optional>
#include <string>

namespace migrate::commands {

/// The parameters of the configured database, and the embedded server where it is one.
struct Address {
  pg::ConnectionParameters parameters;
  std::optional<pg::EmbeddedServer> embedded;
};

Address address_of(const Context& context, const config::Settings& settings);

/// The configured database, connected: its address is said on stderr as soon as it is known.
class Database {
 public:
  /// Starts or joins the embedded server where that is configured.
  Database(const Context& context, const config::Settings& settings);

  [[nodiscard]] pg::Connection& connection() { return connection_; }

  [[nodiscard]] const history::Tables& tables() const { return tables_; }

  /// For people and for JSON's `database`.
  [[nodiscard]] const std::string& shown() const { return shown_; }

  [[nodiscard]] history::State state() { return history::read_state(connection_, tables_); }

  /// What the URL says.
  [[nodiscard]] const pg::ConnectionParameters& parameters() const { return address_.parameters; }

  /// A second connection to where the first one is, for looking only. Throws as Connection::open
  /// does.
  [[nodiscard]] pg::Connection watching() const;

  /// Open the connection anew after it was lost, and try for `wait` while the server does not
  /// accept any. References to connection() stay good.
  void reconnect(const Context& context, std::chrono::milliseconds wait);

  /// What stands between us and the server, given what read_state found. Asked once.
  const pg::Pooler& pooler(const history::State& state);

 private:
  Address address_;
  std::optional<pg::Pooler> pooler_;
  history::Tables tables_;
  pg::Connection connection_;
  std::string shown_;
};

/// What a run needs besides its steps. `state` gives what only the server knows.
runner::RunOptions run_options(const config::Settings& settings,
                               const history::State& state,
                               std::optional<std::string> tag,
                               const pg::ConnectionParameters& parameters = {},
                               runner::LockScope lock = runner::LockScope::session);

/// What a session of ours keeps so that the server notices a client that is gone, and does not run
/// on with its locks. It must be set again after RESET ALL.
std::vector<std::pair<std::string, std::string>> watchful_settings(
    const pg::Connection& connection);

/// The version table and the role that the config names.
history::Tables tables_of(const config::Settings& settings);

/// A connection, to the embedded server after a proof that it is the one.
pg::Connection open(const Context& context,
                    const pg::ConnectionParameters& parameters,
                    const std::optional<pg::EmbeddedServer>& embedded);

/// For people: `app on db.example.com:5432 as deploy`, `embedded server in .migrate/`.
std::string shown_of(const config::Settings& settings,
                     const Address& address,
                     const pg::Endpoint& endpoint);

}  // namespace migrate::commands
