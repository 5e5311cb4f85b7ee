// What the protocol of docs/execution.md (and its model, tests/model) takes for granted of servers
// and poolers, shown on real ones.
#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/project.h"
#include "support/session.h"

#include <libpq-fe.h>

#include <sys/socket.h>

#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Texts = std::vector<std::string>;

/// A client in libpq's pipeline mode.
class PipelineClient {
 public:
  explicit PipelineClient(const std::string& url)
      : connection_(PQconnectdb(url.c_str()), &PQfinish) {
    INFO(PQerrorMessage(connection_.get()));
    REQUIRE(PQstatus(connection_.get()) == CONNECTION_OK);
    REQUIRE(PQenterPipelineMode(connection_.get()) == 1);
  }

  /// Messages and a single Sync, all given to the socket.
  void send(const Texts& messages) const {
    for (const auto& sql : messages)
      REQUIRE(PQsendQueryParams(
                  connection_.get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 0) == 1);
    REQUIRE(PQpipelineSync(connection_.get()) == 1);
    REQUIRE(PQflush(connection_.get()) == 0);
  }

  /// For each message its first value or command tag, its SQLSTATE, or `discarded`.
  [[nodiscard]] Texts answers() const {
    Texts out;
    for (;;) {
      const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQgetResult(connection_.get()),
                                                                 &PQclear);
      if (!result) continue;  // between two messages
      switch (PQresultStatus(result.get())) {
        case PGRES_PIPELINE_SYNC:
          return out;
        case PGRES_PIPELINE_ABORTED:
          out.emplace_back("discarded");
          break;
        case PGRES_TUPLES_OK:
          out.emplace_back(PQntuples(result.get()) > 0 ? PQgetvalue(result.get(), 0, 0) : "");
          break;
        case PGRES_COMMAND_OK:
          out.emplace_back(PQcmdStatus(result.get()));
          break;
        default:
          out.emplace_back(PQresultErrorField(result.get(), PG_DIAG_SQLSTATE));
      }
    }
  }

  [[nodiscard]] Texts run(const Texts& messages) const {
    send(messages);
    return answers();
  }

  /// As if the client had been killed: the server reads to the end of what was sent.
  void vanish() const { shutdown(PQsocket(connection_.get()), SHUT_RDWR); }

 private:
  std::unique_ptr<PGconn, decltype(&PQfinish)> connection_;
};

/// The step's own lock, or an error.
const std::string try_or_raise =
    "select case when pg_try_advisory_xact_lock(7) then 1 else ('locked' || pg_backend_pid())::int "
    "end";

std::string is_waiting(const std::string& pid) {
  return "select count(*) > 0 from pg_stat_activity where wait_event_type = 'Lock' and pid = " +
         pid;
}

}  // namespace

TEST_CASE("after an error the server discards every message up to the Sync", "[assumption]") {
  const Database database("create table t(n int)");
  const PipelineClient client(database.url());
  CHECK(client.run({"begin",
                    "insert into t values (1)",
                    "commit",
                    "begin",
                    "insert into t values (1 / 0)",
                    "commit",
                    "begin",
                    "insert into t values (3)",
                    "commit"}) == Texts{"BEGIN",
                                        "INSERT 0 1",
                                        "COMMIT",
                                        "BEGIN",
                                        "22012",
                                        "discarded",
                                        "discarded",
                                        "discarded",
                                        "discarded"});
  CHECK(client.run({"rollback", "select string_agg(n::text, ',') from t"}) ==
        Texts{"ROLLBACK", "1"});
}

TEST_CASE("what the server has received of a killed client runs on, under its session lock",
          "[assumption]") {
  const Database database("create table t(n int)");
  const Session observer(database.url());
  observer.run("select pg_advisory_lock(42)");
  PipelineClient client(database.url());
  const auto pid = client.run({"select pg_backend_pid()", "select pg_advisory_lock(7)"}).front();
  client.send({"begin",
               "insert into t values (1)",
               "commit",
               "select pg_advisory_lock(42)",
               "begin",
               "insert into t values (2)",
               "commit",
               "begin",
               "insert into t values (3)"});
  REQUIRE(becomes_true(database.url(), is_waiting(pid)));
  client.vanish();
  const Session next(database.url());
  CHECK(next.run("select pg_try_advisory_lock(7)") == "f");
  CHECK(next.run("select string_agg(n::text, ',') from t") == "1");

  observer.run("select pg_advisory_unlock(42)");
  while (next.run("select pg_try_advisory_lock(7)") == "f")
    std::this_thread::yield();
  // The one that has the lock sees all that the old backend did, and nothing of it is under way.
  CHECK(next.run("select string_agg(n::text, ',' order by n) from t") == "1,2");
  CHECK(next.run("select count(*) from pg_locks where locktype in ('transactionid', 'relation')"
                 " and pid = " +
                 pid) == "0");
}

TEST_CASE("a transaction's lock by trying works in a stream, and ends with the transaction",
          "[assumption]") {
  const Database database("create table t(n int)");
  const Pgbouncer pooler("transaction");
  const auto url = GENERATE(false, true) ? pooler.url(database.name()) : database.url();
  const Session holder(database.url());
  holder.run("begin");
  CHECK(holder.run("select pg_try_advisory_xact_lock(7)") == "t");

  const PipelineClient client(url);
  const Texts steps{"begin",
                    try_or_raise,
                    "insert into t values (1)",
                    "commit",
                    "begin",
                    try_or_raise,
                    "insert into t values (2)",
                    "commit"};
  CHECK(client.run(steps).at(1) == "22P02");
  CHECK(client.run({"rollback"}) == Texts{"ROLLBACK"});
  CHECK(holder.run("select count(*) from t") == "0");
  holder.run("commit");

  CHECK(client.run(steps) ==
        Texts{"BEGIN", "1", "INSERT 0 1", "COMMIT", "BEGIN", "1", "INSERT 0 1", "COMMIT"});
  CHECK(holder.run("select pg_try_advisory_xact_lock(7)") == "t");
}

TEST_CASE("whoever gets the transaction's lock reads what its last holder committed",
          "[assumption]") {
  const Database database("create table t(n int); insert into t values (0)");
  constexpr int wanted = 100;
  const auto count = [&database] {
    const Session session(database.url());
    for (int done = 0; done < wanted;) {
      session.run("begin");
      if (session.run("select pg_try_advisory_xact_lock(7)") == "t") {
        const auto n = std::stoi(session.run("select n from t"));
        session.run("update t set n = " + std::to_string(n + 1));
        ++done;
      }
      session.run("commit");
    }
  };
  std::thread other(count);
  count();
  other.join();
  CHECK(psql(database.url(), "select n from t") == std::to_string(2 * wanted));
}

TEST_CASE("with an older snapshot the version rows cannot be written", "[assumption]") {
  const Database database("create table t(id text primary key)");
  const Session session(database.url());
  const Session other(database.url());
  const auto before = GENERATE(as<std::string>{}, "", "a");
  if (!before.empty()) session.run("insert into t values ('" + before + "')");
  session.run("begin isolation level repeatable read; select 1");
  other.run(before.empty() ? "insert into t values ('b')" : "update t set id = 'b'");

  CHECK(session.run("select pg_try_advisory_xact_lock(7)") == "t");
  CHECK(session.run("select coalesce(string_agg(id, ','), '') from t") == before);  // it is fooled
  CHECK_THROWS_WITH(
      session.run(before.empty() ? "insert into t values ('b')" : "update t set id = 'b'"),
      Contains(before.empty() ? "duplicate key" : "could not serialize access"));
}

TEST_CASE("behind a transaction pooler a session lock locks nobody out", "[assumption][pooler]") {
  const Database database;
  const Pgbouncer pooler("transaction", {{"default_pool_size", "1"}});
  const Session one(pooler.url(database.name()));
  const Session two(pooler.url(database.name()));
  CHECK(one.run("select pg_try_advisory_lock(7)") == "t");
  CHECK(two.run("select pg_try_advisory_lock(7)") == "t");
}

TEST_CASE("a transaction pooler keeps one server process until the Sync", "[assumption][pooler]") {
  const Database database;
  const Pgbouncer pooler("transaction", {{"server_round_robin", "1"}});
  const Session busy(pooler.url(database.name()));
  busy.run("begin");
  const PipelineClient client(pooler.url(database.name()));
  CHECK(client.run({"select 1"}) == Texts{"1"});
  busy.run("commit");  // now the pool has two
  const Texts stream{"begin",
                     "select pg_backend_pid()",
                     "commit",
                     "select pg_sleep(0)",
                     "begin",
                     "select pg_backend_pid()",
                     "commit"};
  std::string last;
  bool moved = false;
  for (int i = 0; i < 4; ++i) {
    const auto answers = client.run(stream);
    CHECK(answers.at(1) == answers.at(5));
    moved = moved || (!last.empty() && last != answers.at(1));
    last = answers.at(1);
  }
  CHECK(moved);
}

TEST_CASE("an index that is built concurrently outlives its client, valid or not", "[assumption]") {
  const auto* const end = GENERATE("finished", "cancelled");
  const Database database("create table t(n int)");
  const Session observer(database.url());
  observer.run("begin; insert into t values (1)");
  PipelineClient client(database.url());
  const auto pid = client.run({"select pg_backend_pid()"}).front();
  client.send({"create index concurrently i on t (n)"});
  REQUIRE(becomes_true(database.url(), is_waiting(pid)));
  client.vanish();
  const std::string valid = "select indisvalid from pg_index where indexrelid = 'i'::regclass";
  CHECK(psql(database.url(), valid) == "f");

  const bool cancelled = end == std::string("cancelled");
  if (cancelled)
    observer.run("select pg_cancel_backend(" + pid + ")");
  else
    observer.run("commit");
  REQUIRE(
      becomes_true(database.url(), "select count(*) = 0 from pg_stat_activity where pid = " + pid));
  CHECK(psql(database.url(), valid) == (cancelled ? "f" : "t"));
  if (!cancelled) return;
  observer.run("commit");
  CHECK_THROWS_WITH(observer.run("create index concurrently i on t (n)"),
                    Contains("already exists"));
  observer.run("drop index concurrently i");
  observer.run("create index concurrently i on t (n)");
  CHECK(psql(database.url(), valid) == "t");
}

TEST_CASE("a session that waits for a lock inside the server keeps an index from being built",
          "[assumption]") {
  const Database database("create table t(n int)");
  const Session holder(database.url());
  holder.run("select pg_advisory_lock(7)");
  PipelineClient waiter(database.url());
  const auto pid = waiter.run({"select pg_backend_pid()"}).front();
  waiter.send({"select pg_advisory_lock(7)"});
  REQUIRE(becomes_true(database.url(), is_waiting(pid)));
  holder.run("set lock_timeout = '50ms'");
  CHECK_THROWS_WITH(holder.run("create index concurrently i on t (n)"), Contains("lock timeout"));
  CHECK(psql(database.url(), "select indisvalid from pg_index where indexrelid = 'i'::regclass") ==
        "f");

  CHECK(psql(database.url(), "select pg_cancel_backend(" + pid + ")") == "t");
  CHECK(waiter.answers() == Texts{"57014"});
  CHECK(waiter.run({"select pg_try_advisory_lock(7)"}) == Texts{"f"});
  holder.run("drop index concurrently i");
  holder.run("create index concurrently i on t (n)");
}
