#include "pg/connect.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/diagnostics.h"

#include <fmt/core.h>

#include <poll.h>

#include <array>
#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace migrate::pg {

namespace {

using Handle = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// The keyword and value arrays that libpq takes.
struct Arrays {
  explicit Arrays(const ConnectionParameters& parameters) {
    for (const auto& [keyword, value] : parameters.values) {
      keywords.push_back(keyword.c_str());
      values.push_back(value.c_str());
    }
    add_keepalives(parameters);
    keywords.push_back(nullptr);
    values.push_back(nullptr);
  }

  std::vector<const char*> keywords;
  std::vector<const char*> values;

 private:
  /// A server that is gone is noticed within a minute. What the URL or a service file says rules.
  void add_keepalives(const ConnectionParameters& parameters) {
    static constexpr std::array<std::pair<const char*, const char*>, 3> times{
        {{"keepalives_idle", "30"}, {"keepalives_interval", "10"}, {"keepalives_count", "3"}}};
    if (parameters.find("service") != nullptr) return;
    for (const auto& [keyword, value] : times) {
      if (parameters.find(keyword) != nullptr) continue;
      keywords.push_back(keyword);
      values.push_back(value);
    }
  }
};

/// Drive a connection attempt for a bounded time.
void drive(PGconn* connection, std::chrono::steady_clock::time_point deadline) {
  auto want = PGRES_POLLING_WRITING;
  while (want != PGRES_POLLING_FAILED && want != PGRES_POLLING_OK) {
    if (std::chrono::steady_clock::now() > deadline) return;
    pollfd socket{PQsocket(connection),
                  static_cast<short>(want == PGRES_POLLING_READING ? POLLIN : POLLOUT),
                  0};
    ::poll(&socket, 1, 200);
    if (socket.revents != 0) want = PQconnectPoll(connection);
  }
}

/// The SQLSTATE of a refused login. libpq shows it only in verbose messages, and these can be
/// asked for only in an attempt that is driven by hand: so the failed attempt is made again.
std::string sqlstate_of_refusal(const Arrays& arrays) {
  const Handle again(PQconnectStartParams(arrays.keywords.data(), arrays.values.data(), 0),
                     &PQfinish);
  if (!again || PQstatus(again.get()) == CONNECTION_BAD) return {};
  PQsetErrorVerbosity(again.get(), PQERRORS_SQLSTATE);
  drive(again.get(), std::chrono::steady_clock::now() + std::chrono::seconds(3));
  const std::string message = PQerrorMessage(again.get());
  const auto at = message.find("FATAL:  ");
  if (at == std::string::npos) return {};
  const auto code = message.substr(at + 8, 5);
  return code.size() == 5 &&
                 code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos
             ? code
             : "";
}

Error refusal(PGconn* connection, const ConnectionParameters& parameters) {
  const std::string said(trim(PQerrorMessage(connection)));
  const bool needs_password = PQconnectionNeedsPassword(connection) != 0;
  std::string sqlstate;
  if (said.find("FATAL") != std::string::npos) sqlstate = sqlstate_of_refusal(Arrays(parameters));
  auto code = code_of_sqlstate(sqlstate, ErrorCode::connection);
  if (needs_password) code = ErrorCode::authentication;
  Error error(code, fmt::format("cannot connect to {}", shown(parameters)));
  error.detail(said).sqlstate(sqlstate).state("nothing was changed");
  switch (code) {
    case ErrorCode::authentication:
      return error.hint(needs_password
                            ? "no password was given: put it into the URL, PGPASSWORD or ~/.pgpass"
                            : "check the user and the password of the URL");
    case ErrorCode::missing_database:
      return error.hint("`migrate create` makes the database; or correct its name in the URL");
    case ErrorCode::insufficient_privilege:
      return error.hint("the role may not connect to this database");
    default:
      if (said.find("SSL") != std::string::npos)
        return error.hint("look at `sslmode` in the URL, and at what the server offers");
      return error.hint("is the server running, and is the address right?");
  }
}

}  // namespace

bool may_come_up(const ConnectionParameters& parameters, const Error& error) {
  if (error.code() != ErrorCode::connection) return false;
  const auto& state = error.sqlstate();
  // 08: a pooler that does not reach its server.
  if (!state.empty()) return state == "57P03" || state == "53300" || state.starts_with("08");
  const Arrays arrays(parameters);
  return PQpingParams(arrays.keywords.data(), arrays.values.data(), 0) != PQPING_NO_ATTEMPT;
}

PGconn* connect(const ConnectionParameters& parameters) {
  const Arrays arrays(parameters);
  Handle connection(PQconnectdbParams(arrays.keywords.data(), arrays.values.data(), 0), &PQfinish);
  if (!connection) throw Error(ErrorCode::internal, "no memory for a connection");
  if (PQstatus(connection.get()) != CONNECTION_OK) throw refusal(connection.get(), parameters);
  return connection.release();
}

}  // namespace migrate::pg
