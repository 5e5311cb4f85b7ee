#include "fault/ledger.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <poll.h>

#include <algorithm>
#include <chrono>

namespace migrate::test {

namespace {

constexpr std::string_view mark = "insert into ledger values ('";
constexpr std::string_view index_mark = "create index concurrently";
constexpr std::string_view undo_mark = "delete from ledger where revision = '";

std::string traces(const std::string& id, const Shape& shape) {
  auto sql = fmt::format("{}{}');\n", mark, id);
  if (shape.content == Content::tables)
    sql += fmt::format(
        "create table t_{0}(n int);\ninsert into t_{0} select generate_series(1, 3);\n", id);
  if (shape.sleep > 0) sql += fmt::format("select pg_sleep({});\n", shape.sleep);
  if (shape.content == Content::tables) sql += fmt::format("create index i_{0} on t_{0}(n);\n", id);
  return sql;
}

std::string undoing(const std::string& id, const Shape& shape) {
  auto sql = fmt::format("{}{}';\n", undo_mark, id);
  if (shape.content == Content::tables) sql += fmt::format("drop table t_{};\n", id);
  return sql;
}

std::string index_outside(const std::string& id, const Shape& shape) {
  return fmt::format("{0}{1}');\n{2} i_{1} on big({3});\n",
                     mark,
                     id,
                     index_mark,
                     shape.slow_index ? "slow(n)" : "n");
}

/// What an interrupted build or section leaves, and its end must not.
std::string remains(const Session& session) {
  std::string out;
  if (session.run("select count(*) from pg_index where not indisvalid") != "0")
    out += "an INVALID index stays\n";
  if (session.run("select count(*) from migrate_progress") != "0")
    out += "the journal has rows of a section that is done\n";
  return out;
}

std::string_view statement_of(const WireMessage& message) {
  if (message.from != Sender::client) return {};
  if (message.type == 'Q') return message.body;
  if (message.type != 'P' || message.body.empty()) return {};
  return message.body.substr(1);  // the statement has no name
}

std::size_t number_in(const std::string& text) {
  return std::stoul(text.empty() ? "0" : text);
}

}  // namespace

/// The traces of one migration.
struct LedgerProject::Found {
  std::string id;
  std::size_t in_ledger = 0;
  std::size_t pieces = 0;  ///< of what it makes
  long recorded = 0;       ///< succeeded upgrades less downgrades
};

LedgerProject::LedgerProject(const std::string& url, const Shape& shape)
    : shape_(shape), project_(url, shape.config) {
  std::string parent = "~";
  for (std::size_t i = 1; i <= shape.migrations; ++i) {
    const auto id = id_of(i);
    if (is_outside(i)) {
      project_.add(id,
                   parent,
                   "-- migrate:upgrade transaction=off\n" + index_outside(id, shape) +
                       "-- migrate:downgrade\n" +
                       fmt::format("{0}{1}'; drop index i_{1};\n", undo_mark, id));
    } else {
      project_.add(id,
                   parent,
                   "-- migrate:upgrade\n" + traces(id, shape) + "-- migrate:downgrade\n" +
                       undoing(id, shape));
    }
    parent = id;
  }
}

std::string LedgerProject::prelude() {
  return "create table ledger(revision text not null);"
         "create table big(n int); insert into big select generate_series(1, 1000);"
         "create function slow(n int) returns int language plpgsql immutable as $$"
         " begin perform pg_sleep(0.006) where n <= 50; return n; end $$";
}

bool LedgerProject::is_outside(std::size_t index) const {
  return shape_.outside.contains(index);
}

std::vector<LedgerProject::Found> LedgerProject::look(const Session& session) const {
  const bool has_history = session.run("select to_regclass('migrate_history') is not null") == "t";
  const std::string recorded =
      has_history
          ? "(select count(*) filter (where direction = 'upgrade') - count(*) filter (where "
            "direction = 'downgrade') from migrate_history h where h.revision = ids.id and outcome "
            "= 'succeeded')"
          : "0";
  const auto rows =
      rows_of(session,
              fmt::format(R"(select id, (select count(*) from ledger where revision = id),
                            (to_regclass('t_' || id) is not null)::int +
                              (select count(*) from pg_index where indexrelid = to_regclass('i_' || id)
                               and indisvalid and indisready),
                            {}
                     from (select lpad(n::text, 4, '0') as id from generate_series(1, {}) n) ids
                     order by id)",
                          recorded,
                          shape_.migrations));
  std::vector<Found> out;
  for (const auto& row : rows)
    out.push_back({.id = row.at(0),
                   .in_ledger = number_in(row.at(1)),
                   .pieces = number_in(row.at(2)),
                   .recorded = std::stol(row.at(3))});
  return out;
}

std::size_t LedgerProject::applied(const Session& session) const {
  const auto found = look(session);
  return static_cast<std::size_t>(
      std::count_if(found.begin(), found.end(), [](const Found& one) { return one.recorded > 0; }));
}

std::string LedgerProject::broken(const Session& session, Stage stage) const {
  std::string out;
  std::string newest;
  const auto found = look(session);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const auto& one = found[i];
    const auto say = [&](const std::string& what) {
      out += fmt::format("{} {} (in the ledger {} times, {} of its pieces, recorded {} times)\n",
                         one.id,
                         what,
                         one.in_ledger,
                         one.pieces,
                         one.recorded);
    };
    const std::size_t whole = is_outside(i + 1) ? 1 : (shape_.content == Content::tables ? 2 : 0);
    if (one.in_ledger > 1) say("was applied more than once");
    if (one.recorded < 0 || one.recorded > 1) say("is recorded more than once");
    if (one.recorded == 1 && (one.in_ledger == 0 || one.pieces != whole))
      say("is recorded and not wholly there");
    if (one.recorded == 0 && one.in_ledger > 0 && !is_outside(i + 1)) say("is not recorded");
    if (one.recorded == 0 && one.pieces > 0 && !is_outside(i + 1)) say("is there in part");
    if (one.recorded == 1 && i > 0 && found[i - 1].recorded == 0) say("came before its parent");
    if (stage == Stage::complete && one.recorded != 1) say("is missing");
    if (stage == Stage::undone && (one.recorded != 0 || one.in_ledger != 0)) say("is still there");
    if (one.recorded == 1) newest = one.id;
  }
  if (session.run("select to_regclass('migrate_version') is not null") == "t") {
    const auto rows = session.run(
        "select coalesce(string_agg(version_num, ',' order by version_num), '') from "
        "migrate_version");
    if (rows != newest)
      out +=
          fmt::format("the version table says '{}', the newest recorded is '{}'\n", rows, newest);
  } else if (!newest.empty()) {
    out += "there is no version table\n";
  }
  return stage == Stage::interrupted ? out : out + remains(session);
}

std::string id_of(std::size_t number) {
  return fmt::format("{:04}", number);
}

std::optional<std::string> migration_begun(const WireMessage& message) {
  const auto text = statement_of(message);
  for (const auto& first : {mark, undo_mark})
    if (text.starts_with(first)) return std::string(text.substr(first.size(), 4));
  return std::nullopt;
}

bool begins_transaction(const WireMessage& message) {
  return statement_of(message).starts_with("begin");
}

bool commits_transaction(const WireMessage& message) {
  return statement_of(message).starts_with("commit");
}

bool builds_index(const WireMessage& message) {
  return statement_of(message).starts_with(index_mark);
}

std::vector<std::vector<std::string>> rows_of(const Session& session, const std::string& query) {
  const auto text = session.run(
      "select coalesce(string_agg(translate(q::text, '()', ''), ';'), '') from (" + query + ") q");
  std::vector<std::vector<std::string>> out;
  for (const auto& line : split_at(text, ';'))
    if (!line.empty()) {
      auto& row = out.emplace_back();
      for (const auto& field : split_at(line, ','))
        row.emplace_back(field);
    }
  return out;
}

std::string left_behind(const Session& session, bool pooled) {
  const std::string others =
      "select coalesce(string_agg(format('pid %s (%s): %s', pid, state, query), E'\\n'), '')"
      " from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
      " and backend_type = 'client backend'" +
      std::string(pooled ? " and state <> 'idle'" : "");
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  constexpr auto advisory =
      "select coalesce(string_agg(format('pid %s (%s, %s)', l.pid, a.state, a.query), E'\n'), '')"
      " from pg_locks l join pg_database d on d.oid = l.database left join pg_stat_activity a on"
      " a.pid = l.pid where l.locktype = 'advisory' and d.datname = current_database()";
  auto who = session.run(others);
  auto locks = session.run(advisory);
  while ((!who.empty() || !locks.empty()) && std::chrono::steady_clock::now() < deadline) {
    ::poll(nullptr, 0, 5);
    who = session.run(others);
    locks = session.run(advisory);
  }
  std::string out;
  if (!who.empty()) out += "backends stay: " + who + "\n";
  if (!locks.empty()) out += "advisory locks stay: " + locks + "\n";
  if (session.run("select count(*) from pg_prepared_xacts where database = current_database()") !=
      "0")
    out += "a prepared transaction stays\n";
  return out;
}

}  // namespace migrate::test
