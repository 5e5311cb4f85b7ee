#include "commands/watcher.h"

#include <fmt/core.h>

#include <cstdlib>
#include <utility>

namespace migrate::commands {

namespace {

// How long one look may take, in ticks of half a second: the answers of the working session wait
// meanwhile.
constexpr int patience_ticks = 4;

/// The views that say how far a command is: what they count, and of how much (PostgreSQL manual,
/// "Progress Reporting").
std::string progress_views(int server_version) {
  std::string sql = R"(
    select pid, command, phase,
           case when blocks_total > 0 then blocks_done else tuples_done end as done,
           case when blocks_total > 0 then blocks_total else tuples_total end as total
    from pg_catalog.pg_stat_progress_create_index
    union all
    select pid, command, phase, heap_blks_scanned, heap_blks_total from pg_catalog.pg_stat_progress_cluster
    union all
    select pid, 'VACUUM', phase, heap_blks_scanned, heap_blks_total from pg_catalog.pg_stat_progress_vacuum)";
  if (server_version >= 130000)
    sql += R"(
    union all
    select pid, 'ANALYZE', phase, sample_blks_scanned, sample_blks_total from pg_catalog.pg_stat_progress_analyze)";
  if (server_version >= 140000)
    sql += R"(
    union all
    select pid, command, '', bytes_processed, bytes_total from pg_catalog.pg_stat_progress_copy)";
  return sql;
}

std::string look_sql(const std::string& whom, int server_version) {
  return fmt::format(R"(
  with ours as (select a.pid from pg_catalog.pg_stat_activity a where {})
  select 'blocker', b.pid::text, b.application_name, b.usename::text, coalesce(b.client_addr::text, 'local'),
         round(extract(epoch from clock_timestamp() - coalesce(b.xact_start, b.query_start, b.backend_start)))::text,
         left(regexp_replace(b.query, '\s+', ' ', 'g'), 120)
  from (select distinct unnest(pg_catalog.pg_blocking_pids(pid)) from ours) u (pid)
  join pg_catalog.pg_stat_activity b on b.pid = u.pid
  union all
  select 'progress', p.command, p.phase, p.done::text, p.total::text, null, null
  from ({}) p where p.pid in (select pid from ours))",
                     whom,
                     progress_views(server_version));
}

ServerProgress progress_of(const pg::Values& row) {
  const auto number = [&row](std::size_t i) {
    return row[i] ? std::strtod(row[i]->c_str(), nullptr) : 0;
  };
  ServerProgress out{.command = row[1].value_or(""), .phase = row[2].value_or(""), .done = {}};
  if (const auto total = number(4); total > 0) out.done = number(3) / total;
  return out;
}

Look look_of(const pg::Rows& rows) {
  Look out;
  for (const auto& row : rows.rows) {
    if (row[0] == "progress") {
      out.progress = progress_of(row);
      continue;
    }
    const auto text = [&row](std::size_t i) { return row[i].value_or(""); };
    out.blockers.push_back({.pid = text(1),
                            .application = text(2),
                            .user = text(3),
                            .host = text(4),
                            .since = text(5),
                            .query = text(6)});
  }
  return out;
}

}  // namespace

Watcher::Watcher(const Database& database, std::string whom, OnLook on_look)
    : database_(database), whom_(std::move(whom)), on_look_(std::move(on_look)) {}

void Watcher::tick() {
  if (given_up_) return;
  try {
    look();
  } catch (const Error&) {
    given_up_ = true;  // no connection is left for us, or it is gone: the work itself goes on
    connection_.reset();
  }
}

void Watcher::look() {
  if (!connection_) connection_.emplace(database_.watching());
  connection_->on_tick([ticks = 0]() mutable {
    if (++ticks == patience_ticks) throw Error(ErrorCode::connection, "no answer");
  });
  const auto found = look_of(connection_->execute(look_sql(whom_, connection_->server_version())));
  if (!found.blockers.empty()) blockers_ = found.blockers;
  on_look_(found);
}

std::vector<pg::LockHolder> Watcher::take_blockers() {
  return std::exchange(blockers_, {});
}

}  // namespace migrate::commands
