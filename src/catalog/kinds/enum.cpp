#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "catalog/kinds/swap.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

using Labels = std::vector<std::string>;

std::string query(int /*version*/) {
  return "select 'pg_type'::regclass::oid, t.oid, 0, n.nspname, t.typname, "
         "array(select e.enumlabel::text from pg_enum e where e.enumtypid = t.oid "
         "order by e.enumsortorder)::text, pg_get_userbyid(t.typowner), "
         "coalesce(t.typacl, acldefault('T', t.typowner))::text "
         "from pg_type t join pg_namespace n on n.oid = t.typnamespace "
         "where t.typtype = 'e' and $scope";
}

constexpr Property properties[] = {{"labels", Policy::alter}};

Labels labels_of(const Object& object) {
  return parse_array(object.text("labels"));
}

std::string list_of(const Labels& labels) {
  std::string out;
  for (const auto& label : labels)
    out += (out.empty() ? "" : ", ") + quote_literal(label);
  return out;
}

/// Whether all of `few` stand in `many`, in that order.
bool is_within(const Labels& few, const Labels& many) {
  auto at = many.begin();
  for (const auto& label : few) {
    at = std::find(at, many.end(), label);
    if (at == many.end()) return false;
    ++at;
  }
  return true;
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {
      {fmt::format("CREATE TYPE {} AS ENUM ({})", in_schema(object), list_of(labels_of(object)))}};
}

/// Labels that come; each says where it stands among those that are there by then.
Statements add_labels(const Object& to, const Labels& before, const Labels& after) {
  Statements out;
  Labels present = before;
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (std::ranges::find(present, after[i]) != present.end()) continue;
    std::string where;
    if (i > 0)
      where = " AFTER " + quote_literal(after[i - 1]);
    else if (!present.empty())
      where = " BEFORE " + quote_literal(present.front());
    if (i > 0 && !present.empty() && present.back() == after[i - 1]) where.clear();
    out.push_back(
        {fmt::format("ALTER TYPE {} ADD VALUE {}{}", in_schema(to), quote_literal(after[i]), where),
         {Hazard::not_transactional}});
    const auto at = i == 0 ? present.begin() : std::ranges::find(present, after[i - 1]) + 1;
    present.insert(at, after[i]);
  }
  return out;
}

/// A label that goes needs another type in the place of this one.
Policy decide(const Object& from, const Object& to, const Context& /*context*/) {
  return is_within(labels_of(from), labels_of(to)) ? Policy::alter : Policy::retype;
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  const auto before = labels_of(from);
  const auto after = labels_of(to);
  if (is_within(before, after)) return add_labels(to, before, after);
  Swap swap{.create = create(to, {}, context).front().sql};
  const auto is_gone = [&](const auto& label) {
    return std::ranges::find(after, label) == after.end();
  };
  if (std::ranges::any_of(before, is_gone)) swap.hazards = {Hazard::data_loss};
  return swap_type(from, to, swap, context);
}

}  // namespace

const Kind enum_kind{.id = "enum",
                     .sql = "TYPE",
                     .query = query,
                     .properties = properties,
                     .create = create,
                     .alter = alter,
                     .drop = drop_by_reference,
                     .reference = in_schema,
                     .decide = decide,
                     .names = "type",
                     .has_owner = true,
                     .has_rights = true};

}  // namespace migrate::catalog
