#include "cli/report.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <vector>

namespace migrate::cli {

namespace {

/// A line that is too long to be read is cut around its column.
Place shortened(Place place) {
  constexpr std::size_t most = 160;
  constexpr std::size_t before = 80;
  const auto& line = place.source_line;
  if (count_characters(line) <= most) return place;
  const auto first = place.column > before ? place.column - before : 0;
  const auto begin = byte_of_character(line, first);
  const auto end = byte_of_character(line, first + most);
  if (first > 0) place.column = before + 3;
  place.source_line = fmt::format("{}{}{}",
                                  first > 0 ? "..." : "",
                                  std::string_view(line).substr(begin, end - begin),
                                  end < line.size() ? "..." : "");
  return place;
}

std::string caret_line(const Place& place) {
  const auto before = std::string_view(place.source_line)
                          .substr(0, byte_of_character(place.source_line, place.column - 1));
  std::vector<std::string> gaps;  // tabs stay where they are: their width depends on it
  for (const auto text : split_at(before, '\t'))
    gaps.emplace_back(display_width(text), ' ');
  return join(gaps, "\t") + "^";
}

std::string labelled(std::string_view label, const std::string& text) {
  return text.empty() ? "" : fmt::format("{}: {}\n", label, printable(text));
}

}  // namespace

std::string printable(std::string text) {
  for (auto& c : text)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) c = '?';
  const std::string_view view = text;
  for (std::size_t at = 0;; ++at) {
    const auto bad = find_invalid_utf8(view.substr(at));
    if (bad == std::string_view::npos) break;
    at += bad;
    text[at] = '?';
  }
  return text;
}

std::string error_text(const Error& error, bool color) {
  std::string out = color ? "\x1b[1;31merror:\x1b[0m " : "error: ";
  out += printable(error.message());
  if (!error.sqlstate().empty()) out += fmt::format(" (SQLSTATE {})", error.sqlstate());
  out += "\n";
  auto place = error.place();
  if (!place.file.empty()) out += fmt::format("  at {}\n", printable(place.text()));
  place = shortened(std::move(place));
  place.source_line = printable(std::move(place.source_line));
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
