#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string query(int /*version*/) {
  return "select 'pg_am'::regclass::oid, a.oid, 0, a.amname, case a.amtype when 't' then 'TABLE' "
         "else 'INDEX' end, a.amhandler::regproc from pg_am a where a.oid >= 16384";
}

constexpr Property properties[] = {{"type"}, {"handler"}};

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("CREATE ACCESS METHOD {} TYPE {} HANDLER {}",
                       last(object),
                       object.text("type"),
                       object.text("handler"))}};
}

}  // namespace

const Kind access_method_kind{.id = "access method",
                              .sql = "ACCESS METHOD",
                              .query = query,
                              .words = 1,
                              .properties = properties,
                              .create = create,
                              .drop = drop_by_reference,
                              .reference = last,
                              .in_schema = false};

}  // namespace migrate::catalog
