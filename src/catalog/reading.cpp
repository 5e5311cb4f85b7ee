#include "catalog/reading.h"

#include "catalog/address.h"
#include "migrate/base/error.h"
#include "migrate/pg/pipeline.h"
#include "migrate/sql/quote.h"

#include <future>
#include <optional>
#include <utility>

namespace migrate::catalog {

namespace {

// What pg_dump sets (its setup_connection), so that texts do not depend on the session.
constexpr std::string_view settings =
    "set local search_path = ''; "
    "set local datestyle = iso; set local intervalstyle = postgres; "
    "set local extra_float_digits = 3; set local statement_timeout = 0; "
    "set local lock_timeout = 0; set local row_security = off; "
    "set local idle_in_transaction_session_timeout = 0; set local quote_all_identifiers = off; "
    // Two sessions read: more processes would only be in their way, as would tables of joins that
    // go to the disk, and compiling a query that runs once.
    "set local max_parallel_workers_per_gather = 0; set local work_mem = '64MB'; "
    "set local jit = off; ";

constexpr std::string_view begin = "begin isolation level repeatable read read only; ";

// A second connection costs a few milliseconds: this many bytes of pg_class, some 500 tables with
// their indexes, are read as fast without.
constexpr std::int64_t large = 768L * 1024;

/// The session of a server process that is ours alone and has much to read.
bool is_worth_another(pg::Connection& connection, const pg::Rows& said) {
  const auto& row = said.rows.at(0);
  // Behind a pooler a second connection may have to wait for the first one's transaction to end.
  return number<int>(row.at(0)) == connection.backend_pid() &&
         number<std::int64_t>(row.at(1)) > large;
}

/// A connection that sees what `connection` sees; nothing where it cannot be had: the reading goes
/// on without.
std::optional<pg::Connection> open_another(pg::Connection& connection, const OpenAnother& another) {
  try {
    const auto snapshot = connection.execute("select pg_catalog.pg_export_snapshot()").single();
    auto out = another();
    out.execute(std::string(begin) + "set transaction snapshot " + sql::quote_literal(snapshot) +
                "; " + std::string(settings));
    return out;
  } catch (const Error&) {
    if (connection.is_broken()) throw;
    return std::nullopt;
  }
}

pg::StatementFailed failure(const pg::Diagnostics& said, const std::string& read) {
  pg::StatementFailed error(said);
  error.detail("while reading " + read);
  return error;
}

void run(pg::Connection& connection,
         const std::vector<Query>& queries,
         const std::vector<std::size_t>& chosen) {
  pg::Pipeline pipeline(connection, [&queries](const pg::Answer& answer) {
    queries.at(answer.tag).take(answer.rows);
  });
  for (const auto at : chosen)
    pipeline.send(at, queries[at].sql);
  pipeline.drain();
  if (const auto& failed = pipeline.failure())
    throw failure(failed->diagnostics, queries.at(failed->tag).what);
}

void run_aside(pg::Connection connection,
               const std::vector<Query>& queries,
               const std::vector<std::size_t>& chosen) {
  run(connection, queries, chosen);
  connection.execute("commit");
}

void read_in_transaction(pg::Connection& connection,
                         const std::vector<Query>& queries,
                         bool may_read_secrets,
                         std::optional<pg::Connection> second) {
  std::vector<std::size_t> here;
  std::vector<std::size_t> aside;
  for (std::size_t i = 0; i < queries.size(); ++i)
    if (may_read_secrets || !queries[i].secret)
      (second && queries[i].aside ? aside : here).push_back(i);
  std::future<void> other;
  if (second)
    other = std::async(std::launch::async, [&queries, &aside, &second] {
      run_aside(std::move(*second), queries, aside);
    });
  run(connection, queries, here);
  if (other.valid()) other.get();
}

}  // namespace

void read_all(pg::Connection& connection,
              const std::vector<Query>& queries,
              const OpenAnother& another) {
  const auto said = connection.execute(std::string(begin) + std::string(settings) +
                                       "select pg_catalog.pg_backend_pid(), "
                                       "pg_catalog.pg_relation_size('pg_catalog.pg_class'), "
                                       "pg_catalog.has_column_privilege("
                                       "'pg_catalog.pg_subscription', 'subconninfo', 'select')");
  try {
    std::optional<pg::Connection> second;
    if (another && is_worth_another(connection, said)) second = open_another(connection, another);
    read_in_transaction(
        connection, queries, said.rows.at(0).at(2).value_or("") == "t", std::move(second));
  } catch (...) {
    connection.roll_back();
    throw;
  }
  connection.execute("commit");
}

}  // namespace migrate::catalog
