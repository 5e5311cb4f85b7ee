// Every column of the system catalogs is read by a kind, or left alone for a reason that is said in
// tests/data/catalog_columns.txt: what a new server brings is not missed in silence.
#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/kind.h"
#include "support/catch.h"
#include "support/cluster.h"
#include "support/majors.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <set>

using namespace migrate;
using namespace migrate::test;

namespace {

/// What the list was written for: of others it may name what they do not have.
constexpr int major_of_list = 15;

struct Entry {
  std::string reason;
  int since = 0;
};

Entry entry_of(const std::string& said) {
  const auto since = since_of("-- " + said);
  return {.reason = since.major == 0 ? said : since.why, .since = since.major};
}

/// `pg_class.relname` or `pg_cast.*`, and what is said of it.
std::map<std::string, Entry> read_list() {
  const auto text = files::read(std::filesystem::path(MIGRATE_TEST_DATA) / "catalog_columns.txt");
  std::map<std::string, Entry> out;
  for (const auto line : split_at(text, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    const auto space = line.find(' ');
    REQUIRE(space != std::string_view::npos);
    const bool is_new =
        out.emplace(line.substr(0, space), entry_of(std::string(line.substr(space + 1)))).second;
    INFO(line);
    CHECK(is_new);
  }
  return out;
}

std::set<std::string> columns_of_server(const std::string& url) {
  const auto rows = psql(url,
                         "select c.relname || '.' || a.attname from pg_attribute a join pg_class c "
                         "on c.oid = a.attrelid where c.relnamespace = 'pg_catalog'::regnamespace "
                         "and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped");
  std::set<std::string> out;
  for (const auto row : split_at(rows, '\n'))
    if (!row.empty()) out.emplace(row);
  return out;
}

/// The names in the texts of all queries.
std::set<std::string> words_of_queries(int server_version) {
  std::set<std::string> out;
  for (const auto* kind : catalog::kinds()) {
    if (kind->query == nullptr) continue;
    std::string word;
    for (const char c : kind->query(server_version) + " ") {
      if (std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_')
        word += c;
      else if (!word.empty())
        out.insert(std::exchange(word, ""));
    }
  }
  return out;
}

std::string all_of(const std::string& column) {
  return column.substr(0, column.find('.')) + ".*";
}

}  // namespace

TEST_CASE("each column of the system catalogs is read or left alone for a reason", "[majors]") {
  const Database database;
  const auto version = std::stoi(psql(database.socket_url(), "show server_version_num"));
  const auto list = read_list();
  const auto there = columns_of_server(database.socket_url());
  const auto words = words_of_queries(version);
  std::string unknown;
  for (const auto& column : there)
    if (!list.contains(column) && !list.contains(all_of(column))) unknown += column + " ";
  CHECK(unknown == "");

  std::string gone;
  std::string not_read;
  for (const auto& [column, entry] : list) {
    const auto name = column.substr(column.find('.') + 1);
    const auto is_it = [&](const std::string& one) {
      return name == "*" ? all_of(one) == column : one == column;
    };
    if (std::ranges::none_of(there, is_it))
      gone += entry.since > version / 10000 ? "" : column + " ";
    else if (entry.reason == "read" && !words.contains(name))
      not_read += column + " ";
  }
  if (version / 10000 == major_of_list) CHECK(gone == "");
  CHECK(not_read == "");
}
