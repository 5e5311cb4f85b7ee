#include "migrate/cli/app.h"

#include "cli/internal.h"
#include "cli/output.h"
#include "cli/report.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/base/version.h"
#include "migrate/commands/command.h"
#include "migrate/commands/manual.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>

namespace migrate::cli {

namespace {

using commands::Arguments;
using commands::Command;
using commands::OptionKind;

/// What CLI11 gives for a flag that has a text behind `=` and stands without.
constexpr auto bare_flag = "true";

/// The values that CLI11 fills in; references into the deques stay valid.
struct Values {
  std::deque<std::pair<std::string, bool>> flags;
  std::deque<std::pair<std::string, std::string>> choosing_flags;
  std::deque<std::pair<std::string, std::vector<std::string>>> texts;

  [[nodiscard]] Arguments arguments() const {
    Arguments out;
    for (const auto& [name, on] : flags)
      if (on) out.add(name, "yes");
    for (const auto& [name, choice] : choosing_flags)
      if (!choice.empty()) out.add(name, choice == bare_flag ? "" : choice);
    for (const auto& [name, given] : texts)
      for (const auto& text : given)
        out.add(name, text);
    return out;
  }
};

void add_option(CLI::App& app, const commands::Option& option, Values& values) {
  const auto names =
      option.short_name.empty() ? option.name : option.short_name + "," + option.name;
  if (option.kind == OptionKind::flag) {
    if (option.choices.empty())
      app.add_flag(names, values.flags.emplace_back(option.name, false).second, option.help);
    else
      app.add_flag(names, values.choosing_flags.emplace_back(option.name, "").second, option.help);
    return;
  }
  auto& [name, given] = values.texts.emplace_back(option.name, std::vector<std::string>{});
  auto* added = app.add_option(names, given, option.help);
  if (option.required) added->required();
  // Where one value is meant "[a, b]" would be taken apart.
  added->allow_extra_args(option.kind == OptionKind::arguments);
  if (option.kind == OptionKind::argument) added->expected(1);
  if (option.kind == OptionKind::value)
    added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  if (option.kind == OptionKind::list)
    added->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

/// Throws for a value that is none of those that are taken.
void check_choices(std::span<const commands::Option> options, const Arguments& given) {
  for (const auto& option : options) {
    const auto& known = option.choices;
    if (known.empty()) continue;
    for (const auto& value : given.values(option.name)) {
      if (value.empty() && !option.takes_value()) continue;
      if (std::find(known.begin(), known.end(), value) != known.end()) continue;
      Error error(
          ErrorCode::usage,
          fmt::format("{} is one of {}, not \"{}\"", option.name, join(known, ", "), value));
      if (const auto near = nearest(value, known))
        error.hint(fmt::format("did you mean `{}`?", *near));
      throw error;
    }
  }
}

/// CLI11 has its own way for these two.
void add_help_and_version(CLI::App& app) {
  app.set_help_flag("-h,--help");
  app.set_version_flag("--version", "migrate " + std::string(version()));
}

void add_globals(CLI::App& app, Values& values) {
  for (const auto& option : commands::global_options())
    if (option.name != "--help" && option.name != "--version") add_option(app, option, values);
}

/// The values of `-x`. No message holds one: it may be secret.
revision::PlaceholderValues placeholders_of(const Arguments& globals) {
  revision::PlaceholderValues out;
  for (const auto& given : globals.values("-x")) {
    const auto equals = given.find('=');
    const auto key = given.substr(0, equals);
    if (equals == std::string::npos)
      throw Error(ErrorCode::usage, "-x takes KEY=VALUE, such as tenant=acme");
    if (!revision::is_placeholder_key(key))
      throw Error(ErrorCode::usage, fmt::format("-x takes KEY=VALUE, but \"{}\" is no key", key))
          .hint("a key is made of letters, digits and _, and begins with no digit");
    if (find_invalid_utf8(given) != std::string_view::npos)
      throw Error(ErrorCode::usage, fmt::format("the value of -x {} is not UTF-8", key));
    out.insert_or_assign(key, given.substr(equals + 1));
  }
  return out;
}

/// For what is written to that descriptor.
bool use_color(const Arguments& globals, int to) {
  const auto wanted = globals.value("--color").value_or("auto");
  if (wanted != "auto") return wanted == "always";
  const char* no_color = std::getenv("NO_COLOR");
  return ::isatty(to) != 0 && (no_color == nullptr || *no_color == '\0');
}

config::Request request_of(const Arguments& globals) {
  config::Request request;
  request.config_file = globals.value("--config");
  request.overlay = globals.value("--env");
  request.url = globals.value("--url");
  request.working_folder = std::filesystem::current_path();
  request.environment = config::Environment::of_process();
  return request;
}

/// Lines on stderr; on a terminal one of them may be replaced by the next.
class Log {
 public:
  explicit Log(bool quiet) : quiet_(quiet) {}

  void line(std::string_view text) {
    if (quiet_) return;
    clear();
    say(printable(std::string(text)) + "\n");
  }

  void transient(std::string_view text) {
    if (quiet_) return;
    say("\r\x1b[2K" + printable(std::string(text)));
    shown_ = true;
  }

  void clear() {
    if (shown_) say("\r\x1b[2K");
    shown_ = false;
  }

 private:
  bool quiet_;
  bool shown_ = false;
};

/// An error says what has been changed before it, unless its thrower knew better.
void say_state(Error& error, const std::vector<std::string>& changed) {
  if (!error.state().empty()) return;
  if (!changed.empty())
    error.state("made or changed before the error: " + join(changed, ", "));
  else if (error.exit_status() == ExitStatus::usage)
    error.state("nothing was changed");
}

commands::Outcome call(const Command& command,
                       commands::Context& context,
                       const Arguments& globals) {
  std::vector<std::string> changed;
  context.changed = [&changed](std::string what) { changed.push_back(std::move(what)); };
  try {
    context.placeholders = placeholders_of(globals);
    auto out = command.run(context);
    if (out.error && !changed.empty()) say_state(*out.error, changed);
    return out;
  } catch (const Error& error) {
    commands::Outcome out;
    out.error = error;
    say_state(*out.error, changed);
    return out;
  } catch (const std::exception& error) {
    commands::Outcome out;
    out.error = Error(ErrorCode::internal, error.what());
    return out;
  }
}

std::string result_text(const Command& command,
                        const commands::Outcome& outcome,
                        const Arguments& globals) {
  if (!globals.has("--json")) return outcome.text;
  auto json = Json::object().set("command", command.name);
  for (const auto& [key, value] : outcome.json.members())
    json.set(key, value);
  if (outcome.error) json.set("error", error_json(*outcome.error));
  return json.dump(2) + "\n";
}

int report(const Command& command, const commands::Outcome& outcome, const Arguments& globals) {
  const bool color = use_color(globals, STDERR_FILENO);
  const bool written = write_result(result_text(command, outcome, globals), color);
  if (outcome.error) {
    say(error_text(*outcome.error, color));
    return static_cast<int>(outcome.error->exit_status());
  }
  return static_cast<int>(written ? outcome.status : ExitStatus::failed);
}

int execute(const Command& command, const Arguments& globals, Arguments arguments) {
  Interrupt::install();
  Log log(globals.has("--quiet"));
  commands::Context context;
  context.request = request_of(globals);
  context.arguments = std::move(arguments);
  context.json = globals.has("--json");
  if (globals.has("--quiet")) context.verbosity = commands::Verbosity::quiet;
  if (globals.has("--verbose")) context.verbosity = commands::Verbosity::verbose;
  context.progress = ::isatty(STDERR_FILENO) != 0 && !globals.has("--no-progress");
  context.ask = ::isatty(STDIN_FILENO) != 0 && ::isatty(STDERR_FILENO) != 0;
  context.on_terminal = ::isatty(STDOUT_FILENO) != 0;
  context.color = use_color(globals, STDOUT_FILENO);
  context.log = [&log](std::string_view text) { log.line(text); };
  context.transient = [&log](std::string_view text) { log.transient(text); };
  const auto outcome = call(command, context, globals);
  log.clear();
  return report(command, outcome, globals);
}

/// How many words of the command line are ours to read. Those behind the name of a command that
/// passes them on to another program are not, whatever they look like.
int own_words(int argc, char** argv) {
  CLI::App app;
  Values globals;
  app.set_help_flag();
  app.prefix_command();  // stops at the command's name
  add_globals(app, globals);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError&) {
    return argc;  // for the real parser to report
  }
  const auto rest = app.remaining();
  const auto passes_on = [&rest](const Command* command) {
    return !rest.empty() && command->name == rest.front() && !command->passes_on.empty();
  };
  const auto all = commands::all();
  if (std::none_of(all.begin(), all.end(), passes_on)) return argc;
  const bool wants_help = rest.size() > 1 && (rest[1] == "--help" || rest[1] == "-h");
  return wants_help ? argc : argc - static_cast<int>(rest.size()) + 1;
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const auto* option : app.get_options())
    for (const auto& name : option->get_lnames())
      names.push_back("--" + name);
  return names;
}

Error unknown_option(const std::string& word, const CLI::App& app, const CLI::App* command) {
  const auto name = word.substr(0, word.find('='));
  Error error(ErrorCode::usage, fmt::format("unknown option {}", name));
  auto names = option_names(app);
  if (command != nullptr)
    for (auto& own : option_names(*command))
      names.push_back(std::move(own));
  if (const auto near = nearest(name, names)) error.hint(fmt::format("did you mean `{}`?", *near));
  return error;
}

/// What is wrong with the command line.
Error usage_error(const CLI::App& app, const CLI::ParseError& found) {
  const auto chosen = app.get_subcommands();
  const auto* command = chosen.empty() ? nullptr : chosen.front();
  const auto unknown = app.remaining(true);
  Error error(ErrorCode::usage, found.what());
  if (!unknown.empty() && unknown.front().starts_with('-'))
    error = unknown_option(unknown.front(), app, command);
  else if (!unknown.empty() && command == nullptr)
    error = commands::unknown_command(unknown.front());
  else if (!unknown.empty())
    error = Error(ErrorCode::usage, fmt::format("unexpected argument \"{}\"", unknown.front()));
  else if (command == nullptr && found.get_name() == "RequiredError")
    error = Error(ErrorCode::usage, "a command is missing");
  if (error.hint().empty())
    error.hint(command == nullptr ? "see `migrate --help`"
                                  : fmt::format("see `migrate {} --help`", command->get_name()));
  return error;
}

int report_usage(const Error& error, int argc, char** argv, const Arguments& globals) {
  const bool color = use_color(globals, STDERR_FILENO);
  bool json = globals.has("--json");
  for (int i = 1; i < argc; ++i)
    json = json || std::string_view(argv[i]) == "--json";
  if (json) write_result(Json::object().set("error", error_json(error)).dump(2) + "\n", color);
  say(error_text(error, color));
  return static_cast<int>(ExitStatus::usage);
}

/// Writes a text that was asked for instead of a command.
int shown_status(const std::string& text, const Arguments& globals) {
  const bool written = write_result(text, use_color(globals, STDERR_FILENO));
  return static_cast<int>(written ? ExitStatus::done : ExitStatus::failed);
}

}  // namespace

int run(int argc, char** argv) {
  open_missing_streams();
  if (const auto status = run_internal({argv, static_cast<std::size_t>(argc)})) return *status;
  CLI::App app{"PostgreSQL schema migrations", "migrate"};
  Values globals;
  std::deque<Values> values_of;
  std::map<const CLI::App*, std::pair<const Command*, const Values*>> by_app;
  add_help_and_version(app);
  app.fallthrough();
  add_globals(app, globals);
  const auto add_command = [&](const Command& command) {
    auto* sub = app.add_subcommand(std::string(command.name), std::string(command.summary));
    sub->fallthrough();
    if (!command.alias.empty()) sub->alias(std::string(command.alias));
    auto& own = values_of.emplace_back();
    for (const auto& option : command.options)
      add_option(*sub, option, own);
    by_app[sub] = {&command, &own};
  };
  for (const auto* command : commands::all())
    add_command(*command);
  app.require_subcommand(1);
  const int own = own_words(argc, argv);
  try {
    app.parse(own, argv);
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    const auto text = chosen.empty() ? commands::help_text()
                                     : commands::help_text(*by_app.at(chosen.front()).first);
    return shown_status(text, globals.arguments());
  } catch (const CLI::CallForVersion& e) {
    return shown_status(std::string(e.what()) + "\n", globals.arguments());
  } catch (const CLI::ParseError& e) {
    return report_usage(usage_error(app, e), argc, argv, globals.arguments());
  }
  const auto [command, values] = by_app.at(app.get_subcommands().front());
  auto arguments = values->arguments();
  try {
    check_choices(commands::global_options(), globals.arguments());
    check_choices(command->options, arguments);
  } catch (const Error& error) {
    return report_usage(error, argc, argv, globals.arguments());
  }
  // A `--` before them is for us, as everywhere.
  const int first = own < argc && std::string_view(argv[own]) == "--" ? own + 1 : own;
  for (int i = first; i < argc; ++i)
    arguments.add(std::string(command->passes_on), argv[i]);
  return execute(*command, globals.arguments(), std::move(arguments));
}

}  // namespace migrate::cli
