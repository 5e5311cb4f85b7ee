#include "commands/manual_parts.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands {

namespace {

std::string argument_text(const Option& option) {
  const auto name = option.name + (option.kind == OptionKind::arguments ? "..." : "");
  return option.required ? name : "[" + name + "]";
}

std::vector<Term> terms(std::span<const Option> options, bool positional) {
  std::vector<Term> out;
  for (const auto& option : options)
    if (option.is_positional() == positional) out.push_back(term(option));
  return out;
}

/// Without a database and without a choice: what every command can end with.
constexpr ExitStatus always[] = {
    ExitStatus::usage, ExitStatus::internal, ExitStatus::interrupted, ExitStatus::terminated};

}  // namespace

std::string synopsis(const Command& command) {
  auto out = fmt::format("migrate {} [OPTIONS]", command.name);
  for (const auto& option : command.options)
    if (option.is_positional()) out += " " + argument_text(option);
  return out;
}

std::string lower_first(std::string_view text) {
  return to_lower(text.substr(0, 1)) + std::string(text.substr(1));
}

std::vector<std::string> paragraphs(std::string_view purpose) {
  std::vector<std::string> out{""};
  for (const auto line : split_at(trim(purpose), '\n')) {
    const auto text = trim(line);
    if (text.empty()) {
      if (!out.back().empty()) out.emplace_back();
    } else {
      out.back() += (out.back().empty() ? "" : " ") + std::string(text);
    }
  }
  return out;
}

Term term(const Option& option) {
  auto name = option.short_name.empty() ? option.name : option.short_name + ", " + option.name;
  if (option.kind == OptionKind::arguments) name += "...";
  if (!option.value_name.empty()) name += " " + option.value_name;
  if (!option.takes_value() && !option.choices.empty())
    name += "[=" + join(option.choices, "|") + "]";
  auto help = option.help;
  std::vector<std::string> notes;
  if (!option.default_text.empty()) notes.push_back("default: " + option.default_text);
  if (!option.variable.empty()) notes.push_back("or " + option.variable);
  if (!notes.empty()) help += " (" + join(notes, "; ") + ")";
  return {std::move(name), std::move(help)};
}

std::vector<Term> argument_terms(const Command& command) {
  return terms(command.options, true);
}

std::vector<Term> option_terms(const Command& command) {
  return terms(command.options, false);
}

std::vector<Term> global_option_terms() {
  return terms(global_options(), false);
}

std::vector<Term> status_terms(const Command& command) {
  auto listed = command.statuses;
  for (const auto status : always)
    if (std::none_of(listed.begin(), listed.end(), [status](const auto& known) {
          return known.status == status;
        }))
      listed.push_back({status});
  std::stable_sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) {
    return a.status < b.status;
  });
  std::vector<Term> out;
  for (const auto& [status, meaning] : listed)
    out.emplace_back(std::to_string(static_cast<int>(status)),
                     meaning.empty() ? meaning_of(status) : meaning);
  return out;
}

}  // namespace migrate::commands
