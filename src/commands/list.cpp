#include "commands/list.h"

#include <array>

namespace migrate::commands {

std::span<const Command* const> all() {
  static const std::array list{&init_command,
                               &revision_command,
                               &upgrade_command,
                               &downgrade_command,
                               &stamp_command,
                               &current_command,
                               &heads_command,
                               &branches_command,
                               &history_command,
                               &show_command,
                               &status_command,
                               &merge_command,
                               &ensure_version_command,
                               &psql_command};
  return list;
}

}  // namespace migrate::commands
