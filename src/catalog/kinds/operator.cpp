#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

// One that only another names, and that nobody has defined, is none. Of two that belong together
// one may not say so, by the order in which they were made: in another order it does.
std::string query(int /*version*/) {
  return R"(select 'pg_operator'::regclass::oid, o.oid, 0, n.nspname, o.oprname,
    coalesce(format_type(nullif(o.oprleft, 0), null), 'NONE'),
    coalesce(format_type(nullif(o.oprright, 0), null), 'NONE'), o.oprcode::regproc,
    (select quote_ident(cn.nspname) || '.' || c.oprname from pg_operator c join pg_namespace cn on
      cn.oid = c.oprnamespace where c.oid = coalesce(nullif(o.oprcom, 0),
      (select min(x.oid) from pg_operator x where x.oprcom = o.oid))),
    (select quote_ident(cn.nspname) || '.' || c.oprname from pg_operator c join pg_namespace cn on
      cn.oid = c.oprnamespace where c.oid = coalesce(nullif(o.oprnegate, 0),
      (select min(x.oid) from pg_operator x where x.oprnegate = o.oid))),
    nullif(o.oprrest, 0)::regproc, nullif(o.oprjoin, 0)::regproc, o.oprcanhash, o.oprcanmerge,
    pg_get_userbyid(o.oprowner)
    from pg_operator o join pg_namespace n on n.oid = o.oprnamespace
    where o.oprcode <> 0 and $scope)";
}

constexpr Property properties[] = {{"function"},
                                   {"commutator", Policy::alter},
                                   {"negator", Policy::alter},
                                   {"restrict", Policy::alter},
                                   {"join", Policy::alter},
                                   {"hashes", Policy::alter},
                                   {"merges", Policy::alter}};

/// `public.===`: an operator's name is never quoted.
std::string called(const Object& object) {
  return identifier(object.name.at(0)) + "." + object.name.at(1);
}

std::string reference(const Object& object) {
  return fmt::format("{} ({}, {})", called(object), object.name.at(2), object.name.at(3));
}

/// The operator that a property names: its commutator takes the operands the other way round.
const Object* find_other(const Object& object, std::string_view property, const Snapshot& in) {
  auto left = object.name.at(2);
  auto right = object.name.at(3);
  if (property == "commutator") std::swap(left, right);
  const auto found = std::ranges::find_if(in.objects, [&](const Object& other) {
    return other.kind == &operator_kind && called(other) == object.text(property) &&
           other.name[2] == left && other.name[3] == right;
  });
  return found == in.objects.end() ? nullptr : &*found;
}

/// Whether the other operator brings the change: the server takes a link out when it is dropped,
/// and puts one in when it is created.
bool comes_with_other(const Object& from,
                      const Object& to,
                      const Context& context,
                      std::string_view property) {
  if (!differ(from, to, property)) return true;
  const auto* before = find_other(from, property, context.from);
  const auto* after = find_other(to, property, context.to);
  const bool goes = !from.get(property) ||
                    (before != nullptr && context.to.find(operator_kind, before->name) == nullptr);
  const bool comes = !to.get(property) ||
                     (after != nullptr && context.from.find(operator_kind, after->name) == nullptr);
  return goes && comes;
}

constexpr std::string_view links[] = {"commutator", "negator"};
constexpr std::string_view abilities[] = {"hashes", "merges"};

/// Since 17 what it does not have yet can be added.
Policy decide(const Object& from, const Object& to, const Context& context) {
  const bool can_add = context.to.server_version >= 170000;
  for (const auto link : links)
    if (!comes_with_other(from, to, context, link) && (!can_add || from.get(link)))
      return Policy::recreate;
  for (const auto ability : abilities)
    if (differ(from, to, ability) && (!can_add || from.is(ability))) return Policy::recreate;
  return Policy::alter;
}

std::string link_text(const Object& object, std::string_view property) {
  return fmt::format("{} = OPERATOR({})", property, object.text(property));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto sql = fmt::format(
      "CREATE OPERATOR {} (\n    function = {}", called(object), object.text("function"));
  const auto add = [&sql](const std::string& text) { sql += ",\n    " + text; };
  if (object.name[2] != "NONE") add("leftarg = " + object.name[2]);
  if (object.name[3] != "NONE") add("rightarg = " + object.name[3]);
  for (const auto link : links)
    if (object.get(link)) add(link_text(object, link));
  for (const auto* const estimator : {"restrict", "join"})
    if (object.get(estimator)) add(fmt::format("{} = {}", estimator, object.text(estimator)));
  for (const auto ability : abilities)
    if (object.is(ability)) add(std::string(ability));
  return {{sql + "\n)"}};
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  std::string list;
  const auto add = [&list](const std::string& text) { list += (list.empty() ? "" : ", ") + text; };
  for (const auto* const estimator : {"restrict", "join"})
    if (differ(from, to, estimator))
      add(fmt::format(
          "{} = {}", estimator, to.get(estimator) ? to.text(estimator) : std::string("NONE")));
  for (const auto link : links)
    if (!comes_with_other(from, to, context, link)) add(link_text(to, link));
  for (const auto ability : abilities)
    if (differ(from, to, ability)) add(std::string(ability));
  if (list.empty()) return {};
  return {{fmt::format("ALTER OPERATOR {} SET ({})", reference(to), list)}};
}

}  // namespace

const Kind operator_kind{.id = "operator",
                         .sql = "OPERATOR",
                         .query = query,
                         .words = 4,
                         .properties = properties,
                         .create = create,
                         .alter = alter,
                         .drop = drop_by_reference,
                         .reference = reference,
                         .decide = decide,
                         .has_owner = true};

}  // namespace migrate::catalog
