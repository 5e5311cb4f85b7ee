#include "commands/manual_parts.h"
#include "migrate/base/strings.h"
#include "migrate/base/version.h"
#include "migrate/commands/manual.h"

#include <fmt/core.h>

// Pages for man(1), in the macros of man(7). The build gives MIGRATE_DATE.
namespace migrate::commands {

namespace {

/// Text that roff prints as it is: hyphens can be copied, a line's first dot is no request.
std::string escaped(std::string_view text) {
  auto out = replace_all(std::string(text), "\\", "\\e");
  out = replace_all(std::move(out), "-", "\\-");
  out = replace_all(std::move(out), "'", "\\(aq");
  out = replace_all(std::move(out), "~", "\\(ti");
  out = replace_all(std::move(out), "^", "\\(ha");
  return out.starts_with('.') ? "\\&" + out : out;
}

/// The same with `code` in bold.
std::string prose(std::string_view text) {
  std::string out;
  bool code = false;
  for (const auto piece : split_at(text, '`')) {
    if (!piece.empty()) out += code ? "\\fB" + escaped(piece) + "\\fR" : escaped(piece);
    code = !code;
  }
  return out;
}

std::string head(const std::string& title) {
  return fmt::format(".TH {} 1 {} \"migrate {}\" \"migrate\"\n",
                     replace_all(title, "-", "\\-"),
                     MIGRATE_DATE,
                     escaped(version()));
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (auto& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return out;
}

std::string section(std::string_view title, const std::vector<Term>& terms) {
  if (terms.empty()) return "";
  auto out = fmt::format(".SH {}\n", title);
  for (const auto& [name, text] : terms)
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", escaped(name), prose(text));
  return out;
}

std::string page_of(const Command& command) {
  return fmt::format("migrate-{}", command.name);
}

std::string see_also(const Command* self) {
  std::vector<std::string> pages;
  if (self != nullptr) pages.emplace_back("\\fBmigrate\\fR(1)");
  for (const auto* command : all())
    if (self == nullptr) pages.push_back(fmt::format("\\fB{}\\fR(1)", escaped(page_of(*command))));
  pages.emplace_back("\\fBpsql\\fR(1)");
  return ".SH SEE ALSO\n" + join(pages, ",\n") + "\n";
}

std::vector<Term> command_terms() {
  std::vector<Term> out;
  for (const auto* command : all())
    out.emplace_back(command->name, std::string(command->summary) + ".");
  return out;
}

std::vector<Term> all_statuses() {
  std::vector<Term> out;
  for (const auto& [status, meaning] : exit_statuses())
    out.emplace_back(std::to_string(static_cast<int>(status)), meaning);
  return out;
}

}  // namespace

std::string man_page() {
  return head("MIGRATE") +
         ".SH NAME\nmigrate \\- PostgreSQL schema migrations as plain SQL files\n"
         ".SH SYNOPSIS\n\\fBmigrate\\fR [OPTIONS] COMMAND [OPTIONS] [ARGS]\n"
         ".SH DESCRIPTION\n"
         "Keeps the schema of a PostgreSQL database in step with a folder of migration files: SQL\n"
         "with a header, in a graph with branches and merges. Each command has a page of its "
         "own.\n" +
         section("COMMANDS", command_terms()) + section("OPTIONS", global_option_terms()) +
         section("FILES",
                 {{"migrate.yaml", "the config; every key is optional"},
                  {".env", "variables for the config, beside it; the environment wins"},
                  {"versions/*.sql", "the migration files"},
                  {".migrate/", "the embedded server's data, where no database is configured"}}) +
         section("EXIT STATUS", all_statuses()) + see_also(nullptr);
}

std::string man_page(const Command& command) {
  auto out = head(upper(page_of(command)));
  out += fmt::format(
      ".SH NAME\n{} \\- {}\n", escaped(page_of(command)), prose(lower_first(command.summary)));
  out += fmt::format(".SH SYNOPSIS\n{}\n.SH DESCRIPTION\n", escaped(synopsis(command)));
  bool first = true;
  for (const auto& paragraph : paragraphs(command.purpose)) {
    out += (first ? "" : ".PP\n") + prose(paragraph) + "\n";
    first = false;
  }
  out += section("ARGUMENTS", argument_terms(command)) + section("OPTIONS", option_terms(command)) +
         section("GLOBAL OPTIONS", global_option_terms()) +
         section("EXIT STATUS", status_terms(command)) + ".SH EXAMPLES\n";
  for (const auto& [line, meaning] : command.examples)
    out += fmt::format(".TP\n\\fB{}\\fR\n{}\n", escaped(line), prose(meaning));
  return out + see_also(&command);
}

}  // namespace migrate::commands
