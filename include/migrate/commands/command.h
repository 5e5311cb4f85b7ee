#pragma once

#include "migrate/base/error.h"
#include "migrate/base/json.h"
#include "migrate/config/settings.h"

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands {

enum class OptionKind {
  flag,
  value,
  list,       ///< may be given several times
  argument,   ///< a positional one
  arguments,  ///< the rest of the positional ones
};

/// One option or argument, in terms that do not know the command-line library.
struct Option {
  std::string name;             ///< `--message`, or the argument's name: `TARGET`
  std::string short_name = {};  ///< `-m`, or empty
  OptionKind kind = OptionKind::flag;
  std::string value_name = {};  ///< `MSG`
  std::string help = {};
  bool required = false;
};

/// What the user gave, by option name.
class Arguments {
 public:
  void add(const std::string& name, std::string value) {
    values_[name].push_back(std::move(value));
  }

  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }

  [[nodiscard]] std::optional<std::string> value(const std::string& name) const;
  [[nodiscard]] std::vector<std::string> values(const std::string& name) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

enum class Verbosity { quiet, normal, verbose };

/// What a command gets: the words of the user, and a way to say something while it works.
struct Context {
  config::Request request;
  Arguments arguments;
  Verbosity verbosity = Verbosity::normal;
  bool json = false;
  bool progress = false;  ///< live progress: a terminal, and nobody said --no-progress
  bool ask = false;       ///< a person can answer questions
  std::function<void(std::string_view)> log;        ///< a line for stderr
  std::function<void(std::string_view)> transient;  ///< a line that the next one replaces

  [[nodiscard]] config::Settings settings() const { return config::load(request); }
};

/// What a command gives: for machines, for people, and what went wrong on the way.
struct Outcome {
  Json json = Json::object();
  std::string text = {};
  std::optional<Error> error = {};
  ExitStatus status = ExitStatus::done;
};

struct Command {
  std::string_view name;
  std::string_view summary;
  std::vector<Option> options;
  std::string_view examples;
  Outcome (*run)(const Context&);
};

/// Every command, in the order of the help text.
std::span<const Command* const> all();

}  // namespace migrate::commands
