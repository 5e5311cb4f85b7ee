#pragma once

#include "migrate/base/error.h"
#include "revision/traverse.h"

#include <optional>
#include <string>
#include <string_view>

namespace migrate::revision {

/// The revision of an id or a label, or of the only ones that begin so and are longer than three
/// characters. Throws Error(not_found) or Error(ambiguous_prefix).
Node look_up(const Graph& graph, std::string_view symbol);

/// What stands before an `@`.
struct Branch {
  std::string text;
  Node node = 0;
  NodeSet lineage;  ///< the revisions that belong to it
};

/// Throws as look_up().
Branch look_up_branch(const Graph& graph, std::string_view text);

/// Throws Error(no_such_branch) where look_up() fails.
Branch need_branch(const Graph& graph, std::string_view text);

/// The revisions of `[branch@]symbol` without a step count; none for `base`. Several only for
/// `heads`, in load order. Throws what resolve() throws.
Nodes absolute(const Graph& graph,
               const std::optional<std::string>& branch,
               std::string_view symbol);

/// As absolute(), where at most one is wanted: Error(multiple_heads) for several.
std::optional<Node> single(const Graph& graph,
                           const std::optional<std::string>& branch,
                           std::string_view symbol);

/// Error(multiple_heads) that names the heads and the ways out.
Error multiple_heads(const Graph& graph, const Nodes& heads, std::string_view target);

}  // namespace migrate::revision
