#pragma once

#include "catalog/address.h"
#include "migrate/catalog/snapshot.h"
#include "migrate/pg/raw_rows.h"

#include <compare>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

/// A comment, or a security label.
struct Text {
  std::string part;      ///< what is no object of its own; empty: the object itself
  std::string provider;  ///< of a label
  std::string text;

  auto operator<=>(const Text&) const = default;
};

/// What is said of objects: all comments, or all security labels, of a database.
class Texts {
 public:
  /// Rows of an address, the text, the part and the provider.
  static const std::string_view comments_query;
  static const std::string_view labels_query;

  void take(const pg::RawRows& rows);

  /// Of that object, in order.
  [[nodiscard]] std::vector<Text> of(const Object& object) const;

 private:
  std::map<Address, std::vector<Text>> all_;
};

}  // namespace migrate::catalog
