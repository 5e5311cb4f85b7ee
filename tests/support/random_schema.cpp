#include "support/random_schema.h"

#include <fmt/core.h>

#include <array>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace migrate::test {

namespace {

constexpr std::array tables{"t0", "t1", "t2", "t3"};
constexpr std::array partitions{"pt_1", "pt_2", "pt_rest"};

std::uint64_t mixed(std::uint64_t value) {
  value += 0x9e3779b97f4a7c15U;
  value = (value ^ (value >> 30U)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27U)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31U);
}

std::uint64_t hash_of(std::uint64_t seed, std::string_view key) {
  auto out = mixed(seed);
  for (const char c : key)
    out = mixed(out ^ static_cast<unsigned char>(c));
  return out;
}

using Words = std::initializer_list<std::string_view>;

/// Every choice has a name, so that two schemas can differ in few of them. What cannot be without
/// something else is there only with it.
class Writer {
 public:
  explicit Writer(const RandomSchema& schema) : schema_(schema) {}

  std::string schema() {
    types();
    functions();
    for (const auto* table : tables)
      if (has_table(table)) create_table(table);
    partitioned();
    children();
    for (const auto* table : tables)
      if (has_table(table)) references(table);
    views();
    return sql_;
  }

  std::string rows() {
    for (const auto* table : tables)
      if (has_table(table)) insert(table, table);
    if (has_parent()) {
      for (const auto* partition : partitions)
        if (pick(partition, 3) != 0) insert("pt", partition);
    }
    if (has_child()) insert("t0", "child");
    return sql_;
  }

 private:
  [[nodiscard]] std::size_t pick(const std::string& key, std::size_t count) const {
    const bool differs = schema_.other != 0 &&
                         hash_of(schema_.seed ^ schema_.other, "?" + key) % 100 < schema_.percent;
    return hash_of(differs ? schema_.other : schema_.seed, key) % count;
  }

  [[nodiscard]] std::string_view pick(const std::string& key, Words words) const {
    return *(words.begin() + pick(key, words.size()));
  }

  [[nodiscard]] bool maybe(const std::string& key, std::size_t percent) const {
    return pick(key, 100) < percent;
  }

  template <typename... Args>
  void say(std::string_view form, const Args&... args) {
    sql_ += fmt::format(fmt::runtime(form), args...) + ";\n";
  }

  void types() {
    say("create type mood as enum ({})",
        pick("mood", {"'a'", "'a', 'b'", "'b', 'a'", "'a', 'b', 'c'", "'a', 'x', 'b'"}));
    say("create domain positive as integer{}",
        pick("positive",
             {"",
              " check (value > 0)",
              " constraint more check (value > -5)",
              " default 7 check (value > 0)"}));
    say("create sequence numbers {}",
        pick("numbers", {"", "increment by 2", "start with 5 cache 10", "as integer cycle"}));
    if (maybe("mood.comment", 30)) say("comment on type mood is 'how it is'");
    if (maybe("positive.grant", 20)) say("revoke usage on domain positive from public");
  }

  void functions() {
    say("create function twice(n integer) returns integer language {} immutable as $$ {} $$",
        maybe("twice.sql", 60) ? "sql" : "plpgsql",
        maybe("twice.sql", 60)
            ? pick("twice", {"select n * 2", "select n + n", "select 2 * n"})
            : pick("twice", {"begin return n * 2; end", "begin return 2 * n; end"}));
    say("create function touch() returns trigger language plpgsql as $$ begin {} end $$",
        pick("touch", {"return new;", "new.id = new.id; return new;"}));
    if (maybe("tally", 40))
      say("create aggregate tally(integer) (sfunc = int4pl, stype = integer, initcond = '{}')",
          pick("tally.init", {"0", "1"}));
  }

  [[nodiscard]] bool has_table(const std::string& table) const { return maybe(table, 85); }

  [[nodiscard]] bool has_column(const std::string& table, const std::string& column) const {
    return maybe(table + "." + column, 70);
  }

  [[nodiscard]] std::string_view id_of(const std::string& table) const {
    return pick(table + ".id", {"integer", "bigint", "integer", "bigint"});
  }

  [[nodiscard]] bool has_key(const std::string& table) const { return maybe(table + ".key", 80); }

  /// The types of a column can be cast to one another.
  [[nodiscard]] std::string_view type_of(const std::string& table,
                                         const std::string& column) const {
    const auto key = table + "." + column + ".type";
    if (column == "number") return pick(key, {"integer", "bigint", "numeric(10,2)", "positive"});
    if (column == "word") return pick(key, {"text", "character varying(40)", "text collate \"C\""});
    if (column == "mood") return pick(key, {"mood", "mood", "text"});
    if (column == "moods") return "mood[]";
    if (column == "day") return pick(key, {"date", "timestamp with time zone"});
    return "boolean";
  }

  [[nodiscard]] std::string_view default_of(const std::string& table,
                                            const std::string& column) const {
    const auto key = table + "." + column + ".default";
    if (column == "number") return pick(key, {"", "1", "2", "twice(3)"});
    if (column == "word") return pick(key, {"", "'w'", "'it''s'", "lower('W')"});
    if (column == "mood") return pick(key, {"", "'a'", "'a'"});
    if (column == "moods") return pick(key, {"", "'{a}'"});
    if (column == "day") return pick(key, {"", "'2020-02-02'", "now()"});
    return pick(key, {"", "true", "false"});
  }

  static std::vector<std::string> columns() {
    return {"number", "word", "mood", "moods", "day", "good"};
  }

  [[nodiscard]] std::string column_text(const std::string& table, const std::string& column) const {
    auto out = fmt::format("{} {}", column, type_of(table, column));
    const auto value = default_of(table, column);
    if (!value.empty()) {
      out += fmt::format(" default {}", value);
      // Rows that are there get the default: they hold no null.
      if (maybe(table + "." + column + ".null", 50)) out += " not null";
    }
    return out;
  }

  [[nodiscard]] std::string id_text(const std::string& table) const {
    auto out = fmt::format("id {} not null", id_of(table));
    out += pick(table + ".id.by",
                {"",
                 "",
                 " generated by default as identity",
                 " generated always as identity (increment by 2)",
                 " default nextval('numbers')"});
    return out;
  }

  void create_table(const std::string& table) {
    auto text = id_text(table);
    for (const auto& column : columns())
      if (has_column(table, column)) text += ", " + column_text(table, column);
    if (maybe(table + ".ref", 50)) text += ", ref bigint";
    if (has_generated(table))
      text += fmt::format(", later integer generated always as ({}) stored",
                          pick(table + ".later.as", {"id * 2", "twice(id::integer)"}));
    say("create{} table {} ({})", maybe(table + ".unlogged", 10) ? " unlogged" : "", table, text);
    constraints(table);
    indexes(table);
    extras(table);
  }

  [[nodiscard]] bool has_generated(const std::string& table) const {
    return maybe(table + ".later", 25);
  }

  void constraints(const std::string& table) {
    if (has_key(table))
      say("alter table {} add constraint {}_key {}",
          table,
          table,
          pick(table + ".key.as",
               {"primary key (id)", "unique (id)", "primary key (id) with (fillfactor = 80)"}));
    if (has_column(table, "number") && maybe(table + ".check", 40))
      say("alter table {} add constraint {}_number check ({})",
          table,
          table,
          pick(table + ".check.as",
               {"number > 0", "number >= 0", "twice(number::integer) > number"}));
    if (has_column(table, "word") && maybe(table + ".words", 20))
      say("alter table {} add constraint {}_words unique (id, word)", table, table);
  }

  void indexes(const std::string& table) {
    const auto index = [&](const std::string& name, const std::string& column, Words forms) {
      if (!column.empty() && !has_column(table, column)) return;
      if (!maybe(table + "." + name, 40)) return;
      say("create index {}_{} on {} {}",
          table,
          name,
          table,
          pick(table + "." + name + ".as", forms));
    };
    index("by_number", "number", {"(number)", "(number desc, id)", "(number) where number > 0"});
    index("by_word", "word", {"(lower(word))", "(word, id)", "using hash (word)"});
    index("by_twice", "", {"(twice(id::integer))", "(twice(id::integer) desc)"});
    index(
        "by_mood", "mood", {"(mood)", "(mood) include (id)", "(mood, id) with (fillfactor = 70)"});
    if (has_column(table, "day") && has_column(table, "good") && maybe(table + ".both", 20))
      say("create statistics {}_both on day, good from {}", table, table);
  }

  void extras(const std::string& table) {
    if (maybe(table + ".trigger", 30))
      say("create trigger touched before {} on {} for each row execute function touch()",
          pick(table + ".trigger.on", {"insert", "insert or update", "update"}),
          table);
    if (maybe(table + ".policy", 25)) {
      say("alter table {} enable row level security", table);
      say("create policy mine on {} using ({})",
          table,
          pick(table + ".policy.as", {"true", "id > 0", "twice(id::integer) > 0"}));
    }
    if (maybe(table + ".comment", 30))
      say("comment on table {} is '{}'", table, pick(table + ".comment.as", {"one", "it''s two"}));
    if (has_column(table, "word") && maybe(table + ".word.comment", 30))
      say("comment on column {}.word is 'said'", table);
    if (maybe(table + ".grant", 30))
      say("grant {} on {} to random_reader",
          pick(table + ".grant.as", {"select", "select, insert", "all"}),
          table);
    if (has_column(table, "number") && maybe(table + ".number.grant", 20))
      say("grant update (number) on {} to random_reader", table);
    if (has_column(table, "number") && maybe(table + ".number.statistics", 15))
      say("alter table {} alter number set statistics 50", table);
  }

  void references(const std::string& table) {
    if (!maybe(table + ".ref", 50)) return;
    const std::string other = tables.at(pick(table + ".ref.to", tables.size()));
    // A logged table cannot refer to one that is not.
    const auto is_unlogged = [this](const std::string& one) {
      return maybe(one + ".unlogged", 10);
    };
    if (!has_table(other) || !has_key(other) || is_unlogged(table) != is_unlogged(other)) return;
    say("alter table {} add constraint {}_ref foreign key (ref) references {} (id){}",
        table,
        table,
        other,
        pick(table + ".ref.as", {"", " on delete cascade", " deferrable"}));
  }

  [[nodiscard]] bool has_parent() const { return maybe("pt", 60); }

  /// Partitions are attached, or tables that could be.
  void partitioned() {
    if (!has_parent()) return;
    std::string text = "id integer not null";
    for (const auto& column : columns())
      if (has_column("pt", column)) text += ", " + column_text("pt", column);
    say("create table pt ({}) partition by range (id)", text);
    if (maybe("pt.check", 30)) say("alter table pt add constraint small check (id < 1000)");
    for (const auto* partition : partitions)
      if (pick(partition, 3) != 0) create_partition(partition, text);
    if (maybe("pt.key", 50)) say("alter table pt add constraint pt_key primary key (id)");
    if (has_column("pt", "word") && maybe("pt.by_word", 40))
      say("create index pt_by_word on pt (word)");
    if (maybe("pt.trigger", 30))
      say("create trigger touched before insert on pt for each row execute function touch()");
    for (const auto* partition : partitions)
      if (pick(partition, 3) == 1)
        say("alter table pt attach partition {} {}", partition, bounds_of(partition));
  }

  void create_partition(const std::string& partition, const std::string& text) {
    say("create table {} ({}{})",
        partition,
        text,
        maybe("pt.check", 30) ? ", constraint small check (id < 1000)" : "");
    if (has_column("pt", "word") && maybe(partition + ".default", 30))
      say("alter table {} alter word set default 'own'", partition);
    if (has_column("pt", "word") && maybe(partition + ".by_word", 20))
      say("create index {}_mine on {} (word)", partition, partition);
  }

  static std::string bounds_of(const std::string& partition) {
    if (partition == "pt_1") return "for values from (0) to (10)";
    if (partition == "pt_2") return "for values from (10) to (20)";
    return "default";
  }

  [[nodiscard]] bool has_child() const { return has_table("t0") && maybe("child", 50); }

  void children() {
    if (!has_child()) return;
    say("create table child (more text) inherits (t0)");
    if (has_column("t0", "word") && maybe("child.default", 40))
      say("alter table child alter word set default 'own'");
  }

  void views() {
    if (has_table("t0")) {
      std::string list = "id";
      for (const auto* column : {"number", "mood"})
        if (has_column("t0", column)) list += fmt::format(", {}", column);
      if (maybe("v0", 70)) {
        say("create view v0 as select {} from t0 where {}",
            list,
            pick("v0.where", {"true", "id > 0", "twice(id::integer) > 2"}));
        if (maybe("v0.grant", 40)) say("grant select on v0 to random_reader");
        if (maybe("v1", 60))
          say("create view v1 as select {} from v0", pick("v1.as", {"id", "id, id * 2 as two"}));
        if (maybe("v1", 60) && maybe("v1.comment", 40)) say("comment on view v1 is 'on top'");
      }
    }
    if (has_table("t1") && maybe("m0", 50)) {
      say("create materialized view m0 as select id, count(*) as many from t1 group by id{}",
          maybe("m0.as", 50) ? "" : " having count(*) > 0");
      if (maybe("m0.index", 50)) say("create unique index m0_id on m0 (id)");
    }
    if (has_parent() && maybe("v2", 40)) say("create view v2 as select id from pt");
  }

  /// Three rows, into one table, of the columns of another.
  void insert(const std::string& like, const std::string& table) {
    std::string names = "id";
    std::string values = "n";
    for (const auto& column : columns()) {
      if (!has_column(like, column)) continue;
      names += ", " + column;
      values += ", " + value_of(column);
    }
    if (table == "child") names += ", more", values += ", 'more'";
    const int first = table == "pt_2" ? 11 : table == "pt_rest" ? 31 : table == "child" ? 101 : 1;
    say("insert into {} ({}) overriding system value select {} from generate_series({}, {}) n",
        table,
        names,
        values,
        first,
        first + 2);
  }

  static std::string value_of(const std::string& column) {
    if (column == "number") return "n + 1";
    if (column == "word") return "'word ' || n";
    if (column == "mood") return "'a'";
    if (column == "moods") return "'{a,a}'";
    if (column == "day") return "'2021-01-01'";
    return "n > 1";
  }

  const RandomSchema& schema_;
  std::string sql_;
};

}  // namespace

std::string RandomSchema::sql() const {
  return Writer(*this).schema();
}

std::string RandomSchema::rows() const {
  return Writer(*this).rows();
}

}  // namespace migrate::test
