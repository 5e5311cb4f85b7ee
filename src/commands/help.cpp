#include "commands/list.h"
#include "migrate/base/strings.h"
#include "migrate/commands/manual.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  Outcome out;
  const auto name = context.arguments.value("COMMAND");
  const auto* command = name ? find(*name) : nullptr;
  if (name && command == nullptr) throw unknown_command(*name);
  out.text = command == nullptr ? help_text() : help_text(*command);
  out.json.set("text", out.text);
  return out;
}

}  // namespace

Error unknown_command(const std::string& word) {
  Error error(ErrorCode::usage, fmt::format("unknown command \"{}\"", word));
  std::vector<std::string> names;
  for (const auto* command : all())
    names.emplace_back(command->name);
  const auto near = nearest(word, names);
  return error.hint(near ? fmt::format("did you mean `migrate {}`?", *near)
                         : "see `migrate --help`");
}

const Command help_command{
    .name = "help",
    .summary = "Show what a command does",
    .purpose = R"(
Prints what a command does, its arguments and options with their defaults, examples, and its exit
statuses; without a command, the list of all commands. It is the text of `migrate COMMAND --help`,
and where the package is installed also that of the man page `migrate-COMMAND`.)",
    .options = {{.name = "COMMAND",
                 .kind = OptionKind::argument,
                 .help = "the command",
                 .default_text = "the list of all",
                 .operand = Operand::command}},
    .examples = {{"migrate help", "List the commands."}, {"migrate help upgrade", "Explain one."}},
    .statuses = {{ExitStatus::done, "shown"}, {ExitStatus::usage, "there is no such command"}},
    .result = {{"text", "text", "what people read"}},
    .run = run};

}  // namespace migrate::commands
