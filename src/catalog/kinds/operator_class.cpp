#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

std::string reference(const Object& object) {
  return in_schema(object) + " USING " + identifier(object.name.at(2));
}

// A family, which a class always has: where CREATE OPERATOR CLASS names none, it makes one.

std::string family_query(int /*version*/) {
  return "select 'pg_opfamily'::regclass::oid, f.oid, 0, n.nspname, f.opfname, am.amname, "
         "pg_get_userbyid(f.opfowner) from pg_opfamily f join pg_am am on am.oid = f.opfmethod "
         "join pg_namespace n on n.oid = f.opfnamespace where $scope";
}

Statements create_family(const Object& object,
                         const Folded& /*folded*/,
                         const Context& /*context*/) {
  return {{"CREATE OPERATOR FAMILY " + reference(object)}};
}

// Its operators and functions that belong to no class, each an object of its own as in pg_depend.
// The word that names one is what DROP takes: its number with the types of its operands.

constexpr std::string_view operator_text =
    "quote_ident(opn.nspname) || '.' || o.oprname || ' (' || format_type(m.amoplefttype, null) || "
    "', ' || format_type(m.amoprighttype, null) || ')' || coalesce((select ' FOR ORDER BY ' || "
    "quote_ident(sn.nspname) || '.' || quote_ident(s.opfname) from pg_opfamily s join "
    "pg_namespace sn on sn.oid = s.opfnamespace where s.oid = m.amopsortfamily and "
    "m.amoppurpose = 'o'), '')";

std::string member_query(int /*version*/) {
  return fmt::format(
      R"(select d.classid, d.objid, 0, n.nspname, f.opfname, am.amname, d.place, d.what
    from (select 'pg_amop'::regclass::oid, m.oid, m.amopfamily,
        'OPERATOR ' || m.amopstrategy || ' (' || format_type(m.amoplefttype, null) || ', ' ||
        format_type(m.amoprighttype, null) || ')', {}
      from pg_amop m join pg_operator o on o.oid = m.amopopr join pg_namespace opn on opn.oid =
      o.oprnamespace
      union all select 'pg_amproc'::regclass::oid, m.oid, m.amprocfamily,
        'FUNCTION ' || m.amprocnum || ' (' || format_type(m.amproclefttype, null) || ', ' ||
        format_type(m.amprocrighttype, null) || ')', m.amproc::oid::regprocedure::text
      from pg_amproc m) d (classid, objid, family, place, what)
    join pg_opfamily f on f.oid = d.family join pg_am am on am.oid = f.opfmethod
    join pg_namespace n on n.oid = f.opfnamespace
    where $scope and d.objid >= 16384 and not exists (select from pg_depend c where c.classid =
      d.classid and c.objid = d.objid and c.refclassid = 'pg_opclass'::regclass))",
      operator_text);
}

constexpr Property member_properties[] = {{"what"}};

std::string alter_family(const Object& object) {
  return "ALTER OPERATOR FAMILY " + reference(object);
}

/// `OPERATOR 1 public.< (text, text)`: an operator has its operands' types in itself.
Statements add_member(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  auto place = object.name.at(3);
  if (place.starts_with("OPERATOR ")) place.erase(place.find(" ("));
  return {{fmt::format("{} ADD {} {}", alter_family(object), place, object.text("what"))}};
}

Statements drop_member(const Object& object, const Context& /*context*/) {
  return {{fmt::format("{} DROP {}", alter_family(object), object.name.at(3))}};
}

// A class.

std::string class_query(int /*version*/) {
  return fmt::format(
      R"(select 'pg_opclass'::regclass::oid, c.oid, 0, n.nspname, c.opcname, am.amname,
    c.opcdefault, format_type(c.opcintype, null),
    quote_ident(fn.nspname) || '.' || quote_ident(f.opfname),
    format_type(nullif(c.opckeytype, 0), null),
    (select string_agg('OPERATOR ' || m.amopstrategy || ' ' || {}, E',\n    ' order by
        m.amopstrategy, format_type(m.amoplefttype, null), format_type(m.amoprighttype, null))
      from pg_depend d join pg_amop m on m.oid = d.objid join pg_operator o on o.oid = m.amopopr
      join pg_namespace opn on opn.oid = o.oprnamespace
      where d.refclassid = 'pg_opclass'::regclass and d.refobjid = c.oid and
      d.classid = 'pg_amop'::regclass),
    (select string_agg('FUNCTION ' || m.amprocnum || ' (' || format_type(m.amproclefttype, null) ||
        ', ' || format_type(m.amprocrighttype, null) || ') ' || m.amproc::oid::regprocedure,
        E',\n    ' order by m.amprocnum, format_type(m.amproclefttype, null),
        format_type(m.amprocrighttype, null))
      from pg_depend d join pg_amproc m on m.oid = d.objid
      where d.refclassid = 'pg_opclass'::regclass and d.refobjid = c.oid and
      d.classid = 'pg_amproc'::regclass),
    pg_get_userbyid(c.opcowner)
    from pg_opclass c join pg_am am on am.oid = c.opcmethod
    join pg_opfamily f on f.oid = c.opcfamily join pg_namespace fn on fn.oid = f.opfnamespace
    join pg_namespace n on n.oid = c.opcnamespace where $scope)",
      operator_text);
}

constexpr Property class_properties[] = {
    {"default"}, {"type"}, {"family"}, {"storage"}, {"operators"}, {"functions"}};

Statements create_class(const Object& object,
                        const Folded& /*folded*/,
                        const Context& /*context*/) {
  std::string members;
  const auto add = [&members](const std::string& text) {
    members += (members.empty() ? "\n    " : ",\n    ") + text;
  };
  if (object.get("storage")) add("STORAGE " + object.text("storage"));
  for (const auto* const some : {"operators", "functions"})
    if (object.get(some)) add(object.text(some));
  // It has to have something: its own type says nothing.
  if (members.empty()) add("STORAGE " + object.text("type"));
  return {{fmt::format("CREATE OPERATOR CLASS {}{} FOR TYPE {} USING {} FAMILY {} AS{}",
                       in_schema(object),
                       object.is("default") ? " DEFAULT" : "",
                       object.text("type"),
                       identifier(object.name.at(2)),
                       object.text("family"),
                       members)}};
}

}  // namespace

const Kind operator_family_kind{.id = "operator family",
                                .sql = "OPERATOR FAMILY",
                                .query = family_query,
                                .words = 3,
                                .create = create_family,
                                .drop = drop_by_reference,
                                .reference = reference,
                                .has_owner = true};

const Kind operator_family_member_kind{.id = "operator family member",
                                       .part = "operator family",
                                       .query = member_query,
                                       .words = 4,
                                       .properties = member_properties,
                                       .create = add_member,
                                       .drop = drop_member};

const Kind operator_class_kind{.id = "operator class",
                               .sql = "OPERATOR CLASS",
                               .query = class_query,
                               .words = 3,
                               .properties = class_properties,
                               .create = create_class,
                               .drop = drop_by_reference,
                               .reference = reference,
                               .has_owner = true};

}  // namespace migrate::catalog
