#pragma once

#include "migrate/base/error.h"
#include "migrate/base/yaml.h"

#include <string>
#include <string_view>

namespace migrate::config {

/// Whether a line or a value must not be shown: it holds a URL or speaks of a password.
bool may_hold_secret(std::string_view text);

/// A config file: its nodes and where they stand. Places carry their line only where it is safe.
class Document {
 public:
  Document(std::string text, std::string file);

  [[nodiscard]] const yaml::Node& root() const { return root_; }

  [[nodiscard]] const std::string& file() const { return file_; }

  /// Where a value begins; where its key stands, if the value is nothing.
  [[nodiscard]] Place place(std::string_view key, const yaml::Node& value) const;
  [[nodiscard]] Place key_place(std::string_view key, const yaml::Node& value) const;

 private:
  [[nodiscard]] std::size_t offset_of(const yaml::Node& node) const;
  [[nodiscard]] Place safe_place(std::size_t offset) const;

  std::string text_;
  std::string file_;
  yaml::Node root_;
};

}  // namespace migrate::config
