#include "commands/changed_lines.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace migrate::commands {

namespace {

using Lines = std::vector<std::string_view>;

struct Line {
  char mark = ' ';  ///< `-` goes, `+` comes
  std::string_view text;
};

Lines lines_of(std::string_view text) {
  return split_at(trim_right(text), '\n');
}

/// By the longest common subsequence: definitions are short.
std::vector<Line> compared(const Lines& before, const Lines& after) {
  const auto width = after.size() + 1;
  std::vector<std::size_t> common((before.size() + 1) * width);
  for (std::size_t i = before.size(); i-- > 0;)
    for (std::size_t j = after.size(); j-- > 0;)
      common[i * width + j] =
          before[i] == after[j] ? common[(i + 1) * width + j + 1] + 1
                                : std::max(common[(i + 1) * width + j], common[i * width + j + 1]);
  std::vector<Line> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < before.size() || j < after.size()) {
    if (i < before.size() && j < after.size() && before[i] == after[j]) {
      out.push_back({' ', before[i++]});
      ++j;
    } else if (j == after.size() ||
               (i < before.size() && common[(i + 1) * width + j] >= common[i * width + j + 1])) {
      out.push_back({'-', before[i++]});
    } else {
      out.push_back({'+', after[j++]});
    }
  }
  return out;
}

/// Whether a line stands near one that changes.
bool is_near(const std::vector<Line>& lines, std::size_t at) {
  constexpr std::size_t around = 3;
  const auto begin = at - std::min(at, around);
  const auto end = std::min(at + around + 1, lines.size());
  return std::any_of(lines.begin() + static_cast<std::ptrdiff_t>(begin),
                     lines.begin() + static_cast<std::ptrdiff_t>(end),
                     [](const Line& line) { return line.mark != ' '; });
}

std::string shown(const Line& line, bool color) {
  if (!color || line.mark == ' ') return fmt::format("{} {}\n", line.mark, line.text);
  return fmt::format("\x1b[{}m{} {}\x1b[0m\n", line.mark == '-' ? 31 : 32, line.mark, line.text);
}

std::string shown(const diff::Change& change, bool color) {
  const auto lines = compared(lines_of(change.before), lines_of(change.after));
  auto out = fmt::format(
      fmt::runtime(color ? "\x1b[1m{} {}\x1b[0m\n" : "{} {}\n"), change.kind->id, change.name);
  bool skipped = false;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (is_near(lines, i)) {
      if (skipped) out += "  ...\n";
      out += shown(lines[i], color);
    }
    skipped = !is_near(lines, i);
  }
  return out + "\n";
}

}  // namespace

std::string changed_lines(const std::vector<diff::Change>& changes, bool color) {
  std::string out;
  for (const auto& change : changes)
    if (change.before != change.after) out += shown(change, color);
  return out;
}

}  // namespace migrate::commands
