// `${KEY}` in migrations: -x, `placeholders`.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// A header with placeholders on, behind `down`.
std::string on(const std::string& down) {
  return down + "\n-- placeholders: true";
}

std::string values(const Database& database) {
  return psql(database.socket_url(), "select v from seen order by id");
}

constexpr auto seen_table = "create table seen(id int generated always as identity, v text)";

}  // namespace

TEST_CASE("values fill the statements of upgrade, verify and downgrade", "[placeholders]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Database database(seen_table);
  const Project project(database.socket_url());
  const std::string mode(off);
  project.add(
      "0001",
      on("~"),
      "-- migrate:upgrade" + mode +
          "\ncreate table \"${schema}\".\"${table} x\" (n int);\n"
          "insert into ${schema}.seen(v) values ('${text}'), ($t${text}$t$), (E'\\${text}'),"
          " ('$${text}'); -- ${nothing}\n"
          "copy seen(v) from stdin;\n${text}\n\\.\n"
          "-- migrate:verify\nselect 1 / (count(*) = 5)::int from ${schema}.seen;\n"
          "-- migrate:downgrade" +
          mode + "\ndrop table \"${schema}\".\"${table} x\";\n");
  const std::vector<std::string> given{
      "-x", "schema=public", "-x", "table=a;b--", "-x", "text=it''s ${table}; -- [a,b]"};
  auto args = given;
  args.insert(args.end(), {"upgrade", "head"});
  const auto up = project.run(args);
  INFO(up.err);
  REQUIRE(up.status == 0);
  CHECK(values(database) == "it's ${table}; -- [a,b]\n{text}\n${text}\n$${text}\n${text}");
  CHECK(psql(database.socket_url(), "select to_regclass('\"a;b-- x\"') is not null") == "t");
  const auto without = project.run({"downgrade", "base"});
  CHECK(without.status == 2);
  CHECK_THAT(without.err, Contains("versions/0001.sql:14:13") && Contains("-x schema=VALUE"));
  args = {"downgrade", "base"};
  args.insert(args.end(), given.begin(), given.end());
  CHECK(project.run(args).status == 0);
  CHECK(psql(database.socket_url(), "select to_regclass('\"a;b-- x\"') is null") == "t");
}

TEST_CASE("the history keeps the text without values", "[placeholders]") {
  const Database database(seen_table);
  const Project project(database.socket_url());
  project.add("0001",
              on("~"),
              "-- migrate:upgrade\ninsert into seen(v) values ('${v}');\n"
              "-- migrate:downgrade\ndelete from seen where v = '${v}';\n");
  const auto checksums = [&](const std::string& value) {
    REQUIRE(project.run({"upgrade", "head", "-x", "v=" + value}).status == 0);
    const auto out =
        history(database, "checksum, token_checksum, downgrade_sql, downgrade_options");
    REQUIRE(project.run({"downgrade", "base", "-x", "v=" + value}).status == 0);
    psql(database.socket_url(), "truncate migrate_history");
    return out;
  };
  const auto first = checksums("1");
  CHECK(first == checksums("2"));
  CHECK_THAT(first, Contains("delete from seen where v = '${v}';|placeholders=on"));
}

TEST_CASE("placeholders are on where config or header say so", "[placeholders]") {
  const auto [config, header, is_on] = GENERATE(table<const char*, const char*, bool>(
      {{"{}\n", "", false},
       {"placeholders: false\n", "", false},
       {"placeholders: true\n", "", true},
       {"{}\n", "\n-- placeholders: true", true},
       {"placeholders: true\n", "\n-- placeholders: false", false}}));
  const Database database(seen_table);
  const Project project(database.socket_url(), config);
  project.up("0001", "~" + std::string(header), "insert into seen(v) values ('${v}');");
  const auto done = project.run({"-x", "v=1", "upgrade", "-x", "v=2", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(values(database) == (is_on ? "2" : "${v}"));
}

TEST_CASE("scripts and dry runs show the values", "[placeholders]") {
  const Database database(seen_table);
  const Project project(database.socket_url());
  project.add("0001",
              on("~"),
              "-- migrate:upgrade\ninsert into seen(v) values ('${v}'); -- ${v}\n"
              "-- migrate:downgrade\ninsert into seen(v) values ('not ${v}');\n");
  const auto dry = project.run({"upgrade", "--dry-run", "-v", "-x", "v=1"});
  CHECK(dry.status == 0);
  CHECK_THAT(dry.out, Contains("values ('1'); -- ${v}\n"));
  const auto script = project.run({"upgrade", "--sql", "-x", "v=1"});
  CHECK(script.status == 0);
  psql(database.socket_url(), script.out);
  CHECK(project.run({"upgrade", "--sql"}).status == 2);
  psql(database.socket_url(), project.run({"downgrade", "--sql", "head:base", "-x", "v=1"}).out);
  CHECK(values(database) == "1\nnot 1");
  CHECK_THAT(history(database, "downgrade_sql"), Contains("'not ${v}'"));
}

TEST_CASE("an error of the server is placed in the file, not in what was sent", "[placeholders]") {
  const auto* const off = GENERATE("", " transaction=off");
  const auto [sql, place] =
      GENERATE(table<const char*, const char*>({{"select '${a}',\n  1 / 0, nope;", "5:10"},
                                                {"select '${a}${a}', '\xC3\xA4', nope;", "4:25"},
                                                {"select 1, ${b} from seen;", "4:11"},
                                                {"select ${c}, nope;", "4:14"}}));
  const Database database(seen_table);
  const Project project(database.socket_url());
  project.add("0001",
              "~\n-- placeholders: true",
              "-- migrate:upgrade" + std::string(off) + "\n" + sql + "\n");
  const auto done =
      project.run({"upgrade", "-x", "a=a long \xC3\xA4 value", "-x", "b=1 + unknown", "-x", "c=1"});
  INFO(done.err);
  CHECK(done.status == 1);
  const std::string line(place);
  const auto expected = "versions/0001.sql:" + std::to_string(line[0] - '0' + 2) + line.substr(1);
  CHECK_THAT(done.err, Contains(expected + "\n") || Contains(expected + ":"));
}

TEST_CASE("a value that makes a transaction's end or an outside command is refused",
          "[placeholders]") {
  const auto [sql, value, said] = GENERATE(table<const char*, const char*, const char*>(
      {{"${v};", "commit", "COMMIT in a transactional section"},
       {"create index ${v} i on seen(v);", "concurrently", "cannot run in a transaction"},
       {"${v} work;", "rollback", "ROLLBACK in a transactional section"}}));
  const Database database(seen_table);
  const Project project(database.socket_url());
  project.up("0001", on("~"), sql);
  const auto done = project.run({"upgrade", "-x", "v=" + std::string(value)});
  CHECK(done.status == 2);
  CHECK_THAT(done.err, Contains("versions/0001.sql:6:1") && Contains(said));
}

TEST_CASE("option -x wants a key and a value", "[placeholders]") {
  const Project project("postgresql://127.0.0.1:1/x");
  project.up("0001", "~", "select 1;");
  for (const auto* wrong : {"", "a", "=b", "1a=b", "a b=c", "a-b=c"}) {
    const auto done = project.run({"upgrade", "--sql", "-x", wrong});
    INFO(wrong);
    CHECK(done.status == 2);
    CHECK_THAT(done.err, Contains("KEY=VALUE"));
  }
  CHECK(project.run({"upgrade", "--sql", "-x", "a=", "-x", "_B1=c=d", "-x", "unused=[1, 2]"})
            .status == 0);
}
