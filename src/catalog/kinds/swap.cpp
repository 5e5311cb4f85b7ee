#include "catalog/kinds/swap.h"

#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

/// The rows of its table are elsewhere: there is nothing to convert.
bool is_foreign(const Object& column) {
  return column.text("relkind") == "f";
}

/// Whether it gets its type from a table that it is tied to before and after.
bool is_carried(const Object& column, const Context& context) {
  return std::ranges::any_of(column.origins, [&](const Origin& origin) {
    const auto& link = context.from.objects.at(origin.link);
    const auto* same = context.to.find(*link.kind, link.name);
    return same != nullptr && same->properties == link.properties;
  });
}

/// The columns of tables that have the type, or an array of it, before and after; those of
/// partitions and children follow their parent's.
std::vector<const Object*> columns_of(const Object& type, const Context& context) {
  std::vector<const Object*> out;
  const auto at = context.from.place(*type.kind, type.name);
  if (!at) return out;
  for (const auto& object : context.from.objects)
    if (object.kind == &column_kind && object.text("relkind") != "v" &&
        object.text("relkind") != "m" && !is_carried(object, context) &&
        std::ranges::binary_search(object.needs, *at) &&
        context.to.find(column_kind, object.name) != nullptr)
      out.push_back(&object);
  return out;
}

}  // namespace

Statements swap_type(const Object& from,
                     const Object& to,
                     const Swap& swap,
                     const Context& context) {
  const auto old_name = from.name.at(1) + "__old";
  const auto old_type = sql::qualified(from.name.at(0), old_name);
  Statements out{
      {fmt::format(
          "ALTER {} {} RENAME TO {}", from.kind->sql, in_schema(from), identifier(old_name))},
      {swap.create}};
  auto hazards = swap.hazards;
  for (const auto each :
       {Hazard::table_rewrite, Hazard::access_exclusive_lock, Hazard::might_fail_on_data})
    hazards.push_back(each);
  for (const auto* column : columns_of(from, context)) {
    const std::string array = column->text("type").ends_with("[]") ? "[]" : "";
    const auto name = last(*column);
    const auto value = swap.conversion
                           ? swap.conversion(name)
                           : fmt::format("{0}::text{1}::{2}{1}", name, array, in_schema(to));
    const auto alter = fmt::format(
        "{} ALTER COLUMN {} TYPE {}{}", alter_table(*column), name, in_schema(to), array);
    if (is_foreign(*column))
      out.push_back({alter});
    else
      out.push_back({alter + " USING " + value, hazards});
  }
  out.push_back({fmt::format("DROP {} {}", from.kind->sql, old_type)});
  return out;
}

Statements swap_through_text(const Object& from,
                             const std::string& create,
                             const Context& context) {
  Statements out;
  const auto columns = columns_of(from, context);
  const auto convert = [&](const Object& column, const std::string& type) {
    const auto alter =
        fmt::format("{} ALTER COLUMN {} TYPE {}", alter_table(column), last(column), type);
    if (is_foreign(column))
      out.push_back({alter});
    else
      out.push_back(
          {fmt::format("{} USING {}::{}", alter, last(column), type),
           {Hazard::table_rewrite, Hazard::access_exclusive_lock, Hazard::might_fail_on_data}});
  };
  for (const auto* column : columns)
    convert(*column, "text");
  out.push_back({fmt::format("DROP {} {}", from.kind->sql, in_schema(from))});
  out.push_back({create});
  for (const auto* column : columns)
    convert(*column, context.to.find(column_kind, column->name)->text("type"));
  return out;
}

Statements swap_collation(const Object& from, const std::string& create, const Context& context) {
  const auto old_name = from.name.at(1) + "__old";
  Statements out{
      {fmt::format("ALTER COLLATION {} RENAME TO {}", in_schema(from), identifier(old_name))},
      {create}};
  for (const auto* column : columns_of(from, context)) {
    const auto* after = context.to.find(column_kind, column->name);
    if (!after->get("collation")) continue;
    out.push_back({fmt::format("ALTER TABLE {} ALTER COLUMN {} TYPE {} COLLATE {}",
                               in_schema(*after),
                               last(*after),
                               after->text("type"),
                               after->text("collation")),
                   {Hazard::access_exclusive_lock}});
  }
  out.push_back({"DROP COLLATION " + sql::qualified(from.name.at(0), old_name)});
  return out;
}

}  // namespace migrate::catalog
