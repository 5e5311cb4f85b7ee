#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// A partition is a table of its own that is attached: so it can be attached and detached.

std::string query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, 'partition', pn.nspname, p.relname, "
         "pg_get_expr(c.relpartbound, c.oid) "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_inherits i on "
         "i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent join pg_namespace pn on "
         "pn.oid = p.relnamespace where c.relispartition and c.relkind in ('r', 'p', 'f') and "
         "$scope";
}

constexpr Property properties[] = {{"parent schema"}, {"parent"}, {"bound"}};

std::string parent_of(const Object& object) {
  return sql::qualified(object.text("parent schema"), object.text("parent"));
}

std::vector<Reference> needs(const Object& object) {
  return {{"table", {object.text("parent schema"), object.text("parent")}}};
}

Statements attach(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{fmt::format("ALTER TABLE ONLY {} ATTACH PARTITION {} {}",
                       parent_of(object),
                       in_schema(object),
                       object.text("bound")),
           {Hazard::access_exclusive_lock, Hazard::might_fail_on_data}}};
}

Statements detach(const Object& object, const Context& /*context*/) {
  return {{fmt::format(
      "ALTER TABLE ONLY {} DETACH PARTITION {}", parent_of(object), in_schema(object))}};
}

// The index of a partition that is part of its parent's; that of an exclusion always is.

std::string index_query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, t.relname, c.relname, 'index partition', "
         "pn.nspname, pt.relname, p.relname "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_inherits i on "
         "i.inhrelid = c.oid join pg_class p on p.oid = i.inhparent join pg_namespace pn on "
         "pn.oid = p.relnamespace join pg_index x on x.indexrelid = c.oid join pg_class t on "
         "t.oid = x.indrelid join pg_index px on px.indexrelid = p.oid join pg_class pt on pt.oid "
         "= px.indrelid where c.relkind in ('i', 'I') and not px.indisexclusion and $scope";
}

constexpr Property index_properties[] = {{"parent schema"}, {"parent table"}, {"parent"}};

constexpr std::string_view indexes = "index|primary key|unique|exclusion";

std::vector<Reference> index_needs(const Object& object) {
  return {{indexes,
           {object.text("parent schema"), object.text("parent table"), object.text("parent")}}};
}

Statements attach_index(const Object& object,
                        const Folded& /*folded*/,
                        const Context& /*context*/) {
  return {{fmt::format("ALTER INDEX {} ATTACH PARTITION {}",
                       sql::qualified(object.text("parent schema"), object.text("parent")),
                       sql::qualified(object.name[0], object.name[2]))}};
}

}  // namespace

const Kind partition_kind{.id = "partition",
                          .sql = "TABLE",
                          .part = "table|foreign table",
                          .query = query,
                          .words = 3,
                          .properties = properties,
                          .create = attach,
                          .drop = detach,
                          .needs = needs,
                          .is_link = true};

const Kind index_partition_kind{.id = "index partition",
                                .sql = "INDEX",
                                .part = indexes,
                                .query = index_query,
                                .words = 4,
                                .properties = index_properties,
                                .create = attach_index,
                                .drop = nothing,
                                .needs = index_needs};

}  // namespace migrate::catalog
