#include "runner/recovery.h"

#include "migrate/sql/parse_tree.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>

namespace migrate::runner {

namespace {

using sql::quote_identifier;

/// `schema.table` of a RangeVar node, quoted.
std::string relation_name(const Json& node) {
  const auto& schema = node["schemaname"].text();
  const auto name = quote_identifier(node["relname"].text());
  return schema.empty() ? name : quote_identifier(schema) + "." + name;
}

/// The name in a list of String nodes, quoted.
std::string listed_name(const Json& list) {
  std::string out;
  for (const auto& item : list["List"]["items"].items()) {
    const auto& string = item["String"];
    const auto& part = string.find("sval") != nullptr ? string["sval"] : string["str"];
    out += (out.empty() ? "" : ".") + quote_identifier(part.text());
  }
  return out;
}

bool exists(pg::Connection& connection, const std::string& sql, const std::string& value) {
  return connection.query("select exists (" + sql + ")", {value}).single() == "t";
}

// ---- CREATE INDEX CONCURRENTLY

struct Index {
  std::string oid;
  bool valid = false;
  bool being_built = false;
  std::string name;       ///< without schema, as the catalog has it
  std::string qualified;  ///< quoted
};

std::vector<Index> indexes_of(pg::Connection& connection, const Json& statement) {
  const auto rows = connection.query(
      "select x.indexrelid, x.indisvalid, "
      "exists (select from pg_catalog.pg_stat_progress_create_index p "
      "where p.index_relid = x.indexrelid), c.relname, "
      "pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) "
      "from pg_catalog.pg_index x join pg_catalog.pg_class c on c.oid = x.indexrelid "
      "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
      "where x.indrelid = pg_catalog.to_regclass($1) order by 1",
      {relation_name(statement["relation"])});
  std::vector<Index> out;
  for (const auto& row : rows.rows)
    out.push_back({.oid = row[0].value_or(""),
                   .valid = row[1] == "t",
                   .being_built = row[2] == "t",
                   .name = row[3].value_or(""),
                   .qualified = row[4].value_or("")});
  return out;
}

Json index_before(pg::Connection& connection, const Json& statement) {
  auto out = Json::array();
  for (const auto& index : indexes_of(connection, statement))
    out.push(index.oid);
  return out;
}

std::string drop_of(const Index& index) {
  return "drop index concurrently " + index.qualified;
}

Settlement index_fate(pg::Connection& connection, const Json& statement, const Json& before) {
  const auto& wanted = statement["idxname"].text();
  const auto known = before.strings();
  auto indexes = indexes_of(connection, statement);
  std::erase_if(indexes, [&](const Index& index) {
    return std::find(known.begin(), known.end(), index.oid) != known.end() ||
           (!wanted.empty() && index.name != wanted);
  });
  if (indexes.empty()) return {.fate = Fate::not_done, .why = "there is no such index"};
  const auto& index = indexes.front();
  if (indexes.size() > 1)
    return {.fate = Fate::unknown, .why = "several new indexes stand on the table"};
  if (index.valid) return {.fate = Fate::done, .why = fmt::format("index {} is valid", index.name)};
  if (index.being_built)
    return {.fate = Fate::unknown,
            .why = fmt::format("another session is building index {}", index.name)};
  return {.fate = Fate::not_done,
          .why = fmt::format("index {} was left INVALID", index.name),
          .cleanup = {drop_of(index)}};
}

std::vector<std::string> invalid_index_in_the_way(pg::Connection& connection,
                                                  const Json& statement) {
  if (!statement["if_not_exists"].boolean()) return {};
  std::vector<std::string> out;
  for (const auto& index : indexes_of(connection, statement))
    if (index.name == statement["idxname"].text() && !index.valid && !index.being_built)
      out.push_back(drop_of(index));
  return out;
}

// ---- REINDEX CONCURRENTLY: can always run again, but may leave copies behind

constexpr std::string_view reindex_copies =
    "select x.indexrelid, pg_catalog.quote_ident(n.nspname) || '.' || "
    "pg_catalog.quote_ident(c.relname) from pg_catalog.pg_index x "
    "join pg_catalog.pg_class c on c.oid = x.indexrelid "
    "join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
    "where not x.indisvalid and c.relname ~ '_cc(new|old)[0-9]*$' and not exists "
    "(select from pg_catalog.pg_stat_progress_create_index p where p.index_relid = x.indexrelid) "
    "order by 2";

Json reindex_before(pg::Connection& connection, const Json& /*statement*/) {
  auto out = Json::array();
  for (const auto& oid : connection.query(std::string(reindex_copies)).column())
    out.push(oid);
  return out;
}

Settlement reindex_fate(pg::Connection& connection, const Json& /*statement*/, const Json& before) {
  Settlement out{.fate = Fate::not_done, .why = "REINDEX can run again", .cleanup = {}};
  const auto known = before.strings();
  for (const auto& row : connection.query(std::string(reindex_copies)).rows)
    if (std::find(known.begin(), known.end(), row[0].value_or("")) == known.end())
      out.cleanup.push_back("drop index concurrently " + row[1].value_or(""));
  return out;
}

// ---- what is there or is not

Settlement drop_index_fate(pg::Connection& connection, const Json& statement, const Json&) {
  const auto name = listed_name(statement["objects"].items().at(0));
  if (exists(connection, "select where pg_catalog.to_regclass($1) is not null", name))
    return {.fate = Fate::not_done, .why = fmt::format("index {} is still there", name)};
  return {.fate = Fate::done, .why = fmt::format("index {} is gone", name)};
}

/// An object of the whole cluster or database, by its name.
struct Named {
  std::string_view what;
  std::string_view sql;  ///< finds the one named $1
  std::string_view key;  ///< of the name in the statement's node
};

constexpr Named database{
    "database", "select from pg_catalog.pg_database where datname = $1", "dbname"};
constexpr Named tablespace{
    "tablespace", "select from pg_catalog.pg_tablespace where spcname = $1", "tablespacename"};
constexpr Named subscription{"subscription",
                             "select from pg_catalog.pg_subscription where subname = $1 and "
                             "subdbid = (select oid from pg_catalog.pg_database where datname = "
                             "pg_catalog.current_database())",
                             "subname"};
constexpr Named prepared{
    "prepared transaction", "select from pg_catalog.pg_prepared_xacts where gid = $1", "gid"};

template <const Named& named>
bool is_there(pg::Connection& connection, const Json& statement) {
  return exists(connection, std::string(named.sql), statement[named.key].text());
}

template <const Named& named>
Json there_before(pg::Connection& connection, const Json& statement) {
  return is_there<named>(connection, statement);
}

template <const Named& named>
std::string said(const Json& statement, std::string_view state) {
  return fmt::format("{} {} {}", named.what, statement[named.key].text(), state);
}

template <const Named& named>
Settlement created_fate(pg::Connection& connection, const Json& statement, const Json& before) {
  if (!is_there<named>(connection, statement))
    return {.fate = Fate::not_done, .why = said<named>(statement, "is not there")};
  if (before.boolean())
    return {.fate = Fate::not_done, .why = said<named>(statement, "was there before")};
  return {.fate = Fate::done, .why = said<named>(statement, "is there")};
}

template <const Named& named>
Settlement gone_fate(pg::Connection& connection, const Json& statement, const Json& /*before*/) {
  if (is_there<named>(connection, statement))
    return {.fate = Fate::not_done, .why = said<named>(statement, "is still there")};
  return {.fate = Fate::done, .why = said<named>(statement, "is gone")};
}

Settlement detach_fate(pg::Connection& connection, const Json& statement, const Json& /*before*/) {
  const auto parent = relation_name(statement["relation"]);
  const auto& command = statement["cmds"].items().at(0)["AlterTableCmd"];
  if (command["subtype"].text() != "AT_DetachPartition")
    return {.fate = Fate::unknown, .why = "the catalog cannot tell whether it took effect"};
  const auto child = relation_name(command["def"]["PartitionCmd"]["name"]);
  const auto rows = connection
                        .query(
                            "select inhdetachpending from pg_catalog.pg_inherits where inhparent = "
                            "pg_catalog.to_regclass($1) and inhrelid = pg_catalog.to_regclass($2)",
                            {parent, child})
                        .column();
  if (rows.empty())
    return {.fate = Fate::done, .why = fmt::format("{} is no partition of {}", child, parent)};
  if (rows.front() == "t")
    return {.fate = Fate::halfway,
            .why = fmt::format("the detachment of {} is pending", child),
            .cleanup = {fmt::format("alter table {} detach partition {} finalize", parent, child)}};
  return {.fate = Fate::not_done, .why = fmt::format("{} is still a partition", child)};
}

Settlement repeatable_fate(pg::Connection&, const Json&, const Json&) {
  return {.fate = Fate::not_done, .why = "it can run again"};
}

Json nothing_before(pg::Connection&, const Json&) {
  return {};
}

/// How statements of one kind are settled. `flag`: a member that must be true, or empty.
struct Kind {
  std::string_view node;
  std::string_view flag;
  Json (*before)(pg::Connection&, const Json&);
  Settlement (*fate)(pg::Connection&, const Json&, const Json&);
};

constexpr std::array kinds{
    Kind{"IndexStmt", "concurrent", index_before, index_fate},
    Kind{"DropStmt", "concurrent", nothing_before, drop_index_fate},
    Kind{"ReindexStmt", "", reindex_before, reindex_fate},
    Kind{"AlterTableStmt", "", nothing_before, detach_fate},
    Kind{"CreatedbStmt", "", there_before<database>, created_fate<database>},
    Kind{"DropdbStmt", "", nothing_before, gone_fate<database>},
    Kind{"CreateTableSpaceStmt", "", there_before<tablespace>, created_fate<tablespace>},
    Kind{"DropTableSpaceStmt", "", nothing_before, gone_fate<tablespace>},
    Kind{"CreateSubscriptionStmt", "", there_before<subscription>, created_fate<subscription>},
    Kind{"DropSubscriptionStmt", "", nothing_before, gone_fate<subscription>},
    Kind{"TransactionStmt", "gid", nothing_before, gone_fate<prepared>},
    Kind{"AlterSubscriptionStmt", "", nothing_before, repeatable_fate},
    Kind{"VacuumStmt", "", nothing_before, repeatable_fate},
    Kind{"ClusterStmt", "", nothing_before, repeatable_fate},
    Kind{"AlterSystemStmt", "", nothing_before, repeatable_fate},
    Kind{"AlterDatabaseStmt", "", nothing_before, repeatable_fate},
};

/// A kind and the statement's node of the parse tree.
struct Found {
  const Kind* kind = nullptr;
  Json node;
};

std::optional<Found> find_kind(std::string_view statement) {
  const auto tree = sql::parse_tree(statement);
  if (!tree) return std::nullopt;
  for (const auto& kind : kinds) {
    const auto* node = tree->find(kind.node);
    if (node != nullptr && (kind.flag.empty() || node->find(kind.flag) != nullptr))
      return Found{&kind, *node};
  }
  return std::nullopt;
}

}  // namespace

Json look_before(pg::Connection& connection, std::string_view statement) {
  const auto found = find_kind(statement);
  return found ? found->kind->before(connection, found->node) : Json();
}

std::vector<std::string> in_the_way(pg::Connection& connection, std::string_view statement) {
  const auto found = find_kind(statement);
  if (!found || found->kind->node != "IndexStmt") return {};
  return invalid_index_in_the_way(connection, found->node);
}

Settlement settle(pg::Connection& connection, std::string_view statement, const Json& before) {
  const auto found = find_kind(statement);
  if (!found)
    return {.fate = Fate::unknown, .why = "the catalog cannot tell whether it took effect"};
  return found->kind->fate(connection, found->node, before);
}

}  // namespace migrate::runner
