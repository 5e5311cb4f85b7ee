#include "migrate/runner/snapshot_file.h"

#include "migrate/base/error.h"
#include "migrate/base/sha256.h"
#include "migrate/catalog/kind.h"

#include <fmt/core.h>

#include <algorithm>
#include <future>
#include <span>
#include <thread>
#include <utility>
#include <vector>

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

Json object_json(const Object& object) {
  auto properties = Json::object();
  for (std::size_t i = 0; i < object.properties.size(); ++i)
    if (const auto& value = object.properties[i])
      properties.set(object.kind->properties[i].name, *value);
  auto needs = Json::array();
  for (const auto place : object.needs)
    needs.push(place);
  auto out = Json::object();
  out.set("kind", object.kind->id)
      .set("name", object.name)
      .set("properties", std::move(properties))
      .set("needs", std::move(needs))
      .set("part_of", object.part_of ? Json(*object.part_of) : Json());
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

/// Objects as they stand in the file, and as the digest takes them.
struct Lines {
  std::string shown;
  std::string digested;
};

Lines lines_of_some(std::span<const Object> objects) {
  Lines out;
  for (const auto& object : objects) {
    const auto line = object_json(object).dump();
    out.shown.append("\n    ").append(line).append(",");
    out.digested.append(line).append("\n");
  }
  return out;
}

/// Many take a while: by as many threads as there are processors.
std::vector<Lines> lines_of(std::span<const Object> objects) {
  constexpr std::size_t few = 5000;
  const std::size_t threads = std::max(1U, std::thread::hardware_concurrency());
  const auto share = std::max(few, objects.size() / threads + 1);
  std::vector<std::future<Lines>> parts;
  for (std::size_t i = 0; i < objects.size(); i += share)
    parts.push_back(std::async(objects.size() > few ? std::launch::async : std::launch::deferred,
                               lines_of_some,
                               objects.subspan(i, std::min(share, objects.size() - i))));
  std::vector<Lines> out;
  for (auto& part : parts)
    out.push_back(part.get());
  return out;
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
    return out;
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
  auto head = about(snapshot).dump(2);
  head.resize(head.rfind('\n'));  // its closing brace comes last
  auto digested = about(snapshot).dump() + "\n";
  std::string shown;
  for (const auto& part : lines_of(snapshot.objects)) {
    digested += part.digested;
    shown += part.shown;
  }
  if (!shown.empty()) shown.pop_back();  // the comma behind the last
  return fmt::format("{},\n  \"{}\": [{}\n  ],\n  \"{}\": \"{}\"\n}}\n",
                     head,
                     objects_key,
                     shown,
                     digest_key,
                     sha256_hex(digested));
}

Snapshot read_snapshot(const Json& json, const std::string& file) {
  return Reader(json, file).run();
}

}  // namespace migrate::runner
