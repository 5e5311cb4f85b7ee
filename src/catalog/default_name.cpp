#include "migrate/catalog/default_name.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

/// The server stops at the column that makes it too long.
std::string joined(const std::vector<std::string>& columns) {
  std::string out;
  for (const auto& column : columns) {
    if (out.size() > longest_name) break;
    if (!out.empty()) out += '_';
    out += column;
  }
  return out;
}

}  // namespace

std::string_view cut_name(std::string_view name, std::size_t most) {
  if (name.size() <= most) return name;
  while (most > 0 && (static_cast<unsigned char>(name[most]) & 0xC0U) == 0x80U)
    --most;
  return name.substr(0, most);
}

std::string default_name(std::string_view table,
                         const std::vector<std::string>& columns,
                         std::string_view label) {
  const auto addition = joined(columns);
  const auto fixed = label.size() + (addition.empty() ? 1 : 2);
  auto first = table.size();
  auto second = addition.size();
  while (first + second + fixed > longest_name)
    --(first > second ? first : second);
  std::string out(cut_name(table, first));
  if (!addition.empty()) out.append("_").append(cut_name(addition, second));
  return out.append("_").append(label);
}

bool is_default_name(std::string_view name,
                     std::string_view table,
                     const std::vector<std::string>& columns,
                     std::string_view label) {
  const auto last = name.find_last_not_of("0123456789");
  const auto number = last == std::string_view::npos ? name : name.substr(last + 1);
  if (number.starts_with('0')) return false;
  return name == default_name(table, columns, std::string(label).append(number));
}

}  // namespace migrate::catalog
