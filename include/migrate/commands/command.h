#pragma once

#include "migrate/base/error.h"
#include "migrate/base/json.h"
#include "migrate/config/settings.h"
#include "migrate/revision/placeholders.h"

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

/// What a value names; the shells complete it.
enum class Operand { text, revision, label, environment, command, file, folder };

/// One option or argument, in terms that do not know the command-line library.
struct Option {
  std::string name;             ///< `--message`, or the argument's name: `TARGET`
  std::string short_name = {};  ///< `-m`, or empty
  OptionKind kind = OptionKind::flag;
  std::string value_name = {};  ///< `MSG`
  std::string help = {};
  bool required = false;
  /// What holds without it, in words: `head`, `none`. Needed where a value may be left out.
  std::string default_text = {};
  std::string variable = {};  ///< the environment variable that gives it too
  Operand operand = Operand::text;
  /// The only values that are taken; empty: any. Of a flag: what may stand behind it, with `=`.
  std::vector<std::string> choices = {};

  [[nodiscard]] bool is_positional() const {
    return kind == OptionKind::argument || kind == OptionKind::arguments;
  }

  [[nodiscard]] bool takes_value() const { return kind != OptionKind::flag; }
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
  revision::PlaceholderValues placeholders;  ///< `-x`
  Verbosity verbosity = Verbosity::normal;
  bool json = false;
  bool progress = false;     ///< live progress: a terminal, and nobody said --no-progress
  bool ask = false;          ///< a person can answer questions
  bool on_terminal = false;  ///< that is where the text of the outcome goes
  bool color = false;        ///< the text of the outcome may have colours
  std::function<void(std::string_view)> log;        ///< a line for stderr
  std::function<void(std::string_view)> transient;  ///< a line that the next one replaces
  /// To be told what was made or changed (`versions/0001.sql`), when it was: an error that follows
  /// then says so instead of "nothing was changed".
  std::function<void(std::string)> changed;

  [[nodiscard]] config::Settings settings() const { return config::load(request); }
};

/// What a command gives: for machines, for people, and what went wrong on the way.
struct Outcome {
  Json json = Json::object();
  std::string text = {};
  std::optional<Error> error = {};
  ExitStatus status = ExitStatus::done;
};

struct Example {
  std::string_view command;  ///< as typed: `migrate upgrade head`
  std::string_view meaning;  ///< what it does, a sentence
};

/// An exit status that a command can have.
struct StatusMeaning {
  ExitStatus status;
  std::string_view meaning = {};  ///< empty: what `exit_statuses()` says of it
};

/// A key of a command's JSON: `from`, `steps[].revision`.
struct ResultKey {
  std::string key;
  std::string_view type;  ///< `text`, `number`, `bool`, `list of ids`; `or null` where it can be
  std::string_view meaning;
};

/// A command and everything that is said of it: `--help`, the man page, the page in docs/commands,
/// completion and docs/json.md are made from this. A unit test fails on a command that lacks any.
struct Command {
  std::string_view name;
  std::string_view summary;  ///< one line, imperative, without a period
  /// Why and how, in paragraphs (a blank line between; other line ends do not matter). Words in
  /// `backquotes` are code.
  std::string_view purpose = {};
  std::vector<Option> options = {};
  std::vector<Example> examples = {};  ///< two or more
  /// `done` with its meaning here, and what else can happen. Not `usage`, `internal` and the
  /// signals: every command has them, and they are listed without being named here.
  std::vector<StatusMeaning> statuses = {};
  std::vector<ResultKey> result = {};  ///< besides `command` and `error`; empty: no JSON
  Outcome (*run)(const Context&) = nullptr;
  /// The argument that takes whatever stands behind the command's name, unread: it is for another
  /// program. Empty: none.
  std::string_view passes_on = {};
  std::string_view alias = {};  ///< another name that it answers to
};

/// Every command, in the order of the help text.
std::span<const Command* const> all();

/// The command of that name; nullptr where there is none.
const Command* find(std::string_view name);

/// With the nearest name as its hint.
Error unknown_command(const std::string& word);

/// The options that every command takes.
std::span<const Option> global_options();

}  // namespace migrate::commands
