#pragma once

#include "migrate/base/json.h"

#include <string>

/// Rows of the history, as history::entries gives them, for people and for machines.
namespace migrate::commands {

/// `2026-01-31 10:00:00+00:00`.
std::string shown_time(const Json& time);

/// `deploy (alice@ci-7)`: the database's user, and who that was where it is known.
std::string shown_user(const Json& row);

/// `2026-01-31 10:00:00+00:00 by deploy (alice@ci-7)`: when it was done and by whom.
std::string done_at_by(const Json& row);

/// The row without the SQL that it keeps.
Json attempt_json(const Json& row);

/// The row as a line, its error below it.
std::string attempt_text(const Json& row);

/// What went wrong: `upgrade 0002 failed: ... (SQLSTATE 22012) at versions/0002.sql:6:1`.
std::string shown_error(const Json& error);

}  // namespace migrate::commands
