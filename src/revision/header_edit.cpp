#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/base/yaml.h"
#include "migrate/revision/rebase.h"
#include "revision/header.h"
#include "revision/header_text.h"

#include <algorithm>

namespace migrate::revision {

namespace {

constexpr std::string_view bom = "\xEF\xBB\xBF";

std::optional<yaml::Node> parsed(std::string_view value) {
  try {
    return yaml::parse(value, {});
  } catch (const Error&) {
    return std::nullopt;
  }
}

/// A value, taken apart.
struct Value {
  std::string_view text;  ///< without the comment behind it
  std::vector<std::string> ids;
  bool is_list = false;
};

Value whole(std::string_view text, const yaml::Node& node) {
  Value out{.text = text, .ids = {}, .is_list = node.kind == yaml::Node::Kind::sequence};
  if (node.kind == yaml::Node::Kind::scalar) out.ids.push_back(node.text);
  for (const auto& item : node.items)
    out.ids.push_back(item.text);
  return out;
}

/// ` #` begins a comment, unless it stands in quotes: then what is before it is no YAML.
Value value_of(std::string_view text) {
  const bool is_yaml = text.find_first_of("\"'[{~") == 0;
  for (std::size_t at = 1; at < text.size(); ++at) {
    if (text[at] != '#' || (text[at - 1] != ' ' && text[at - 1] != '\t')) continue;
    const auto before = trim_right(text.substr(0, at));
    if (!is_yaml) return {.text = before, .ids = {std::string(before)}, .is_list = false};
    if (const auto node = parsed(before)) return whole(before, *node);
  }
  if (!is_yaml) return {.text = text, .ids = {std::string(text)}, .is_list = false};
  const auto node = parsed(text);
  return node ? whole(text, *node) : Value{.text = text, .ids = {}, .is_list = false};
}

/// The value with other ids; nothing where it has none of them.
std::optional<std::string> renamed_value(const Value& value, const RenamedIds& renamed) {
  auto ids = value.ids;
  for (auto& id : ids)
    if (const auto found = renamed.find(id); found != renamed.end()) id = found->second;
  if (ids == value.ids) return std::nullopt;
  return value.is_list ? header_list(ids) : header_value(ids.front());
}

bool holds_ids(std::string_view key) {
  return key == "revision" || key == "down_revision" || key == "depends_on" || key == "replaces";
}

}  // namespace

std::string with_header_ids(std::string_view text,
                            const RenamedIds& renamed,
                            const std::optional<RevisionId>& parent) {
  std::string out;
  std::size_t copied = 0;
  for (std::size_t at = text.starts_with(bom) ? bom.size() : 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    const auto line = header_line(text.substr(at, end - at));
    if (!line) break;
    at = end + 1;
    if (!holds_ids(line->key)) continue;
    const auto value = value_of(line->value);
    const auto changed = parent && line->key == "down_revision"
                             ? std::optional(header_value(*parent))
                             : renamed_value(value, renamed);
    if (!changed) continue;
    const auto begin = static_cast<std::size_t>(value.text.data() - text.data());
    out += text.substr(copied, begin - copied);
    out += *changed;
    copied = begin + value.text.size();
  }
  return out += text.substr(copied);
}

}  // namespace migrate::revision
