#include "migrate/base/pattern.h"

#include <algorithm>

namespace migrate {

std::optional<std::string> fill_pattern(std::string_view pattern, const PatternFields& fields) {
  std::string out;
  while (!pattern.empty()) {
    const auto percent = std::min(pattern.find('%'), pattern.size());
    out += pattern.substr(0, percent);
    pattern.remove_prefix(percent);
    if (pattern.empty()) break;
    if (pattern.starts_with("%%")) {
      out += '%';
      pattern.remove_prefix(2);
      continue;
    }
    const auto end = pattern.find(")s");
    if (!pattern.starts_with("%(") || end == std::string_view::npos) return std::nullopt;
    const auto name = pattern.substr(2, end - 2);
    const auto field = std::find_if(
        fields.begin(), fields.end(), [&](const auto& one) { return one.first == name; });
    if (field == fields.end()) return std::nullopt;
    out += field->second;
    pattern.remove_prefix(end + 2);
  }
  return out;
}

}  // namespace migrate
