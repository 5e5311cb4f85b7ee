#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// What ties a table to others that give it columns: said in CREATE TABLE where both are new, and
// changed by ALTER TABLE, which looks that the columns are there.

std::string query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, quote_ident(pn.nspname) || '.' || "
         "quote_ident(p.relname), pn.nspname, p.relname, i.inhseqno "
         "from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_namespace n on n.oid = "
         "c.relnamespace join pg_class p on p.oid = i.inhparent join pg_namespace pn on pn.oid = "
         "p.relnamespace where c.relkind in ('r', 'f') and not c.relispartition and "
         "c.relpersistence <> "
         "'t' and $scope";
}

constexpr Property properties[] = {{"parent schema"}, {"parent"}, {"position", Policy::ignore}};

std::vector<Reference> needs(const Object& object) {
  return {{"table|foreign table", {object.text("parent schema"), object.text("parent")}}};
}

Statements inherit(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{alter_table(object) + " INHERIT " + object.name.at(2), {Hazard::might_fail_on_data}}};
}

Statements disinherit(const Object& object, const Context& /*context*/) {
  return {{alter_table(object) + " NO INHERIT " + object.name.at(2)}};
}

std::string inside(const Object& object) {
  return object.name.at(2);
}

std::string type_query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, 'of type', tn.nspname, t.typname, "
         "quote_ident(tn.nspname) || '.' || quote_ident(t.typname) "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_type t on t.oid = "
         "c.reloftype join pg_namespace tn on tn.oid = t.typnamespace "
         "where c.relkind in ('r', 'p') and c.relpersistence <> 't' and $scope";
}

constexpr Property type_properties[] = {{"type schema"}, {"type name"}, {"type"}};

std::vector<Reference> needs_type(const Object& object) {
  return {{"composite", {object.text("type schema"), object.text("type name")}}};
}

Statements be_of(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{alter_table(object) + " OF " + object.text("type")}};
}

Statements be_of_none(const Object& object, const Context& /*context*/) {
  return {{alter_table(object) + " NOT OF"}};
}

std::string type_inside(const Object& object) {
  return object.text("type");
}

}  // namespace

const Kind inheritance_kind{.id = "inheritance",
                            .part = "table|foreign table",
                            .query = query,
                            .words = 3,
                            .properties = properties,
                            .create = inherit,
                            .drop = disinherit,
                            .inside = inside,
                            .needs = needs,
                            .is_link = true};

const Kind of_type_kind{.id = "of type",
                        .part = "table",
                        .query = type_query,
                        .words = 3,
                        .properties = type_properties,
                        .create = be_of,
                        .drop = be_of_none,
                        .inside = type_inside,
                        .needs = needs_type,
                        .is_link = true};

}  // namespace migrate::catalog
