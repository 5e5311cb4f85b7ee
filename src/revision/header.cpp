#include "revision/header.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/base/yaml.h"
#include "migrate/revision/revision_file.h"
#include "revision/header_values.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>

namespace migrate::revision {

namespace {

bool is_key_character(char c) {
  return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The keys of the file format.
struct Key {
  std::string_view name;
  void (*set)(Revision&, std::vector<std::string>);
  void (*set_node)(Revision&, const yaml::Node&, std::size_t line) = nullptr;  ///< of a YAML value
};

std::string first(std::vector<std::string> values) {
  return values.empty() ? std::string{} : std::move(values.front());
}

constexpr std::array<Key, 10> keys{{
    {"revision", [](Revision& r, std::vector<std::string> v) { r.id = first(std::move(v)); }},
    {"down_revision",
     [](Revision& r, std::vector<std::string> v) { r.down_revision = std::move(v); }},
    {"message", [](Revision& r, std::vector<std::string> v) { r.message = first(std::move(v)); }},
    {"created", [](Revision& r, std::vector<std::string> v) { r.created = first(std::move(v)); }},
    {"branch_labels",
     [](Revision& r, std::vector<std::string> v) { r.branch_labels = std::move(v); }},
    {"depends_on", [](Revision& r, std::vector<std::string> v) { r.depends_on = std::move(v); }},
    {"requires",
     nullptr,
     [](Revision& r, const yaml::Node& node, std::size_t line) {
       r.requirements = read_requirements(node);
       r.requirements_line = line;
     }},
    {"settings",
     nullptr,
     [](Revision& r, const yaml::Node& node, std::size_t line) {
       r.settings = read_settings(node);
       r.settings_line = line;
     }},
    {"placeholders",
     nullptr,
     [](Revision& r, const yaml::Node& node, std::size_t) { r.placeholders = read_switch(node); }},
    {"replaces", [](Revision& r, std::vector<std::string> v) { r.replaces = std::move(v); }},
}};

const Key* find_key(std::string_view name) {
  const auto* found =
      std::find_if(keys.begin(), keys.end(), [name](const Key& k) { return k.name == name; });
  return found != keys.end() ? found : nullptr;
}

bool is_list(std::string_view key) {
  return key == "down_revision" || key == "branch_labels" || key == "depends_on" ||
         key == "replaces";
}

/// Plain text up to ` #`.
std::string_view without_comment(std::string_view value) {
  for (std::size_t i = 1; i < value.size(); ++i)
    if (value[i] == '#' && (value[i - 1] == ' ' || value[i - 1] == '\t'))
      return trim_right(value.substr(0, i));
  return value.starts_with('#') ? std::string_view{} : value;
}

class HeaderParser {
 public:
  HeaderParser(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  /// Of a file outside the graph: nothing has to be there.
  Revision run_outside_graph() {
    read();
    for (const std::string_view key : {"revision", "down_revision", "branch_labels", "replaces"})
      if (const auto found = seen_.find(key); found != seen_.end())
        throw fail(fmt::format("header key \"{}\" has no meaning in a repeatable file", key),
                   found->second)
            .hint("its name is its path; what it needs stands in `depends_on`");
    return std::move(revision_);
  }

  Revision run() {
    read();
    require("revision",
            "a header begins on the first line: `-- revision: ID`, then `-- down_revision: ID` "
            "(`~` for a base)");
    require("down_revision", "give its parent's id, a list of them for a merge, or `~` for a base");
    return std::move(revision_);
  }

 private:
  void read() {
    revision_.file = file_;
    for (std::size_t at = 0; at < text_.size();) {
      const auto end = std::min(text_.find('\n', at), text_.size());
      const auto line = header_line(text_.substr(at, end - at));
      if (!line) break;
      take(*line, at);
      at = end + 1;
    }
  }

  void take(const HeaderLine& line, std::size_t line_begin) {
    const auto offset = line_begin + line.key_offset;
    const auto* key = find_key(line.key);
    if (key == nullptr) throw unknown(line.key, offset);
    if (line.is_glued)
      throw fail(fmt::format("header key \"{}\" wants a blank after its colon", line.key), offset);
    if (!seen_.emplace(line.key, offset).second)
      throw fail(fmt::format("header key \"{}\" stands twice", line.key), offset);
    if (line.value.empty()) throw without_value(line.key, offset);
    if (line.key == "revision") revision_.line = line_of(text_, offset);
    if (key->set_node != nullptr) return take_node(*key, line.value, offset);
    key->set(revision_,
             line.key == "message" ? std::vector<std::string>{std::string(line.value)}
                                   : values(line, offset));
  }

  void take_node(const Key& key, std::string_view value, std::size_t offset) {
    const auto node = parse_yaml(value, offset);
    try {
      key.set_node(revision_, node, line_of(text_, offset));
    } catch (Error& error) {
      throw error.at(place_of(text_, offset, file_));
    }
  }

  [[nodiscard]] std::vector<std::string> values(const HeaderLine& line, std::size_t offset) const {
    const auto value = line.value;
    if (value.find_first_of("\"'[{~") != 0) {
      const auto plain = without_comment(value);
      if (plain.empty()) throw without_value(line.key, offset);
      return {std::string(plain)};
    }
    const auto node = parse_yaml(value, offset);
    if (node.kind == yaml::Node::Kind::null && line.key != "revision") return {};
    if (node.kind == yaml::Node::Kind::scalar && !node.text.empty()) return {node.text};
    if (node.kind == yaml::Node::Kind::sequence && is_list(line.key))
      return texts(node, line.key, offset);
    throw fail(fmt::format("header key \"{}\" takes {}",
                           line.key,
                           is_list(line.key) ? "an id, a list of ids in [ ] or ~" : "plain text"),
               offset);
  }

  [[nodiscard]] yaml::Node parse_yaml(std::string_view value, std::size_t offset) const {
    try {
      return yaml::parse(value, file_);
    } catch (const Error& e) {
      throw fail(fmt::format("header value {} cannot be read: {}", value, e.message()), offset)
          .hint("in YAML a text that begins with `>` or holds a comma needs quotes");
    }
  }

  [[nodiscard]] std::vector<std::string> texts(const yaml::Node& list,
                                               std::string_view key,
                                               std::size_t offset) const {
    std::vector<std::string> out;
    for (const auto& item : list.items) {
      if (item.kind != yaml::Node::Kind::scalar || item.text.empty())
        throw fail(fmt::format("header key \"{}\" takes a list of plain ids", key), offset);
      out.push_back(item.text);
    }
    if (out.empty() && key == "down_revision")
      throw fail("header key \"down_revision\" is an empty list", offset)
          .hint("a base is written `-- down_revision: ~`");
    return out;
  }

  void require(std::string_view key, std::string_view hint) const {
    if (seen_.contains(key)) return;
    auto error = fail(
        seen_.empty() ? "the file has no header" : fmt::format("the header has no \"{}\"", key), 0);
    if (seen_.empty() && text_.substr(0, 64).find('\0') != std::string_view::npos)
      throw error.hint("it holds NUL bytes: is it UTF-16? Save it as UTF-8");
    throw error.hint(std::string(hint));
  }

  [[nodiscard]] Error without_value(std::string_view key, std::size_t offset) const {
    auto error = fail(fmt::format("header key \"{}\" has no value", key), offset);
    if (key == "down_revision") error.hint("a base is written `-- down_revision: ~`");
    return error;
  }

  [[nodiscard]] Error unknown(std::string_view key, std::size_t offset) const {
    auto error = fail(fmt::format("unknown header key \"{}\"", key), offset);
    if (equal_ignoring_case(key, "migrate"))
      return error.hint("a section begins with a line `-- migrate:upgrade`, without more blanks");
    std::vector<std::string> names;
    for (const auto& known : keys)
      names.emplace_back(known.name);
    if (const auto near = nearest(key, names))
      return error.hint(fmt::format("did you mean \"{}\"?", *near));
    return error.hint(
        fmt::format("known keys: {}; a remark needs a blank line between it and the header",
                    join(names, ", ")));
  }

  [[nodiscard]] Error fail(std::string message, std::size_t offset) const {
    return Error(ErrorCode::malformed_file, std::move(message)).at(place_of(text_, offset, file_));
  }

  std::string_view text_;
  const std::string& file_;
  Revision revision_;
  std::map<std::string, std::size_t, std::less<>> seen_;  ///< where each key stands
};

}  // namespace

std::optional<HeaderLine> header_line(std::string_view line) {
  line = trim_right(line);
  if (!line.starts_with("--")) return std::nullopt;
  const auto begin = line.find_first_not_of(" \t", 2);
  if (begin == std::string_view::npos) return std::nullopt;
  auto end = begin;
  while (end < line.size() && is_key_character(line[end]))
    ++end;
  const auto colon = line.find_first_not_of(" \t", end);
  if (end == begin || colon == std::string_view::npos || line[colon] != ':') return std::nullopt;
  const auto key = line.substr(begin, end - begin);
  const bool is_glued =
      colon + 1 < line.size() && line[colon + 1] != ' ' && line[colon + 1] != '\t';
  if (is_glued && !is_header_key(key)) return std::nullopt;
  return HeaderLine{
      .key = key, .value = trim(line.substr(colon + 1)), .key_offset = begin, .is_glued = is_glued};
}

bool is_header_key(std::string_view name) {
  return find_key(name) != nullptr;
}

bool header_is_whole(std::string_view text) {
  for (std::size_t at = 0;;) {
    const auto end = text.find('\n', at);
    if (end == std::string_view::npos) return false;
    if (!header_line(text.substr(at, end - at))) return true;
    at = end + 1;
  }
}

Revision parse_header(std::string_view text, const std::string& file) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return HeaderParser(text, file).run();
}

Revision parse_header_outside_graph(std::string_view text, const std::string& file) {
  return HeaderParser(text, file).run_outside_graph();
}

}  // namespace migrate::revision
