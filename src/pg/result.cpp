#include "pg/result.h"

#include "migrate/base/strings.h"

namespace migrate::pg {

Error lost(std::string_view said) {
  Error error(ErrorCode::connection_lost, "the connection to the server was lost");
  return error.detail(std::string(trim(said)));
}

std::string server_message(std::string_view text) {
  auto line = text.substr(0, text.find('\n'));
  const auto colon = line.find(":  ");
  if (colon != std::string_view::npos && colon < 20) line.remove_prefix(colon + 3);
  return std::string(line);
}

Rows rows_of(const PGresult* result) {
  Rows out;
  out.command = PQcmdStatus(const_cast<PGresult*>(result));  // NOLINT: libpq's signature
  for (int row = 0; row < PQntuples(result); ++row) {
    auto& values = out.rows.emplace_back();
    for (int column = 0; column < PQnfields(result); ++column)
      values.push_back(
          PQgetisnull(result, row, column) != 0 ? Value{} : Value{PQgetvalue(result, row, column)});
  }
  return out;
}

}  // namespace migrate::pg
