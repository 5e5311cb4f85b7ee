#include "commands/hooks.h"

#include "migrate/base/shell.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

constexpr std::size_t most_shown = 4000;

/// The end of what it said, where the reason stands.
std::string last_words(const std::string& output) {
  const std::string text(trim(output));
  if (text.size() <= most_shown) return text;
  return "... " + text.substr(text.size() - most_shown);
}

}  // namespace

std::string hook_command(std::string_view command, const HookFields& fields) {
  std::string out;
  while (!command.empty()) {
    bool replaced = false;
    for (const auto& [name, value] : fields) {
      const auto written = fmt::format("{{{}}}", name);
      if (!command.starts_with(written)) continue;
      out += shell::quoted(value);
      command.remove_prefix(written.size());
      replaced = true;
      break;
    }
    if (replaced) continue;
    out += command.front();
    command.remove_prefix(1);
  }
  return out;
}

void run_hooks(const Context& context,
               const config::Settings& settings,
               std::span<const config::Setting<std::string>> commands,
               const HookFields& fields) {
  for (const auto& setting : commands) {
    const auto command = hook_command(setting.get(), fields);
    if (context.verbosity == Verbosity::verbose) context.log("hook: " + command);
    const auto result = shell::run(command, settings.folder);
    const auto words = last_words(result.output);
    if (!result.ok()) {
      Error error(ErrorCode::command_failed,
                  fmt::format("{} `{}` failed with status {}",
                              setting.text().key,
                              setting.text().raw,
                              result.status));
      throw error.at(setting.place()).detail(words);
    }
    if (!words.empty()) context.log(words);
  }
}

}  // namespace migrate::commands
