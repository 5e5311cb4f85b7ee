#include "cli/report.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::cli {

namespace {

std::string caret_line(const Place& place) {
  const auto before = std::string_view(place.source_line)
                          .substr(0, byte_of_character(place.source_line, place.column - 1));
  std::string blanks;
  for (const char c : before)
    if (c == '\t') blanks += '\t';
  return blanks + std::string(display_width(before) - blanks.size(), ' ') + "^";
}

std::string labelled(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("{}: {}\n", label, text);
}

}  // namespace

std::string error_text(const Error& error, bool color) {
  std::string out = color ? "\x1b[1;31merror:\x1b[0m " : "error: ";
  out += error.message();
  if (!error.sqlstate().empty()) out += fmt::format(" (SQLSTATE {})", error.sqlstate());
  out += "\n";
  const auto& place = error.place();
  if (!place.file.empty()) out += fmt::format("  at {}\n", place.text());
  if (!place.source_line.empty()) out += fmt::format("  | {}\n", place.source_line);
  if (!place.source_line.empty() && place.column > 0)
    out += fmt::format("  | {}\n", caret_line(place));
  out += labelled("detail", error.detail()) + labelled("hint", error.hint()) +
         labelled("state", error.state());
  if (error.code() == ErrorCode::internal) out += "this is a bug in migrate: please report it\n";
  return out;
}

Json error_json(const Error& error) {
  const auto text = [](const std::string& value) { return value.empty() ? Json() : Json(value); };
  const auto number = [](std::size_t value) { return value == 0 ? Json() : Json(value); };
  return Json::object()
      .set("code", info(error.code()).name)
      .set("message", error.message())
      .set("file", text(error.place().file))
      .set("line", number(error.place().line))
      .set("column", number(error.place().column))
      .set("sqlstate", text(error.sqlstate()))
      .set("detail", text(error.detail()))
      .set("hint", text(error.hint()))
      .set("state", text(error.state()));
}

}  // namespace migrate::cli
