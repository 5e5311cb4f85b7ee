// What every command must say of itself: help, man pages, docs and completion are made from it.

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "migrate/commands/manual.h"
#include "support/catch.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace {

using migrate::ExitStatus;
using migrate::commands::Command;
using migrate::commands::Option;
using migrate::commands::OptionKind;

bool contains(std::string_view text, std::string_view what) {
  return text.find(what) != std::string_view::npos;
}

bool is_capital(char c) {
  return c >= 'A' && c <= 'Z';
}

std::string option_fault(const Option& option) {
  if (option.help.empty()) return "has no help";
  if (option.help.back() == '.' || is_capital(option.help.front())) return "help is no phrase";
  if (contains(option.help, "(default")) return "the default belongs in default_text";
  const bool may_be_left_out = option.takes_value() && !option.required;
  if (may_be_left_out == option.default_text.empty())
    return "default_text belongs to values that may be left out, and to no other";
  const bool needs_value_name = option.takes_value() && !option.is_positional();
  if (needs_value_name == option.value_name.empty())
    return "value_name belongs to options with a value, and to no other";
  return "";
}

/// The exit statuses that are listed once each, in rising order.
bool in_order(const Command& command) {
  return std::is_sorted(command.statuses.begin(),
                        command.statuses.end(),
                        [](const auto& a, const auto& b) { return a.status <= b.status; });
}

std::string fault(const Command& command) {
  if (command.summary.empty() || command.summary.back() == '.' ||
      !is_capital(command.summary.front()))
    return "the summary is no imperative line without a period";
  if (migrate::trim(command.purpose).size() < 80) return "there is no purpose";
  if (!migrate::trim(command.purpose).ends_with('.')) return "the purpose does not end";
  if (command.examples.size() < 2) return "there are no two examples";
  for (const auto& [line, meaning] : command.examples)
    if (!line.starts_with(fmt::format("migrate {}", command.name)) || !meaning.ends_with('.'))
      return fmt::format("example `{}` is for another command or does not say what it does", line);
  if (command.statuses.empty() || command.statuses.front().status != ExitStatus::done ||
      command.statuses.front().meaning.empty())
    return "the exit statuses do not begin with what 0 means";
  if (!in_order(command)) return "the exit statuses are not in order";
  for (const auto& option : command.options)
    if (const auto wrong = option_fault(option); !wrong.empty())
      return fmt::format("{}: {}", option.name, wrong);
  return command.run == nullptr ? "it does nothing" : "";
}

}  // namespace

TEST_CASE("every command says what it is, with options, examples and exit statuses", "[words]") {
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    CHECK(fault(*command) == "");
  }
}

TEST_CASE("the options of all commands say what they are", "[words]") {
  for (const auto& option : migrate::commands::global_options()) {
    INFO(option.name);
    CHECK(option_fault(option) == "");
  }
}

TEST_CASE("a command that lacks something is found", "[words]") {
  auto command = *migrate::commands::find("upgrade");
  REQUIRE(fault(command) == "");
  SECTION("purpose") {
    command.purpose = "";
    CHECK(contains(fault(command), "purpose"));
  }
  SECTION("examples") {
    command.examples.resize(1);
    CHECK(contains(fault(command), "examples"));
  }
  SECTION("exit statuses") {
    command.statuses.clear();
    CHECK(contains(fault(command), "exit statuses"));
  }
  SECTION("a default") {
    command.options.front().default_text = "";
    CHECK(contains(fault(command), "default_text"));
  }
}

TEST_CASE("help shows purpose, options with defaults, examples and exit statuses", "[words]") {
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    const auto text = migrate::commands::help_text(*command);
    for (const auto& option : command->options)
      CHECK(contains(text, "  " + (option.short_name.empty() ? option.name : option.short_name)));
    for (const auto& [line, meaning] : command->examples)
      CHECK(contains(text, fmt::format("\n  {}\n      {}", line, meaning.substr(0, 20))));
    for (const auto status : {"\n  0 ", "\n  2 ", "\n  70 ", "\n  130 ", "\n  143 "})
      CHECK(contains(text, status));
    for (const auto line : migrate::split_at(text, '\n'))
      CHECK(migrate::display_width(line) <= 80);
  }
}

TEST_CASE("the program's help names every command", "[words]") {
  const auto text = migrate::commands::help_text();
  for (const auto* command : migrate::commands::all())
    CHECK(contains(text, fmt::format("\n  {} ", command->name)));
}

TEST_CASE("no command takes an option that all commands have", "[words]") {
  std::set<std::string> names;
  for (const auto& option : migrate::commands::global_options())
    for (const auto& name : {option.name, option.short_name})
      if (!name.empty()) names.insert(name);
  for (const auto* command : migrate::commands::all())
    for (const auto& option : command->options) {
      INFO(command->name << " " << option.name);
      CHECK_FALSE(names.contains(option.name));
      CHECK_FALSE(names.contains(option.short_name));
    }
}
