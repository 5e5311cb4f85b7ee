// Real histories whose replay is killed again and again: in the end the catalog is that of an
// undisturbed replay.
#include "support/histories.h"

#include "fault/ledger.h"
#include "fault/rounds.h"
#include "support/catch.h"
#include "support/client.h"
#include "support/proxy.h"

#include <fmt/core.h>

#include <atomic>
#include <csignal>

using namespace migrate::test;

namespace {

constexpr auto succeeded =
    "select count(*), count(distinct revision) from migrate_history where outcome = 'succeeded'";

/// What an undisturbed replay leaves, and what it takes.
struct Replay {
  explicit Replay(const History& history) : database(history.prelude()) {
    const Project project(database.socket_url());
    history.write(project);
    Proxy proxy({.port = Cluster::instance().port()});
    Client client(project, {"upgrade", "head"}, proxy.url(database.name()));
    if (client.result().status != 0) throw std::runtime_error(client.result().err);
    answers = proxy.messages(Sender::server);
    schema = schema_without_ours(database.socket_url());
    rows = psql(database.socket_url(), succeeded);
  }

  Database database;
  std::size_t answers = 0;
  std::string schema;
  std::string rows;
};

/// Kills it before the server's message `number` arrives, or lets it end before that.
int run_killed(const Project& project, const Database& database, std::size_t number) {
  std::atomic<const Client*> running = nullptr;
  Proxy proxy({.port = Cluster::instance().port(), .on_message = [&](const WireMessage& message) {
                 const Client* client = nullptr;
                 while (message.from == Sender::server && message.number == number &&
                        client == nullptr)
                   client = running;
                 if (client != nullptr) client->signal(SIGKILL);
                 return Verdict::pass;
               }});
  Client client(project, {"upgrade", "head"}, proxy.url(database.name()));
  running = &client;
  return client.result().status;
}

Round killed_twice(const History& history, const Replay& undisturbed, Random& random) {
  const Database database(history.prelude());
  const Project project(database.socket_url());
  history.write(project);
  const Session session(database.socket_url());
  Round round;
  for (int i = 0; i < 2; ++i) {
    const auto status = run_killed(project, database, up_to(random, undisturbed.answers));
    round.struck = round.struck || status == 137;
    if (status != 0 && status != 137) round.broken += fmt::format("it ended with {}\n", status);
    round.broken += left_behind(session);
  }
  const auto last = project.run({"upgrade", "head"});
  if (last.status != 0) round.broken += last.err;
  if (schema_without_ours(database.socket_url()) != undisturbed.schema)
    round.broken += "the schema is not that of the undisturbed replay\n";
  const auto rows = psql(database.socket_url(), succeeded);
  if (rows != undisturbed.rows) round.broken += "applied: " + rows + "\n";
  return round;
}

}  // namespace

TEST_CASE("a real history that is killed in its replay ends with the same schema",
          "[fault][histories]") {
  for (const auto& folder : history_folders()) {
    const History history(folder);
    const Replay undisturbed(history);
    play({.name = "SIGKILL, twice, in " + folder.filename().string(), .rounds = 3, .bound = 0.6},
         [&](Random& random) { return killed_twice(history, undisturbed, random); });
  }
}
