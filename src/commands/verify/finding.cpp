#include "commands/verify/finding.h"

#include <fmt/core.h>

namespace migrate::commands::verify {

namespace {

Json text_or_null(const std::string& text) {
  return text.empty() ? Json() : Json(text);
}

Json number_or_null(std::size_t number) {
  return number == 0 ? Json() : Json(number);
}

}  // namespace

Json json_of(const Finding& finding) {
  auto out = Json::object();
  return out.set("rule", finding.rule)
      .set("severity", finding.is_warning ? "warning" : "error")
      .set("message", finding.message)
      .set("file", text_or_null(finding.place.file))
      .set("line", number_or_null(finding.place.line))
      .set("column", number_or_null(finding.place.column))
      .set("revision", finding.revision)
      .set("object", text_or_null(finding.object))
      .set("suggestion", text_or_null(finding.suggestion));
}

std::string text_of(const Finding& finding) {
  return fmt::format("{}: {}{}: {}\n",
                     finding.place.text(),
                     finding.is_warning ? "warning: " : "",
                     finding.revision,
                     finding.message);
}

}  // namespace migrate::commands::verify
