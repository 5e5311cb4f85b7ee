#include "commands/manual_parts.h"
#include "migrate/base/strings.h"
#include "migrate/commands/manual.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

constexpr std::size_t width = 80;
constexpr std::size_t widest_term = 22;

/// Broken at blanks; every line begins with `indent` blanks and ends with a line end.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out;
  std::string line;
  for (const auto word : split_at(text, ' ')) {
    if (!line.empty() && indent + display_width(line) + 1 + display_width(word) > width) {
      out += std::string(indent, ' ') + line + "\n";
      line.clear();
    }
    line += (line.empty() ? "" : " ") + std::string(word);
  }
  return out + std::string(indent, ' ') + line + "\n";
}

/// Terms to the left, explanations in a column; a term that is too long has its own line.
std::string table(std::string_view title, const std::vector<Term>& terms) {
  if (terms.empty()) return "";
  std::size_t column = 0;
  for (const auto& [name, text] : terms)
    if (name.size() <= widest_term) column = std::max(column, name.size());
  column += 4;
  auto out = fmt::format("\n{}:\n", title);
  for (const auto& [name, text] : terms) {
    const auto explained = wrapped(text, column);
    if (name.size() + 4 > column)
      out += fmt::format("  {}\n{}", name, explained);
    else
      out += fmt::format("  {:<{}}", name, column - 2) + explained.substr(column);
  }
  return out;
}

std::vector<Term> command_terms() {
  std::vector<Term> out;
  for (const auto* command : all())
    out.emplace_back(command->name, lower_first(command->summary));
  return out;
}

}  // namespace

std::string help_text() {
  return "migrate - PostgreSQL schema migrations as plain SQL files\n\n"
         "Usage: migrate [OPTIONS] COMMAND [OPTIONS] [ARGS]\n" +
         table("Commands", command_terms()) + table("Options", global_option_terms()) +
         "\nMore of a command: migrate COMMAND --help\n";
}

std::string help_text(const Command& command) {
  auto out =
      wrapped(fmt::format("migrate {} - {}", command.name, lower_first(command.summary)), 0) +
      fmt::format("\nUsage: {}\n", synopsis(command));
  for (const auto& paragraph : paragraphs(command.purpose))
    out += "\n" + wrapped(paragraph, 0);
  out += table("Arguments", argument_terms(command)) + table("Options", option_terms(command)) +
         table("Global options", global_option_terms()) + "\nExamples:\n";
  for (const auto& [line, meaning] : command.examples)
    out += fmt::format("  {}\n{}", line, wrapped(meaning, 6));
  return out + table("Exit statuses", status_terms(command));
}

}  // namespace migrate::commands
