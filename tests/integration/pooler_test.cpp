// Telling a pooler, and how it pools, from a server; with a real PgBouncer.
#include "migrate/pg/pooler.h"

#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/session.h"

#include <atomic>
#include <thread>
#include <vector>

using namespace migrate::test;
using namespace migrate::pg;
using Catch::Matchers::Contains;

namespace {

Pooler detect(const std::string& url) {
  const auto parameters = parse_url(url);
  auto connection = Connection::open(parameters);
  auto out = detect_pooler(connection, parameters);
  CHECK_FALSE(connection.in_transaction());
  CHECK(connection.query("select 1").single() == "1");
  return out;
}

}  // namespace

TEST_CASE("without a pooler none is seen", "[pooler]") {
  const auto url = GENERATE(Cluster::instance().url("postgres"),
                            Cluster::instance().socket_url("postgres"),
                            // Of several hosts the one that answered counts.
                            "postgresql://postgres@127.0.0.1:1,127.0.0.1:" +
                                std::to_string(Cluster::instance().port()) + "/postgres");
  const auto found = detect(url);
  CHECK(found.pooling == Pooling::none);
  CHECK(found.saw.empty());
}

TEST_CASE("the pool mode is told from outside", "[pooler]") {
  struct Case {
    const char* mode;
    Pgbouncer::Settings settings;
    Pooling expected;
    const char* saw;
  };

  const auto wanted = GENERATE(values<Case>({
      {"session", {}, Pooling::session, "answered this client alone"},
      {"session", {{"server_round_robin", "1"}}, Pooling::session, "answered this client alone"},
      {"transaction", {}, Pooling::transaction, "answered another client too"},
      {"transaction", {{"default_pool_size", "1"}}, Pooling::transaction, "another client too"},
      {"statement", {}, Pooling::transaction, "a second connection"},
      // A second client is refused: in doubt.
      {"session", {{"max_client_conn", "1"}}, Pooling::transaction, "no more connections allowed"},
  }));
  CAPTURE(wanted.mode, wanted.settings);
  const Pgbouncer pooler(wanted.mode, wanted.settings);
  const auto found = detect(pooler.url("postgres"));
  CHECK(found.pooling == wanted.expected);
  CHECK_THAT(found.saw, Contains(wanted.saw));
}

TEST_CASE("a pool that hands out its server processes in turn is seen", "[pooler]") {
  const Pgbouncer pooler("transaction", {{"server_round_robin", "1"}});
  {
    // Two server processes in the pool: two transactions at once.
    const Session first(pooler.url("postgres"));
    const Session second(pooler.url("postgres"));
    for (const auto* session : {&first, &second})
      session->run("begin");
    REQUIRE(first.run("select pg_backend_pid()") != second.run("select pg_backend_pid()"));
    for (const auto* session : {&first, &second})
      session->run("commit");
  }
  for (int i = 0; i < 10; ++i)
    CHECK(detect(pooler.url("postgres")).pooling == Pooling::transaction);
}

TEST_CASE("many clients at once do not take each other's turns for sessions", "[pooler]") {
  const Pgbouncer pooler("transaction", {{"server_round_robin", "1"}, {"default_pool_size", "4"}});
  std::atomic<int> taken_for_sessions = 0;
  std::vector<std::thread> clients;
  for (int i = 0; i < 32; ++i)
    clients.emplace_back([&] {
      for (int round = 0; round < 5; ++round) {
        const auto parameters = parse_url(pooler.url("postgres"));
        auto connection = Connection::open(parameters);
        if (detect_pooler(connection, parameters).pooling != Pooling::transaction)
          ++taken_for_sessions;
      }
    });
  for (auto& client : clients)
    client.join();
  CHECK(taken_for_sessions == 0);
}

TEST_CASE("a transaction pool of which others hold most is told without waiting for them",
          "[pooler]") {
  const Pgbouncer pooler("transaction", {{"default_pool_size", "2"}});
  const auto parameters = parse_url(pooler.url("postgres"));
  auto connection = Connection::open(parameters);
  // The process that answers first is then taken by somebody else, in a long transaction.
  const auto first = connection.execute("select pg_backend_pid()").single();
  const Session busy(pooler.url("postgres"));
  busy.run("begin");
  REQUIRE(busy.run("select pg_backend_pid()") == first);
  const auto found = detect_pooler(connection, parameters);
  CHECK(found.pooling == Pooling::transaction);
  CHECK_THAT(found.saw, Contains("answered another client too"));
}

TEST_CASE("a session pool that is used up leaves it in doubt", "[pooler]") {
  const Pgbouncer pooler("session", {{"default_pool_size", "1"}});
  const auto found = detect(pooler.url("postgres"));
  CHECK(found.pooling == Pooling::transaction);
  CHECK_THAT(found.saw, Contains("gave it no server process"));
}
