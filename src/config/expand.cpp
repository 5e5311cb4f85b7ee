#include "migrate/config/setting.h"

#include <fmt/core.h>

#include <cctype>

namespace migrate::config {

namespace {

/// One `${...}` cut into its parts.
struct Reference {
  std::string_view name;
  bool has_default = false;
  bool default_for_empty = false;  ///< `:-`
  std::string_view default_text;
  std::size_t size = 0;  ///< with `${` and `}`
};

std::size_t name_size(std::string_view text) {
  std::size_t size = 0;
  while (size < text.size()) {
    const auto c = static_cast<unsigned char>(text[size]);
    if (c != '_' && std::isalpha(c) == 0 && (size == 0 || std::isdigit(c) == 0)) break;
    ++size;
  }
  return size;
}

/// Offset of the `}` that closes a `${` just before the text.
std::size_t closing_brace(std::string_view text) {
  std::size_t depth = 1;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text.substr(at, 2) == "${") ++depth;
    if (text[at] == '}' && --depth == 0) return at;
  }
  throw Error(ErrorCode::config, "a `${` is not closed").hint(R"(write `\${` for a plain `${`)");
}

Reference read_reference(std::string_view text) {
  auto inner = text.substr(2);
  const auto end = closing_brace(inner);
  inner = inner.substr(0, end);
  Reference out{.name = inner.substr(0, name_size(inner)),
                .has_default = false,
                .default_for_empty = false,
                .default_text = {},
                .size = end + 3};
  inner.remove_prefix(out.name.size());
  out.default_for_empty = inner.starts_with(":-");
  out.has_default = out.default_for_empty || inner.starts_with("-");
  if (out.has_default) out.default_text = inner.substr(out.default_for_empty ? 2 : 1);
  if (out.name.empty() || (!out.has_default && !inner.empty()))
    throw Error(ErrorCode::config, "`${` begins no variable")
        .hint(R"(write ${NAME}, ${NAME-default} or ${NAME:-default}; `\${` for a plain `${`)");
  return out;
}

// NOLINTNEXTLINE(misc-no-recursion): a default may hold variables
void replace_reference(const Reference& reference, const Environment& environment, Expanded& out) {
  auto value = environment.find(reference.name);
  out.variables.emplace_back(reference.name);
  if (value && value->empty() && reference.default_for_empty) value.reset();
  if (value) {
    out.text += *value;
    return;
  }
  if (!reference.has_default)
    throw Error(ErrorCode::config, fmt::format("variable {} is not set", reference.name))
        .hint(fmt::format(
            "set {0} in the environment or in a .env file, or give a default: ${{{0}-default}}",
            reference.name));
  auto inner = expand(reference.default_text, environment);
  out.text += inner.text;
  out.variables.insert(out.variables.end(), inner.variables.begin(), inner.variables.end());
}

}  // namespace

// NOLINTNEXTLINE(misc-no-recursion): a default may hold variables
Expanded expand(std::string_view raw, const Environment& environment) {
  Expanded out;
  while (!raw.empty()) {
    if (raw.starts_with(R"(\${)")) {
      out.text += "${";
      raw.remove_prefix(3);
    } else if (raw.starts_with("${")) {
      const auto reference = read_reference(raw);
      replace_reference(reference, environment, out);
      raw.remove_prefix(reference.size);
    } else {
      out.text += raw.front();
      raw.remove_prefix(1);
    }
  }
  return out;
}

bool Text::has_variables() const {
  return raw.find("${") != std::string::npos;
}

Expanded Text::expanded() const {
  if (!has_variables()) return {.text = raw, .variables = {}};
  static const Environment empty;
  try {
    return expand(raw, environment ? *environment : empty);
  } catch (Error& error) {
    if (error.place().file.empty()) error.at(place);
    throw;
  }
}

}  // namespace migrate::config
