#include "migrate/commands/complete.h"

#include "commands/project.h"
#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "migrate/revision/range.h"

#include <algorithm>
#include <set>
#include <utility>

namespace migrate::commands {

namespace {

struct Candidate {
  std::string value;
  std::string explanation = {};
};

/// What the finished words say.
struct Line {
  const Command* command = nullptr;
  const Option* awaited = nullptr;  ///< the option whose value comes next
  bool only_positional = false;     ///< behind `--`
  bool is_foreign = false;          ///< no command of ours, or one whose words are not ours
  std::size_t positionals = 0;
  config::Request request;  ///< the config that the line names
};

bool is_named(const Option& option, std::string_view word) {
  return word == option.name || (!option.short_name.empty() && word == option.short_name);
}

const Option* find_option(const Command* command, std::string_view word) {
  for (const auto& option : global_options())
    if (is_named(option, word)) return &option;
  if (command != nullptr)
    for (const auto& option : command->options)
      if (!option.is_positional() && is_named(option, word)) return &option;
  return nullptr;
}

void note_value(Line& line, const Option& option, const std::string& value) {
  if (option.name == "--config") line.request.config_file = value;
  if (option.name == "--env") line.request.overlay = value;
}

void read_option(Line& line, const std::string& word) {
  const auto equals = word.find('=');
  const auto* option = find_option(line.command, word.substr(0, equals));
  if (option == nullptr || !option->takes_value()) return;
  if (equals == std::string::npos)
    line.awaited = option;
  else
    note_value(line, *option, word.substr(equals + 1));
}

void read_command(Line& line, const std::string& word) {
  line.command = find(word);
  line.is_foreign = line.command == nullptr || !line.command->passes_on.empty();
}

Line read_line(std::span<const std::string> words, config::Request request) {
  Line line{.request = std::move(request)};
  for (const auto& word : words) {
    if (line.awaited != nullptr) {
      note_value(line, *std::exchange(line.awaited, nullptr), word);
    } else if (line.only_positional || !word.starts_with('-')) {
      if (line.command == nullptr && !line.is_foreign)
        read_command(line, word);
      else
        ++line.positionals;
    } else if (word == "--") {
      line.only_positional = true;
    } else {
      read_option(line, word);
    }
  }
  return line;
}

std::vector<Candidate> command_names() {
  std::vector<Candidate> out;
  for (const auto* command : all())
    out.push_back({std::string(command->name), std::string(command->summary)});
  return out;
}

std::vector<Candidate> option_names(const Line& line) {
  std::vector<Candidate> out;
  const auto add = [&out](std::span<const Option> options) {
    for (const auto& option : options)
      if (!option.is_positional()) out.push_back({option.name, option.help});
  };
  if (line.command != nullptr) add(line.command->options);
  add(global_options());
  return out;
}

std::vector<Candidate> labels(const Project& project) {
  std::vector<Candidate> out;
  for (const auto& revision : project.map().revisions())
    for (const auto& label : revision.branch_labels)
      out.push_back({label, "branch that begins at " + revision.id});
  return out;
}

/// Newest first; then the words and the branches.
std::vector<Candidate> revisions(const Project& project) {
  std::vector<Candidate> out;
  auto ids = project.map().heads();
  std::set<std::string> seen(ids.begin(), ids.end());
  for (auto& id : revision::newest_first(project.map()))
    if (seen.insert(id).second) ids.push_back(std::move(id));
  for (const auto& id : ids)
    out.push_back({id, project.map().find(id)->message});
  out.push_back({"head", "the newest revision"});
  out.push_back({"heads", "the newest revision of every branch"});
  out.push_back({"base", "nothing applied"});
  for (const auto& [label, explanation] : labels(project)) {
    out.push_back({label, explanation});
    out.push_back({label + "@head", "the newest revision of the branch"});
  }
  return out;
}

std::vector<Candidate> environments(const config::Settings& settings) {
  std::vector<Candidate> out;
  for (const auto& name : settings.environments)
    out.push_back({name});
  return out;
}

std::vector<Candidate> values(const Line& line, const Option& option) {
  std::vector<Candidate> out;
  for (const auto& choice : option.choices)
    out.push_back({choice});
  if (option.operand == Operand::command) return command_names();
  if (option.operand == Operand::environment) return environments(config::load(line.request));
  if (option.operand == Operand::revision) return revisions(Project(config::load(line.request)));
  if (option.operand == Operand::label) return labels(Project(config::load(line.request)));
  if (option.operand == Operand::file) out.push_back({":file"});
  if (option.operand == Operand::folder) out.push_back({":folder"});
  return out;
}

/// The argument that the next word is, or nullptr.
const Option* next_argument(const Line& line) {
  std::size_t at = 0;
  for (const auto& option : line.command->options) {
    if (!option.is_positional()) continue;
    if (option.kind == OptionKind::arguments || at == line.positionals) return &option;
    ++at;
  }
  return nullptr;
}

/// Up to which byte the word is settled: what stands before it is kept as it is.
std::size_t settled(const Option& option, std::string_view word, std::size_t from) {
  if (option.operand != Operand::revision) return from;
  const auto colon = word.find_last_of(":,");
  return colon == std::string_view::npos || colon < from ? from : colon + 1;
}

std::string lines(std::vector<Candidate> candidates, std::string_view word, std::size_t kept) {
  std::string out;
  std::set<std::string> seen;
  for (const auto& [value, explanation] : candidates) {
    if (value.starts_with(':')) {
      out += value + "\n";
    } else if (value.starts_with(word.substr(kept)) && seen.insert(value).second) {
      out += std::string(word.substr(0, kept)) + value;
      out += (explanation.empty() ? "" : "\t" + replace_all(explanation, "\t", " ")) + "\n";
    }
  }
  return out;
}

std::string value_lines(const Line& line,
                        const Option& option,
                        std::string_view word,
                        std::size_t from) {
  return lines(values(line, option), word, settled(option, word, from));
}

std::string candidates(const Line& line, const std::string& word) {
  if (line.is_foreign) return "";
  if (line.awaited != nullptr) return value_lines(line, *line.awaited, word, 0);
  if (!line.only_positional && word.starts_with('-')) {
    const auto equals = word.find('=');
    if (equals == std::string::npos) return lines(option_names(line), word, 0);
    const auto* option = find_option(line.command, word.substr(0, equals));
    return option == nullptr ? "" : value_lines(line, *option, word, equals + 1);
  }
  if (line.command == nullptr) return lines(command_names(), word, 0);
  const auto* argument = next_argument(line);
  return argument == nullptr ? "" : value_lines(line, *argument, word, 0);
}

}  // namespace

std::string complete(std::span<const std::string> words,
                     const files::Path& working_folder,
                     const config::Environment& environment) {
  if (words.empty()) return "";
  try {
    const auto line = read_line(words.first(words.size() - 1),
                                {.config_file = {},
                                 .overlay = {},
                                 .url = {},
                                 .working_folder = working_folder,
                                 .environment = environment});
    return candidates(line, words.back());
  } catch (const std::exception&) {
    return "";
  }
}

}  // namespace migrate::commands
