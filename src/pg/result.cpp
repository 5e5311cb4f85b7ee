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
  const int count = PQntuples(result);
  const int columns = PQnfields(result);
  out.rows.resize(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    auto& values = out.rows[static_cast<std::size_t>(row)];
    values.resize(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column)
      if (PQgetisnull(result, row, column) == 0)
        values[static_cast<std::size_t>(column)].emplace(
            PQgetvalue(result, row, column),
            static_cast<std::size_t>(PQgetlength(result, row, column)));
  }
  return out;
}

}  // namespace migrate::pg
