#include "catalog/kinds/swap.h"

#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <algorithm>

namespace migrate::catalog {

namespace {

/// The columns of tables that have the type, or an array of it, before and after.
std::vector<const Object*> columns_of(const Object& type, const Context& context) {
  std::vector<const Object*> out;
  const auto at = context.from.place(*type.kind, type.name);
  if (!at) return out;
  for (const auto& object : context.from.objects)
    if (object.kind == &column_kind && object.text("relkind") != "v" &&
        object.text("relkind") != "m" && std::ranges::binary_search(object.needs, *at) &&
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
    out.push_back({fmt::format("{} ALTER COLUMN {} TYPE {}{} USING {}",
                               alter_table(*column),
                               name,
                               in_schema(to),
                               array,
                               value),
                   hazards});
  }
  out.push_back({fmt::format("DROP {} {}", from.kind->sql, old_type)});
  return out;
}

}  // namespace migrate::catalog
