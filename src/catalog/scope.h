#pragma once

#include "migrate/catalog/introspect.h"
#include "migrate/catalog/snapshot.h"

#include <string>

namespace migrate::catalog {

/// What of a database a Scope takes in.
class ScopeRules {
 public:
  explicit ScopeRules(const Scope& scope) : scope_(scope) {}

  /// A query with its `$scope`, `$hosts` and `$others` (see Kind::query).
  [[nodiscard]] std::string narrow(std::string query) const;

  /// By the first two words of its name.
  [[nodiscard]] bool takes_in(const Object& object) const;

  /// What is in no schema, but a platform's. `self` owns what has no owner of its own.
  [[nodiscard]] bool is_of_others(const Object& object, const std::string& self) const;

  /// A part of something that is a platform's and is not looked at.
  [[nodiscard]] bool is_on_others(const Object& object) const;

  /// Whether a provider of security labels is one of a platform's extensions.
  [[nodiscard]] bool is_label_of_others(const std::string& provider) const;

  /// What a platform's roles may do in `public`, and who owns it, is the platform's.
  [[nodiscard]] bool is_right_of_others(const Object& target, const Object& aspect) const;

 private:
  const Scope& scope_;
};

}  // namespace migrate::catalog
