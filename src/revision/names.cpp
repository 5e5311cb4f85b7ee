#include "revision/names.h"

#include "migrate/base/strings.h"
#include "revision/graph.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace migrate::revision {

namespace {

constexpr std::size_t most_listed = 10;

std::vector<std::string> all_names(const Graph& graph) {
  std::vector<std::string> names;
  for (const Revision& revision : graph.revisions())
    names.push_back(revision.id);
  for (const auto& [label, node] : graph.labels())
    names.push_back(label);
  return names;
}

/// A long id typed only in part: compared with as much of each name.
std::optional<std::string> nearest_beginning(std::string_view text,
                                             const std::vector<std::string>& names) {
  constexpr std::size_t shortest = 4;
  if (text.size() < shortest) return std::nullopt;
  std::vector<std::string> beginnings;
  for (const std::string& name : names)
    beginnings.push_back(name.substr(0, text.size()));
  const auto near = nearest(text, beginnings);
  if (!near) return std::nullopt;
  const auto found = std::find(beginnings.begin(), beginnings.end(), *near);
  return names[static_cast<std::size_t>(found - beginnings.begin())];
}

}  // namespace

std::string listed(std::span<const std::string> names) {
  if (names.size() > most_listed)
    return fmt::format(
        "{} and {} more", join(names.first(most_listed), ", "), names.size() - most_listed);
  if (names.size() < 2) return join(names, "");
  return fmt::format("{} and {}", join(names.first(names.size() - 1), ", "), names.back());
}

std::optional<std::string> suggestion(const Graph& graph, std::string_view text) {
  const auto names = all_names(graph);
  if (auto whole = nearest(text, names)) return whole;
  return nearest_beginning(text, names);
}

Error unknown_revision(const Graph& graph, std::string_view text) {
  if (const auto into = graph.find_replacement(text))
    return Error(ErrorCode::not_found,
                 fmt::format("revision \"{}\" was squashed into {}", text, graph.id(*into)))
        .hint(fmt::format("name {} instead", graph.id(*into)));
  Error error(ErrorCode::not_found,
              fmt::format("no revision, branch label or prefix of an id is \"{}\"", text));
  if (const auto near = suggestion(graph, text))
    error.hint(fmt::format("did you mean \"{}\"?", *near));
  else
    error.hint("`migrate history` lists the revisions");
  return error;
}

Place place_of(const Revision& revision) {
  Place place;
  place.file = revision.file;
  place.line = revision.file.empty() ? 0 : revision.line;
  return place;
}

std::string with_file(const Revision& revision) {
  if (revision.file.empty()) return revision.id;
  return fmt::format("{} ({})", revision.id, place_of(revision).text());
}

}  // namespace migrate::revision
