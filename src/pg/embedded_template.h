#pragma once

#include "pg/embedded_binaries.h"

namespace migrate::pg::embedded {

/// A stopped cluster with an empty database `app`, readable by `account`; made by initdb at first
/// use of a server version and kept in a cache folder. Copy it, never start it.
Path cluster_template(const Binaries& binaries, const Account& account);

}  // namespace migrate::pg::embedded
