#include "revision/header_text.h"

#include "migrate/base/strings.h"

#include <algorithm>

namespace migrate::revision {

namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

std::string header_value(const std::string& id) {
  if (std::all_of(id.begin(), id.end(), is_plain)) return id;
  return '"' + replace_all(replace_all(id, "\\", "\\\\"), "\"", "\\\"") + '"';
}

std::string header_list(const std::vector<std::string>& ids) {
  std::vector<std::string> values;
  for (const auto& id : ids)
    values.push_back(header_value(id));
  return "[" + join(values, ", ") + "]";
}

std::string header_parents(const std::vector<RevisionId>& ids) {
  if (ids.empty()) return "~";
  return ids.size() == 1 ? header_value(ids.front()) : header_list(ids);
}

}  // namespace migrate::revision
