#pragma once

#include "migrate/base/error.h"

#include <cstddef>
#include <string>

struct pg_result;

namespace migrate::pg {

/// What the server says of an error or a notice (PostgreSQL manual, "Error and Notice Message
/// Fields"). Empty where it says nothing.
struct Diagnostics {
  std::string severity;  ///< not translated: ERROR, WARNING, NOTICE, ...
  std::string sqlstate;
  std::string message;
  std::string detail;
  std::string hint;
  std::string context;
  std::size_t position = 0;  ///< in the statement, in characters from 1; 0: none
  std::string internal_query;

  /// The same as an Error of the code that fits the SQLSTATE; `otherwise` where none does.
  [[nodiscard]] Error error(ErrorCode otherwise = ErrorCode::database) const;
};

Diagnostics diagnostics_of(const pg_result* result);

/// The error code for an SQLSTATE: missing privilege, read-only database, missing database, login.
ErrorCode code_of_sqlstate(std::string_view sqlstate, ErrorCode otherwise);

}  // namespace migrate::pg
