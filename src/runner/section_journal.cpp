#include "runner/section_journal.h"

#include "migrate/base/sha256.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/sql/classify.h"

#include <fmt/core.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace migrate::runner {

history::SectionKey section_key(const RunStep& step) {
  return {
      .direction = step.step.direction == revision::Direction::upgrade ? "upgrade" : "downgrade",
      .revision = step.step.revision};
}

SectionJournal::SectionJournal(pg::Connection& connection,
                               const RunStep& step,
                               const RunOptions& options)
    : connection_(connection), step_(step), tables_(options.tables), section_(section_key(step)) {}

void SectionJournal::read() {
  for (auto& found : history::read_journal(connection_, tables_))
    if (found.section == section_) entries_.emplace(found.position, std::move(found));
  const auto count = step_.section().statements.size();
  for (const auto& [position, found] : entries_)
    if (found.finished && (position > count || found.hash != statement(position).hash))
      throw edited(position);
}

Error SectionJournal::edited(std::size_t position) const {
  Error error(
      ErrorCode::needs_repair,
      fmt::format("statement {} of {} has run, and was edited since", position, section_.revision));
  const auto& statements = step_.section().statements;
  const auto last = std::min(position, statements.size());
  const auto begin = last == 0 ? step_.section().begin : statements[last - 1].begin;
  const auto ran = std::count_if(
      entries_.begin(), entries_.end(), [](const auto& entry) { return entry.second.finished; });
  return error.at(place_of(step_.file->text, begin, step_.file->header.file))
      .state(fmt::format("the section of {} is unfinished: {} of {} have run",
                         section_.revision,
                         ran,
                         count_of(statements.size(), "statement")))
      .hint(
          "put the statement back as it was and run the command again; or undo by hand what ran "
          "and say so with `migrate repair --unfinished forget`");
}

const history::JournalEntry* SectionJournal::entry(std::size_t position) const {
  const auto found = entries_.find(position);
  return found == entries_.end() ? nullptr : &found->second;
}

history::JournalStatement SectionJournal::statement(std::size_t position) const {
  const auto sql = step_.section().statements[position - 1].text(step_.file->text);
  return {.position = position, .hash = sha256_hex(sql::normalize(sql))};
}

void SectionJournal::write_started(std::size_t position, const Json& before) {
  write(with_guard(history::journal_started_sql(tables_, section_, statement(position), before)));
}

void SectionJournal::write_finished(std::size_t first, std::size_t last) {
  write(finished_sql(first, last));
}

void SectionJournal::write(const std::string& sql) {
  connection_.execute("begin read write;" + history::as_ours_sql(tables_) + sql + ";commit");
}

void SectionJournal::write_finished_in_block(std::size_t first, std::size_t last) {
  connection_.execute(
      "select pg_catalog.set_config('migrate.role', pg_catalog.current_setting('role'), true), "
      "pg_catalog.set_config('migrate.user', "
      "pg_catalog.current_setting('session_authorization'), true)");
  connection_.execute(history::as_ours_sql(tables_) + finished_sql(first, last));
  connection_.execute(
      "select case when pg_catalog.current_setting('session_authorization') "
      "operator(pg_catalog.<>) pg_catalog.current_setting('migrate.user') then "
      "pg_catalog.set_config('session_authorization', "
      "pg_catalog.current_setting('migrate.user'), true) end, "
      "pg_catalog.set_config('role', pg_catalog.current_setting('migrate.role'), true)");
}

std::string SectionJournal::finished_sql(std::size_t first, std::size_t last) const {
  std::vector<history::JournalStatement> which;
  for (auto position = first; position <= last; ++position)
    which.push_back(statement(position));
  return with_guard(history::journal_finished_sql(tables_, section_, which));
}

std::string SectionJournal::with_guard(const std::string& sql) const {
  return sql + ";" + history::expect_rows_sql(tables_, step_.step.rows_before);
}

std::string SectionJournal::failed_sql(std::size_t position, const Error& error, bool bare) const {
  auto said = Json::object();
  said.set("message", error.message()).set("sqlstate", error.sqlstate());
  if (bare) said.set("bare", true);
  return history::journal_failed_sql(tables_, section_, statement(position), said);
}

std::string SectionJournal::forget_sql() const {
  return history::journal_forget_sql(tables_, section_);
}

}  // namespace migrate::runner
