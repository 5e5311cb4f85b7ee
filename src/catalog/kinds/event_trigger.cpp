#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_event_trigger'::regclass::oid, e.oid, 0, e.evtname, e.evtevent, "
         "quote_ident(n.nspname) || '.' || quote_ident(p.proname), e.evttags::text, e.evtenabled, "
         "pg_get_userbyid(e.evtowner) from pg_event_trigger e join pg_proc p on p.oid = "
         "e.evtfoid join pg_namespace n on n.oid = p.pronamespace where $scope";
}

constexpr Property properties[] = {{"event"}, {"function"}, {"tags"}, {"enabled", Policy::alter}};

Statements alter(const Object& /*from*/, const Object& to, const Context& /*context*/) {
  const auto& mode = to.text("enabled");
  std::string word = "ENABLE";
  if (mode == "D") word = "DISABLE";
  if (mode == "R") word = "ENABLE REPLICA";
  if (mode == "A") word = "ENABLE ALWAYS";
  return {{fmt::format("ALTER EVENT TRIGGER {} {}", last(to), word)}};
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& context) {
  std::string tags;
  for (const auto& tag : parse_array(object.text("tags")))
    tags += (tags.empty() ? "" : ", ") + quote_literal(tag);
  Statements out{{fmt::format("CREATE EVENT TRIGGER {} ON {}{} EXECUTE FUNCTION {}()",
                              last(object),
                              object.text("event"),
                              tags.empty() ? "" : " WHEN TAG IN (" + tags + ")",
                              object.text("function"))}};
  if (object.text("enabled") != "O") out.push_back(alter(object, object, context).front());
  return out;
}

}  // namespace

const Kind event_trigger_kind{.id = "event trigger",
                              .sql = "EVENT TRIGGER",
                              .query = query,
                              .words = 1,
                              .properties = properties,
                              .create = create,
                              .alter = alter,
                              .drop = drop_by_reference,
                              .reference = last,
                              .in_schema = false,
                              .has_owner = true};

}  // namespace migrate::catalog
