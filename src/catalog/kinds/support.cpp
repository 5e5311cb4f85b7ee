#include "catalog/kinds/support.h"

#include <algorithm>
#include <map>

namespace migrate::catalog {

namespace {

std::map<std::string, std::string> options_of(std::string_view array) {
  std::map<std::string, std::string> out;
  for (const auto& option : parse_array(array)) {
    const auto at = option.find('=');
    out.emplace(option.substr(0, at), at == std::string::npos ? "" : option.substr(at + 1));
  }
  return out;
}

std::string option_text(const std::string& name, const std::string& value) {
  const bool is_plain = !value.empty() && std::ranges::all_of(value, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
  });
  return name + "=" + (is_plain ? value : quote_literal(value));
}

}  // namespace

std::string options_text(std::string_view array) {
  std::string out;
  for (const auto& option : parse_array(array)) {
    const auto at = std::min(option.find('='), option.size());
    out += (out.empty() ? "" : ", ") +
           option_text(option.substr(0, at), at < option.size() ? option.substr(at + 1) : "");
  }
  return out;
}

Statements alter_options(const std::string& alter,
                         const Object& from,
                         const Object& to,
                         std::string_view property) {
  const auto before = options_of(from.text(property));
  const auto after = options_of(to.text(property));
  std::string set;
  std::string reset;
  for (const auto& [name, value] : after)
    if (const auto found = before.find(name); found == before.end() || found->second != value)
      set += (set.empty() ? "" : ", ") + option_text(name, value);
  for (const auto& [name, value] : before)
    if (!after.contains(name)) reset += (reset.empty() ? "" : ", ") + name;
  Statements out;
  if (!reset.empty()) out.push_back({alter + " RESET (" + reset + ")"});
  if (!set.empty()) out.push_back({alter + " SET (" + set + ")"});
  return out;
}

std::string sorted_options(std::string_view column, std::string_view where) {
  // Most rows have none: the query within is not begun for them.
  return fmt::format(
      "case when {0} is not null then nullif(array(select o from unnest({0}) o where {1} order by "
      "o collate \"C\"), '{{}}')::text end",
      column,
      where);
}

std::string foreign_options(const Object& object, std::string_view property) {
  std::string list;
  for (const auto& [name, value] : options_of(object.text(property)))
    list +=
        fmt::format("{}{} {}", list.empty() ? "" : ", ", identifier(name), quote_literal(value));
  return list.empty() ? list : " OPTIONS (" + list + ")";
}

std::string alter_foreign_options(const Object& from, const Object& to, std::string_view property) {
  const auto before = options_of(from.text(property));
  const auto after = options_of(to.text(property));
  std::string list;
  const auto add = [&list](const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
  for (const auto& [name, value] : before)
    if (!after.contains(name)) add("DROP " + identifier(name));
  for (const auto& [name, value] : after) {
    const auto found = before.find(name);
    if (found != before.end() && found->second == value) continue;
    add(fmt::format(
        "{} {} {}", found == before.end() ? "ADD" : "SET", identifier(name), quote_literal(value)));
  }
  return list.empty() ? list : " OPTIONS (" + list + ")";
}

}  // namespace migrate::catalog
