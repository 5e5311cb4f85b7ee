#pragma once

#include "commands/schemas.h"
#include "migrate/commands/command.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

/// The formats of `migrate inspect`.
namespace migrate::commands::inspect {

/// What is shown, and what a format may use for it.
struct Subject {
  const Context& context;  ///< for what has to be said
  Schemas& schemas;
  const Schema& schema;
};

struct Written {
  std::string text;
  Json json = {};  ///< with --json instead of the text; null: the text
};

/// A new format is a file here and a line in formats.cpp.
struct Format {
  std::string_view name;  ///< `mermaid`: the value of --format
  std::string_view key;   ///< of the JSON
  std::string_view type;  ///< of that key
  std::string_view meaning;
  Written (*write)(const Subject& subject);
};

/// The usual one first.
std::span<const Format* const> formats();

std::vector<std::string> names_of_formats();

extern const Format sql_format;
extern const Format json_format;
extern const Format mermaid_format;
extern const Format html_format;

}  // namespace migrate::commands::inspect
