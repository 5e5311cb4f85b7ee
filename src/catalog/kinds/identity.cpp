#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

namespace migrate::catalog {

namespace {

// The sequence behind an identity column: it comes and goes with the column's being one, has rights
// and comments of its own, and the owner of the table. Its start, bounds and steps are those of a
// sequence. From 15 on it is as persistent as its table, unless somebody says otherwise.
std::string query(int version) {
  const std::string persistence =
      version >= 150000 ? "case when c.relpersistence <> t.relpersistence then case "
                          "c.relpersistence when 'u' then 'UNLOGGED' else 'LOGGED' end end"
                        : "null::text";
  return "select 'pg_class'::regclass::oid, c.oid, 0, tn.nspname, t.relname, a.attname, "
         "'identity', quote_ident(n.nspname) || '.' || quote_ident(c.relname), c.relname, "
         "case a.attidentity when 'a' then 'ALWAYS' else 'BY DEFAULT' end, "
         "format_type(s.seqtypid, null), s.seqstart, "
         "s.seqincrement, s.seqmin, s.seqmax, s.seqcache, s.seqcycle, " +
         persistence +
         ", "
         "pg_get_userbyid(c.relowner), coalesce(c.relacl, acldefault('s', c.relowner))::text "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
         "join pg_sequence s on s.seqrelid = c.oid "
         "join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and "
         "d.deptype = 'i' and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 "
         "join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace "
         "join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid "
         "where c.relkind = 'S' and c.relpersistence <> 't' and $scope";
}

constexpr Property properties[] = {{"sequence", Policy::alter},
                                   {"sequence name", Policy::ignore},
                                   {"generated", Policy::alter},
                                   {"type", Policy::ignore},
                                   {"start", Policy::alter},
                                   {"increment", Policy::alter},
                                   {"min", Policy::alter},
                                   {"max", Policy::alter},
                                   {"cache", Policy::alter},
                                   {"cycle", Policy::alter},
                                   {"persistence", Policy::alter}};

std::string column(const Object& object) {
  return identifier(object.name.at(2));
}

std::string alter_column(const Object& object) {
  return alter_table(object) + " ALTER COLUMN " + column(object);
}

std::string cycle(const Object& object) {
  return object.is("cycle") ? "CYCLE" : "NO CYCLE";
}

/// With what is not usual of the sequence.
std::string inside(const Object& object) {
  const auto& increment = object.text("increment");
  const auto bounds = usual_bounds(object.text("type"), increment);
  const auto name = object.name.at(1) + "_" + object.name.at(2) + "_seq";
  std::string options;
  const auto say = [&](std::string_view word, const std::string& value, const std::string& usual) {
    if (value != usual) options += fmt::format("{}{} {}", options.empty() ? "" : " ", word, value);
  };
  say("SEQUENCE NAME", object.text("sequence"), sql::qualified(object.name.at(0), name));
  if (object.get("persistence"))
    options += (options.empty() ? "" : " ") + object.text("persistence");
  say("START WITH", object.text("start"), object.text(increment.starts_with('-') ? "max" : "min"));
  say("INCREMENT BY", increment, "1");
  say("MINVALUE", object.text("min"), bounds.min);
  say("MAXVALUE", object.text("max"), bounds.max);
  say("CACHE", object.text("cache"), "1");
  if (object.is("cycle")) options += options.empty() ? "CYCLE" : " CYCLE";
  return fmt::format("GENERATED {} AS IDENTITY{}",
                     object.text("generated"),
                     options.empty() ? "" : " (" + options + ")");
}

/// On a column that is there, behind the values that it has.
Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  return {{alter_column(object) + " ADD " + inside(object)},
          {continue_sequence(object.text("sequence"), in_schema(object), column(object), object)}};
}

Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  Statements out;
  if (differ(from, to, "sequence"))
    out.push_back({fmt::format("ALTER SEQUENCE {} RENAME TO {}",
                               from.text("sequence"),
                               identifier(to.text("sequence name")))});
  std::string sql;
  if (differ(from, to, "generated")) sql += " SET GENERATED " + to.text("generated");
  if (differ(from, to, "start")) sql += " SET START WITH " + to.text("start");
  if (differ(from, to, "increment")) sql += " SET INCREMENT BY " + to.text("increment");
  if (differ(from, to, "min")) sql += " SET MINVALUE " + to.text("min");
  if (differ(from, to, "max")) sql += " SET MAXVALUE " + to.text("max");
  if (differ(from, to, "cache")) sql += " SET CACHE " + to.text("cache");
  if (differ(from, to, "cycle")) sql += " SET " + cycle(to);
  if (differ(from, to, "persistence"))
    out.push_back({fmt::format("ALTER SEQUENCE {} SET {}",
                               to.text("sequence"),
                               to.get("persistence")                    ? to.text("persistence")
                               : from.text("persistence") == "UNLOGGED" ? "LOGGED"
                                                                        : "UNLOGGED")});
  const auto move = move_sequence(to.text("sequence"), from, to);
  if (!move.before.empty()) out.push_back({move.before});
  if (!move.restart.empty()) sql += " RESTART WITH " + move.restart;
  if (sql.empty()) return out;
  Statement change{alter_column(to) + sql};
  if (is_narrower(from, to)) change.hazards = {Hazard::might_fail_on_data};
  out.push_back(std::move(change));
  return out;
}

Statements drop(const Object& object, const Context& /*context*/) {
  return {{alter_column(object) + " DROP IDENTITY"}};
}

std::string reference(const Object& object) {
  return object.text("sequence");
}

std::string takes(const Object& object) {
  return object.text("sequence name");
}

bool always(const Object& /*object*/) {
  return true;
}

}  // namespace

const Kind identity_kind{.id = "identity",
                         .sql = "SEQUENCE",
                         .part = "column",
                         .query = query,
                         .words = 4,
                         .properties = properties,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .reference = reference,
                         .inside = inside,
                         .names = "relation",
                         .takes = takes,
                         .has_owner = true,
                         .follows_owner = always,
                         .has_rights = true};

}  // namespace migrate::catalog
