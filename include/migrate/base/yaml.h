#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::yaml {

/// A YAML node with its place. Scalars keep their text as written: `0001` and `1e10` stay text.
struct Node {
  enum class Kind { null, scalar, sequence, map };

  Node();  // not in the class: clang needs the whole Node for its map members first

  Kind kind = Kind::null;
  std::string text;                                   ///< of a scalar
  bool quoted = false;                                ///< the scalar stood in quotes
  std::vector<Node> items;                            ///< of a sequence
  std::vector<std::pair<std::string, Node>> members;  ///< of a map, in file order
  std::size_t line = 0;                               ///< from 1
  std::size_t column = 0;                             ///< from 1

  /// The member of that key, or nullptr.
  [[nodiscard]] const Node* find(std::string_view key) const;
};

/// Throws Error(config), placed in `file`, on bad syntax and on a key that stands twice in a map
/// (yaml-cpp itself keeps the first in silence).
Node parse(std::string_view text, const std::string& file);

}  // namespace migrate::yaml
