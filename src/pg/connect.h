#pragma once

#include "migrate/pg/url.h"

#include <libpq-fe.h>

namespace migrate::pg {

/// Open a connection or throw the Error that says why not. The caller owns it.
PGconn* connect(const ConnectionParameters& parameters);

}  // namespace migrate::pg
