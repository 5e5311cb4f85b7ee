#include "revision/splice.h"

#include <algorithm>

namespace migrate::revision {

Splice::Splice(const RevisionFile& file, std::size_t begin, std::size_t end) : begin_(begin) {
  const auto& all = file.replacements;
  const auto is_before = [](const Replacement& r, std::size_t offset) { return r.begin < offset; };
  const auto first = std::lower_bound(all.begin(), all.end(), begin, is_before);
  const auto last = std::lower_bound(first, all.end(), end, is_before);
  replacements_ = {first, last};
  auto at = begin;
  for (const auto& replacement : replacements_) {
    text_.append(file.text, at, replacement.begin - at).append(replacement.text);
    at = replacement.end;
  }
  text_.append(file.text, at, end - at);
}

std::size_t Splice::to_sent(std::size_t in_file) const {
  std::size_t sent = in_file - begin_;
  for (const auto& r : replacements_) {
    if (in_file < r.end) return sent - (in_file > r.begin ? in_file - r.begin : 0);
    sent = sent + r.text.size() - (r.end - r.begin);
  }
  return sent;
}

std::size_t Splice::to_file(std::size_t sent) const {
  auto offset = begin_ + sent;
  for (const auto& r : replacements_) {
    if (offset < r.begin) return offset;
    if (offset < r.begin + r.text.size()) return r.begin;
    offset = offset + (r.end - r.begin) - r.text.size();
  }
  return offset;
}

const Replacement* Splice::value_at(std::size_t sent) const {
  for (const auto& r : replacements_) {
    const auto begin = to_sent(r.begin);
    if (sent >= begin && sent < begin + r.text.size()) return &r;
  }
  return nullptr;
}

}  // namespace migrate::revision
