#include "cli/internal.h"

#include "migrate/base/files.h"
#include "migrate/commands/complete.h"
#include "migrate/commands/manual.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <system_error>
#include <vector>

namespace migrate::cli {

namespace {

void write(const files::Path& path, std::string_view text) {
  std::filesystem::create_directories(path.parent_path());
  std::filesystem::remove(path);
  files::write_new(path, text);
}

void write_manual(const files::Path& share) {
  write(share / "man/man1/migrate.1", commands::man_page());
  for (const auto* command : commands::all())
    write(share / fmt::format("man/man1/migrate-{}.1", command->name),
          commands::man_page(*command));
  write(share / "bash-completion/completions/migrate", commands::completion_script("bash"));
  write(share / "zsh/site-functions/_migrate", commands::completion_script("zsh"));
  write(share / "fish/vendor_completions.d/migrate.fish", commands::completion_script("fish"));
}

/// What stands above the generated part of docs/json.md is written by hand.
void write_json_page(const files::Path& path) {
  auto text = files::read(path);
  text.resize(std::min(text.size(), text.find(commands::json_reference_begins)));
  files::replace(path, text + commands::json_reference());
}

void write_reference(const files::Path& docs) {
  write(docs / "commands/README.md", commands::reference_index());
  for (const auto* command : commands::all())
    write(docs / fmt::format("commands/{}.md", command->name), commands::reference(*command));
  write_json_page(docs / "json.md");
}

int write_or_say(void (*write_into)(const files::Path&), const files::Path& folder) {
  try {
    write_into(folder);
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 1;
  }
}

}  // namespace

std::optional<int> run_internal(std::span<char* const> words) {
  const std::string_view name = words.size() > 1 ? words[1] : "";
  if (name == "__complete") {
    const std::vector<std::string> line(words.begin() + 2, words.end());
    std::error_code ignored;
    const auto folder = std::filesystem::current_path(ignored);
    fmt::print("{}", commands::complete(line, folder, config::Environment::of_process()));
    return 0;
  }
  if (words.size() != 3) return std::nullopt;
  if (name == "__manual") return write_or_say(write_manual, words[2]);
  if (name == "__reference") return write_or_say(write_reference, words[2]);
  return std::nullopt;
}

}  // namespace migrate::cli
