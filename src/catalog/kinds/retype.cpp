// Another type for a column that has values: how they get there, and what that costs.

#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace migrate::catalog {

namespace {

/// `numeric(5,2)[]` taken apart.
struct Type {
  std::string base;  ///< `timestamp without time zone`
  std::vector<int> modifiers;
  bool is_array = false;
};

Type parsed(std::string text) {
  Type out;
  out.is_array = text.ends_with("[]");
  if (out.is_array) text.resize(text.size() - 2);
  const auto open = text.find('(');
  const auto close = text.find(')');
  if (text.starts_with('"') || open == std::string::npos || close == std::string::npos) {
    out.base = std::move(text);
    return out;
  }
  const auto numbers = std::string_view(text).substr(open + 1, close - open - 1);
  for (const auto number : split_at(numbers, ','))
    out.modifiers.push_back(std::atoi(std::string(number).c_str()));
  out.base = text.substr(0, open) + text.substr(close + 1);
  return out;
}

/// The column's type where that is a domain or an enum, or an array of such.
const Object* type_of(const Object& column, const Snapshot& snapshot) {
  for (const auto need : column.needs) {
    const auto& one = snapshot.objects[need];
    if (one.kind == &domain_kind || one.kind == &enum_kind) return &one;
  }
  return nullptr;
}

bool is_enum(const Object& column, const Snapshot& snapshot) {
  const auto* type = type_of(column, snapshot);
  return type != nullptr && type->kind == &enum_kind;
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& all, const std::string& base) {
  return std::ranges::find(all, base) != all.end();
}

// Narrower ones first.
constexpr std::array<std::string_view, 3> integers{"smallint", "integer", "bigint"};
constexpr std::array<std::string_view, 2> floats{"real", "double precision"};
constexpr std::array<std::string_view, 4> times{"timestamp without time zone",
                                                "timestamp with time zone",
                                                "time without time zone",
                                                "time with time zone"};
constexpr std::array<std::string_view, 5> texts{
    "text", "character varying", "character", "bit", "bit varying"};

/// Of a type whose modifiers are bounds: whether all values of one are values of the other.
bool has_room(const Type& from, const Type& to) {
  if (is_one_of(times, to.base)) {
    const auto digits = [](const Type& type) {
      return type.modifiers.empty() ? 6 : type.modifiers.front();
    };
    return digits(to) >= digits(from);
  }
  if (to.modifiers.empty()) return true;
  if (from.modifiers.size() != to.modifiers.size()) return false;
  if (to.base == "numeric")
    return to.modifiers[0] >= from.modifiers[0] && to.modifiers.back() == from.modifiers.back();
  return (to.base == "character varying" || to.base == "bit varying") &&
         to.modifiers[0] >= from.modifiers[0];
}

/// The values stay as they are on disk.
bool writes_nothing(const Type& from, const Type& to) {
  if (from.is_array || to.is_array) return false;
  if (from.base == to.base) return has_room(from, to) && to.base != "character";
  return (from.base == "character varying" && to.base == "text") ||
         (from.base == "text" && to.base == "character varying" && to.modifiers.empty());
}

bool fits_always(const Type& from, const Type& to) {
  if (writes_nothing(from, to) || (to.base == "text" && !to.is_array)) return true;
  const auto before = std::ranges::find(integers, from.base);
  const auto after = std::ranges::find(integers, to.base);
  if (from.is_array || to.is_array || before == integers.end()) return false;
  return (after != integers.end() && after >= before) ||
         (to.base == "numeric" && to.modifiers.empty());
}

/// Where PostgreSQL rounds or cuts without a word.
bool loses_digits(const Type& from, const Type& to) {
  const bool whole = is_one_of(integers, from.base);
  const bool broken = from.base == "numeric" || is_one_of(floats, from.base);
  if (is_one_of(integers, to.base)) return broken;
  if (to.base == "boolean") return whole;
  if (is_one_of(floats, to.base))
    return from.base == "numeric" || from.base == "bigint" ||
           (to.base == "real" && (from.base == "integer" || from.base == "double precision"));
  if (to.base == "numeric" && broken) {
    if (from.base != "numeric") return true;
    return !to.modifiers.empty() &&
           (from.modifiers.empty() || to.modifiers.back() < from.modifiers.back());
  }
  const bool is_time = is_one_of(times, from.base);
  if (to.base == "date") return is_time;
  if (!is_time || !is_one_of(times, to.base)) return false;
  return from.base.substr(0, 5) != to.base.substr(0, 5) || !has_room(from, to);
}

/// What a value goes through. A cast that is said cuts what is too long, one that is not refuses
/// it: where the target is text of some length it is not said.
std::string using_text(const Object& from, const Object& to, const Context& context) {
  const auto* domain = type_of(to, context.to);
  const bool is_domain = domain != nullptr && domain->kind == &domain_kind;
  const auto before = parsed(from.text("type"));
  auto after = parsed(to.text("type"));
  if (is_domain) after.base = parsed(domain->text("type")).base;
  const bool is_bits = after.base.starts_with("bit");
  if (writes_nothing(before, after) ||
      (is_one_of(texts, after.base) && before.is_array == after.is_array &&
       (!is_bits || before.base.starts_with("bit"))))
    return {};
  // From one enum to another there is no cast.
  std::string by_text;
  if (is_enum(from, context.from) && is_enum(to, context.to))
    by_text = to.text("type").ends_with("[]") ? "::text[]" : "::text";
  return fmt::format(" USING {}{}::{}", last(to), by_text, to.text("type"));
}

}  // namespace

Statement retype(const Object& from, const Object& to, const Context& context) {
  const auto before = parsed(from.text("type"));
  const auto after = parsed(to.text("type"));
  Statement out{
      fmt::format("{} ALTER COLUMN {} TYPE {}", alter_table(to), last(to), to.text("type"))};
  if (to.get("collation")) out.sql += " COLLATE " + to.text("collation");
  // A foreign table's rows are elsewhere.
  if (to.text("relkind") == "f") return out;
  if (differ(from, to, "type") && !to.get("generated")) out.sql += using_text(from, to, context);
  if (loses_digits(before, after)) out.hazards.push_back(Hazard::data_loss);
  const bool stays = writes_nothing(before, after);
  if (!stays) out.hazards.push_back(Hazard::table_rewrite);
  // Indexes are built again for another collation.
  if (!stays || differ(from, to, "collation")) out.hazards.push_back(Hazard::access_exclusive_lock);
  if (!fits_always(before, after)) out.hazards.push_back(Hazard::might_fail_on_data);
  return out;
}

}  // namespace migrate::catalog
