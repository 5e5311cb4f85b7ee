#include "migrate/runner/snapshot_file.h"

#include "migrate/base/error.h"
#include "migrate/base/json.h"
#include "migrate/base/sha256.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <deque>
#include <functional>
#include <future>
#include <span>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

namespace migrate::runner {

namespace {

using catalog::Object;
using catalog::Snapshot;

/// Raise it when old files cannot be read any more.
constexpr int format_number = 1;

constexpr std::string_view digest_key = "digest";
constexpr std::string_view objects_key = "objects";

/// Of all the rest, the objects a line each behind the others: what was changed by hand or by
/// accident could mean anything.
std::string digest_of(const Json& document) {
  auto rest = Json::object();
  for (const auto& [key, value] : document.members())
    if (key != digest_key && key != objects_key) rest.set(key, value);
  auto text = rest.dump() + "\n";
  for (const auto& object : document[objects_key].items())
    text += object.dump() + "\n";
  return sha256_hex(text);
}

Json places_json(const std::vector<std::size_t>& places) {
  auto out = Json::array();
  for (const auto place : places)
    out.push(place);
  return out;
}

/// What it is inherited from: pairs of an object and the link that it comes by.
Json origins_json(const Object& object) {
  auto out = Json::array();
  for (const auto& origin : object.origins)
    out.push(places_json({origin.object, origin.link}));
  return out;
}

Json object_json(const Object& object) {
  auto properties = Json::object();
  for (std::size_t i = 0; i < object.properties.size(); ++i)
    if (const auto& value = object.properties[i])
      properties.set(object.kind->properties[i].name, *value);
  auto out = Json::object();
  out.set("kind", object.kind->id)
      .set("name", object.name)
      .set("properties", std::move(properties))
      .set("needs", places_json(object.needs))
      .set("part_of", object.part_of ? Json(*object.part_of) : Json());
  if (!object.follows.empty()) out.set("follows", places_json(object.follows));
  if (!object.origins.empty()) out.set("origins", origins_json(object));
  return out;
}

/// All but the objects.
Json about(const Snapshot& snapshot) {
  auto out = Json::object();
  out.set("format", format_number)
      .set("server_version", snapshot.server_version)
      .set("self", snapshot.self)
      .set("unmodelled", snapshot.unmodelled);
  return out;
}

void append_number(std::string& out, std::size_t number) {
  std::array<char, 20> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

/// `["public","users"]`
void append_name(std::string& out, const catalog::Name& name) {
  out += '[';
  for (const auto& word : name) {
    if (out.back() != '[') out += ',';
    append_json(out, word);
  }
  out += ']';
}

void append_places(std::string& out, const std::vector<std::size_t>& places) {
  out += '[';
  for (const auto place : places) {
    if (out.back() != '[') out += ',';
    append_number(out, place);
  }
  out += ']';
}

void append_properties(std::string& out, const Object& object) {
  out += '{';
  for (std::size_t i = 0; i < object.properties.size(); ++i) {
    const auto& value = object.properties[i];
    if (!value) continue;
    if (out.back() != '{') out += ',';
    append_json(out, object.kind->properties[i].name);
    out += ':';
    append_json(out, *value);
  }
  out += '}';
}

/// The dump of its object_json, without the values in between: there may be hundreds of thousands.
void append_object(std::string& out, const Object& object) {
  out += R"({"kind":)";
  append_json(out, object.kind->id);
  out += R"(,"name":)";
  append_name(out, object.name);
  out += R"(,"properties":)";
  append_properties(out, object);
  out += R"(,"needs":)";
  append_places(out, object.needs);
  out += R"(,"part_of":)";
  if (object.part_of)
    append_number(out, *object.part_of);
  else
    out += "null";
  if (!object.follows.empty()) {
    out += R"(,"follows":)";
    append_places(out, object.follows);
  }
  if (!object.origins.empty()) out += R"(,"origins":)" + origins_json(object).dump();
  out += '}';
}

/// As the digest takes them.
std::string lines_of(std::span<const Object> objects) {
  std::string out;
  for (const auto& object : objects) {
    append_object(out, object);
    out += '\n';
  }
  return out;
}

/// Gives the lines of all objects to `take`, piece by piece, while other threads write the next.
void for_lines(std::span<const Object> objects, const std::function<void(std::string_view)>& take) {
  constexpr std::size_t piece = 4096;
  const std::size_t ahead = std::thread::hardware_concurrency() + 1;
  std::deque<std::future<std::string>> pieces;
  for (std::size_t at = 0; at < objects.size() || !pieces.empty();) {
    for (; pieces.size() < ahead && at < objects.size(); at += piece)
      pieces.push_back(
          std::async(objects.size() > piece ? std::launch::async : std::launch::deferred,
                     lines_of,
                     objects.subspan(at, std::min(piece, objects.size() - at))));
    take(pieces.front().get());
    pieces.pop_front();
  }
}

/// As they stand in the file.
void append_shown(std::string& out, std::string_view lines) {
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    out.append("\n    ").append(lines.substr(0, end)).append(",");
    lines.remove_prefix(end + 1);
  }
}

class Reader {
 public:
  Reader(const Json& json, const std::string& file) : json_(json), file_(file) {}

  Snapshot run() {
    check_format();
    Snapshot out{.server_version = static_cast<int>(json_["server_version"].integer()),
                 .self = json_["self"].text(),
                 .objects = {},
                 .unmodelled = json_["unmodelled"].strings()};
    const auto& objects = json_[objects_key].items();
    out.objects.reserve(objects.size());
    for (const auto& one : objects)
      out.objects.push_back(object(one, objects.size()));
    if (json_[digest_key].text() != digest_of(json_))
      throw malformed("it was changed after it was written");
    return out;
  }

 private:
  void check_format() const {
    const auto format = json_["format"].integer();
    if (format > format_number)
      throw malformed(
          fmt::format("its format is {}, of a later version of migrate; this one knows {}",
                      format,
                      format_number));
    if (format != format_number)
      throw malformed("it is not what `migrate inspect --format json` writes");
  }

  [[nodiscard]] Error malformed(const std::string& why) const {
    return Error(ErrorCode::malformed_file, "this snapshot cannot be read: " + why)
        .at({.file = file_, .line = 0, .column = 0, .source_line = {}})
        .hint("write it anew with `migrate inspect --format json`");
  }

  [[nodiscard]] Object object(const Json& json, std::size_t count) const {
    const auto* kind = catalog::find_kind(json["kind"].text());
    if (kind == nullptr) throw malformed(fmt::format("no kind \"{}\"", json["kind"].text()));
    Object out{.kind = kind, .name = json["name"].strings(), .properties = {}, .needs = {}};
    for (const auto& property : kind->properties) {
      const auto* value = json["properties"].find(property.name);
      out.properties.emplace_back(value == nullptr ? catalog::Value() : value->text());
    }
    for (const auto& [name, value] : json["properties"].members())
      if (std::ranges::find(kind->properties, name, &catalog::Property::name) ==
          kind->properties.end())
        throw malformed(fmt::format("a {} has no property \"{}\"", kind->id, name));
    for (const auto& need : json["needs"].items())
      out.needs.push_back(place(need, count));
    if (!json["part_of"].is_null()) out.part_of = place(json["part_of"], count);
    if (const auto* follows = json.find("follows"))
      for (const auto& first : follows->items())
        out.follows.push_back(place(first, count));
    if (const auto* origins = json.find("origins"))
      for (const auto& origin : origins->items())
        out.origins.push_back(
            {.object = place(element(origin, 0), count), .link = place(element(origin, 1), count)});
    return out;
  }

  [[nodiscard]] const Json& element(const Json& list, std::size_t at) const {
    if (list.items().size() <= at) throw malformed("an origin is a pair of places");
    return list.items()[at];
  }

  [[nodiscard]] std::size_t place(const Json& json, std::size_t count) const {
    const auto value = json.integer();
    if (value < 0 || static_cast<std::size_t>(value) >= count)
      throw malformed(fmt::format("there is no object {}", value));
    return static_cast<std::size_t>(value);
  }

  const Json& json_;
  const std::string& file_;
};

}  // namespace

Json snapshot_json(const Snapshot& snapshot) {
  auto objects = Json::array();
  for (const auto& object : snapshot.objects)
    objects.push(object_json(object));
  auto out = about(snapshot);
  out.set(objects_key, std::move(objects));
  auto digest = digest_of(out);
  return out.set(digest_key, std::move(digest));
}

std::string snapshot_text(const Snapshot& snapshot) {
  auto out = about(snapshot).dump(2);
  out.resize(out.rfind('\n'));  // its closing brace comes last
  out += fmt::format(",\n  \"{}\": [", objects_key);
  Sha256 digest;
  digest.add(about(snapshot).dump() + "\n");
  for_lines(snapshot.objects, [&](std::string_view lines) {
    digest.add(lines);
    append_shown(out, lines);
  });
  if (out.back() == ',') out.pop_back();  // behind the last object
  return out += fmt::format("\n  ],\n  \"{}\": \"{}\"\n}}\n", digest_key, digest.hex());
}

Snapshot read_snapshot(const Json& json, const std::string& file) {
  return Reader(json, file).run();
}

}  // namespace migrate::runner
