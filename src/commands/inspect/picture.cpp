#include "commands/inspect/picture.h"

#include "commands/inspect/page_text.h"
#include "migrate/base/shell.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands::inspect {

namespace {

constexpr auto beginning = R"(digraph schema {
  graph [rankdir=RL, bgcolor=transparent, nodesep=0.3, ranksep=0.8]
  node [shape=plain, fontname="Helvetica", fontsize=10]
  edge [dir=both, arrowhead=none, color="#888888"]
)";

/// In a quoted string of the DOT language.
std::string dot_string(std::string_view text) {
  return '"' + replace_all(replace_all(std::string(text), "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string keys_of(const Column& column) {
  std::string out;
  if (column.primary) out += " PK";
  if (column.foreign) out += " FK";
  if (column.unique) out += " UK";
  return out;
}

/// Edges leave a column on the left, and come to one on the right: tables that others refer to
/// stand left of those.
std::string row(const Column& column, std::size_t port) {
  const auto name = escaped(column.name);
  return fmt::format(
      R"(<tr><td align="left" port="l{0}">{1}{2}</td><td align="left" port="r{0}">{3}{4}</td></tr>)",
      port,
      column.primary ? "<u>" + name + "</u>" : name,
      column.required ? "" : "?",
      escaped(column.type),
      keys_of(column));
}

std::string node(const Table& table, std::size_t at, const std::string& anchor) {
  auto label = fmt::format(
      R"(<table border="0" cellborder="1" cellspacing="0" cellpadding="3" color="#888888">)"
      R"(<tr><td colspan="2" bgcolor="#dde6f0" port="head"><b>{}</b></td></tr>)",
      escaped(table.name));
  for (std::size_t i = 0; i < table.columns.size(); ++i)
    label += row(table.columns[i], i);
  return fmt::format("  t{} [label=<{}</table>>, URL={}, tooltip={}]\n",
                     at,
                     label,
                     dot_string("#" + anchor),
                     dot_string(escaped(table.name)));
}

/// The number of the first of the columns; nothing: the table as a whole.
std::string port_of(const Table& table, const std::vector<std::string>& columns) {
  const auto& list = table.columns;
  const auto is_first = [&](const Column& column) {
    return columns.empty() ? column.primary : column.name == columns.front();
  };
  const auto found = std::ranges::find_if(list, is_first);
  return found == list.end() ? "" : std::to_string(found - list.begin());
}

std::string edge(const Tables& all, const Reference& reference) {
  const auto from = port_of(all.tables[reference.from], reference.columns);
  const auto to = port_of(all.tables[reference.to], reference.targets);
  return fmt::format("  t{}:{}:w -> t{}:{}:e [arrowtail={}, tooltip={}]\n",
                     reference.from,
                     from.empty() ? "head" : "l" + from,
                     reference.to,
                     to.empty() ? "head" : "r" + to,
                     reference.single ? "tee" : "crow",
                     dot_string(escaped(reference.name)));
}

/// Without the prolog, which a page cannot hold.
std::string element_of(const std::string& svg) {
  const auto begin = svg.find("<svg");
  return begin == std::string::npos ? std::string() : svg.substr(begin);
}

}  // namespace

Picture picture_of(const Tables& all, const std::function<std::string(const Table&)>& anchor) {
  if (all.tables.empty()) return {.svg = {}, .problem = "there is no table"};
  std::string text = beginning;
  for (std::size_t at = 0; at < all.tables.size(); ++at)
    text += node(all.tables[at], at, anchor(all.tables[at]));
  for (const auto& reference : all.references)
    text += edge(all, reference);
  constexpr int not_found = 127;
  const auto drawn = shell::filter("dot -Tsvg", text + "}\n");
  if (drawn.status == not_found)
    return {.svg = {}, .problem = "`dot` is not installed: it comes with graphviz"};
  auto svg = element_of(drawn.output);
  if (!drawn.ok() || svg.empty())
    return {.svg = {}, .problem = fmt::format("`dot` failed: {}", trim(drawn.errors))};
  return {.svg = std::move(svg), .problem = {}};
}

}  // namespace migrate::commands::inspect
