#pragma once

#include "pg/embedded_system.h"

#include <string>
#include <vector>

namespace migrate::pg::embedded {

/// A folder for what can be made anew, ours alone to write to, readable by `account`.
Path cache_folder(const Account& account);

/// What a command prints that says the same as long as the files that it depends on stay as they
/// are, kept in the cache: starting a program of PostgreSQL takes longer than all that is asked of
/// it. A failure is not kept.
Finished remembered(const Account& account,
                    const std::vector<std::string>& command,
                    const std::vector<Path>& depends_on);

}  // namespace migrate::pg::embedded
