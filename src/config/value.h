#pragma once

#include "config/document.h"
#include "migrate/config/settings.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace migrate::config {

/// What stands in the config file at one key.
class Value {
 public:
  /// `key` is the whole path, whose last part is `name`.
  Value(std::string key, std::string name, const yaml::Node& node, const Document& document)
      : key_(std::move(key)), name_(std::move(name)), node_(node), document_(document) {}

  [[nodiscard]] const yaml::Node& node() const { return node_; }

  [[nodiscard]] const std::string& key() const { return key_; }

  [[nodiscard]] bool is_null() const { return node_.kind == yaml::Node::Kind::null; }

  [[nodiscard]] Place place() const { return document_.place(name_, node_); }

  [[nodiscard]] Place key_place() const { return document_.key_place(name_, node_); }

  /// The value of a member of this map.
  [[nodiscard]] Value member(const std::string& name, const yaml::Node& node) const {
    return {key_.empty() ? name : key_ + "." + name, name, node, document_};
  }

  /// An element of this list.
  [[nodiscard]] Value item(const yaml::Node& node) const { return {key_, name_, node, document_}; }

  /// Throws Error(config) where this is not of that kind; null is always allowed.
  void require(yaml::Node::Kind kind, std::string_view expected) const;

  /// A scalar; null gives an empty text.
  [[nodiscard]] Text text(const Settings& settings, std::string_view expected) const;

 private:
  std::string key_;
  std::string name_;
  const yaml::Node& node_;
  const Document& document_;
};

/// Null leaves the default.
template <typename T>
void put(Settings& settings, Setting<T>& setting, const Value& value, const Reading<T>& reading) {
  if (!value.is_null()) setting = Setting<T>(value.text(settings, reading.expected), reading);
}

}  // namespace migrate::config
