// Who waits for whom: table locks, an index that is built concurrently, a disk that is full.
#include "fault/trial.h"
#include "support/catch.h"
#include "support/server.h"

#include <fmt/core.h>

#include <sys/mount.h>

#include <algorithm>
#include <chrono>

using namespace migrate::test;

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

constexpr auto lock_timeout = Milliseconds(300);

Milliseconds longest_read(const Session& reader, const Client& run, Clock::time_point until) {
  auto out = Milliseconds(0);
  while (Clock::now() < until && run.is_running()) {
    const auto start = Clock::now();
    reader.run("select count(*) from big");
    out = std::max(out, std::chrono::duration_cast<Milliseconds>(Clock::now() - start));
  }
  return out;
}

/// A file system of some megabytes that the server may use as a tablespace.
class SmallDisk {
 public:
  SmallDisk() {
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, "size=8m,mode=0777") == 0;
    if (mounted_) give_to_server_user(folder_.path());
  }

  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.path().c_str(), MNT_DETACH);
  }

  [[nodiscard]] bool is_there() const { return mounted_; }

  [[nodiscard]] std::string path() const { return folder_.path().string(); }

 private:
  TemporaryFolder folder_;
  bool mounted_ = false;
};

/// Gone at the end, after the database that uses it.
class Tablespace {
 public:
  explicit Tablespace(const std::string& folder) {
    admin().run("create tablespace small location '" + folder + "'");
  }

  Tablespace(const Tablespace&) = delete;
  Tablespace& operator=(const Tablespace&) = delete;

  ~Tablespace() {
    try {
      admin().run("drop tablespace small");
    } catch (const std::exception&) {
      return;  // the cluster goes away with the process
    }
  }

 private:
  static Session admin() { return Session(Cluster::instance().socket_url("postgres")); }
};

/// Waits until a client of the database waits so, or ends.
bool comes_to_wait(const Session& session, const Client& client, const std::string& condition) {
  const auto query =
      "select count(*) > 0 from pg_stat_activity where datname = current_database()"
      " and pid <> pg_backend_pid() and " +
      condition;
  while (client.is_running())
    if (session.run(query) == "t") return true;
  return false;
}

}  // namespace

TEST_CASE("who reads a table waits no longer than a migration may wait for it", "[fault][locks]") {
  play({.name = "table locked by a long reader", .rounds = 2, .bound = 0.5}, [](Random&) {
    const Database database(LedgerProject::prelude());
    const Project project(
        database.socket_url(),
        fmt::format("lock: {{lock_timeout: {}ms, retries: 50}}\n", lock_timeout.count()));
    project.up("0001", "~", "alter table big add column m int;");
    const Session holder(database.socket_url());
    holder.run("begin; select count(*) from big");
    Client run(project, {"upgrade", "head"});
    const Session reader(database.socket_url());
    Round round;
    round.struck = comes_to_wait(reader, run, "wait_event_type = 'Lock'");
    const auto waited = longest_read(reader, run, Clock::now() + Milliseconds(1500));
    if (waited > lock_timeout + Milliseconds(1000))
      round.broken += fmt::format("a reader waited {} ms\n", waited.count());
    if (!run.is_running()) round.broken += "the run ended while the table was locked\n";
    holder.run("rollback");
    if (run.result().status != 0) round.broken += run.result().err;
    return round;
  });
}

TEST_CASE("a second runner waits while the first builds an index concurrently", "[fault][locks]") {
  play({.name = "waiting while an index is built", .rounds = 2, .bound = 0.5}, [](Random&) {
    const Database database(LedgerProject::prelude());
    const LedgerProject ledger(database.socket_url(), {.migrations = 3, .outside = {2}});
    const Session old_reader(database.socket_url());
    old_reader.run("begin isolation level repeatable read; select count(*) from big");
    Client first(ledger.project(), {"upgrade", "head"});
    const Session session(database.socket_url());
    Round round;
    const bool builds =
        comes_to_wait(session, first, "query ~ '^create index conc' and wait_event_type = 'Lock'");
    Client second(ledger.project(), {"upgrade", "head"});
    round.struck =
        builds &&
        comes_to_wait(session, second, "query ~ 'pg_try_advisory_lock' and state = 'idle'");
    old_reader.run("commit");
    for (auto* client : {&first, &second})
      if (client->result().status != 0) round.broken += client->result().err;
    round.broken += ledger.broken(session, Stage::complete);
    return round;
  });
}

TEST_CASE("a full disk fails the migration that fills it, and leaves the rest", "[fault][disk]") {
  const SmallDisk disk;
  if (!disk.is_there()) {
    note_skipped("disk full", "no file system can be mounted here");
    return;
  }
  play({.name = "disk full", .rounds = 1, .bound = 1}, [&](Random&) {
    const Tablespace tablespace(disk.path());
    const Database database(LedgerProject::prelude());
    const LedgerProject ledger(database.socket_url(), {.migrations = 2});
    const auto& project = ledger.project();
    project.up("0003",
               "0002",
               "insert into ledger values ('0003');\n"
               "create table filled tablespace small as\n"
               "  select n, repeat(n::text, 100) from generate_series(1, 10000) n;");
    const Session session(database.socket_url());
    session.run(
        "create table filler tablespace small as"
        " select repeat(n::text, 100) from generate_series(1, 14000) n");
    Round round;
    if (project.run({"upgrade", "0002"}).status != 0) round.broken += "the first two failed\n";
    std::string told;
    for (int i = 0; i < 2; ++i) {
      const auto error = project.json({"upgrade", "head"}, 1)["error"];
      round.struck = error["sqlstate"].text() == "53100";
      round.broken += ledger.broken(session, Stage::complete);
      if (session.run("select count(*) from ledger where revision = '0003'") != "0")
        round.broken += "0003 is there in part\n";
      const auto& state = error["state"].text();
      if (state.empty() || (!told.empty() && state != told))
        round.broken += "the state is told otherwise: " + error.dump();
      told = state;
    }
    session.run("drop table filler");
    const auto run = project.run({"upgrade", "head"});
    if (run.status != 0) round.broken += run.err;
    session.run("drop table filled");
    return round;
  });
}
