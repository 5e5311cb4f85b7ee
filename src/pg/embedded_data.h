#pragma once

#include "pg/embedded_binaries.h"
#include "pg/embedded_state.h"

namespace migrate::pg::embedded {

/// The server's programs, after making the data folder where there is none: a copy of a cluster
/// that initdb made once per server version in a cache. `major`: of new data. Call under
/// `server.lock`.
Binaries prepare_data(const State& state, std::optional<int> major);

/// What a killed server left must not keep the next from starting, but a server that somebody
/// started by hand on these data must. Call under `server.lock`.
void clear_leftovers(const State& state, const Path& sockets);

}  // namespace migrate::pg::embedded
