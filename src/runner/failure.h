#pragma once

#include "migrate/runner/run.h"
#include "runner/script.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::runner {

/// What the server says of an id that an adopted version table is too narrow for, and what to do.
inline constexpr std::string_view id_too_long = "22001";
inline constexpr std::string_view id_too_long_hint =
    "give the revision a shorter id, or make room for it: `migrate ensure-version --widen`";

/// Where in the file the server's error stands: in the statement, or in its COPY data.
Place place_of_failure(const revision::RevisionFile& file,
                       const sql::Statement& source,
                       const pg::Diagnostics& said);

/// The error of a message that the server refused, placed in the migration file.
/// `source`: the statement of the file that it was, if any.
Error failure_of(const RunStep& step,
                 MessageKind kind,
                 const sql::Statement* source,
                 const pg::Diagnostics& said);

/// `the version rows are 0001`, `the database is at base`.
std::string rows_text(const std::vector<std::string>& rows);

/// The history's record of a step that failed.
history::Record failed_record_of(const RunStep& step, const Error& error);

/// What a run says that has waited for other sessions often enough.
Error gave_up_waiting(const Error& last, std::size_t tries);

/// Whether the server gave up only because of other sessions: worth another try.
bool is_transient(const std::string& sqlstate);

}  // namespace migrate::runner
