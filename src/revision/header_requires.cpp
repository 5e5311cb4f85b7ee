#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "revision/header_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::revision {

namespace {

using Kind = yaml::Node::Kind;
using Requirements = std::vector<Requirement>;

Error fail(std::string message) {
  return {ErrorCode::malformed_file, std::move(message)};
}

bool is_version(std::string_view text) {
  const auto is_number = [](std::string_view part) {
    return !part.empty() && part.size() <= 18 && part.find_first_not_of("0123456789") == part.npos;
  };
  const auto parts = split_at(text, '.');
  return std::all_of(parts.begin(), parts.end(), is_number);
}

/// `>= 14`; `whole` is what an error shows.
VersionBound read_bound(std::string_view text, const std::string& whole) {
  text = trim(text);
  const auto end = std::min(text.find_first_not_of("<>=!~"), text.size());
  const auto comparison = text.substr(0, end);
  const auto version = trim(text.substr(end));
  static constexpr std::array<std::string_view, 5> known{"<", "<=", "=", ">=", ">"};
  if (std::find(known.begin(), known.end(), comparison) == known.end() || !is_version(version))
    throw fail(fmt::format("\"{}\" holds no bound of a version at \"{}\"", whole, text))
        .hint("a bound is one of < <= = >= > and numbers with dots between: \">= 0.5, < 1\"");
  return {.comparison = std::string(comparison), .version = std::string(version)};
}

std::vector<VersionBound> read_bounds(std::string_view text, const std::string& whole) {
  std::vector<VersionBound> out;
  for (const auto part : split_at(text, ','))
    out.push_back(read_bound(part, whole));
  return out;
}

Requirement read_server(const std::string& text) {
  return {.kind = Requirement::Kind::server, .name = {}, .bounds = read_bounds(text, text)};
}

Requirement read_extension(const std::string& text) {
  const auto end = std::min(text.find_first_of("<>=!~, \t"), text.size());
  Requirement out{.kind = Requirement::Kind::extension, .name = text.substr(0, end), .bounds = {}};
  if (out.name.empty())
    throw fail(fmt::format("\"{}\" begins with no name of an extension", text))
        .hint("where an item holds a comma it stands in quotes: [\"vector >= 0.5, < 1\"]");
  if (end < text.size()) out.bounds = read_bounds(std::string_view(text).substr(end), text);
  return out;
}

Requirement read_role(const std::string& text) {
  return {.kind = Requirement::Kind::role, .name = text, .bounds = {}};
}

struct Part {
  std::string_view key;
  bool is_list;
  Requirement (*read)(const std::string&);
};

constexpr std::array<Part, 3> parts{{{"extensions", true, read_extension},
                                     {"server", false, read_server},
                                     {"roles", true, read_role}}};

const Part& find_part(const std::string& key) {
  const auto* found =
      std::find_if(parts.begin(), parts.end(), [&](const Part& part) { return part.key == key; });
  if (found != parts.end()) return *found;
  throw fail(fmt::format("header key \"requires\" does not know \"{}\"", key))
      .hint("it holds `extensions`, `roles` and `server`, the version of PostgreSQL");
}

void add(Requirements& out, const Part& part, const yaml::Node& value) {
  if (value.kind != Kind::scalar || trim(value.text).empty())
    throw fail(fmt::format("\"{}\" in \"requires\" takes {}",
                           part.key,
                           part.is_list ? "a name or a list of names in [ ]"
                                        : "bounds of a version in quotes, as \">= 14\""));
  auto read = part.read(std::string(trim(value.text)));
  const auto is_same = [&read](const Requirement& one) {
    return one.kind == read.kind && one.name == read.name;
  };
  if (std::any_of(out.begin(), out.end(), is_same))
    throw fail(fmt::format("\"requires\" names \"{}\" twice", read.name))
        .hint("several bounds of one version stand together: \"vector >= 0.5, < 1\"");
  out.push_back(std::move(read));
}

}  // namespace

Requirements read_requirements(const yaml::Node& node) {
  if (node.kind != Kind::map)
    throw fail("header key \"requires\" takes a map")
        .hint("write it as `-- requires: {extensions: [\"vector >= 0.5\"], roles: [app]}`");
  Requirements out;
  for (const auto& [key, value] : node.members) {
    const auto& part = find_part(key);
    if (!part.is_list || value.kind != Kind::sequence)
      add(out, part, value);
    else
      for (const auto& item : value.items)
        add(out, part, item);
  }
  return out;
}

}  // namespace migrate::revision
