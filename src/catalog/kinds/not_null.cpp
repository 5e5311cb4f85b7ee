#include "catalog/kinds/not_null.h"

#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

constexpr int first_with_constraints = 180000;

/// Of a server that has such constraints.
bool is_constraint(const Object& column) {
  return column.get("not null constraint").has_value();
}

bool has_limit(const Object& column, std::string_view limit) {
  return column.text("not null limits").find(limit) != std::string::npos;
}

/// The server gives it a name of this form where nobody has named it.
bool has_usual_name(const Object& column) {
  const std::string_view name = column.text("not null constraint");
  return name.substr(0, name.find_last_not_of("0123456789") + 1).ends_with("_not_null");
}

std::string constraint(const Object& column) {
  return identifier(column.text("not null constraint"));
}

std::vector<Hazard> hazards_of(const Object& column) {
  // A foreign table's rows are elsewhere.
  if (column.text("relkind") == "f" || has_limit(column, "NOT VALID")) return {};
  return {Hazard::access_exclusive_lock, Hazard::might_fail_on_data};
}

/// Of one that is a constraint, on a column that is there.
Statement add(const Object& column) {
  if (has_usual_name(column) && !column.get("not null limits"))
    return {alter_table(column) + " ALTER COLUMN " + last(column) + " SET NOT NULL",
            hazards_of(column)};
  const auto limits = column.get("not null limits") ? " " + column.text("not null limits") : "";
  return {fmt::format("{} ADD CONSTRAINT {} NOT NULL {}{}",
                      alter_table(column),
                      constraint(column),
                      last(column),
                      limits),
          hazards_of(column)};
}

Statement remove(const Object& column) {
  return {alter_table(column) + " ALTER COLUMN " + last(column) + " DROP NOT NULL"};
}

/// Before it was one: that of a table alone, its children have changes of their own. A partitioned
/// table cannot have it alone.
Statements plain_change(const Object& to) {
  const bool alone = to.is("has children") && to.text("relkind") != "p";
  const auto alter = fmt::format(
      "ALTER TABLE {}{} ALTER COLUMN {}", alone ? "ONLY " : "", in_schema(to), last(to));
  if (!to.is("not null")) return {{alter + " DROP NOT NULL"}};
  return {{alter + " SET NOT NULL", hazards_of(to)}};
}

/// Of one that stays.
Statements constraint_change(const Object& from, const Object& to) {
  if (has_limit(to, "NOT VALID") && !has_limit(from, "NOT VALID")) return {remove(from), add(to)};
  Statements out;
  // One that is inherited cannot have another name.
  if (to.get("not null name") && differ(from, to, "not null name") &&
      differ(from, to, "not null constraint"))
    out.push_back({fmt::format(
        "{} RENAME CONSTRAINT {} TO {}", alter_table(to), constraint(from), constraint(to))});
  const auto name = constraint(to.get("not null name") ? to : from);
  if (has_limit(from, "NO INHERIT") != has_limit(to, "NO INHERIT"))
    out.push_back({fmt::format("{} ALTER CONSTRAINT {} {}",
                               alter_table(to),
                               name,
                               has_limit(to, "NO INHERIT") ? "NO INHERIT" : "INHERIT")});
  if (has_limit(from, "NOT VALID") && !has_limit(to, "NOT VALID"))
    out.push_back({alter_table(to) + " VALIDATE CONSTRAINT " + name, {Hazard::might_fail_on_data}});
  return out;
}

}  // namespace

// A name that is inherited is none, one that the server has given an empty one: that stays when a
// table or a column is renamed, so that any of its form counts.
std::string not_null_values(int server_version) {
  if (server_version < first_with_constraints) return "null, null, null, null";
  return "case when nn.coninhcount = 0 then case when nn.conname ~ '_not_null[0-9]*$' then '' else "
         "nn.conname end end, "
         "nullif(concat_ws(' ', case when nn.connoinherit then 'NO INHERIT' end, "
         "case when not nn.convalidated then 'NOT VALID' end), ''), nn.conname, nn.conislocal";
}

std::string_view not_null_join(int server_version) {
  return server_version < first_with_constraints
             ? ""
             : "left join pg_constraint nn on nn.conrelid = c.oid and nn.contype = 'n' and "
               "nn.conkey[1] = a.attnum ";
}

std::string not_null_inside(const Object& column) {
  if (!column.is("not null") || has_limit(column, "NOT VALID")) return {};
  if (!is_constraint(column)) return " NOT NULL";
  return fmt::format("{} NOT NULL{}",
                     has_usual_name(column) ? "" : " CONSTRAINT " + constraint(column),
                     has_limit(column, "NO INHERIT") ? " NO INHERIT" : "");
}

Statements not_null_extras(const Object& column) {
  if (!column.is("not null") || !has_limit(column, "NOT VALID")) return {};
  return {add(column)};
}

Statements not_null_change(const Object& from, const Object& to) {
  if (differ(from, to, "not null")) {
    if (!is_constraint(from) && !is_constraint(to)) return plain_change(to);
    return {to.is("not null") ? add(to) : remove(to)};
  }
  if (!to.is("not null") || !is_constraint(to) || !is_constraint(from)) return {};
  return constraint_change(from, to);
}

bool not_null_is_given(const Object& column) {
  return column.is("not null") && !has_limit(column, "NO INHERIT");
}

bool not_null_is_carried(const Object& before, const Object& after) {
  return before.text("relkind") == "p" || is_constraint(before) || is_constraint(after);
}

}  // namespace migrate::catalog
