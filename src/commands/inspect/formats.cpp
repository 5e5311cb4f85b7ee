#include "commands/inspect/format.h"

#include <array>

namespace migrate::commands::inspect {

std::span<const Format* const> formats() {
  static constexpr std::array all{&sql_format, &json_format, &mermaid_format, &html_format};
  return all;
}

std::vector<std::string> names_of_formats() {
  std::vector<std::string> out;
  for (const auto* format : formats())
    out.emplace_back(format->name);
  return out;
}

}  // namespace migrate::commands::inspect
