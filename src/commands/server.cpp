#include "commands/server.h"

#include "commands/confirm.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::commands {

namespace {

bool is_closed(const Error& error) {
  return error.code() == ErrorCode::missing_database ||
         error.code() == ErrorCode::insufficient_privilege;
}

/// Connected to a database that every server has.
pg::Connection open_beside(const Context& context, const Address& address) {
  const auto with = [&](const std::string& name) {
    return open(context, pg::with_database(address.parameters, name), address.embedded);
  };
  try {
    return with("postgres");
  } catch (const Error& error) {
    if (!is_closed(error)) throw;
  }
  try {
    return with("template1");
  } catch (Error& error) {
    if (is_closed(error))
      error.hint(
          "databases are made and dropped from `postgres` or `template1`, which the role must be "
          "able to connect to");
    throw;
  }
}

}  // namespace

Server::Server(const Context& context, const config::Settings& settings)
    : address_(address_of(context, settings)),
      name_(pg::database_name(address_.parameters)),
      owner_(config::database_session(settings).role),
      connection_(open_beside(context, address_)) {
  auto endpoint = connection_.endpoint();
  endpoint.dbname = name_;
  shown_ = shown_of(settings, address_, endpoint);
  context.log("database: " + shown_);
}

bool Server::create() {
  return pg::create_database(connection_, name_, owner_);
}

bool Server::drop(pg::Force force) {
  return pg::drop_database(connection_, name_, owner_, force);
}

void require_answer(const Context& context, std::string_view command) {
  if (context.ask || context.arguments.has("--yes")) return;
  throw Error(ErrorCode::refused, fmt::format("{} drops the database: it wants --yes", command))
      .hint(fmt::format("`migrate {} --yes`; on a terminal it asks", command));
}

void confirm_drop(const Context& context, const Server& server, const std::string& what) {
  constexpr std::array kept{"postgres", "template0", "template1"};
  if (std::find(kept.begin(), kept.end(), server.name()) != kept.end())
    throw Error(ErrorCode::refused,
                fmt::format("the database \"{}\" belongs to the server and is never dropped",
                            server.name()))
        .hint("`migrate downgrade base` undoes the migrations");
  need_yes(context, what, what);
}

pg::Force force_of(const Context& context) {
  return context.arguments.has("--force") ? pg::Force::yes : pg::Force::no;
}

}  // namespace migrate::commands
