#pragma once

#include "migrate/commands/command.h"
#include "migrate/config/settings.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/embedded_server.h"
#include "migrate/runner/run.h"

#include <optional>
#include <string>

namespace migrate::commands {

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

  /// What the URL says of the search_path.
  [[nodiscard]] const std::optional<std::string>& url_search_path() const {
    return url_search_path_;
  }

 private:
  std::optional<pg::EmbeddedServer> embedded_;
  std::optional<std::string> url_search_path_;
  history::Tables tables_;
  std::string shown_;
  pg::Connection connection_;
};

/// What a run needs besides its steps. `state` gives what only the server knows.
runner::RunOptions run_options(const config::Settings& settings,
                               const history::State& state,
                               std::optional<std::string> tag,
                               const std::optional<std::string>& url_search_path = {});

/// The version table and the role that the config names.
history::Tables tables_of(const config::Settings& settings);

/// The parameters of the configured database, and the embedded server where it is one.
struct Address {
  pg::ConnectionParameters parameters;
  std::optional<pg::EmbeddedServer> embedded;
};

Address address_of(const Context& context, const config::Settings& settings);

/// A connection, to the embedded server after a proof that it is the one.
pg::Connection open(const Context& context,
                    const pg::ConnectionParameters& parameters,
                    const std::optional<pg::EmbeddedServer>& embedded);

/// For people: `app on db.example.com:5432 as deploy`, `embedded server in .migrate/`.
std::string shown_of(const config::Settings& settings,
                     const Address& address,
                     const pg::Endpoint& endpoint);

}  // namespace migrate::commands
