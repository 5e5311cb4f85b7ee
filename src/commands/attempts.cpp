#include "commands/attempts.h"

#include "migrate/base/duration.h"
#include "migrate/base/error.h"

#include <fmt/core.h>

#include <chrono>
#include <variant>

namespace migrate::commands {

namespace {

double number(const Json& value) {
  const auto* real = std::get_if<double>(&value.value());
  return real != nullptr ? *real : static_cast<double>(value.integer());
}

/// Of a repeatable file whose downgrade section ran.
bool is_undone(const Json& row) {
  return row["direction"].text() == "repeatable" && row["outcome"].text() == "succeeded" &&
         row["checksum"].is_null();
}

/// What a row is about: a revision, the targets of a stamp, a file.
std::string subject(const Json& row) {
  if (row["revision"].is_string()) return row["revision"].text();
  if (row["path"].is_string()) return row["path"].text() + (is_undone(row) ? " (undone)" : "");
  return row["direction"].text() == "stamp" ? "base" : "";
}

}  // namespace

std::string shown_time(const Json& time) {
  auto text = time.text();
  if (const auto at = text.find('T'); at != std::string::npos) text[at] = ' ';
  const auto fraction = text.find('.');
  if (fraction == std::string::npos) return text;
  const auto zone = text.find_first_of("+-Z", fraction);
  return text.substr(0, fraction) + (zone == std::string::npos ? "" : text.substr(zone));
}

std::string shown_user(const Json& row) {
  const auto& person = row["os_user"].text();
  const auto& host = row["host"].text();
  if (person.empty() && host.empty()) return row["db_user"].text();
  return fmt::format("{} ({}@{})", row["db_user"].text(), person, host);
}

std::string done_at_by(const Json& row) {
  return shown_time(row["finished_at"]) + " by " + shown_user(row);
}

Json attempt_json(const Json& row) {
  auto out = Json::object();
  for (const auto& [key, value] : row.members())
    if (key != "downgrade_sql" && key != "downgrade_options") out.set(key, value);
  return out;
}

std::string shown_error(const Json& error) {
  auto text = error["message"].text();
  if (error["sqlstate"].is_string())
    text += fmt::format(" (SQLSTATE {})", error["sqlstate"].text());
  const auto count = [](const Json& value) {
    return value.is_null() ? std::size_t{0} : static_cast<std::size_t>(value.integer());
  };
  const Place place{.file = error["file"].text(),
                    .line = count(error["line"]),
                    .column = count(error["column"]),
                    .source_line = {}};
  return place.file.empty() ? text : text + " at " + place.text();
}

std::string attempt_text(const Json& row) {
  auto text = fmt::format(
      "{}  {:9}  {:10}  {}  ({}) by {}",
      shown_time(row["finished_at"]),
      row["outcome"].text(),
      row["direction"].text(),
      subject(row),
      format_duration(std::chrono::duration<double, std::milli>(number(row["duration_ms"]))),
      shown_user(row));
  if (row["tag"].is_string()) text += fmt::format(" [{}]", row["tag"].text());
  text += "\n";
  if (row["error"].is_object()) text += fmt::format("    {}\n", shown_error(row["error"]));
  return text;
}

}  // namespace migrate::commands
