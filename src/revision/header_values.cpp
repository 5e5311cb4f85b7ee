#include "revision/header_values.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::revision {

namespace {

using Kind = yaml::Node::Kind;

Error fail(std::string message) {
  return {ErrorCode::malformed_file, std::move(message)};
}

bool is_setting_name(std::string_view name) {
  const auto is_part = [](std::string_view part) {
    return !part.empty() && (part.front() < '0' || part.front() > '9') &&
           std::all_of(part.begin(), part.end(), [](char c) {
             return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                    (c >= '0' && c <= '9');
           });
  };
  const auto parts = split_at(name, '.');
  return std::all_of(parts.begin(), parts.end(), is_part);
}

/// Settings that are no file's to give: who runs it, how its text is read, the transaction it
/// stands in, and our own notes.
bool is_reserved(std::string_view name) {
  static constexpr std::array<std::string_view, 7> reserved{"role",
                                                            "session_authorization",
                                                            "client_encoding",
                                                            "standard_conforming_strings",
                                                            "transaction_isolation",
                                                            "transaction_read_only",
                                                            "transaction_deferrable"};
  const auto lower = to_lower(name);
  return lower.starts_with("migrate.") ||
         std::find(reserved.begin(), reserved.end(), lower) != reserved.end();
}

}  // namespace

ServerSettings read_settings(const yaml::Node& node) {
  if (node.kind != Kind::map)
    throw fail("header key \"settings\" takes a map of server settings")
        .hint("write it as `-- settings: {lock_timeout: 10s}`");
  ServerSettings out;
  for (const auto& [name, value] : node.members) {
    if (!is_setting_name(name))
      throw fail(fmt::format("\"{}\" is no name of a server setting", name));
    if (is_reserved(name))
      throw fail(fmt::format("a header cannot give the setting \"{}\"", name))
          .hint(equal_ignoring_case(name, "role")
                    ? "give `database.role` in the config, or SET ROLE in the section"
                    : "what it changes is the tool's: set it inside the section, if at all");
    const auto is_same = [&name = name](const auto& known) {
      return equal_ignoring_case(known.first, name);
    };
    if (std::any_of(out.begin(), out.end(), is_same))
      throw fail(fmt::format("the setting \"{}\" stands twice", name));
    if (value.kind != Kind::scalar)
      throw fail(fmt::format("the setting \"{}\" takes a text or a number", name));
    out.emplace_back(name, value.text);
  }
  return out;
}

bool read_switch(const yaml::Node& node) {
  if (node.kind == Kind::scalar && (node.text == "true" || node.text == "false"))
    return node.text == "true";
  throw fail("header key \"placeholders\" takes true or false");
}

}  // namespace migrate::revision
