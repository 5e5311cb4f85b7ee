#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Those of a partition that come with its parent's are left out. On a platform's table those are
// the platform's that call its functions.
std::string query(int version) {
  return fmt::format(
      "select 'pg_trigger'::regclass::oid, t.oid, 0, n.nspname, c.relname, t.tgname, "
      "pg_get_triggerdef(t.oid), t.tgenabled, c.relkind "
      "from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = "
      "c.relnamespace join pg_proc p on p.oid = t.tgfoid join pg_namespace f on f.oid = "
      "p.pronamespace where not t.tgisinternal and {} and $hosts and (n.nspname <> all ($others) "
      "or f.nspname <> all ($others))",
      version >= 130000 ? "t.tgparentid = 0" : "true");
}

constexpr Property properties[] = {
    {"definition"}, {"enabled", Policy::alter}, {"relkind", Policy::ignore}};

std::string enable(const Object& object) {
  const auto& mode = object.text("enabled");
  std::string word = "ENABLE";
  if (mode == "D") word = "DISABLE";
  if (mode == "R") word = "ENABLE REPLICA";
  if (mode == "A") word = "ENABLE ALWAYS";
  return fmt::format("{} {} TRIGGER {}", alter_table(object), word, last(object));
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  Statements out{{object.text("definition")}};
  if (object.text("enabled") != "O") out.push_back({enable(object)});
  return out;
}

Statements alter(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  return {{enable(to)}};
}

// A partition's trigger that is enabled otherwise than its parent's. Before 15 it counts as
// internal; those of foreign keys, which do so too, have no parent there (PostgreSQL source,
// getTriggers() in pg_dump.c).

std::string partition_query(int version) {
  return fmt::format(
      "select 0, t.oid, 0, n.nspname, c.relname, 'partition', t.tgname, t.tgenabled, p.tgenabled, "
      "pn.nspname, "
      "pc.relname from pg_trigger t join pg_trigger p on {} join pg_class c on c.oid = t.tgrelid "
      "join pg_namespace n on n.oid = c.relnamespace join pg_class pc on pc.oid = p.tgrelid "
      "join pg_namespace pn on pn.oid = pc.relnamespace "
      "where {} and t.tgenabled <> p.tgenabled and $scope",
      version >= 130000 ? "p.oid = t.tgparentid" : "false",
      version >= 150000 ? "not t.tgisinternal" : "true");
}

constexpr Property partition_properties[] = {{"enabled", Policy::alter},
                                             {"of parent", Policy::alter},
                                             {"parent schema", Policy::ignore},
                                             {"parent", Policy::ignore}};

std::vector<Reference> needs_parent(const Object& object) {
  const Name parent{object.text("parent schema"), object.text("parent"), object.name.back()};
  const Name of_parent{parent[0], parent[1], "partition", parent[2]};
  return {{"trigger", parent}, {"partition trigger", of_parent}};
}

Statements differ_from_parent(const Object& object,
                              const Folded& /*folded*/,
                              const Context& /*context*/) {
  return {{enable(object)}};
}

/// Where the parent's trigger is still there.
Statements be_as_parent(const Object& object, const Context& context) {
  const Name parent{object.text("parent schema"), object.text("parent"), object.name.back()};
  if (context.from.find(trigger_kind, parent) != nullptr &&
      context.to.find(trigger_kind, parent) == nullptr)
    return {};
  auto out = object;
  out.properties.at(0) = object.get("of parent");
  return {{enable(out)}};
}

}  // namespace

const Kind trigger_kind{.id = "trigger",
                        .sql = "TRIGGER",
                        .part = "table|view|foreign table",
                        .query = query,
                        .is_costly = true,
                        .words = 3,
                        .properties = properties,
                        .create = create,
                        .alter = alter,
                        .drop = drop_by_reference,
                        .reference = on_relation};

const Kind partition_trigger_kind{.id = "partition trigger",
                                  .part = "partition",
                                  .query = partition_query,
                                  .words = 4,
                                  .properties = partition_properties,
                                  .create = differ_from_parent,
                                  .alter = alter,
                                  .drop = be_as_parent,
                                  .needs = needs_parent};

}  // namespace migrate::catalog
