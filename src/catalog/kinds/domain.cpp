#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"
#include "catalog/kinds/swap.h"
#include "migrate/catalog/default_name.h"

namespace migrate::catalog {

namespace {

// Since 17 its NOT NULL is a constraint, with a name.
std::string query(int version) {
  return fmt::format(
      "select 'pg_type'::regclass::oid, t.oid, 0, n.nspname, t.typname, "
      "format_type(t.typbasetype, t.typtypmod), "
      "case when t.typcollation <> b.typcollation then quote_ident(cn.nspname) || '.' || "
      "quote_ident(co.collname) end, t.typnotnull, "
      "pg_get_expr(t.typdefaultbin, 'pg_type'::regclass), {}, pg_get_userbyid(t.typowner), "
      "coalesce(t.typacl, acldefault('T', t.typowner))::text "
      "from pg_type t join pg_namespace n on n.oid = t.typnamespace "
      "join pg_type b on b.oid = t.typbasetype "
      "left join pg_collation co on co.oid = t.typcollation "
      "left join pg_namespace cn on cn.oid = co.collnamespace "
      "where t.typtype = 'd' and $scope",
      version >= 170000
          ? "(select k.conname from pg_constraint k where k.contypid = t.oid and k.contype = 'n' "
            "and k.conname !~ '_not_null[0-9]*$')"
          : "null");
}

constexpr Property properties[] = {{"type", Policy::retype},
                                   {"collation", Policy::retype},
                                   {"not null", Policy::alter},
                                   {"default", Policy::alter},
                                   {"not null name", Policy::alter}};

/// `NOT NULL`, with its name where it has one that the server would not give it.
std::string not_null(const Object& object) {
  if (!object.get("not null name")) return "NOT NULL";
  return fmt::format("CONSTRAINT {} NOT NULL", identifier(object.text("not null name")));
}

std::string not_null_name(const Object& object) {
  if (object.get("not null name")) return identifier(object.text("not null name"));
  return identifier(default_name(object.name.at(1), {}, "not_null"));
}

Statements create(const Object& object, const Folded& folded, const Context& /*context*/) {
  auto sql = fmt::format("CREATE DOMAIN {} AS {}", in_schema(object), object.text("type"));
  if (object.get("collation")) sql += " COLLATE " + object.text("collation");
  if (object.get("default")) sql += " DEFAULT " + object.text("default");
  if (object.is("not null")) sql += " " + not_null(object);
  for (const auto* check : folded)
    sql += " " + check->kind->inside(*check);
  return {{sql}};
}

/// The checks that are made with the domain.
Folded checks_of(const Object& domain, const Snapshot& snapshot) {
  Folded out;
  const auto at = snapshot.place(domain_kind, domain.name);
  for (const auto& object : snapshot.objects)
    if (object.kind == &domain_check_kind && object.part_of == at && object.is("validated"))
      out.push_back(&object);
  return out;
}

Statements alter(const Object& from, const Object& to, const Context& context) {
  if (differ(from, to, "type") || differ(from, to, "collation")) {
    const auto made = create(to, checks_of(to, context.to), context);
    return swap_type(from, to, {.create = made.front().sql}, context);
  }
  const auto domain = "ALTER DOMAIN " + in_schema(to);
  Statements out;
  if (differ(from, to, "default"))
    out.push_back(
        {domain + (to.get("default") ? " SET DEFAULT " + to.text("default") : " DROP DEFAULT")});
  if (differ(from, to, "not null")) {
    const auto text = not_null(to);
    if (to.is("not null"))
      out.push_back(
          {domain + (text == "NOT NULL" ? " SET " : " ADD ") + text, {Hazard::might_fail_on_data}});
    else
      out.push_back({domain + " DROP NOT NULL"});
  } else if (differ(from, to, "not null name")) {
    out.push_back({fmt::format(
        "{} RENAME CONSTRAINT {} TO {}", domain, not_null_name(from), not_null_name(to))});
  }
  return out;
}

std::string check_query(int /*version*/) {
  return "select 'pg_constraint'::regclass::oid, c.oid, 0, n.nspname, t.typname, c.conname, "
         "regexp_replace(pg_get_constraintdef(c.oid), ' NOT VALID$', ''), c.convalidated "
         "from pg_constraint c join pg_type t on t.oid = c.contypid "
         "join pg_namespace n on n.oid = t.typnamespace where c.contype = 'c' and $scope";
}

constexpr Property check_properties[] = {{"definition"}, {"validated", Policy::alter}};

std::string on_domain(const Object& object) {
  return last(object) + " ON DOMAIN " + in_schema(object);
}

Statements create_check(const Object& object,
                        const Folded& /*folded*/,
                        const Context& /*context*/) {
  return {
      {fmt::format("ALTER DOMAIN {} ADD CONSTRAINT {} {}{}",
                   in_schema(object),
                   last(object),
                   object.text("definition"),
                   object.is("validated") ? "" : " NOT VALID"),
       object.is("validated") ? std::vector{Hazard::might_fail_on_data} : std::vector<Hazard>{}}};
}

Statements alter_check(const Object& /*from*/, const Object& to, const Context& context) {
  if (to.is("validated"))
    return {{fmt::format("ALTER DOMAIN {} VALIDATE CONSTRAINT {}", in_schema(to), last(to)),
             {Hazard::might_fail_on_data}}};
  Statements out{{fmt::format("ALTER DOMAIN {} DROP CONSTRAINT {}", in_schema(to), last(to))}};
  out.push_back(create_check(to, {}, context).front());
  return out;
}

Statements drop_check(const Object& object, const Context& /*context*/) {
  return {{fmt::format("ALTER DOMAIN {} DROP CONSTRAINT {}", in_schema(object), last(object))}};
}

std::string check_inside(const Object& object) {
  if (!object.is("validated")) return {};
  return fmt::format("CONSTRAINT {} {}", last(object), object.text("definition"));
}

}  // namespace

const Kind domain_kind{.id = "domain",
                       .sql = "DOMAIN",
                       .query = query,
                       .properties = properties,
                       .create = create,
                       .alter = alter,
                       .drop = drop_by_reference,
                       .reference = in_schema,
                       .names = "type",
                       .has_owner = true,
                       .has_rights = true};

const Kind domain_check_kind{.id = "domain check",
                             .sql = "CONSTRAINT",
                             .part = "domain",
                             .query = check_query,
                             .words = 3,
                             .properties = check_properties,
                             .create = create_check,
                             .alter = alter_check,
                             .drop = drop_check,
                             .reference = on_domain,
                             .inside = check_inside};

}  // namespace migrate::catalog
