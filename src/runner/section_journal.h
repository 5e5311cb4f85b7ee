#pragma once

#include "migrate/history/journal.h"
#include "migrate/runner/run.h"

#include <cstddef>
#include <map>
#include <string>

namespace migrate::runner {

/// How the journal names the section that a step runs.
history::SectionKey section_key(const RunStep& step);

/// The journal's rows of one section that runs statement by statement. Positions count from 1.
class SectionJournal {
 public:
  SectionJournal(pg::Connection& connection, const RunStep& step, const RunOptions& options);

  /// What an earlier run has left. Throws Error(needs_repair) where a statement that has run was
  /// edited since.
  void read();

  /// What an earlier run has left of one statement, or nullptr.
  [[nodiscard]] const history::JournalEntry* entry(std::size_t position) const;

  /// Each in a transaction of its own.
  void write_started(std::size_t position, const Json& before);
  void write_finished(std::size_t first, std::size_t last);

  /// In the transaction that the section has opened, whose role and user it gets back.
  void write_finished_in_block(std::size_t first, std::size_t last);

  /// To be run behind as_ours_sql, in a transaction that writes something else too.
  [[nodiscard]] std::string finished_sql(std::size_t first, std::size_t last) const;
  /// `bare`: it did not share a transaction with its row, and may have left something.
  [[nodiscard]] std::string failed_sql(std::size_t position, const Error& error, bool bare) const;
  [[nodiscard]] std::string forget_sql() const;

 private:
  /// The version rows are compared once more, behind the journal's: another run that has finished
  /// the section has taken its journal away.
  [[nodiscard]] std::string with_guard(const std::string& sql) const;
  [[nodiscard]] history::JournalStatement statement(std::size_t position) const;
  [[nodiscard]] Error edited(std::size_t position) const;
  void write(const std::string& sql);

  pg::Connection& connection_;
  const RunStep& step_;
  const history::Tables& tables_;
  history::SectionKey section_;
  std::map<std::size_t, history::JournalEntry> entries_;
};

}  // namespace migrate::runner
