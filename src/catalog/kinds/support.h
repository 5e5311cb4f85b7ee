#pragma once

#include "catalog/acl.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <string>
#include <string_view>

// What the kinds have in common.
namespace migrate::catalog {

using sql::identifier;
using sql::quote_literal;

/// The first two words of a name: `public.users`.
inline std::string in_schema(const Object& object) {
  return sql::qualified(object.name.at(0), object.name.at(1));
}

/// The last word of a name.
inline std::string last(const Object& object) {
  return identifier(object.name.back());
}

/// `c ON public.users`.
inline std::string on_relation(const Object& object) {
  return last(object) + " ON " + in_schema(object);
}

/// `DROP VIEW public.v`, with the kind's own words.
inline Statements drop_by_reference(const Object& object, const Context& /*context*/) {
  return {{fmt::format("DROP {} {}", object.kind->sql, object.kind->reference(object))}};
}

inline std::string alter_table(const Object& object) {
  return "ALTER TABLE " + in_schema(object);
}

/// Whether the two differ in a property.
inline bool differ(const Object& from, const Object& to, std::string_view property) {
  return from.get(property) != to.get(property);
}

inline Statements nothing(const Object& /*object*/, const Context& /*context*/) {
  return {};
}

/// `SET (a=1)` and `RESET (b)` that take one list of `name=value` to another; empty: equal.
Statements alter_options(const std::string& alter,
                         const Object& from,
                         const Object& to,
                         std::string_view property);

/// `a=1, b='x y'` of a reloptions array.
std::string options_text(std::string_view array);

// Options of what is foreign, or of a template, have names that only that one knows.

/// In a query, an array of them in order; null where there are none.
std::string sorted_options(std::string_view column, std::string_view where = "true");

/// ` OPTIONS (a '1')`; empty: none.
std::string foreign_options(const Object& object, std::string_view property);

/// ` OPTIONS (ADD a '1', SET b '2', DROP c)`; empty: equal.
std::string alter_foreign_options(const Object& from, const Object& to, std::string_view property);

}  // namespace migrate::catalog
