#include "migrate/base/json.h"

#include "migrate/base/error.h"
#include "migrate/base/text_position.h"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace migrate {

namespace {

using Document = nlohmann::ordered_json;

Document to_document(const Json& json) {
  return std::visit(
      [](const auto& value) -> Document {
        using T = std::decay_t<decltype(value)>;
        if constexpr (std::is_same_v<T, Json::Array>) {
          Document::array_t out;
          out.reserve(value.size());
          for (const auto& item : value)
            out.push_back(to_document(item));
          return out;
        } else if constexpr (std::is_same_v<T, Json::Object>) {
          Document::object_t out;
          out.reserve(value.size());
          for (const auto& [key, item] : value)  // no key comes twice: see set()
            out.push_back({key, to_document(item)});
          return out;
        } else {
          return value;
        }
      },
      json.value());
}

Json from_document(const Document& document) {
  switch (document.type()) {
    case Document::value_t::boolean:
      return document.get<bool>();
    case Document::value_t::number_integer:
    case Document::value_t::number_unsigned:
      return document.get<std::int64_t>();
    case Document::value_t::number_float:
      return document.get<double>();
    case Document::value_t::string:
      return document.get<std::string>();
    case Document::value_t::array: {
      Json::Array out;
      for (const auto& item : document)
        out.push_back(from_document(item));
      return out;
    }
    case Document::value_t::object: {
      Json::Object out;
      for (const auto& [key, item] : document.items())
        out.emplace_back(key, from_document(item));
      return out;
    }
    default:
      return nullptr;
  }
}

}  // namespace

Json::Json(const std::vector<std::string>& values) {
  Array array;
  array.reserve(values.size());
  for (const auto& value : values)
    array.emplace_back(value);
  value_ = std::move(array);
}

Json& Json::set(std::string_view key, Json value) {
  if (is_null()) value_ = Object{};
  auto& members = std::get<Object>(value_);
  const auto found = std::find_if(
      members.begin(), members.end(), [key](const auto& member) { return member.first == key; });
  if (found != members.end()) {
    found->second = std::move(value);
  } else {
    members.emplace_back(std::string(key), std::move(value));
  }
  return *this;
}

Json& Json::push(Json value) {
  if (is_null()) value_ = Array{};
  std::get<Array>(value_).push_back(std::move(value));
  return *this;
}

const Json* Json::find(std::string_view key) const {
  for (const auto& [name, value] : members())
    if (name == key) return &value;
  return nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  static const Json nothing;
  const auto* found = find(key);
  return found != nullptr ? *found : nothing;
}

const Json::Array& Json::items() const {
  static const Array nothing;
  const auto* array = std::get_if<Array>(&value_);
  return array != nullptr ? *array : nothing;
}

const Json::Object& Json::members() const {
  static const Object nothing;
  const auto* object = std::get_if<Object>(&value_);
  return object != nullptr ? *object : nothing;
}

const std::string& Json::text() const {
  static const std::string nothing;
  const auto* text = std::get_if<std::string>(&value_);
  return text != nullptr ? *text : nothing;
}

std::int64_t Json::integer() const {
  const auto* number = std::get_if<std::int64_t>(&value_);
  return number != nullptr ? *number : 0;
}

bool Json::boolean() const {
  const auto* flag = std::get_if<bool>(&value_);
  return flag != nullptr && *flag;
}

std::vector<std::string> Json::strings() const {
  std::vector<std::string> out;
  for (const auto& item : items())
    out.push_back(item.text());
  return out;
}

std::string Json::dump(int indent) const {
  return to_document(*this).dump(indent, ' ', false, Document::error_handler_t::replace);
}

void append_json(std::string& out, std::string_view whole) {
  // Bytes that do not stand for themselves are rare: the others are copied at once.
  const auto is_plain = [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; };
  const auto before = out.size();
  auto text = whole;
  out += '"';
  while (true) {
    const auto end = std::ranges::find_if_not(text, is_plain);
    out.append(text.begin(), end);
    if (end == text.end()) break;
    const char c = *end;
    if (c != '\n' && c != '"' && c != '\\') {  // UTF-8 is checked, other bytes have numbers
      out.resize(before);
      out += Json(whole).dump();
      return;
    }
    out += '\\';
    out += c == '\n' ? 'n' : c;
    text.remove_prefix(static_cast<std::size_t>(end - text.begin()) + 1);
  }
  out += '"';
}

Json Json::parse(std::string_view text) {
  try {
    return from_document(Document::parse(text));
  } catch (const Document::parse_error& e) {
    // Behind the library's number and its own words for the place.
    const std::string_view said = e.what();
    const auto words = said.find(": ");
    const auto at = std::min(e.byte - std::min<std::size_t>(e.byte, 1), text.size());
    throw Error(ErrorCode::malformed_file,
                "not valid JSON: " + std::string(said.substr(words == said.npos ? 0 : words + 2)))
        .at(place_of(text, at, {}));
  } catch (const Document::exception& e) {
    throw Error(ErrorCode::malformed_file, std::string("not valid JSON: ") + e.what());
  }
}

}  // namespace migrate
