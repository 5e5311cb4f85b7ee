#include "migrate/runner/repair.h"

#include "migrate/sql/quote.h"
#include "runner/recovery.h"
#include "runner/script.h"
#include "runner/section_journal.h"
#include "runner/session.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace migrate::runner {

namespace {

const RunStep* step_of(std::span<const RunStep> steps, const history::SectionKey& section) {
  const auto found = std::find_if(steps.begin(), steps.end(), [&](const RunStep& step) {
    return section_key(step) == section;
  });
  return found == steps.end() ? nullptr : &*found;
}

/// Begun and neither finished nor rolled back with its row.
bool is_in_doubt(const history::JournalEntry& entry) {
  return !entry.finished && (entry.error.is_null() || entry.error["bare"].boolean());
}

void ask_catalog(pg::Connection& connection,
                 const RunOptions& options,
                 const RunStep* step,
                 UnfinishedSection& section) {
  section.needs_a_person = true;
  const auto position = section.begun->position;
  if (step == nullptr || position > step->section().statements.size()) {
    section.why = "no file has the statement any more";
    return;
  }
  const auto text = step->section().statements[position - 1].text(step->file->text);
  connection.execute(set_config_sql(section_settings(*step, options, false), Scope::session));
  const auto settlement = settle(connection, text, section.begun->before);
  reset_session(connection, options);
  section.needs_a_person = settlement.fate == Fate::unknown;
  section.why = settlement.why;
}

std::string text_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::done:
      return "took effect";
    case Verdict::again:
      return "is to run again";
    case Verdict::forget:
      return "was undone by hand";
  }
  return {};
}

std::string journal_sql(const history::Tables& tables,
                        const UnfinishedSection& section,
                        Verdict verdict) {
  if (verdict == Verdict::forget) return history::journal_forget_sql(tables, section.section);
  const auto& begun = *section.begun;
  if (verdict == Verdict::again)
    return history::journal_forget_sql(tables, section.section, begun.position);
  const std::array which{history::JournalStatement{.position = begun.position, .hash = begun.hash}};
  return history::journal_finished_sql(tables, section.section, which);
}

/// Without a revision: the row says nothing of what is applied.
history::Record record_of(const UnfinishedSection& section,
                          Verdict verdict,
                          const std::vector<std::string>& rows) {
  history::Record record;
  record.direction = "repair";
  record.message = fmt::format(
      "{} {}{} {}",
      section.section.direction,
      section.section.revision,
      verdict == Verdict::forget ? "" : fmt::format(", statement {}", section.begun->position),
      text_of(verdict));
  record.rows_before = rows;
  record.rows_after = rows;
  return record;
}

}  // namespace

std::vector<UnfinishedSection> look_at_unfinished(pg::Connection& connection,
                                                  const RunOptions& options,
                                                  std::span<const history::SectionKey> keys,
                                                  std::span<const RunStep> steps) {
  std::vector<UnfinishedSection> out;
  if (keys.empty()) return out;
  for (const auto& key : keys)
    out.push_back({.section = key});
  for (auto& entry : history::read_journal(connection, options.tables)) {
    const auto section = std::find_if(
        out.begin(), out.end(), [&](const auto& one) { return one.section == entry.section; });
    if (section == out.end()) continue;
    if (entry.finished) {
      ++section->finished;
    } else if (is_in_doubt(entry)) {
      section->begun = std::move(entry);
    }
  }
  for (auto& section : out)
    if (section.begun) ask_catalog(connection, options, step_of(steps, section.section), section);
  return out;
}

void settle_unfinished(pg::Connection& connection,
                       const RunOptions& options,
                       const std::vector<std::string>& rows,
                       const UnfinishedSection& section,
                       Verdict verdict,
                       const std::string& begin) {
  try {
    connection.execute(begin);
    connection.execute(history::as_ours_sql(options.tables) +
                       "set local search_path = ''; select " + history::started_now_sql());
    connection.execute(history::expect_rows_sql(options.tables, rows));
    connection.execute(journal_sql(options.tables, section, verdict));
    connection.execute(history::record_sql(options.tables,
                                           options.run,
                                           record_of(section, verdict, rows),
                                           history::started_noted_sql()));
    connection.execute("commit");
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

void write_records(pg::Connection& connection,
                   const history::Tables& tables,
                   const history::Run& run,
                   const std::vector<std::string>& rows,
                   std::span<const history::Record> records,
                   const std::string& begin) {
  try {
    connection.execute(begin);
    if (tables.role) connection.execute("set local role " + sql::quote_identifier(*tables.role));
    connection.execute("set local row_security = off; set local search_path = ''; select " +
                       history::started_now_sql());
    connection.execute(history::expect_rows_sql(tables, rows));
    for (const auto& record : records)
      connection.execute(history::record_sql(tables, run, record, history::started_noted_sql()));
    connection.execute("commit");
  } catch (...) {
    connection.roll_back();
    throw;
  }
}

}  // namespace migrate::runner
