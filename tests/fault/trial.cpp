#include "fault/trial.h"

#include <fmt/core.h>

#include <poll.h>

#include <atomic>
#include <optional>
#include <stdexcept>
#include <utility>

namespace migrate::test {

namespace {

constexpr auto their_backends =
    " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
    " and backend_type = 'client backend' and application_name <> 'fault_test'";

Session session_of(const Database& database) {
  return Session(database.socket_url() + "&application_name=fault_test");
}

Action on_backends(const std::string& function) {
  return [function](const Victim& victim) {
    session_of(victim.database).run("select count(" + function + "(pid))" + their_backends);
    return Verdict::pass;
  };
}

std::string status_line(const std::string& which, const RunResult& result) {
  return fmt::format("{} ended with {}: {}{}", which, result.status, result.err, result.out);
}

/// The database, the project in it, and the proxy before it.
class Scene {
 public:
  explicit Scene(const Trial& trial)
      : trial_(trial),
        ledger_(database_.socket_url(), trial.shape),
        strike_(trial.moment, trial.action) {
    const auto session = session_of(database_);
    // COMMIT waits for the disk, as with every server but the tests' own.
    session.run("set synchronous_commit = on");
    session.run("alter database " + database_.name() + " set synchronous_commit = on");
    session.run(LedgerProject::prelude());
  }

  Round play() {
    prepare();
    Proxy proxy(proxy_options());
    run_hurt(proxy);
    if (!trial_.at_once) settle(Stage::interrupted);
    finish();
    settle(trial_.goal);
    return {.struck = strike_.inside_a_step(), .broken = broken_};
  }

  Traffic watch() {
    prepare();
    Traffic out;
    auto options = proxy_options();
    std::size_t answers = 0;
    options.on_message = [&](const WireMessage& message) {
      if (message.from == Sender::server) answers = message.number;
      if (begins_transaction(message) && out.first_step.message == 0)
        out.first_begin = {.from = Sender::client, .message = message.number};
      if (builds_index(message)) out.index = {.from = Sender::client, .message = message.number};
      if (commits_transaction(message))
        out.last_commit = {.from = Sender::client, .message = message.number};
      if (message.is_commit()) out.commits.push_back(message.number);
      if (out.first_step.message == 0 && migration_begun(message)) {
        out.first_step = {.from = Sender::client, .message = message.number};
        out.answers_before_it = answers;
      }
      return Verdict::pass;
    };
    Proxy proxy(options);
    Client client(ledger_.project(), trial_.args, proxy.url(database_.name()));
    if (client.result().status != 0) throw std::runtime_error(client.result().err);
    out.from_client = proxy.messages(Sender::client);
    out.from_server = proxy.messages(Sender::server);
    out.bytes_from_client = proxy.bytes(Sender::client);
    out.bytes_from_server = proxy.bytes(Sender::server);
    return out;
  }

 private:
  void prepare() {
    if (trial_.before.empty()) return;
    const auto done = ledger_.project().run(trial_.before);
    if (done.status != 0) throw std::runtime_error(status_line("the run before", done));
  }

  ProxyOptions proxy_options() {
    auto options = trial_.proxy;
    if (options.port == 0)
      options.port = trial_.pooler != nullptr ? trial_.pooler->port() : Cluster::instance().port();
    options.on_message = [this](const WireMessage& message) { return strike_(message, victim()); };
    options.on_cut_after_bytes = [this] { strike_.note(victim()); };
    return options;
  }

  [[nodiscard]] Victim victim() const {
    const auto* client = client_.load();
    while (client == nullptr)  // its constructor is about to return
      client = client_.load();
    return {.client = *client, .database = database_};
  }

  void run_hurt(const Proxy& proxy) {
    hurt_.emplace(ledger_.project(), trial_.args, proxy.url(database_.name()));
    client_ = &*hurt_;
    if (trial_.mend) {
      while (!strike_.fell() && hurt_->is_running())
        ::poll(nullptr, 0, 1);
      if (strike_.fell()) trial_.mend(victim());
    }
    const auto& result = hurt_->result();
    reported_ = hurt_->reported();
    if (hurt_->hung()) broken_ += status_line("it hung and was killed; the hurt run", result);
    if (!hurt_->hung() && !trial_.statuses.contains(result.status))
      broken_ += status_line("the hurt run", result);
    if (result.status == 0 && !trial_.at_once)
      broken_ += prefixed("status 0, but: ", ledger_.broken(session_of(database_), trial_.goal));
  }

  void finish() {
    const auto url = trial_.pooler != nullptr ? trial_.pooler->url(database_.name()) : "";
    const auto done = Client(ledger_.project(), trial_.args, url).result();
    if (done.status != 0)
      broken_ += status_line("the next, undisturbed run", done) +
                 status_line("after one that", hurt_->result());
  }

  void settle(Stage stage) {
    const auto session = session_of(database_);
    broken_ += left_behind(session, trial_.pooler != nullptr);
    auto found = ledger_.broken(session, stage);
    if (trial_.reported_stays && stage == Stage::interrupted && trial_.goal == Stage::complete &&
        ledger_.applied(session) < reported_)
      found += fmt::format("{} steps were reported as done\n", reported_);
    if (found.empty()) return;
    broken_ += prefixed(stage == Stage::interrupted ? "after the fault: " : "in the end: ", found) +
               status_line("the hurt run", hurt_->result());
  }

  static std::string prefixed(std::string_view prefix, const std::string& text) {
    return text.empty() ? "" : std::string(prefix) + text;
  }

  const Trial& trial_;
  Database database_;
  LedgerProject ledger_;
  Strike strike_;
  std::optional<Client> hurt_;
  std::atomic<const Client*> client_ = nullptr;
  std::size_t reported_ = 0;
  std::string broken_;
};

}  // namespace

Verdict Strike::operator()(const WireMessage& message, const Victim& victim) {
  const std::lock_guard guard(mutex_);
  if (const auto id = migration_begun(message)) begun_.insert(*id);
  if (fell_ || message.from != moment_.from || message.number != moment_.message)
    return Verdict::pass;
  note_now(victim);
  return action_(victim);
}

void Strike::note(const Victim& victim) {
  const std::lock_guard guard(mutex_);
  note_now(victim);
}

void Strike::note_now(const Victim& victim) {
  fell_ = true;
  inside_ = begun_.size() > victim.client.reported();
}

bool Strike::fell() const {
  const std::lock_guard guard(mutex_);
  return fell_;
}

bool Strike::inside_a_step() const {
  const std::lock_guard guard(mutex_);
  return inside_;
}

Round undergo(const Trial& trial) {
  return Scene(trial).play();
}

Traffic traffic_of(const Trial& trial) {
  return Scene(trial).watch();
}

Moment any_moment(Random& random, const Traffic& traffic) {
  auto from_client = traffic.from_client;
  auto from_server = traffic.from_server;
  std::size_t before_client = 0;
  std::size_t before_server = 0;
  if (up_to(random, 16) > 1) {
    before_client = traffic.first_step.message - 1;
    before_server = traffic.answers_before_it;
    from_client = traffic.last_commit.message;
    from_server = traffic.commits.back();
  }
  from_client -= before_client;
  const auto number = up_to(random, from_client + from_server - before_server);
  if (number <= from_client) return {.from = Sender::client, .message = before_client + number};
  return {.from = Sender::server, .message = before_server + number - from_client};
}

Action terminate_backends() {
  return on_backends("pg_terminate_backend");
}

Action cancel_backends() {
  return on_backends("pg_cancel_backend");
}

Action send_signal(int number) {
  return [number](const Victim& victim) {
    victim.client.signal(number);
    return Verdict::pass;
  };
}

Action answer(Verdict verdict) {
  return [verdict](const Victim&) { return verdict; };
}

}  // namespace migrate::test
