#pragma once

#include "migrate/history/journal.h"
#include "migrate/history/record.h"
#include "migrate/history/version_table.h"
#include "migrate/pg/connection.h"
#include "migrate/runner/run.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace migrate::runner {

/// Write records into the history, in one transaction that `begin` opens and that first checks that
/// the version rows are `rows` (sorted). No other row is changed. Call it under the migration lock.
void write_records(pg::Connection& connection,
                   const history::Tables& tables,
                   const history::Run& run,
                   const std::vector<std::string>& rows,
                   std::span<const history::Record> records,
                   const std::string& begin);

/// A section that runs statement by statement and that an earlier run left unfinished.
struct UnfinishedSection {
  history::SectionKey section;
  std::size_t finished = 0;  ///< statements that have run and stay
  /// The statement that was begun and whose end nobody has seen; nothing: the journal knows all.
  std::optional<history::JournalEntry> begun = {};
  bool needs_a_person = false;  ///< the catalog does not tell either
  std::string why = {};         ///< what it says
};

/// How the sections of `keys` stand. `steps` are those with the files, where there are any: without
/// its file nobody can tell what a section has begun. The session's settings are changed and given
/// back.
std::vector<UnfinishedSection> look_at_unfinished(pg::Connection& connection,
                                                  const RunOptions& options,
                                                  std::span<const history::SectionKey> keys,
                                                  std::span<const RunStep> steps);

/// What a person says of an unfinished section.
enum class Verdict {
  done,    ///< the statement that was begun took effect
  again,   ///< it did not: it is to run again
  forget,  ///< all that ran of the section was undone by hand
};

/// Write that into the journal, and into the history as a repair, in one transaction that `begin`
/// opens and that first checks that the version rows are `rows`. Call it under the migration lock.
void settle_unfinished(pg::Connection& connection,
                       const RunOptions& options,
                       const std::vector<std::string>& rows,
                       const UnfinishedSection& section,
                       Verdict verdict,
                       const std::string& begin);

}  // namespace migrate::runner
