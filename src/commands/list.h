#pragma once

#include "migrate/commands/command.h"

// One line a command; its file in this folder has the same name.
namespace migrate::commands {

extern const Command init_command;
extern const Command list_templates_command;
extern const Command revision_command;
extern const Command upgrade_command;
extern const Command downgrade_command;
extern const Command stamp_command;
extern const Command current_command;
extern const Command heads_command;
extern const Command branches_command;
extern const Command history_command;
extern const Command show_command;
extern const Command status_command;
extern const Command baseline_command;
extern const Command check_command;
extern const Command verify_command;
extern const Command diff_command;
extern const Command inspect_command;
extern const Command doctor_command;
extern const Command merge_command;
extern const Command rebase_command;
extern const Command squash_command;
extern const Command edit_command;
extern const Command repair_command;
extern const Command ensure_version_command;
extern const Command create_command;
extern const Command drop_command;
extern const Command reset_command;
extern const Command psql_command;
extern const Command completion_command;
extern const Command help_command;

}  // namespace migrate::commands
