#include "commands/database.h"

#include "commands/wait.h"
#include "migrate/base/files.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>

namespace migrate::commands {

pg::Connection open(const Context& context,
                    const pg::ConnectionParameters& parameters,
                    const std::optional<pg::EmbeddedServer>& embedded) {
  if (!embedded) {
    const auto wait = wait_option(context.arguments);
    return wait ? open_in_time(context, parameters, *wait) : pg::Connection::open(parameters);
  }
  const pg::CleanPgEnvironment clean;
  auto connection = pg::Connection::open(parameters);
  embedded->check(connection.handle());
  return connection;
}

std::string shown_of(const config::Settings& settings,
                     const Address& address,
                     const pg::Endpoint& endpoint) {
  if (!address.embedded) return pg::shown(endpoint);
  return fmt::format("embedded server in {}/", files::shown(settings.folder / ".migrate"));
}

Address address_of(const Context& context, const config::Settings& settings) {
  const auto url = config::database_url(settings);
  Address address;
  if (url.embedded) {
    address.embedded = pg::EmbeddedServer::open(settings.folder);
    address.parameters.values = address.embedded->connection_keywords();
    return address;
  }
  try {
    address.parameters =
        pg::parse_url(url.text, {.connect_timeout = settings.database.connect_timeout.get()});
  } catch (Error& error) {
    if (error.place().file.empty()) error.at(url.place);
    throw;
  }
  for (const auto& warning : address.parameters.warnings)
    context.log("warning: " + warning);
  return address;
}

Database::Database(const Context& context, const config::Settings& settings)
    : address_(address_of(context, settings)),
      tables_(tables_of(settings)),
      connection_(open(context, address_.parameters, address_.embedded)),
      shown_(shown_of(settings, address_, connection_.endpoint())) {
  context.log("database: " + shown_);
}

pg::Connection Database::watching() const {
  const auto parameters = pg::pinned(address_.parameters, connection_);
  if (!address_.embedded) return pg::Connection::open(parameters);
  const pg::CleanPgEnvironment clean;
  return pg::Connection::open(parameters);
}

void Database::reconnect(const Context& context, std::chrono::milliseconds wait) {
  connection_ = address_.embedded ? open(context, address_.parameters, address_.embedded)
                                  : open_in_time(context, address_.parameters, wait);
}

const pg::Pooler& Database::pooler(const history::State& state) {
  if (!pooler_)
    pooler_ = state.backend_pid == connection_.backend_pid()
                  ? pg::Pooler()
                  : pg::detect_pooler(connection_, address_.parameters);
  return *pooler_;
}

history::Tables tables_of(const config::Settings& settings) {
  const auto session = config::database_session(settings);
  return {.schema = session.version_table_schema,
          .version_table = session.version_table,
          .role = session.role};
}

runner::RunOptions run_options(const config::Settings& settings,
                               const history::State& state,
                               std::optional<std::string> tag,
                               const pg::ConnectionParameters& parameters,
                               runner::LockScope lock) {
  const auto session = config::database_session(settings);
  const std::chrono::milliseconds automatic{
      std::max<std::int64_t>(2000, state.deadlock_timeout_ms + 500)};
  const bool all = settings.transaction.get() == config::TransactionMode::all;
  return {.tables = tables_of(settings),
          .run = history::new_run(std::move(tag)),
          .role = session.role,
          .search_path = session.search_path ? session.search_path : parameters.search_path,
          .settings = session.settings,
          .row_security = state.row_security,
          .lock_timeout = settings.lock.lock_timeout.get().value_or(automatic),
          .retries = settings.lock.retries.get(),
          .policy = all ? runner::TransactionPolicy::all : runner::TransactionPolicy::per_migration,
          .lock = lock,
          .session = {},
          .application_name = {}};
}

std::vector<std::pair<std::string, std::string>> watchful_settings(
    const pg::Connection& connection) {
  std::vector<std::pair<std::string, std::string>> out{{"tcp_keepalives_idle", "30"},
                                                       {"tcp_keepalives_interval", "10"},
                                                       {"tcp_keepalives_count", "6"}};
  if (connection.server_version() >= 140000)
    out.emplace_back("client_connection_check_interval", "1s");
  return out;
}

}  // namespace migrate::commands
