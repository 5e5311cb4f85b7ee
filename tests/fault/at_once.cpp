#include "fault/at_once.h"

#include "migrate/history/version_table.h"

#include <fmt/core.h>

#include <poll.h>

#include <algorithm>
#include <deque>
#include <stdexcept>

namespace migrate::test {

namespace {

constexpr std::string_view waits = "waiting for the migration lock";

constexpr auto step_at_work =
    "select count(*) > 0 from pg_stat_activity where datname = current_database() and wait_event "
    "= 'PgSleep'";

class Gathering {
 public:
  explicit Gathering(const Crowd& crowd)
      : crowd_(crowd), ledger_(database_.socket_url(), crowd.shape) {
    session_.run(LedgerProject::prelude());
    if (crowd.applied > 0 && ledger_.project().run({"upgrade", id_of(crowd.applied)}).status != 0)
      throw std::runtime_error("the first migrations failed");
  }

  Round play(Random& random) {
    start();
    if (crowd_.fault != nullptr) strike(random);
    for (std::size_t i = 0; i < clients_.size(); ++i)
      check(i);
    if (crowd_.fault != nullptr) settle(Stage::interrupted);
    Client next(ledger_.project(), {"upgrade", "head"}, url());
    if (next.result().status != 0) say("the next run", next.result());
    settle(Stage::complete);
    return round_;
  }

 private:
  [[nodiscard]] std::string url() const {
    return crowd_.pooler != nullptr ? crowd_.pooler->url(database_.name()) : database_.socket_url();
  }

  /// Somebody has the lock until all have tried to get it.
  void start() {
    const auto key = std::to_string(
        history::lock_key({.schema = "public", .version_table = "migrate_version", .role = {}}));
    session_.run("select pg_advisory_lock(" + key + ")");
    for (std::size_t i = 0; i < crowd_.count; ++i)
      clients_.emplace_back(ledger_.project(), std::vector<std::string>{"upgrade", "head"}, url());
    const auto settled = [](const Client& client) {
      return client.has_said(waits) || !client.is_running();
    };
    while (!std::all_of(clients_.begin(), clients_.end(), settled))
      ::poll(nullptr, 0, 10);
    round_.struck = std::all_of(clients_.begin(), clients_.end(), [](const Client& client) {
      return client.has_said(waits);
    });
    session_.run("select pg_advisory_unlock(" + key + ")");
  }

  void strike(Random& random) {
    const auto& first = clients_.front();
    while (first.is_running() && session_.run(step_at_work) != "t") {
    }
    const auto longest = static_cast<std::size_t>(2000 * crowd_.shape.sleep) + 1;
    ::poll(nullptr, 0, static_cast<int>(up_to(random, longest)));
    round_.struck = round_.struck && first.is_running();
    crowd_.fault->action({.client = first, .database = database_});
  }

  void check(std::size_t index) {
    auto& client = clients_[index];
    const auto& result = client.result();
    const auto* fault = crowd_.fault;
    const bool is_hurt = fault != nullptr && (index == 0 || fault->hits_all);
    if (client.hung()) round_.broken += "it hung and was killed; ";
    if (client.hung() || !(is_hurt ? fault->statuses.contains(result.status) : result.status == 0))
      say(fmt::format("runner {}", index), result);
  }

  void settle(Stage stage) {
    round_.broken +=
        left_behind(session_, crowd_.pooler != nullptr) + ledger_.broken(session_, stage);
  }

  void say(const std::string& who, const RunResult& result) {
    round_.broken += fmt::format("{} ended with {}: {}", who, result.status, result.err);
  }

  const Crowd& crowd_;
  Database database_;
  LedgerProject ledger_;
  Session session_{database_.socket_url() + "&application_name=fault_test"};
  std::deque<Client> clients_;
  Round round_;
};

}  // namespace

Shape slow_steps() {
  return {.migrations = 5, .content = Content::data, .sleep = 0.05};
}

Round run_at_once(const Crowd& crowd, Random& random) {
  return Gathering(crowd).play(random);
}

}  // namespace migrate::test
