#pragma once

#include "migrate/pg/connection.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace migrate::history {

/// Where a project keeps its records in a database, and as whom.
struct Tables {
  std::string schema;
  std::string version_table;
  std::optional<std::string> role;  ///< owns the tables, and does all reading and writing of them

  /// `schema.table`, for people and for the history's column version_table.
  [[nodiscard]] std::string shown() const { return schema + "." + version_table; }

  [[nodiscard]] std::string version() const;   ///< the version table, quoted for SQL
  [[nodiscard]] std::string history() const;   ///< the history table, quoted for SQL
  [[nodiscard]] std::string progress() const;  ///< the journal's table, quoted for SQL
};

/// The key of the advisory lock that a run of migrations holds: the first 8 bytes, big-endian, of
/// SHA-256 over `migrate`, NUL, schema, NUL, version table.
std::int64_t lock_key(const Tables& tables);

/// A SELECT that fails unless the transaction gets the migration lock, which it then holds to its
/// end: for where no session can hold it.
std::string take_lock_sql(const Tables& tables);

/// Whether that is what failed.
bool is_lock_held(const pg::Diagnostics& said);

/// The same of expect_rows_sql and expect_repeatable_sql.
bool are_rows_changed(const pg::Diagnostics& said);

/// A section of a revision that runs statement by statement, and so may stop in the middle.
struct SectionKey {
  std::string direction;  ///< upgrade or downgrade
  std::string revision;

  bool operator==(const SectionKey&) const = default;
};

/// What a database says before anything is done.
struct State {
  bool version_table_exists = false;
  bool history_exists = false;
  bool progress_exists = false;
  bool schema_exists = false;
  bool read_only = false;    ///< a standby, or default_transaction_read_only
  std::string row_security;  ///< of the session: what a section runs with
  std::int64_t deadlock_timeout_ms = 1000;
  int backend_pid = 0;                 ///< differs from the connection's behind a pooler
  std::vector<std::string> rows;       ///< of the version table, sorted bytewise
  std::vector<SectionKey> unfinished;  ///< sections that the journal knows
};

/// `change`, a statement that may have a RETURNING, as one that fails unless it changes so many
/// rows. A row that another transaction is changing at that moment is waited for, and then is
/// another one.
std::string change_sql(const std::string& change, std::size_t rows);

/// Whether that failed: another run goes on at the same time.
bool is_overtaken(const pg::Diagnostics& said);

/// A SELECT of one column that fails as change_sql does unless the session has the migration lock,
/// or can have it at once.
std::string keep_lock_sql(const Tables& tables);

/// Read the state; creates nothing. Two round trips, one where there is no version table.
/// Throws Error(insufficient_privilege) where the table may not be read, also where row security
/// would hide rows: a filtered table would look like a fresh database.
State read_state(pg::Connection& connection, const Tables& tables);

/// The version rows alone, sorted bytewise. The table must exist.
std::vector<std::string> read_rows(pg::Connection& connection, const Tables& tables);

/// Run a SELECT on our tables as our role, with row_security off, in a transaction of its own.
pg::Rows read(pg::Connection& connection, const Tables& tables, const std::string& select);

/// Throws Error(version_table_elsewhere) where another schema holds a table of that name, or a
/// history there knows it: a moved setting must not look like a fresh database.
void check_not_elsewhere(pg::Connection& connection, const Tables& tables);

/// Let the version table hold ids of 255 characters, as ours does: that of another tool may be
/// narrower. No row is written again (PostgreSQL manual, "ALTER TABLE"). False: it could already.
/// `begin` as with create_missing.
bool widen(pg::Connection& connection, const Tables& tables, const std::string& begin);

/// Create what is missing: schema, version table, history, journal. Others get no privilege on what
/// is created, and row security is on. `begin` opens the transaction: call it under the lock, or
/// with a statement there that takes it.
void create_missing(pg::Connection& connection,
                    const Tables& tables,
                    const State& state,
                    const std::string& begin);

/// The same as text for psql: a transaction of its own that first checks the version rows.
std::string creation_script(const Tables& tables, std::span<const std::string> expected);

/// A DO statement that raises, naming both sets, unless the version rows are exactly `expected`
/// (sorted); a version table that is not there counts as empty.
std::string check_rows_script(const Tables& tables, std::span<const std::string> expected);

/// A SELECT that fails, naming both sets, unless the version rows are exactly `expected` (sorted).
std::string expect_rows_sql(const Tables& tables, std::span<const std::string> expected);

/// An SQL expression of the checksum that the newest succeeded row of a repeatable file has: null
/// where there is no row, empty where it was undone.
std::string repeatable_checksum_sql(const Tables& tables, const std::string& key);

/// A SELECT of one column that fails as expect_rows_sql does unless that checksum is `expected`;
/// none: undone, or never run.
std::string expect_repeatable_sql(const Tables& tables,
                                  const std::string& key,
                                  const std::optional<std::string>& expected);

}  // namespace migrate::history
