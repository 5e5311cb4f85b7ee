#pragma once

#include "pg/embedded_state.h"

#include <chrono>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace migrate::pg::embedded {

using Keywords = std::vector<std::pair<std::string, std::string>>;
using Settings = std::vector<std::pair<std::string, std::string>>;

/// Long enough for a shutdown checkpoint, an initdb or a recovery on a slow disk.
constexpr auto patience = std::chrono::seconds(120);

/// How a server is started.
struct Manner {
  std::optional<int> major = {};  ///< of new data; none: what is found first
  Settings settings = {};         ///< server settings, besides those of every embedded server
  bool is_temporary = false;      ///< it is not shut down but ended, and its folder removed
};

/// Start the server under `server_lock`, which it inherits. Gives the socket folder.
std::string start(const State& state, Descriptor server_lock, const Manner& manner);

/// How libpq gets to it: the database `app` as superuser.
Keywords keywords_for(const std::string& sockets);

}  // namespace migrate::pg::embedded
