#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// A view's own rule is the view.
std::string query(int /*version*/) {
  return "select 'pg_rewrite'::regclass::oid, r.oid, 0, n.nspname, c.relname, r.rulename, "
         "pg_get_ruledef(r.oid), r.ev_enabled from pg_rewrite r join pg_class c on c.oid = "
         "r.ev_class join pg_namespace n on n.oid = c.relnamespace "
         "where r.rulename <> '_RETURN' and $scope";
}

constexpr Property properties[] = {{"definition", Policy::replace}, {"enabled", Policy::alter}};

std::string body(const Object& object) {
  auto text = std::string(trim_right(object.text("definition")));
  if (text.ends_with(';')) text.pop_back();
  return text;
}

Statements enable(const Object& object) {
  const auto& mode = object.text("enabled");
  std::string word = "ENABLE";
  if (mode == "D") word = "DISABLE";
  if (mode == "R") word = "ENABLE REPLICA";
  if (mode == "A") word = "ENABLE ALWAYS";
  return {{fmt::format("{} {} RULE {}", alter_table(object), word, last(object))}};
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  Statements out{{body(object)}};
  if (object.text("enabled") != "O") out.push_back(enable(object).front());
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  Statements out;
  if (differ(from, to, "definition"))
    out.push_back({"CREATE OR REPLACE" + body(to).substr(std::string_view("CREATE").size())});
  if (differ(from, to, "enabled")) out.push_back(enable(to).front());
  return out;
}

}  // namespace

const Kind rule_kind{.id = "rule",
                     .sql = "RULE",
                     .part = "table|view",
                     .query = query,
                     .words = 3,
                     .properties = properties,
                     .create = create,
                     .alter = alter,
                     .drop = drop_by_reference,
                     .reference = on_relation};

}  // namespace migrate::catalog
