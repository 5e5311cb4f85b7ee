#include "migrate/revision/repeatable.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <optional>

namespace migrate::revision {

namespace {

using Places = std::vector<std::size_t>;

bool is_meant(std::string_view text, const std::string& key) {
  for (const auto& end : {std::string(text), std::string(text) + ".sql"})
    if (key == end || key.ends_with("/" + end)) return true;
  return false;
}

/// Depth first: what a node depends on is placed before it.
class Sorter {
 public:
  explicit Sorter(std::span<const RepeatableNode> nodes) : nodes_(nodes), marks_(nodes.size()) {}

  Places run() {
    Places by_key(nodes_.size());
    std::iota(by_key.begin(), by_key.end(), 0U);
    std::ranges::sort(by_key, {}, [this](std::size_t at) { return nodes_[at].key; });
    for (const auto at : by_key)
      visit(at);
    return std::move(order_);
  }

 private:
  enum class Mark { fresh, open, placed };

  // NOLINTNEXTLINE(misc-no-recursion): as deep as files depend on one another
  void visit(std::size_t at) {
    if (marks_[at] == Mark::placed) return;
    if (marks_[at] == Mark::open) throw circle(at);
    marks_[at] = Mark::open;
    path_.push_back(at);
    auto needed = nodes_[at].depends_on;
    std::ranges::sort(needed);
    for (const auto& key : needed)
      if (const auto found = find(key)) visit(*found);
    path_.pop_back();
    marks_[at] = Mark::placed;
    order_.push_back(at);
  }

  [[nodiscard]] std::optional<std::size_t> find(const std::string& key) const {
    const auto found = std::ranges::find(nodes_, key, &RepeatableNode::key);
    if (found == nodes_.end()) return std::nullopt;
    return static_cast<std::size_t>(found - nodes_.begin());
  }

  [[nodiscard]] Error circle(std::size_t at) const {
    std::string text;
    for (auto it = std::ranges::find(path_, at); it != path_.end(); ++it)
      text += nodes_[*it].key + " -> ";
    return {ErrorCode::dependency_cycle,
            "repeatable files depend on one another in a circle: " + text + nodes_[at].key};
  }

  std::span<const RepeatableNode> nodes_;
  std::vector<Mark> marks_;
  Places path_;
  Places order_;
};

}  // namespace

std::vector<std::size_t> repeatable_order(std::span<const RepeatableNode> nodes) {
  return Sorter(nodes).run();
}

std::string resolve_repeatable(std::string_view text, std::span<const std::string> keys) {
  if (std::ranges::find(keys, text) != keys.end()) return std::string(text);
  std::vector<std::string> meant;
  for (const auto& key : keys)
    if (is_meant(text, key)) meant.push_back(key);
  if (meant.size() == 1) return meant.front();
  if (meant.size() > 1)
    throw Error(ErrorCode::ambiguous_prefix,
                fmt::format("depends_on names \"{}\", which {} files end with: {}",
                            text,
                            meant.size(),
                            join(meant, ", ")));
  Error error(ErrorCode::missing_reference,
              fmt::format("depends_on names \"{}\", which is no repeatable file", text));
  if (const auto near = nearest(text, {keys.begin(), keys.end()}))
    error.hint(fmt::format("did you mean \"{}\"?", *near));
  else
    error.hint("restore the missing file, or correct the header");
  throw error;
}

}  // namespace migrate::revision
