#include "commands/doctor/check.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::commands {

namespace {

using doctor::Level;
using doctor::Line;

/// A line with the name of its check.
struct Said {
  std::string_view check;
  Line line;
};

std::string colored(Level level, bool color) {
  constexpr std::array<std::string_view, 4> colors{"32", "1;33", "1;31", "2"};
  const auto word = fmt::format("{:<7}", doctor::name_of(level));
  if (!color) return word;
  return fmt::format("\x1b[{}m{}\x1b[0m", colors.at(static_cast<std::size_t>(level)), word);
}

/// Lines behind the first one stand below it; libpq begins its own with a tab.
std::string indented(const std::string& text) {
  std::vector<std::string> lines;
  for (const auto line : split_at(text, '\n'))
    lines.emplace_back(trim(line));
  return join(lines, "\n         ");
}

std::string text_of(const std::vector<Said>& all, bool color) {
  std::string out;
  for (const auto& [check, line] : all) {
    out += fmt::format("{}  {}: {}\n", colored(line.level, color), check, indented(line.what));
    if (!line.remedy.empty()) out += fmt::format("         -> {}\n", indented(line.remedy));
  }
  return out;
}

std::size_t count(const std::vector<Said>& all, Level level) {
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [level](const Said& s) { return s.line.level == level; }));
}

std::string summary(const std::vector<Said>& all) {
  return fmt::format("{} ok, {}, {} failed, {} skipped\n",
                     count(all, Level::ok),
                     count_of(count(all, Level::warning), "warning"),
                     count(all, Level::failed),
                     count(all, Level::skipped));
}

Json json_of(const std::vector<Said>& all) {
  auto out = Json::array();
  for (const auto& [check, line] : all)
    out.push(Json::object()
                 .set("check", check)
                 .set("level", doctor::name_of(line.level))
                 .set("message", line.what)
                 .set("remedy", line.remedy.empty() ? Json() : Json(line.remedy)));
  return out;
}

/// That of the first failure.
ExitStatus status_of(const std::vector<Said>& all) {
  const auto first = std::find_if(
      all.begin(), all.end(), [](const Said& s) { return s.line.level == Level::failed; });
  return first == all.end() ? ExitStatus::done : first->line.status;
}

Outcome run(const Context& context) {
  doctor::Patient patient{.context = context};
  std::vector<Said> all;
  for (const auto& check : doctor::checks())
    for (auto& line : doctor::make(check, patient))
      all.push_back({check.name, std::move(line)});
  Outcome out;
  out.status = status_of(all);
  out.json.set("database", patient.database ? Json(patient.database->shown()) : Json())
      .set("ok", out.status == ExitStatus::done)
      .set("checks", json_of(all));
  out.text = text_of(all, context.color) + summary(all);
  return out;
}

}  // namespace

const Command doctor_command{
    .name = "doctor",
    .summary = "Look for what would keep migrations from running, and say what to do",
    .purpose = R"(
Checks one thing after the other and says of each whether it is ok: the config and the environment,
the migration files, the programs of the embedded server, the connection, the server's version and
the pooler before it, privileges, the version table and the history, rows that no file knows,
sections that were left unfinished, what pending migrations require, the clocks, and what a
migration may leave half done: invalid indexes, constraints that are NOT VALID, half detached
partitions. What is not ok has a remedy below it.

It goes on after a failure. A check that needs what is not there, such as a connection, is skipped
and says so. A warning is something to know; it does not keep an upgrade from running.

Nothing is made or changed. An embedded server that has no data yet is not started.)",
    .options = {},
    .examples = {{"migrate doctor", "Check everything that can be checked."},
                 {"migrate doctor -e prod --json",
                  "The same for `environments.prod`, for a script."}},
    .statuses = {{ExitStatus::done, "nothing failed; there may be warnings"},
                 {ExitStatus::failed, "a check failed"},
                 {ExitStatus::usage,
                  "a check failed, the first of them with a mistake in the config, a file or the "
                  "graph"},
                 {ExitStatus::timeout,
                  "a check failed, the first of them the connection: refused, timed out, or the "
                  "server is starting up"}},
    .result = {{"database", "text or null", "the database in use; null without a connection"},
               {"ok", "bool", "nothing failed"},
               {"checks[].check", "text", "what was looked at: `config`, `connection`, ..."},
               {"checks[].level", "text", "`ok`, `warning`, `failed` or `skipped`"},
               {"checks[].message", "text", "what was found"},
               {"checks[].remedy", "text or null", "what to do about it"}},
    .run = run};

}  // namespace migrate::commands
