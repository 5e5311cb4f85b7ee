#include "migrate/sql/quote.h"

#include "migrate/base/strings.h"

namespace migrate::sql {

std::string quote_identifier(std::string_view name) {
  return '"' + replace_all(std::string(name), "\"", "\"\"") + '"';
}

std::string qualify(std::string_view schema, std::string_view name) {
  return quote_identifier(schema) + '.' + quote_identifier(name);
}

std::string quote_literal(std::string_view text) {
  auto quoted = replace_all(std::string(text), "'", "''");
  if (quoted.find('\\') == std::string::npos) return '\'' + quoted + '\'';
  return "E'" + replace_all(std::move(quoted), "\\", "\\\\") + '\'';
}

std::string array_text(std::span<const std::string> values) {
  std::string out = "{";
  for (const auto& value : values) {
    if (out.size() > 1) out += ',';
    out += '"';
    for (const char c : value) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out + '}';
}

}  // namespace migrate::sql
