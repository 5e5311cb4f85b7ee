#include "commands/run_lock.h"

#include "commands/project.h"
#include "migrate/base/broken.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

using runner::LockScope;

LockScope scope_of(pg::Pooling pooling) {
  switch (pooling) {
    case pg::Pooling::none:
      return LockScope::session;
    case pg::Pooling::session:
      return LockScope::both;
    case pg::Pooling::transaction:
      return LockScope::transaction;
  }
  return LockScope::transaction;
}

pg::OnLockWait say_holder(const Context& context) {
  return [&context](const std::optional<pg::LockHolder>& holder) {
    context.log("waiting for the migration lock" + (holder ? ", held by " + holder->text() : ""));
  };
}

/// As expressions beside the try for the lock: no round trip of their own.
std::string watchful_sql(const pg::Connection& connection) {
  std::string sql;
  for (const auto& [name, value] : watchful_settings(connection))
    sql += fmt::format(
        "{}pg_catalog.set_config('{}', '{}', false)", sql.empty() ? "" : ", ", name, value);
  return sql;
}

}  // namespace

RunLock::RunLock(const Context& context,
                 const config::Settings& settings,
                 Database& database,
                 const history::State& state)
    : database_(database),
      scope_(scope_of(database.pooler(state).pooling)),
      key_(history::lock_key(database.tables())),
      patience_(database.connection(), key_, settings.lock.wait.get(), say_holder(context)) {
  if (scope_ != LockScope::session)
    begin_ = "begin isolation level read committed; " + history::take_lock_sql(database.tables());
  take_again();
}

void RunLock::take_again() {
  renew();
  if (is_broken("lock")) return;
  if (scope_ != LockScope::transaction)
    held_.emplace(database_.connection(), key_, patience_, watchful_sql(database_.connection()));
}

bool RunLock::is_in_the_way(const pg::Diagnostics& said) const {
  return scope_ != LockScope::session &&
         (history::is_lock_held(said) || history::are_rows_changed(said));
}

void refuse_without_session(Database& database,
                            const history::State& state,
                            std::span<const runner::RunStep> steps) {
  const auto outside = std::find_if(
      steps.begin(), steps.end(), [](const auto& step) { return !step.is_transactional(); });
  if (outside == steps.end()) return;
  const auto& pooler = database.pooler(state);
  if (pooler.pooling != pg::Pooling::transaction) return;
  throw Error(ErrorCode::refused,
              fmt::format("revision {} has a section with transaction=off, which a transaction "
                          "pooler cannot run: nothing would keep other runs away",
                          outside->step.revision))
      .at({.file = outside->file->header.file,
           .line = outside->section().line,
           .column = 0,
           .source_line = {}})
      .detail(pooler.saw)
      .state("nothing was changed")
      .hint(
          "connect to the server itself, or to the pooler's port for sessions (with Supabase 5432 "
          "instead of 6543)");
}

}  // namespace migrate::commands
