#pragma once

#include "migrate/base/error.h"
#include "migrate/config/environment.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::config {

/// A text with its variables replaced, and which ones these were.
struct Expanded {
  std::string text;
  std::vector<std::string> variables;
};

/// Replace `${NAME}`, `${NAME-default}` and `${NAME:-default}`; `\${` gives `${`. What a variable
/// holds is never read again. Throws Error(config) without a place.
Expanded expand(std::string_view raw, const Environment& environment);

/// A text of the config file as it stands there, and where.
struct Text {
  std::string key;  ///< `database.url`
  std::string raw;
  Place place;
  std::shared_ptr<const Environment> environment;

  [[nodiscard]] bool has_variables() const;
  /// Throws Error(config) at `place`.
  [[nodiscard]] Expanded expanded() const;
};

/// How a text becomes a T, and what to say where it does not.
template <typename T>
struct Reading {
  std::function<std::optional<T>(std::string_view text)> read;
  std::string expected;  ///< `a duration such as 60s`
};

/// Error(config) at the text's place: its key must be `expected`. Shows the text where that is
/// safe.
Error wrong_value(const Text& text, std::string_view expected);

/// One value of the config. A value without variables is checked when the file is loaded; one with
/// `${NAME}` is replaced and checked in `get()`, so that a command needs only the variables it
/// uses.
template <typename T>
class Setting {
 public:
  Setting(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor): a default

  Setting(Text text, Reading<T> reading) : text_(std::move(text)), reading_(std::move(reading)) {
    if (!text_.has_variables()) value_ = read();
  }

  /// Throws Error(config), placed, that names a variable which is not set.
  [[nodiscard]] T get() const { return value_ ? *value_ : read(); }

  /// False: the default.
  [[nodiscard]] bool is_set() const { return !text_.key.empty(); }

  [[nodiscard]] const Text& text() const { return text_; }

  [[nodiscard]] const Place& place() const { return text_.place; }

 private:
  [[nodiscard]] T read() const {
    auto value = reading_.read(text_.expanded().text);
    if (!value) throw wrong_value(text_, reading_.expected);
    return *std::move(value);
  }

  std::optional<T> value_;
  Text text_;
  Reading<T> reading_;
};

}  // namespace migrate::config
