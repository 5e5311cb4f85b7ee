#include "commands/list.h"

#include <array>

namespace migrate::commands {

std::span<const Command* const> all() {
  static const std::array list{&init_command,     &list_templates_command, &revision_command,
                               &upgrade_command,  &downgrade_command,      &stamp_command,
                               &current_command,  &heads_command,          &branches_command,
                               &history_command,  &show_command,           &status_command,
                               &baseline_command, &check_command,          &verify_command,
                               &diff_command,     &inspect_command,        &doctor_command,
                               &merge_command,    &rebase_command,         &squash_command,
                               &edit_command,     &repair_command,         &ensure_version_command,
                               &create_command,   &drop_command,           &reset_command,
                               &psql_command,     &completion_command,     &help_command};
  return list;
}

const Command* find(std::string_view name) {
  for (const auto* command : all())
    if (command->name == name || (!name.empty() && command->alias == name)) return command;
  return nullptr;
}

std::span<const Option> global_options() {
  static const std::vector<Option> list{
      {.name = "--config",
       .short_name = "-c",
       .kind = OptionKind::value,
       .value_name = "FILE",
       .help = "the config file",
       .default_text = "migrate.yaml here or in the nearest folder above",
       .variable = "MIGRATE_CONFIG",
       .operand = Operand::file},
      {.name = "--env",
       .short_name = "-e",
       .kind = OptionKind::value,
       .value_name = "NAME",
       .help = "lay environments.NAME of the config over the rest",
       .default_text = "none",
       .variable = "MIGRATE_ENV",
       .operand = Operand::environment},
      {.name = "--url",
       .short_name = "-u",
       .kind = OptionKind::value,
       .value_name = "URL",
       .help = "the database; beats the config",
       .default_text = "database.url of the config"},
      {.name = "-x",
       .kind = OptionKind::list,
       .value_name = "KEY=VALUE",
       .help = "a value for the placeholder `${KEY}` in migrations; may be given several times",
       .default_text = "none"},
      {.name = "--json", .help = "write one JSON document to stdout, nothing else"},
      {.name = "--quiet", .short_name = "-q", .help = "no log lines on stderr"},
      {.name = "--verbose", .short_name = "-v", .help = "more on stderr, SQL in plans"},
      {.name = "--color",
       .kind = OptionKind::value,
       .value_name = "WHEN",
       .help = "auto, always or never; auto heeds NO_COLOR",
       .default_text = "auto",
       .choices = {"auto", "always", "never"}},
      {.name = "--no-progress", .help = "no live progress on a terminal"},
      {.name = "--help", .short_name = "-h", .help = "show help; with a command: of it"},
      {.name = "--version", .help = "show the version"}};
  return list;
}

}  // namespace migrate::commands
