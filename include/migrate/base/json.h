#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace migrate {

/// A JSON value. Objects keep the order in which their keys were set.
class Json {
 public:
  using Array = std::vector<Json>;
  using Object = std::vector<std::pair<std::string, Json>>;

  Json() = default;

  Json(std::nullptr_t) {}  // NOLINT(google-explicit-constructor)

  Json(bool value) : value_(value) {}  // NOLINT(google-explicit-constructor)

  Json(double value) : value_(value) {}  // NOLINT(google-explicit-constructor)

  Json(const char* value) : value_(std::string(value)) {}  // NOLINT(google-explicit-constructor)

  Json(std::string value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Json(std::string_view value)  // NOLINT(google-explicit-constructor)
      : value_(std::string(value)) {}

  Json(Array value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Json(Object value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)

  Json(const std::vector<std::string>& values);  // NOLINT(google-explicit-constructor)

  template <std::integral T>

  requires(!std::same_as<T, bool>) Json(T value)  // NOLINT(google-explicit-constructor)
      : value_(static_cast<std::int64_t>(value)) {}

  static Json array() { return Json{Array{}}; }

  static Json object() { return Json{Object{}}; }

  /// Set a key of an object (added at the end where it is new). A null value becomes an object.
  Json& set(std::string_view key, Json value);
  /// Append to an array. A null value becomes an array.
  Json& push(Json value);

  [[nodiscard]] bool is_null() const { return std::holds_alternative<std::nullptr_t>(value_); }

  [[nodiscard]] bool is_object() const { return std::holds_alternative<Object>(value_); }

  [[nodiscard]] bool is_array() const { return std::holds_alternative<Array>(value_); }

  [[nodiscard]] bool is_string() const { return std::holds_alternative<std::string>(value_); }

  /// The member of that key, or nullptr.
  [[nodiscard]] const Json* find(std::string_view key) const;
  /// The member of that key, or null where there is none.
  [[nodiscard]] const Json& operator[](std::string_view key) const;

  /// The elements; empty where this is no array.
  [[nodiscard]] const Array& items() const;
  /// The members; empty where this is no object.
  [[nodiscard]] const Object& members() const;
  /// The text; empty where this is no string.
  [[nodiscard]] const std::string& text() const;

  [[nodiscard]] std::int64_t integer() const;
  [[nodiscard]] bool boolean() const;

  /// An array's strings.
  [[nodiscard]] std::vector<std::string> strings() const;

  /// Serialised; bad UTF-8 is replaced by U+FFFD. `indent` < 0: on one line.
  [[nodiscard]] std::string dump(int indent = -1) const;

  /// Throws Error(malformed_file) on text that is not JSON.
  static Json parse(std::string_view text);

  using Value =
      std::variant<std::nullptr_t, bool, std::int64_t, double, std::string, Array, Object>;

  [[nodiscard]] const Value& value() const { return value_; }

 private:
  Value value_ = nullptr;
};

/// Append what Json(text).dump() gives, without the copies.
void append_json(std::string& out, std::string_view text);

}  // namespace migrate
