#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// Those of a partition that come with its parent's are left out.
std::string query(int version) {
  return fmt::format(
      "select 'pg_trigger'::regclass::oid, t.oid, 0, n.nspname, c.relname, t.tgname, "
      "pg_get_triggerdef(t.oid), t.tgenabled, c.relkind "
      "from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = "
      "c.relnamespace where not t.tgisinternal and {} and $scope",
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

}  // namespace

const Kind trigger_kind{.id = "trigger",
                        .sql = "TRIGGER",
                        .part = "table|view",
                        .query = query,
                        .words = 3,
                        .properties = properties,
                        .create = create,
                        .alter = alter,
                        .drop = drop_by_reference,
                        .reference = on_relation};

}  // namespace migrate::catalog
