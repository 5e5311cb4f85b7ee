#include "commands/manual_parts.h"
#include "migrate/base/strings.h"
#include "migrate/commands/manual.h"

#include <fmt/core.h>

// What the pages in docs/ have in common with the program.
namespace migrate::commands {

namespace {

std::string cell(std::string_view text) {
  return replace_all(std::string(text), "|", "\\|");
}

std::string code(std::string_view text) {
  return "`" + cell(text) + "`";
}

std::string table(std::string_view title, std::string_view head, const std::vector<Term>& terms) {
  if (terms.empty()) return "";
  auto out = fmt::format("\n## {}\n\n| {} | |\n|---|---|\n", title, head);
  for (const auto& [name, text] : terms)
    out += fmt::format("| {} | {} |\n", code(name), cell(text));
  return out;
}

std::string json_rows(const Command& command) {
  std::string out;
  for (const auto& [key, type, meaning] : command.result)
    out += fmt::format("| {} | {} | {} |\n", code(key), cell(type), cell(meaning));
  return out;
}

std::string json_table(const Command& command) {
  return "| key | type | meaning |\n|---|---|---|\n" + json_rows(command);
}

}  // namespace

std::string reference(const Command& command) {
  auto out = fmt::format(
      "# migrate {}\n\n{}.\n\n    {}\n", command.name, command.summary, synopsis(command));
  for (const auto& paragraph : paragraphs(command.purpose))
    out += "\n" + paragraph + "\n";
  out += table("Arguments", "argument", argument_terms(command)) +
         table("Options", "option", option_terms(command)) +
         "\nThe [global options](README.md#global-options) work too.\n";
  std::vector<Term> examples;
  for (const auto& [line, meaning] : command.examples)
    examples.emplace_back(line, meaning);
  out += table("Examples", "example", examples) +
         table("Exit statuses", "status", status_terms(command));
  if (command.result.empty()) return out + "\n## JSON\n\nIt has no JSON of its own.\n";
  return out + "\n## JSON\n\nBesides `command` and, after a failure, `error`:\n\n" +
         json_table(command) + "\n[More on JSON](../json.md).\n";
}

std::string reference_index() {
  std::string out =
      "# Commands\n\n`migrate help COMMAND` and `man migrate-COMMAND` say the same as these "
      "pages.\n\n"
      "| command | what it does |\n|---|---|\n";
  for (const auto* command : all())
    out += fmt::format("| [`{0}`]({0}.md) | {1} |\n", command->name, cell(command->summary));
  return out + table("Global options", "option", global_option_terms());
}

std::string json_reference() {
  auto out = fmt::format("{}\n", json_reference_begins);
  for (const auto* command : all())
    if (!command->result.empty())
      out += fmt::format("\n### {}\n\n{}", command->name, json_table(*command));
  return out;
}

}  // namespace migrate::commands
