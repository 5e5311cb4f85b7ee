#pragma once

#include "pg/embedded_system.h"

#include <optional>
#include <string>

namespace migrate::pg::embedded {

struct Temporary {
  Descriptor user_lock;  ///< as long as it is held the server stays
  Path data;
  std::string sockets;
};

/// A server on a new cluster in a folder of its own below /dev/shm, TMPDIR or /tmp, without
/// durability. First removes such folders whose server, supervisor and user are gone.
Temporary start_temporary(std::optional<int> major);

}  // namespace migrate::pg::embedded
