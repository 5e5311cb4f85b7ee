#include "commands/wait.h"

#include "migrate/base/duration.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <thread>

namespace migrate::commands {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds shortest_pause{100};
constexpr milliseconds longest_pause{1000};

/// An attempt must not outlast the wait by much. libpq counts in seconds, and takes 1 for 2.
void limit_attempt(pg::ConnectionParameters& parameters, milliseconds left) {
  const auto most = std::max<long>(2, std::chrono::ceil<std::chrono::seconds>(left).count());
  for (auto& [keyword, value] : parameters.values) {
    if (keyword != "connect_timeout") continue;
    const auto given = std::strtol(value.c_str(), nullptr, 10);
    if (given <= 0 || given > most) value = std::to_string(most);
  }
}

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

Error too_late(const Error& last, const pg::ConnectionParameters& parameters, milliseconds wait) {
  Error error(
      ErrorCode::connection,
      fmt::format("cannot connect to {} within {}", pg::shown(parameters), format_duration(wait)));
  return error.detail(last.detail())
      .sqlstate(last.sqlstate())
      .state(last.state())
      .hint(last.hint());
}

}  // namespace

std::optional<milliseconds> wait_option(const Arguments& arguments) {
  const auto text = arguments.value("--wait");
  if (!text) return std::nullopt;
  const auto wait = parse_duration(*text);
  if (!wait)
    throw Error(ErrorCode::usage, fmt::format("\"{}\" is no duration for --wait", *text))
        .hint("write it as 30s or 2min; without a unit it counts seconds");
  return wait;
}

pg::Connection open_in_time(const Context& context,
                            pg::ConnectionParameters parameters,
                            milliseconds wait) {
  const auto end = Clock::now() + wait;
  std::string reason;
  for (auto pause = shortest_pause;; pause = std::min(pause * 2, longest_pause)) {
    const auto left = std::chrono::ceil<milliseconds>(end - Clock::now());
    limit_attempt(parameters, left);
    try {
      return pg::Connection::open(parameters);
    } catch (const Error& error) {
      if (!pg::may_come_up(parameters, error)) throw;
      if (Clock::now() >= end) throw too_late(error, parameters, wait);
      if (const auto now = first_line(error.detail()); now != reason) {
        reason = now;
        context.log(fmt::format(
            "waiting up to {} for {}: {}", format_duration(wait), pg::shown(parameters), reason));
      }
    }
    std::this_thread::sleep_for(std::min<Clock::duration>(pause, end - Clock::now()));
  }
}

}  // namespace migrate::commands
