#include "migrate/pg/pooler.h"

#include <fmt/core.h>
#include <libpq-fe.h>

#include <chrono>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>

namespace migrate::pg {

namespace {

// A second connection that meets another pooler at the same address proves nothing: more than one
// is tried.
constexpr int rounds = 3;

// How long another client may wait for a server process of the pool, in ticks of half a second.
constexpr int patience_ticks = 8;

// In each round we ask so often, with pauses by chance: many clients that take their turns in step
// would meet the same server process again and again.
constexpr int asks = 5;
constexpr int longest_pause_us = 3000;

constexpr auto ask_pid = "select pg_catalog.pg_backend_pid()";

int pid_of(Connection& connection) {
  return std::stoi(connection.execute(ask_pid).single());
}

void pause() {
  static thread_local std::minstd_rand random{std::random_device{}()};
  std::uniform_int_distribution<int> time(0, longest_pause_us);
  std::this_thread::sleep_for(std::chrono::microseconds(time(random)));
}

void replace(ConnectionParameters& parameters, const std::string& keyword, std::string value) {
  std::erase_if(parameters.values, [&](const auto& pair) { return pair.first == keyword; });
  if (!value.empty()) parameters.values.emplace_back(keyword, std::move(value));
}

/// Another client, in a transaction: it holds a server process.
class Other {
 public:
  explicit Other(const ConnectionParameters& parameters)
      : connection_(Connection::open(parameters)) {
    connection_.on_tick([ticks = 0]() mutable {
      if (++ticks == patience_ticks)
        throw Error(ErrorCode::connection, "the pooler gave it no server process");
    });
    connection_.execute("begin");
    pid_ = pid_of(connection_);
  }

  [[nodiscard]] int pid() const { return pid_; }

  void let_go() noexcept { connection_.roll_back(); }

 private:
  Connection connection_;
  int pid_ = 0;
};

/// Ask `connection` while `other` holds its server process, but let go where the answer waits for
/// just that one: the pool may be used up.
int pid_beside(Connection& connection, Other& other) {
  connection.on_tick([&other] { other.let_go(); });
  const int pid = pid_of(connection);
  connection.on_tick({});
  other.let_go();
  return pid;
}

Pooler found(Pooling pooling, int invented, const std::string& why) {
  return {.pooling = pooling,
          .saw = fmt::format(
              "the process id of the connection, {}, is not the server's; {}", invented, why)};
}

/// Look once more at both; what is found in `ours` and at another client tells transactions apart.
std::optional<std::string> sign_of_transactions(Connection& connection,
                                                const ConnectionParameters& parameters,
                                                std::set<int>& ours) {
  for (int i = 0; i < asks; ++i) {
    ours.insert(pid_of(connection));
    pause();
  }
  Other other(parameters);
  if (ours.contains(other.pid()))
    return fmt::format("server process {} answered another client too", other.pid());
  ours.insert(pid_beside(connection, other));
  if (ours.size() == 1) return std::nullopt;
  return fmt::format("server processes {} and {} answered in turn", *ours.begin(), *ours.rbegin());
}

bool is_about(const Error& error, const Connection& connection) {
  return connection.is_broken() || error.code() == ErrorCode::interrupted ||
         error.code() == ErrorCode::terminated;
}

}  // namespace

ConnectionParameters pinned(ConnectionParameters parameters, const Connection& to) {
  const auto endpoint = to.endpoint();
  const char* address = PQhostaddr(to.handle());
  replace(parameters, "host", endpoint.host);
  replace(parameters, "port", endpoint.port);
  replace(parameters, "hostaddr", address != nullptr ? address : "");
  return parameters;
}

Pooler detect_pooler(Connection& connection, const ConnectionParameters& parameters) {
  const int announced = connection.backend_pid();
  std::set<int> ours{pid_of(connection)};
  // A pooler invents the id that it announces, since a cancel request must reach the pooler.
  if (ours.contains(announced)) return {};
  const auto target = pinned(parameters, connection);
  for (int round = 0; round < rounds; ++round) {
    try {
      if (const auto sign = sign_of_transactions(connection, target, ours))
        return found(Pooling::transaction, announced, *sign);
    } catch (const Error& e) {
      connection.on_tick({});
      if (is_about(e, connection)) throw;
      return found(Pooling::transaction,
                   announced,
                   fmt::format("a second connection, to tell how it pools, failed: {}{}{}",
                               e.message(),
                               e.detail().empty() ? "" : ": ",
                               e.detail()));
    }
  }
  return found(Pooling::session,
               announced,
               fmt::format("server process {} answered this client alone", *ours.begin()));
}

}  // namespace migrate::pg
