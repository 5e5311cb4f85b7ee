#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/revision/parents.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace migrate::revision {

namespace {

constexpr auto reserved = std::to_array<std::string_view>({"head", "heads", "base", "current"});

Error illegal(std::string_view what, std::string_view text, std::string_view reason) {
  return Error(ErrorCode::illegal_id, fmt::format("{} \"{}\" {}", what, text, reason))
      .hint("letters, digits, `_` and `.` are safe; `@ - + :` have a meaning in targets");
}

bool is_blank_or_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte <= 0x20 || byte == 0x7F;
}

/// `what`: "revision id" or "branch label".
void check(std::string_view what, std::string_view text, std::string_view forbidden) {
  if (text.empty())
    throw Error(ErrorCode::illegal_id, fmt::format("a {} is empty", what))
        .hint("letters, digits, `_` and `.` are safe");
  if (std::find(reserved.begin(), reserved.end(), text) != reserved.end())
    throw Error(ErrorCode::reserved_id, fmt::format("{} \"{}\" is a word of its own", what, text))
        .hint("head, heads, base and current have a meaning in targets");
  if (std::any_of(text.begin(), text.end(), is_blank_or_control))
    throw illegal(what, text, "contains a blank or a control character");
  const auto at = text.find_first_of(forbidden);
  if (at != std::string_view::npos)
    throw illegal(what, text, fmt::format("contains `{}`", text[at]));
  if (count_characters(text) > max_id_length)
    throw illegal(
        what,
        fmt::format("{}...", text.substr(0, byte_of_character(text, 20))),
        fmt::format("has {} characters, more than {}", count_characters(text), max_id_length));
}

}  // namespace

void check_id(std::string_view id) {
  check("revision id", id, "@-+:'\"`");
}

void check_label(std::string_view label) {
  check("branch label", label, "@:'\"`");
}

}  // namespace migrate::revision
