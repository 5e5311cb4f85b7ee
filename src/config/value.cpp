#include "config/value.h"

#include <fmt/core.h>

namespace migrate::config {

namespace {

std::string_view kind_name(yaml::Node::Kind kind) {
  switch (kind) {
    case yaml::Node::Kind::null:
      return "nothing";
    case yaml::Node::Kind::scalar:
      return "a text";
    case yaml::Node::Kind::sequence:
      return "a list";
    case yaml::Node::Kind::map:
      break;
  }
  return "a map";
}

}  // namespace

void Value::require(yaml::Node::Kind kind, std::string_view expected) const {
  if (node_.kind == kind || is_null()) return;
  const auto what = key_.empty() ? "the file" : fmt::format("\"{}\"", key_);
  throw Error(ErrorCode::config,
              fmt::format("{} must be {}, not {}", what, expected, kind_name(node_.kind)))
      .at(place());
}

Text Value::text(const Settings& settings, std::string_view expected) const {
  require(yaml::Node::Kind::scalar, expected);
  return {.key = key_, .raw = node_.text, .place = place(), .environment = settings.environment};
}

}  // namespace migrate::config
