#include "catalog/kinds/kinds.h"
#include "catalog/kinds/support.h"

#include <cstdint>
#include <string>

namespace migrate::catalog {

namespace {

// Those of identity columns are parts of these.
std::string query(int /*version*/) {
  return "select 'pg_class'::regclass::oid, c.oid, 0, n.nspname, c.relname, "
         "format_type(s.seqtypid, null), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, "
         "s.seqcache, s.seqcycle, c.relpersistence, exists (select from pg_depend d where "
         "d.classid = "
         "'pg_class'::regclass and d.objid = c.oid and d.deptype = 'a' and d.refobjsubid > 0), "
         "pg_get_userbyid(c.relowner), "
         "coalesce(c.relacl, acldefault('s', c.relowner))::text "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
         "join pg_sequence s on s.seqrelid = c.oid "
         "where c.relkind = 'S' and c.relpersistence <> 't' and $scope and not exists "
         "(select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid "
         "and d.deptype = 'i')";
}

constexpr Property properties[] = {{"type", Policy::alter},
                                   {"start", Policy::alter},
                                   {"increment", Policy::alter},
                                   {"min", Policy::alter},
                                   {"max", Policy::alter},
                                   {"cache", Policy::alter},
                                   {"cycle", Policy::alter},
                                   {"persistence", Policy::alter},
                                   {"owned", Policy::ignore}};

/// The owner of one that a column owns is that of the table.
bool is_owned(const Object& object) {
  return object.is("owned");
}

Statements create(const Object& object, const Folded& /*folded*/, const Context& /*context*/) {
  std::string sql = fmt::format("CREATE{} SEQUENCE {}",
                                object.text("persistence") == "u" ? " UNLOGGED" : "",
                                in_schema(object));
  const auto [min, max] = usual_bounds(object.text("type"), object.text("increment"));
  if (object.text("type") != "bigint") sql += " AS " + object.text("type");
  if (object.text("increment") != "1") sql += " INCREMENT BY " + object.text("increment");
  if (object.text("min") != min) sql += " MINVALUE " + object.text("min");
  if (object.text("max") != max) sql += " MAXVALUE " + object.text("max");
  const bool down = object.text("increment").starts_with('-');
  if (object.text("start") != object.text(down ? "max" : "min"))
    sql += " START WITH " + object.text("start");
  if (object.text("cache") != "1") sql += " CACHE " + object.text("cache");
  if (object.is("cycle")) sql += " CYCLE";
  return {{sql}};
}

/// All in one statement: the bounds, the start and the type are checked against one another.
Statements alter(const Object& from, const Object& to, const Context& /*context*/) {
  std::string sql;
  if (differ(from, to, "type")) sql += " AS " + to.text("type");
  if (differ(from, to, "increment")) sql += " INCREMENT BY " + to.text("increment");
  if (differ(from, to, "min") || differ(from, to, "type")) sql += " MINVALUE " + to.text("min");
  if (differ(from, to, "max") || differ(from, to, "type")) sql += " MAXVALUE " + to.text("max");
  if (differ(from, to, "start")) sql += " START WITH " + to.text("start");
  if (differ(from, to, "cache")) sql += " CACHE " + to.text("cache");
  if (differ(from, to, "cycle")) sql += to.is("cycle") ? " CYCLE" : " NO CYCLE";
  Statements out;
  const auto move = move_sequence(in_schema(to), from, to);
  if (!move.before.empty()) out.push_back({move.before});
  if (!move.restart.empty()) sql += " RESTART WITH " + move.restart;
  if (!sql.empty()) {
    Statement change{"ALTER SEQUENCE " + in_schema(to) + sql};
    if (is_narrower(from, to)) change.hazards = {Hazard::might_fail_on_data};
    out.push_back(std::move(change));
  }
  if (differ(from, to, "persistence"))
    out.push_back({fmt::format("ALTER SEQUENCE {} SET {}",
                               in_schema(to),
                               to.text("persistence") == "u" ? "UNLOGGED" : "LOGGED")});
  return out;
}

Statements drop(const Object& object, const Context& context) {
  auto out = drop_by_reference(object, context);
  out.front().hazards = {Hazard::data_loss};
  return out;
}

std::string owned_query(int /*version*/) {
  return "select 0, c.oid, 0, n.nspname, c.relname, 'owned by', tn.nspname, t.relname, a.attname "
         "from pg_class c join pg_namespace n on n.oid = c.relnamespace "
         "join pg_depend d on d.classid = 'pg_class'::regclass and d.objid = c.oid and "
         "d.deptype = 'a' and d.refclassid = 'pg_class'::regclass and d.refobjsubid > 0 "
         "join pg_class t on t.oid = d.refobjid join pg_namespace tn on tn.oid = t.relnamespace "
         "join pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid "
         "where c.relkind = 'S' and c.relpersistence <> 't' and $scope";
}

constexpr Property owned_properties[] = {
    {"schema", Policy::alter}, {"table", Policy::alter}, {"column", Policy::alter}};

std::vector<Reference> needs_column(const Object& object) {
  return {{"column", {object.text("schema"), object.text("table"), object.text("column")}}};
}

/// A new sequence for a column that was there goes on behind its values.
Statements own(const Object& object, const Folded& /*folded*/, const Context& context) {
  const auto table = sql::qualified(object.text("schema"), object.text("table"));
  const auto column = identifier(object.text("column"));
  Statements out{
      {fmt::format("ALTER SEQUENCE {} OWNED BY {}.{}", in_schema(object), table, column)}};
  const Name name{object.name.at(0), object.name.at(1)};
  const bool is_new = context.from.find(sequence_kind, name) == nullptr;
  const auto* sequence = context.to.find(sequence_kind, name);
  const bool was_there =
      context.from.find(column_kind,
                        {object.text("schema"), object.text("table"), object.text("column")}) !=
      nullptr;
  if (is_new && was_there && sequence != nullptr)
    out.push_back({continue_sequence(in_schema(object), table, column, *sequence)});
  return out;
}

Statements own_again(const Object& /*from*/, const Object& to, const Context& context) {
  return own(to, {}, context);
}

Statements disown(const Object& object, const Context& /*context*/) {
  return {{fmt::format("ALTER SEQUENCE {} OWNED BY NONE", in_schema(object))}};
}

std::int64_t number(const Object& object, std::string_view property) {
  return std::stoll(object.text(property));
}

}  // namespace

Bounds usual_bounds(std::string_view type, std::string_view increment) {
  std::string most = "9223372036854775807";
  std::string least = "-9223372036854775808";
  if (type == "integer") most = "2147483647", least = "-2147483648";
  if (type == "smallint") most = "32767", least = "-32768";
  return increment.starts_with('-') ? Bounds{least, "-1"} : Bounds{"1", most};
}

std::string continue_sequence(const std::string& sequence,
                              const std::string& table,
                              const std::string& column,
                              const Object& bounds) {
  const bool down = bounds.text("increment").starts_with('-');
  const auto* const last = down ? "min" : "max";
  return fmt::format("SELECT pg_catalog.setval({}, {}({})) FROM {} HAVING {}({}) {} {}",
                     quote_literal(sequence),
                     last,
                     column,
                     table,
                     last,
                     column,
                     down ? "<=" : ">=",
                     bounds.text("start"));
}

bool is_narrower(const Object& from, const Object& to) {
  return number(to, "min") > number(from, "min") || number(to, "max") < number(from, "max");
}

/// Where the new bounds leave out what the sequence may have given already it starts again; one
/// that has not reached them goes on from there.
Move move_sequence(const std::string& sequence, const Object& from, const Object& to) {
  if (number(to, "min") > number(from, "max") || number(to, "max") < number(from, "min"))
    return {.before = {}, .restart = to.text("start")};
  const bool down = to.text("increment").starts_with('-');
  const auto* const bound = down ? "max" : "min";
  const bool narrower =
      down ? number(to, "max") < number(from, "max") : number(to, "min") > number(from, "min");
  if (!narrower) return {};
  return {.before = fmt::format("SELECT pg_catalog.setval({}, {}, false) FROM {} WHERE last_value "
                                "{} {}",
                                quote_literal(sequence),
                                to.text(bound),
                                sequence,
                                down ? ">" : "<",
                                to.text(bound)),
          .restart = {}};
}

const Kind sequence_kind{.id = "sequence",
                         .sql = "SEQUENCE",
                         .query = query,
                         .properties = properties,
                         .create = create,
                         .alter = alter,
                         .drop = drop,
                         .reference = in_schema,
                         .names = "relation",
                         .has_owner = true,
                         .follows_owner = is_owned,
                         .has_rights = true};

const Kind owned_kind{.id = "sequence owner",
                      .sql = "SEQUENCE",
                      .part = "sequence",
                      .query = owned_query,
                      .words = 3,
                      .properties = owned_properties,
                      .create = own,
                      .alter = own_again,
                      .drop = disown,
                      .needs = needs_column};

}  // namespace migrate::catalog
