#include "support/schemas.h"

#include "migrate/base/strings.h"
#include "migrate/catalog/introspect.h"
#include "migrate/pg/url.h"
#include "support/project.h"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <set>
#include <stdexcept>

namespace migrate::test {

namespace {

std::multiset<std::string> statements_of(const std::string& dump) {
  std::multiset<std::string> out;
  for (std::size_t start = 0; start < dump.size();) {
    auto end = dump.find(";\n", start);
    end = end == std::string::npos ? dump.size() : end + 2;
    out.insert(dump.substr(start, end - start));
    start = end;
  }
  return out;
}

/// With its lines, or words, in the order of the alphabet.
std::string sorted(const std::string& statement, char at) {
  std::multiset<std::string> lines;
  for (const auto line : split_at(statement, at))
    lines.emplace(line.ends_with(',') ? line.substr(0, line.size() - 1) : line);
  std::string out;
  for (const auto& line : lines)
    out += line + "\n";
  return out;
}

std::multiset<std::string> statements_of(const std::string& dump, Columns columns) {
  auto all = statements_of(dump);
  if (columns == Columns::in_order) return all;
  std::multiset<std::string> out;
  for (const auto& one : all) {
    if (one.find("CREATE STATISTICS ") != std::string::npos)
      out.insert(sorted(one, ' '));
    else if (one.find("CREATE ") != std::string::npos && one.find("TABLE ") != std::string::npos)
      out.insert(sorted(one, '\n'));
    else
      out.insert(one);
  }
  return out;
}

std::string unequal(const std::string& made, const std::string& wanted, Columns columns) {
  const auto left = statements_of(made, columns);
  const auto right = statements_of(wanted, columns);
  std::string out;
  for (const auto& one : left)
    if (left.count(one) != right.count(one)) out += "made: " + one;
  for (const auto& one : right)
    if (left.count(one) != right.count(one)) out += "wanted: " + one;
  return out;
}

/// Dumped, loaded into an empty database, dumped again.
std::string dumped_twice(const std::string& url) {
  const auto dumped = run_program("pg_dump", {"--schema-only", "-d", url});
  const TemporaryFolder folder;
  const auto file = folder.path() / "dump.sql";
  std::ofstream(file) << dumped.out;
  const Database again;
  load_sql(again.socket_url(), file);
  return pg_dump_schema(again.socket_url());
}

}  // namespace

const diff::Options everything{.allow = {catalog::Hazard::data_loss}};

void load_sql(const std::string& url, const std::filesystem::path& file) {
  const auto loaded =
      run_program("psql", {"-Xq", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", file.string()});
  if (loaded.status != 0) throw std::runtime_error(file.string() + ": " + loaded.err);
}

catalog::Snapshot snapshot_of(const std::string& url) {
  auto connection = pg::Connection::open(pg::parse_url(url, {}));
  return catalog::introspect(connection, {});
}

std::string text_of(const diff::Plan& plan) {
  std::string out;
  for (const auto& statement : plan.statements)
    out += statement.sql + ";\n";
  return out;
}

std::string run(const diff::Plan& plan, const std::string& url) {
  auto connection = pg::Connection::open(pg::parse_url(url, {}));
  if (!plan.needs_commits) connection.execute("begin");
  for (const auto& statement : plan.statements) {
    try {
      connection.execute(statement.sql);
    } catch (const Error& error) {
      return error.message() + "\nat: " + statement.sql + "\nof:\n" + text_of(plan);
    }
  }
  if (!plan.needs_commits && connection.execute("commit").command != "COMMIT") return "no commit";
  return {};
}

std::string difference(const std::string& made, const std::string& wanted, Columns columns) {
  if (!can_be_dumped(made)) return {};
  auto out = unequal(pg_dump_schema(made), pg_dump_schema(wanted), columns);
  if (!out.empty()) out = unequal(dumped_twice(made), dumped_twice(wanted), columns);
  return out;
}

std::string tables_without_rows(const std::string& url) {
  std::string out;
  const auto tables = psql(
      url,
      "select c.oid::regclass from pg_class c join pg_namespace n on n.oid = c.relnamespace where "
      "c.relkind = 'r' and n.nspname not in ('pg_catalog', 'information_schema') and not exists "
      "(select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 having count(*) = 0)");
  for (const auto table : split_at(tables, '\n'))
    if (!table.empty() && psql(url, "select count(*) from only " + std::string(table)) == "0")
      out += std::string(table) + " ";
  return out;
}

Trip::Trip(std::string url) : url_(std::move(url)), before_(look()) {}

std::map<std::string, Trip::Table> Trip::look() const {
  std::map<std::string, Table> out;
  auto connection = pg::Connection::open(pg::parse_url(url_, {}));
  const auto rows = psql(
      url_,
      "select c.oid::regclass, c.relfilenode, quote_ident(a.attname), format_type(a.atttypid, "
      "a.atttypmod) || coalesce((select ' of ' || string_agg(m.attname, ' ' order by m.attnum) "
      "from pg_type t left join pg_type e on e.oid = t.typelem join pg_attribute m on "
      "m.attrelid = coalesce(nullif(t.typrelid, 0), e.typrelid) where t.oid = a.atttypid and "
      "m.attnum > 0 and not m.attisdropped), '') from pg_class c join pg_namespace n on n.oid = "
      "c.relnamespace join "
      "pg_attribute a on a.attrelid = c.oid where c.relkind = 'r' and a.attnum > 0 and not "
      "a.attisdropped and a.attgenerated = '' and n.nspname not in ('pg_catalog', "
      "'information_schema')");
  for (const auto row : split_at(rows, '\n')) {
    const auto parts = split_at(row, '|');
    if (parts.size() != 4) continue;
    auto& table = out[std::string(parts[0])];
    table.file = parts[1];
    const auto values = connection.execute(fmt::format(
        "select string_agg(quote_nullable({0}::text), E'\\n' order by {0}::text collate \"C\") "
        "from only {1}",
        parts[2],
        parts[0]));
    table.columns[std::string(parts[2]) + " " + std::string(parts[3])] =
        values.rows.front().front().value_or("");
  }
  return out;
}

std::string Trip::lost(const diff::Plan& plan) const {
  std::string out;
  const auto after = look();
  const auto text = text_of(plan);
  for (const auto& [name, table] : before_) {
    const auto found = after.find(name);
    if (found == after.end()) continue;
    for (const auto& [column, values] : table.columns)
      if (const auto now = found->second.columns.find(column);
          now != found->second.columns.end() && now->second != values)
        out += fmt::format("{}.{} was {} and is {}\n", name, column, values, now->second);
    const auto rewrites = [&](const catalog::Statement& one) {
      return std::ranges::find(one.hazards, catalog::Hazard::table_rewrite) != one.hazards.end() ||
             std::ranges::find(one.hazards, catalog::Hazard::data_loss) != one.hazards.end();
    };
    if (found->second.file != table.file && std::ranges::none_of(plan.statements, rewrites))
      out += name + " was written again, and no statement says so\n";
  }
  return out;
}

}  // namespace migrate::test
