#pragma once

#include "commands/database.h"
#include "migrate/commands/command.h"
#include "migrate/pg/databases.h"

#include <optional>
#include <string>

namespace migrate::commands {

/// The server of the configured database, which itself may be missing: connected to `postgres`, or
/// to `template1` where that is not there. Its address is said on stderr.
class Server {
 public:
  Server(const Context& context, const config::Settings& settings);

  [[nodiscard]] const std::string& name() const { return name_; }

  [[nodiscard]] const std::string& shown() const { return shown_; }

  [[nodiscard]] pg::Connection& connection() { return connection_; }

  [[nodiscard]] bool has_database() { return pg::database_exists(connection_, name_); }

  /// False where it is there already.
  bool create();
  /// False where it is not there.
  bool drop(pg::Force force);

 private:
  Address address_;
  std::string name_;
  std::optional<std::string> owner_;
  pg::Connection connection_;
  std::string shown_;
};

/// Before a connection is made: throws Error(refused) where nobody can be asked and nobody said
/// --yes.
void require_answer(const Context& context, std::string_view command);

/// Throws Error(refused) for the databases that every server has, and unless a person agrees or
/// --yes is given. `what`: the question.
void confirm_drop(const Context& context, const Server& server, const std::string& what);

pg::Force force_of(const Context& context);

}  // namespace migrate::commands
