#include "pg/result.h"

#include "migrate/base/strings.h"
#include "migrate/pg/raw_rows.h"

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

std::size_t RawRows::size() const {
  return static_cast<std::size_t>(PQntuples(result_.get()));
}

std::size_t RawRows::columns() const {
  return static_cast<std::size_t>(PQnfields(result_.get()));
}

std::optional<std::string_view> RawRows::at(std::size_t row, std::size_t column) const {
  const int y = static_cast<int>(row);
  const int x = static_cast<int>(column);
  const auto length = static_cast<std::size_t>(PQgetlength(result_.get(), y, x));
  if (length == 0 && PQgetisnull(result_.get(), y, x) != 0) return std::nullopt;
  return std::string_view(PQgetvalue(result_.get(), y, x), length);
}

Rows RawRows::copy() const {
  return rows_of(result_.get());
}

}  // namespace migrate::pg
