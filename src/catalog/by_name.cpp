#include "catalog/by_name.h"

#include "migrate/base/strings.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace migrate::catalog {

namespace {

using Words = std::span<const std::string>;

/// Negative, zero or positive: as std::vector compares.
int compare(Words a, Words b) {
  const auto common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i)
    if (const auto order = a[i].compare(b[i]); order != 0) return order;
  if (a.size() == b.size()) return 0;
  return a.size() < b.size() ? -1 : 1;
}

/// The words of all names as numbers: their places among all words in order, from 1 on; 0 where a
/// name is at its end. A few words stand in many names, and numbers are compared sooner than texts.
class Ranks {
 public:
  explicit Ranks(const std::vector<Object>& objects) {
    for (const auto& object : objects)
      width_ = std::max(width_, object.name.size());
    ranks_.reserve(objects.size() * width_);
    for (const auto& object : objects)
      for (std::size_t i = 0; i < width_; ++i)
        ranks_.push_back(i < object.name.size() ? number_of(object.name[i]) : 0);
    const auto in_order = places();
    for (auto& rank : ranks_)
      rank = in_order[rank];
  }

  [[nodiscard]] bool is_before(std::size_t a, std::size_t b) const {
    const auto* first = &ranks_[a * width_];
    const auto* second = &ranks_[b * width_];
    return std::lexicographical_compare(first, first + width_, second, second + width_);
  }

 private:
  /// In the order in which words come. Most often it is the one that the name before has there.
  std::uint32_t number_of(const std::string& word) {
    const auto before = ranks_.size() < width_ ? 0 : ranks_[ranks_.size() - width_];
    if (before != 0 && words_[before - 1] == word) return before;
    const auto [found, is_new] =
        numbers_.emplace(word, static_cast<std::uint32_t>(words_.size() + 1));
    if (is_new) words_.emplace_back(word);
    return found->second;
  }

  [[nodiscard]] std::vector<std::uint32_t> places() const {
    std::vector<std::uint32_t> order(words_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [this](std::uint32_t at) { return words_[at]; });
    std::vector<std::uint32_t> out(words_.size() + 1);
    for (std::size_t i = 0; i < order.size(); ++i)
      out[order[i] + 1] = static_cast<std::uint32_t>(i + 1);
    return out;
  }

  std::size_t width_ = 0;
  std::vector<std::uint32_t> ranks_;  ///< `width_` for each name
  std::vector<std::string_view> words_;
  std::unordered_map<std::string_view, std::uint32_t> numbers_;
};

}  // namespace

std::vector<std::size_t> order_by_name(const std::vector<Object>& objects) {
  std::vector<std::size_t> out(objects.size());
  std::iota(out.begin(), out.end(), 0U);
  if (objects.size() < 2) return out;
  const Ranks ranks(objects);
  std::ranges::sort(out, [&](std::size_t a, std::size_t b) { return ranks.is_before(a, b); });
  return out;
}

ByName::ByName(const std::vector<Object>& objects) : objects_(objects) {
  for (std::size_t i = 0; i < objects.size();) {
    const auto* kind = objects[i].kind;
    const auto begin = objects.begin() + static_cast<std::ptrdiff_t>(i);
    const auto end = std::partition_point(
        begin, objects.end(), [kind](const Object& one) { return one.kind == kind; });
    const auto next = static_cast<std::size_t>(end - objects.begin());
    ranges_.push_back({.kind = kind->id, .range = {.begin = i, .end = next}});
    i = next;
  }
}

ByName::Range ByName::range(std::string_view kind) const {
  const auto found = std::ranges::find(ranges_, kind, &KindRange::kind);
  return found == ranges_.end() ? Range{} : found->range;
}

std::size_t ByName::lower_bound(Range range, Words name) const {
  const auto begin = objects_.begin();
  const auto found = std::partition_point(
      begin + static_cast<std::ptrdiff_t>(range.begin),
      begin + static_cast<std::ptrdiff_t>(range.end),
      [&name](const Object& object) { return compare(object.name, name) < 0; });
  return static_cast<std::size_t>(found - begin);
}

std::optional<std::size_t> ByName::find(std::string_view kinds, Words name) const {
  for (const auto id : split_at(kinds, '|')) {
    const auto among = range(id);
    const auto at = lower_bound(among, name);
    if (at < among.end && std::ranges::equal(objects_[at].name, name)) return at;
  }
  return std::nullopt;
}

std::vector<std::size_t> ByName::parts(std::string_view kinds, const Name& whole) const {
  std::vector<std::size_t> out;
  for (const auto id : split_at(kinds, '|')) {
    const auto among = range(id);
    for (auto at = lower_bound(among, whole); at < among.end; ++at) {
      const Words name = objects_[at].name;
      if (name.size() < whole.size() || !std::ranges::equal(name.first(whole.size()), whole)) break;
      out.push_back(at);
    }
  }
  return out;
}

/// Parts stand in the order of what they are part of: both are gone through side by side.
std::vector<std::optional<std::size_t>> ByName::wholes(const Kind& kind) const {
  const auto parts = range(kind.id);
  std::vector<std::optional<std::size_t>> out(parts.end - parts.begin);
  for (const auto id : split_at(kind.part, '|')) {
    auto [at, end] = range(id);
    for (auto part = parts.begin; part < parts.end; ++part) {
      const Words name = objects_[part].name;
      const auto whole = name.first(name.size() - 1);
      auto order = -1;
      while (at < end && (order = compare(objects_[at].name, whole)) < 0)
        ++at;
      auto& found = out[part - parts.begin];
      if (!found && at < end && order == 0) found = at;
    }
  }
  return out;
}

}  // namespace migrate::catalog
