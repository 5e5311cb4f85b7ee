#include "runner/shadow_leftovers.h"

#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <unistd.h>

#include <chrono>

namespace migrate::runner {

namespace {

/// The first half of the locks' keys, which sets them apart from those of others: "mgsh".
constexpr int lock_class = 0x6d677368;

}  // namespace

std::string new_shadow_prefix() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return fmt::format("migrate_shadow_{}_{:x}_",
                     ::getpid(),
                     std::chrono::duration_cast<std::chrono::microseconds>(now).count());
}

void hold_shadow_prefix(pg::Connection& connection, const std::string& prefix) {
  connection.execute(
      fmt::format("select pg_catalog.pg_advisory_lock_shared({}, pg_catalog.hashtext({}))",
                  lock_class,
                  sql::quote_literal(prefix)));
}

// A lock belongs to the database of its session, but pg_locks shows those of all.
std::vector<std::string> shadow_leftovers(pg::Connection& connection) {
  return connection
      .execute(fmt::format(
          R"(
select d.datname
  from pg_catalog.pg_database d
 where d.datname ~ '^migrate_shadow_[0-9]+_[0-9a-f]+_[0-9]+$'
   and not exists (
       select from pg_catalog.pg_locks l
        where l.locktype = 'advisory' and l.objsubid = 2
          and l.classid = {}::oid
          and l.objid::bigint = pg_catalog.hashtext(
                pg_catalog.regexp_replace(d.datname, '[0-9]+$', ''))::bigint & 4294967295)
 order by 1)",
          lock_class))
      .column();
}

}  // namespace migrate::runner
