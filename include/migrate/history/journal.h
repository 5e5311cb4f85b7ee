#pragma once

#include "migrate/base/json.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace migrate::history {

/// What the journal says of one statement. A row stands there while its section is unfinished.
struct JournalEntry {
  SectionKey section;
  std::size_t position = 0;  ///< from 1
  std::string hash;          ///< of the statement: equal for two that differ only in layout
  std::string started_at;    ///< the server's clock, as text
  bool finished = false;     ///< false with a null error: begun, and nothing more is known
  Json before;  ///< what the catalog said before it began; null where nothing was asked
  Json error;   ///< what the server said when it failed
};

/// All rows of this version table, by section and position. The journal's table must exist.
std::vector<JournalEntry> read_journal(pg::Connection& connection, const Tables& tables);

/// One statement as the journal names it.
struct JournalStatement {
  std::size_t position = 0;
  std::string hash;
};

// SQL, to be run as our role (see as_ours_sql); every name in it is qualified.

/// The statement begins.
std::string journal_started_sql(const Tables& tables,
                                const SectionKey& section,
                                const JournalStatement& statement,
                                const Json& before);
/// The statements have taken effect: in the same transaction as they, where they have one.
std::string journal_finished_sql(const Tables& tables,
                                 const SectionKey& section,
                                 std::span<const JournalStatement> statements);
/// The server refused the statement.
std::string journal_failed_sql(const Tables& tables,
                               const SectionKey& section,
                               const JournalStatement& statement,
                               const Json& error);
/// The rows from `position` on go: with 1 the section is no longer unfinished.
std::string journal_forget_sql(const Tables& tables,
                               const SectionKey& section,
                               std::size_t position = 1);

/// Settings for the rest of the transaction under which our tables can be written whatever a
/// section has set: our role, no time-outs, a synchronous commit. Ends with a semicolon.
std::string as_ours_sql(const Tables& tables);

}  // namespace migrate::history
