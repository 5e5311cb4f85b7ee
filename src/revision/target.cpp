#include "migrate/revision/target.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "revision/display_labels.h"
#include "revision/graph.h"
#include "revision/lookup.h"
#include "revision/walk.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <limits>

namespace migrate::revision {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// `\w`: letters, digits, `_`; anything outside of ASCII counts as a letter.
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         byte >= 0x80;
}

/// `+12` or `-12`.
std::optional<int> parse_steps(std::string_view text) {
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const std::string_view digits = text.substr(1);
  if (!std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  int steps = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), steps);
  if (read.ec != std::errc{}) steps = std::numeric_limits<int>::max();
  return text.front() == '-' ? -steps : steps;
}

/// Branch and symbol, the step count still part of the symbol.
Target split_branch(std::string_view text) {
  Target target;
  target.text = text;
  const auto at = text.find('@');
  if (at != std::string_view::npos) target.branch = text.substr(0, at);
  target.symbol = at == std::string_view::npos ? text : text.substr(at + 1);
  return target;
}

/// The real heads, with a branch those that show that label.
Nodes heads_of_label(const RevisionMap& map, const std::optional<std::string>& label) {
  Nodes heads = map.graph().real_heads();
  if (!label) return heads;
  std::erase_if(heads, [&](Node head) {
    const auto& labels = map.display_labels().of(head);
    return std::find(labels.begin(), labels.end(), *label) == labels.end();
  });
  return heads;
}

Resolved below_heads(const RevisionMap& map, const Target& target, int steps) {
  Resolved out;
  out.branch = target.branch;
  for (const Node head : heads_of_label(map, target.branch)) {
    const auto end = walk(map.graph(),
                          {.start = head,
                           .steps = steps,
                           .branch = nullptr,
                           .edge = Edge::stop,
                           .target = target.text});
    if (end)
      out.revisions.push_back(map.graph().id(*end));
    else
      out.below_base = true;
  }
  return out;
}

}  // namespace

Target parse_target(std::string_view text) {
  Target target = split_branch(text);
  const auto word_end = std::find_if_not(target.symbol.begin(), target.symbol.end(), is_word);
  const auto length = static_cast<std::size_t>(word_end - target.symbol.begin());
  target.steps = parse_steps(std::string_view(target.symbol).substr(length));
  if (target.steps) target.symbol.resize(length);
  return target;
}

bool counts_from_rows(std::string_view target) {
  const auto parsed = parse_target(target);
  return parsed.steps && parsed.symbol.empty();
}

std::optional<Range> parse_range(std::string_view text) {
  const auto ends = split_at(trim(text), ':');
  if (ends.size() != 2) return std::nullopt;
  return Range{std::string(ends[0]), std::string(ends[1])};
}

Resolved resolve(const RevisionMap& map, std::string_view text) {
  const Target target = split_branch(text);
  const auto steps = parse_steps(target.symbol);
  if (steps && target.symbol.front() == '-') return below_heads(map, target, *steps);
  Resolved out;
  out.branch = target.branch;
  out.revisions = map.graph().ids(absolute(map.graph(), target.branch, target.symbol));
  return out;
}

const Revision& resolve_one(const RevisionMap& map, std::string_view target) {
  const Resolved found = resolve(map, target);
  if (found.revisions.empty())
    throw Error(ErrorCode::not_found, fmt::format("\"{}\" names no revision", target));
  if (found.revisions.size() > 1) {
    Nodes nodes;
    for (const RevisionId& id : found.revisions)
      nodes.push_back(map.graph().need(id));
    throw multiple_heads(map.graph(), nodes, target);
  }
  return *map.find(found.revisions.front());
}

}  // namespace migrate::revision
