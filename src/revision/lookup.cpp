#include "revision/lookup.h"

#include "migrate/base/strings.h"
#include "revision/names.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>
#include <vector>

namespace migrate::revision {

namespace {

/// Shorter ids and labels must be written in full.
constexpr std::size_t shortest_with_prefix = 4;

std::optional<Node> exact(const Graph& graph, std::string_view symbol) {
  if (const auto node = graph.find(symbol)) return node;
  return graph.find_label(symbol);
}

/// A name that begins with the symbol, and what it names.
struct Candidate {
  std::string name;
  Node node = 0;
};

std::vector<Candidate> candidates(const Graph& graph, std::string_view symbol) {
  std::vector<Candidate> found;
  const auto add = [&](const std::string& name, Node node) {
    if (name.size() < shortest_with_prefix || !name.starts_with(symbol)) return;
    found.push_back({name, node});
  };
  for (std::size_t i = 0; i < graph.size(); ++i)
    add(graph.id(to_node(i)), to_node(i));
  for (const auto& [label, node] : graph.labels())
    add(label, node);
  return found;
}

Error ambiguous(std::string_view symbol, const std::vector<Candidate>& found) {
  std::vector<std::string> names;
  for (const Candidate& candidate : found)
    names.push_back(candidate.name);
  return Error(ErrorCode::ambiguous_prefix,
               fmt::format("\"{}\" is ambiguous: {} begin so", symbol, listed(names)))
      .hint("write more of the one that is meant");
}

Node only(const Graph& graph, std::string_view symbol, const std::vector<Candidate>& found) {
  if (found.empty()) throw unknown_revision(graph, symbol);
  const Node node = found.front().node;
  if (std::any_of(found.begin(), found.end(), [node](const auto& c) { return c.node != node; }))
    throw ambiguous(symbol, found);
  return node;
}

Error not_in_branch(const Graph& graph, const Branch& branch, Node node) {
  Error error(ErrorCode::not_in_branch,
              fmt::format("revision {} is not part of branch \"{}\"", graph.id(node), branch.text));
  return error.hint(fmt::format("the branch is revision {}, its ancestors and its descendants",
                                graph.id(branch.node)));
}

/// `symbol` among the members of the branch.
Node look_up_in(const Graph& graph, const Branch& branch, std::string_view symbol) {
  if (const auto node = exact(graph, symbol)) {
    if (!branch.lineage[*node]) throw not_in_branch(graph, branch, *node);
    return *node;
  }
  const auto all = candidates(graph, symbol);
  std::vector<Candidate> inside;
  std::copy_if(all.begin(), all.end(), std::back_inserter(inside), [&branch](const auto& c) {
    return branch.lineage[c.node];
  });
  if (inside.empty() && all.size() == 1) throw not_in_branch(graph, branch, all.front().node);
  return only(graph, symbol, inside);
}

Nodes head_nodes(const Graph& graph, const std::optional<std::string>& branch) {
  if (!branch) return graph.heads();
  return filter(graph.heads(), look_up_branch(graph, *branch).lineage);
}

std::string whole(const std::optional<std::string>& branch, std::string_view symbol) {
  return branch ? fmt::format("{}@{}", *branch, symbol) : std::string(symbol);
}

/// Where the line below the last head leaves the first one, so that what is above can move behind
/// that; nothing where a merge or a third head makes it no line.
std::optional<Node> first_of_last_branch(const Graph& graph, const Nodes& heads) {
  if (heads.size() != 2) return std::nullopt;
  const auto other = closure(graph, {heads.front()}, Edges::versioned);
  for (Node node = heads.back();;) {
    const auto& parents = graph.parents(node);
    if (parents.size() > 1) return std::nullopt;
    if (parents.empty() || other[parents.front()])
      return closure(graph, {heads.front()})[node] ? std::nullopt : std::optional(node);
    node = parents.front();
  }
}

std::string rebase_command(const Graph& graph, const Nodes& heads) {
  const auto& onto = graph.id(heads.front());
  if (const auto first = first_of_last_branch(graph, heads))
    return fmt::format("`migrate rebase {} --onto {}`", graph.id(*first), onto);
  return fmt::format("`migrate rebase REV --onto {}` with the first revision of another branch",
                     onto);
}

}  // namespace

Node look_up(const Graph& graph, std::string_view symbol) {
  if (symbol.empty())
    throw Error(ErrorCode::not_found, "the target is empty")
        .hint("`base` is the target before the first revision");
  if (const auto node = exact(graph, symbol)) return *node;
  return only(graph, symbol, candidates(graph, symbol));
}

Branch look_up_branch(const Graph& graph, std::string_view text) {
  const Node node = look_up(graph, text);
  return {std::string(text), node, lineage(graph, node)};
}

Branch need_branch(const Graph& graph, std::string_view text) {
  try {
    return look_up_branch(graph, text);
  } catch (const Error& reason) {
    Error error(ErrorCode::no_such_branch, fmt::format("there is no branch \"{}\"", text));
    error.detail(reason.message());
    error.hint(reason.hint());
    throw error;
  }
}

Nodes absolute(const Graph& graph,
               const std::optional<std::string>& branch,
               std::string_view symbol) {
  if (symbol == "heads") return branch ? head_nodes(graph, branch) : graph.real_heads();
  if (symbol == "head") {
    Nodes heads = head_nodes(graph, branch);
    if (heads.size() > 1) throw multiple_heads(graph, heads, whole(branch, symbol));
    return heads;
  }
  if (!branch) return symbol == "base" ? Nodes{} : Nodes{look_up(graph, symbol)};
  const Branch in = need_branch(graph, *branch);
  if (symbol == "base") return {};
  if (symbol.empty()) return {look_up(graph, symbol)};
  return {look_up_in(graph, in, symbol)};
}

std::optional<Node> single(const Graph& graph,
                           const std::optional<std::string>& branch,
                           std::string_view symbol) {
  const Nodes nodes = absolute(graph, branch, symbol);
  if (nodes.size() > 1) throw multiple_heads(graph, nodes, whole(branch, symbol));
  return nodes.empty() ? std::nullopt : std::optional(nodes.front());
}

Error multiple_heads(const Graph& graph, const Nodes& heads, std::string_view target) {
  const auto names = graph.ids(heads);
  const Nodes real = graph.real_heads();
  std::string ways =
      real.size() == 1
          ? fmt::format("name one, or write `heads`: {} needs all others. ", graph.id(real.front()))
          : "name one of them, or write `heads` for all. ";
  ways += fmt::format("To have one head again: `migrate merge {}`, or {}",
                      real.size() == heads.size() ? "heads" : join(names, " "),
                      rebase_command(graph, heads));
  return Error(ErrorCode::multiple_heads,
               fmt::format("\"{}\" is ambiguous: there are {} heads, {}",
                           target,
                           heads.size(),
                           listed(names)))
      .hint(std::move(ways));
}

}  // namespace migrate::revision
