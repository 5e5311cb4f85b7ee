#include "migrate/base/yaml.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>
#include <yaml-cpp/yaml.h>

namespace migrate::yaml {

namespace {

Place place_at(const YAML::Mark& mark, std::string_view text, const std::string& file) {
  Place place{.file = file, .line = 0, .column = 0, .source_line = {}};
  if (mark.is_null()) return place;
  place.line = static_cast<std::size_t>(mark.line) + 1;
  place.column = static_cast<std::size_t>(mark.column) + 1;
  const auto lines = split_at(text, '\n');
  if (place.line <= lines.size()) place.source_line = trim_right(lines[place.line - 1]);
  return place;
}

class Converter {
 public:
  Converter(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  // NOLINTNEXTLINE(misc-no-recursion): as deep as the document
  [[nodiscard]] Node convert(const YAML::Node& in) const {
    Node out;
    out.line = static_cast<std::size_t>(in.Mark().line + 1);
    out.column = static_cast<std::size_t>(in.Mark().column + 1);
    switch (in.Type()) {
      case YAML::NodeType::Scalar:
        out.kind = Node::Kind::scalar;
        out.text = in.Scalar();
        out.quoted = in.Tag() == "!";
        break;
      case YAML::NodeType::Sequence:
        out.kind = Node::Kind::sequence;
        for (const auto& item : in)
          out.items.push_back(convert(item));
        break;
      case YAML::NodeType::Map:
        out.kind = Node::Kind::map;
        for (const auto& member : in)
          add(out, member.first, convert(member.second));
        break;
      case YAML::NodeType::Null:
      case YAML::NodeType::Undefined:
        break;
    }
    return out;
  }

 private:
  void add(Node& map, const YAML::Node& key, Node value) const {
    const auto place = place_at(key.Mark(), text_, file_);
    if (!key.IsScalar()) throw Error(ErrorCode::config, "a key must be plain text").at(place);
    if (map.find(key.Scalar()) != nullptr)
      throw Error(ErrorCode::config, fmt::format("key \"{}\" stands twice", key.Scalar()))
          .at(place);
    map.members.emplace_back(key.Scalar(), std::move(value));
  }

  std::string_view text_;
  const std::string& file_;
};

}  // namespace

Node::Node() = default;

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, value] : members)
    if (name == key) return &value;
  return nullptr;
}

Node parse(std::string_view text, const std::string& file) {
  try {
    return Converter(text, file).convert(YAML::Load(std::string(text)));
  } catch (const YAML::Exception& e) {
    throw Error(ErrorCode::config, "not valid YAML: " + e.msg).at(place_at(e.mark, text, file));
  }
}

}  // namespace migrate::yaml
