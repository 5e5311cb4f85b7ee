#pragma once

#include "migrate/pg/connection.h"

#include <libpq-fe.h>

#include <memory>

namespace migrate::pg {

/// Error(connection_lost) with libpq's words.
Error lost(std::string_view said);

/// libpqxx gives the server's message as text (`ERROR:  message`, then DETAIL lines): the first
/// line without its severity.
std::string server_message(std::string_view text);

Rows rows_of(const PGresult* result);

}  // namespace migrate::pg
