#pragma once

#include "migrate/commands/command.h"
#include "migrate/pg/connection.h"

#include <chrono>
#include <optional>

namespace migrate::commands {

/// What `--wait` says; nothing without it. Throws Error(usage).
std::optional<std::chrono::milliseconds> wait_option(const Arguments& arguments);

/// Opens a connection to a server that may not be up yet: while it does not answer, starts up or
/// has too many connections it is tried again, for that long. Everything else ends it at once.
/// Says on stderr what it waits for. Throws as Connection::open does.
pg::Connection open_in_time(const Context& context,
                            pg::ConnectionParameters parameters,
                            std::chrono::milliseconds wait);

}  // namespace migrate::commands
