#include "migrate/pg/advisory_lock.h"

#include "migrate/base/duration.h"
#include "migrate/base/error.h"
#include "migrate/base/interrupt.h"

#include <fmt/core.h>

#include <poll.h>

#include <algorithm>
#include <utility>

namespace migrate::pg {

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

bool try_lock(Connection& connection, std::int64_t key, const std::string& beside) {
  auto sql = fmt::format("select pg_catalog.pg_try_advisory_lock({})", key);
  if (!beside.empty()) sql += ", " + beside;
  return connection.execute(sql).single() == "t";
}

std::optional<LockHolder> holder_of(Connection& connection, std::int64_t key) {
  // A bigint key stands in pg_locks as its two halves (PostgreSQL manual, "pg_locks").
  const auto rows = connection.query(
      R"(select a.pid, a.application_name, a.usename, coalesce(a.client_addr::text, 'local'),
                round(extract(epoch from now() - coalesce(a.xact_start, a.query_start, a.backend_start)))::text,
                left(regexp_replace(a.query, '\s+', ' ', 'g'), 120)
         from pg_catalog.pg_locks l join pg_catalog.pg_stat_activity a on a.pid = l.pid
         where l.locktype = 'advisory' and l.granted and l.objsubid = 1
           and l.database = (select oid from pg_catalog.pg_database where datname = current_database())
           and l.classid = (($1::bigint >> 32) & 4294967295)::oid
           and l.objid = ($1::bigint & 4294967295)::oid)",
      {std::to_string(key)});
  if (rows.rows.empty()) return std::nullopt;
  const auto& row = rows.rows.front();
  const auto text = [&row](std::size_t i) { return row[i].value_or(""); };
  return LockHolder{.pid = text(0),
                    .application = text(1),
                    .user = text(2),
                    .host = text(3),
                    .since = text(4),
                    .query = text(5)};
}

/// Sleep, but not through a signal.
void sleep(Milliseconds time) {
  pollfd source{Interrupt::descriptor(), POLLIN, 0};
  ::poll(&source, 1, static_cast<int>(time.count()));
  Interrupt::throw_if_pending();
}

Error not_obtained(Milliseconds wait, const std::optional<LockHolder>& holder) {
  Error error(ErrorCode::lock_not_obtained,
              fmt::format("the migration lock was not obtained in {}", format_duration(wait)));
  error.state("nothing was changed");
  if (!holder) return error.hint("its holder has just ended: try again");
  return error.detail("it is held by " + holder->text())
      .hint(
          fmt::format("wait for it (`lock.wait`), or end it with `select pg_terminate_backend({})`",
                      holder->pid));
}

}  // namespace

std::string LockHolder::text() const {
  return fmt::format("pid {} ({}, user {}, from {}, for {} s): {}",
                     pid,
                     application.empty() ? "no application name" : application,
                     user,
                     host,
                     since,
                     query.empty() ? "no query" : query);
}

LockPatience::LockPatience(Connection& connection,
                           std::int64_t key,
                           Milliseconds wait,
                           OnLockWait on_wait)
    : connection_(connection), key_(key), wait_(wait), on_wait_(std::move(on_wait)) {
  renew();
}

void LockPatience::renew() {
  start_ = Clock::now();
  told_ = start_ - std::chrono::seconds(1);
  delay_ = Milliseconds(25);
}

void LockPatience::pause() {
  const auto left = wait_ - std::chrono::duration_cast<Milliseconds>(Clock::now() - start_);
  if (left <= Milliseconds(0)) throw not_obtained(wait_, holder_of(connection_, key_));
  if (on_wait_ && Clock::now() - told_ >= std::chrono::seconds(1)) {
    told_ = Clock::now();
    on_wait_(holder_of(connection_, key_));
  }
  std::uniform_int_distribution<long> jitter(delay_.count() / 2, delay_.count());
  sleep(std::min(left, Milliseconds(jitter(random_))));
  delay_ = std::min(Milliseconds(1000), delay_ * 3 / 2);
}

AdvisoryLock::AdvisoryLock(Connection& connection,
                           std::int64_t key,
                           LockPatience patience,
                           const std::string& beside)
    : connection_(connection), key_(key) {
  while (!try_lock(connection_, key_, beside))
    patience.pause();
}

AdvisoryLock::~AdvisoryLock() {
  if (connection_.is_broken()) return;  // the lock ended with the session
  try {
    connection_.query("select pg_catalog.pg_advisory_unlock($1)", {std::to_string(key_)});
  } catch (const Error&) {
    return;  // it ends with the session at the latest
  }
}

}  // namespace migrate::pg
