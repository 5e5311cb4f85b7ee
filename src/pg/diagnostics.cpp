#include "migrate/pg/diagnostics.h"

#include <libpq-fe.h>

#include <cstdlib>

namespace migrate::pg {

namespace {

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text != nullptr ? text : "";
}

}  // namespace

Diagnostics diagnostics_of(const pg_result* result) {
  Diagnostics out{.severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED),
                  .sqlstate = field(result, PG_DIAG_SQLSTATE),
                  .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
                  .detail = field(result, PG_DIAG_MESSAGE_DETAIL),
                  .hint = field(result, PG_DIAG_MESSAGE_HINT),
                  .context = field(result, PG_DIAG_CONTEXT),
                  .position = 0,
                  .internal_query = field(result, PG_DIAG_INTERNAL_QUERY)};
  const auto position = field(result, PG_DIAG_STATEMENT_POSITION);
  if (!position.empty()) out.position = std::strtoul(position.c_str(), nullptr, 10);
  if (out.message.empty()) {
    out.message = PQresultErrorMessage(result);
    while (!out.message.empty() && out.message.back() == '\n')
      out.message.pop_back();
  }
  return out;
}

ErrorCode code_of_sqlstate(std::string_view sqlstate, ErrorCode otherwise) {
  if (sqlstate == "42501") return ErrorCode::insufficient_privilege;
  if (sqlstate == "25006") return ErrorCode::read_only;
  if (sqlstate == "3D000") return ErrorCode::missing_database;
  if (sqlstate.starts_with("28")) return ErrorCode::authentication;
  if (sqlstate == "57P03" || sqlstate == "53300") return ErrorCode::connection;
  return otherwise;
}

Error Diagnostics::error(ErrorCode otherwise) const {
  Error error(code_of_sqlstate(sqlstate, otherwise), message);
  error.sqlstate(sqlstate).hint(hint);
  auto more = detail;
  if (!context.empty()) more += (more.empty() ? "" : "\n") + context;
  return error.detail(more);
}

}  // namespace migrate::pg
