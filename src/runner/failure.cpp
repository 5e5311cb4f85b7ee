#include "runner/failure.h"

#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/placeholders.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace migrate::runner {

namespace {

std::string what_failed(const RunStep& step, MessageKind kind) {
  switch (kind) {
    case MessageKind::verify:
      return fmt::format("verify of {}", step.step.revision);
    case MessageKind::settings:
      return "setting up " + step.what();
    case MessageKind::lock:
      return "taking the migration lock for " + step.what();
    case MessageKind::commit:
      return "COMMIT of " + step.what();
    case MessageKind::rows:
    case MessageKind::record:
      return "recording " + step.what();
    default:
      return step.what();
  }
}

/// The line of COPY data that the server names in its context (`COPY t, line 3, column a`), counted
/// from 1; 0 where it names none.
std::size_t copy_line(const std::string& context) {
  if (!context.starts_with("COPY ")) return 0;
  const auto at = context.find(", line ");
  return at == std::string::npos ? 0 : std::strtoul(context.c_str() + at + 7, nullptr, 10);
}

Place place_in_copy_data(const revision::RevisionFile& file,
                         const sql::Statement& source,
                         std::size_t line) {
  const auto& text = file.text;
  auto at = source.copy_begin;
  for (std::size_t skip = 1; skip < line && at < source.copy_end; ++skip)
    at = std::min(text.find('\n', at), source.copy_end) + 1;
  auto place = place_of(text, at, file.header.file);
  place.column = 0;
  return place;
}

Error described(const std::string& what, const pg::Diagnostics& said) {
  const auto model = said.error(ErrorCode::migration_failed);
  Error error(model.code(), fmt::format("{} failed: {}", what, said.message));
  error.sqlstate(said.sqlstate).detail(model.detail()).hint(said.hint);
  return error;
}

/// What the bookkeeping's statements raise where their condition does not hold: a text cast to a
/// number.
constexpr std::string_view raised_by_us = "22P02";

Error in_file(const RunStep& step, ErrorCode code, std::string_view what, std::string hint) {
  Error error(code, fmt::format("{} failed: {}", step.what(), what));
  return error.at({.file = step.file->header.file, .line = 0, .column = 0, .source_line = {}})
      .hint(std::move(hint));
}

}  // namespace

Place place_of_failure(const revision::RevisionFile& file,
                       const sql::Statement& source,
                       const pg::Diagnostics& said) {
  if (const auto line = copy_line(said.context); source.has_copy_data && line > 0)
    return place_in_copy_data(file, source, line);
  const auto sent = sent_text(file, source);
  const auto offset = said.position == 0 ? 0 : byte_of_character(sent, said.position - 1);
  return place_of(file.text, offset_in_file(file, source, offset), file.header.file);
}

Error failure_of(const RunStep& step,
                 MessageKind kind,
                 const sql::Statement* source,
                 const pg::Diagnostics& said) {
  if (kind == MessageKind::lock && history::is_lock_held(said))
    return {ErrorCode::lock_not_obtained, "another run holds the migration lock"};
  const bool in_journal = kind == MessageKind::statement && history::are_rows_changed(said);
  if (history::is_overtaken(said)) {
    Error error(ErrorCode::rows_changed,
                step.what() + " failed: another run goes on at the same time");
    return error.sqlstate(said.sqlstate)
        .hint("a migration must leave the migration lock alone: pg_advisory_unlock_all() frees it");
  }
  if (said.sqlstate == raised_by_us && kind == MessageKind::guard) {
    Error error(ErrorCode::rows_changed, "the version table changed while the run was going on");
    return error.detail(said.message)
        .sqlstate(said.sqlstate)
        .hint("run the command again: it plans from what is there now");
  }
  if ((said.sqlstate == raised_by_us && kind == MessageKind::rows) || in_journal)
    return in_file(
        step,
        in_journal ? ErrorCode::rows_changed : ErrorCode::migration_failed,
        "the version rows are not those that it began with",
        "a migration must leave the version table alone, which `migrate stamp` sets, and "
        "the migration lock, which keeps other runs away");
  if (said.sqlstate == id_too_long && kind == MessageKind::rows)
    return in_file(step,
                   ErrorCode::migration_failed,
                   "its id is longer than the version table's column",
                   std::string(id_too_long_hint))
        .sqlstate(said.sqlstate)
        .detail(said.message);
  if (said.sqlstate == raised_by_us && kind == MessageKind::check)
    return in_file(step,
                   ErrorCode::migration_failed,
                   "the section ended the transaction that it runs in",
                   "mark the section `transaction=off`; a RESET ALL inside a function looks the "
                   "same: set it outside");
  auto error = described(what_failed(step, kind), said);
  if (source != nullptr) return error.at(place_of_failure(*step.file, *source, said));
  const auto& header = step.file->header;
  return error.at({.file = header.file,
                   .line = kind == MessageKind::settings ? header.settings_line : 0,
                   .column = 0,
                   .source_line = {}});
}

std::string rows_text(const std::vector<std::string>& rows) {
  return rows.empty() ? "base" : join(rows, ", ");
}

history::Record failed_record_of(const RunStep& step, const Error& error) {
  auto record = record_of(step);
  record.outcome = "failed";
  record.rows_after = record.rows_before;
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  record.error = Json::object();
  record.error.set("code", info(error.code()).name)
      .set("message", error.message())
      .set("file", text(error.place().file))
      .set("line", error.place().line == 0 ? Json() : Json(error.place().line))
      .set("column", error.place().column == 0 ? Json() : Json(error.place().column))
      .set("sqlstate", text(error.sqlstate()))
      .set("detail", text(error.detail()))
      .set("hint", text(error.hint()));
  return record;
}

Error gave_up_waiting(const Error& last, std::size_t tries) {
  Error error(ErrorCode::lock_not_obtained, last.message());
  return error.at(last.place())
      .sqlstate(last.sqlstate())
      .detail(last.detail())
      .hint(fmt::format("it was tried {} times; look for long transactions in pg_stat_activity",
                        tries));
}

bool is_transient(const std::string& sqlstate) {
  return sqlstate == "55P03" || sqlstate == "40P01" || sqlstate == "40001";
}

}  // namespace migrate::runner
