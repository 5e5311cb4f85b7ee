// SQL that the server refuses: the migrations before it stay, the failed one leaves nothing.
#include "bad_input.h"
#include "support/catch.h"

#include <fmt/core.h>

using namespace migrate::test;

namespace {

struct FailureCase {
  std::string sql;  ///< begins in line 4
  std::string place;
  std::string sqlstate;
  std::vector<std::string> words;
};

Expected failed(const FailureCase& bad) {
  return {.status = 1,
          .code = "migration_failed",
          .place = "versions/0002.sql:" + bad.place,
          .words = bad.words};
}

}  // namespace

TEST_CASE("a failing statement is shown with its place and the server's words", "[bad]") {
  const std::vector<FailureCase> cases{
      {"select 1;\nselect nothing from kept;\n",
       "5:8",
       "42703",
       {"upgrade 0002 failed: column \"nothing\" does not exist (SQLSTATE 42703)",
        "  | select nothing from kept;\n  |        ^\n"}},
      {"select '\xC3\xA9\xE2\x82\xAC', nothing from kept;\n",
       "4:14",
       "42703",
       {"  | select '\xC3\xA9\xE2\x82\xAC', nothing from kept;\n  |              ^\n"}},
      {"-- \xC3\xA9\nselect\n  '\xC3\xA9', nothing\nfrom kept;\n", "6:8", "42703", {"'\xC3\xA9'"}},
      {"\tselect\t'\xC3\xA9',\tnothing;\n",
       "4:14",
       "42703",
       {"  | \tselect\t'\xC3\xA9',\tnothing"}},
      {"create table t(n int);\ninsert into t values (1) x;\n", "5:26", "42601", {"near \"x\""}},
      {"insert into kept values (1);\nalter table kept add unique (n), add check (n > 1);\n",
       "5:1",
       "23514",
       {"is violated by some row"}},
      {"insert into kept values (1), (1);\nalter table kept add unique (n);\n",
       "5:1",
       "23505",
       {"detail: Key (n)=(1) is duplicated."}},
      {"select lenght('x');\n",
       "4:8",
       "42883",
       {"hint: No function matches", "\ncorrect the file and run the command again\nstate: "}},
      {"do $$ begin\n  perform 1/0;\nend $$;\n", "4:1", "22012", {"division by zero", "PL/pgSQL"}},
      {"copy kept from stdin;\n1\nx\n\\.\n", "6", "22P02", {"invalid input", "COPY kept, line 2"}},
  };
  for (const auto& bad : cases) {
    INFO(bad.sql);
    const BadInput project;
    project.write_first();
    project.write_second("-- migrate:upgrade\n" + bad.sql);
    const auto url = project.database().url();
    auto expected = failed(bad);
    expected.words.insert(expected.words.end(),
                          {"(SQLSTATE " + bad.sqlstate + ")",
                           "state: 0002 was rolled back; the database is at 0001"});
    const auto result = project.run({"upgrade", "--json"});
    const auto error = check_error(result, expected);
    CHECK(error["sqlstate"].text() == bad.sqlstate);
    const auto document = json_of(result);
    CHECK(document["to"].strings() == std::vector<std::string>{"0001"});
    REQUIRE(document["steps"].items().size() == 1);
    CHECK(document["steps"].items()[0]["revision"].text() == "0001");
    CHECK(psql(url,
               "select to_regclass('first'), to_regclass('t'), version_num, "
               "(select count(*) from kept) from migrate_version") == "first||0001|0");
    CHECK(psql(url,
               "select revision, outcome, rows_before, rows_after, error->>'sqlstate', "
               "error->>'file', error->>'line' from migrate_history order by id") ==
          fmt::format("0001|succeeded|{{}}|{{0001}}|||\n"
                      "0002|failed|{{0001}}|{{0001}}|{}|versions/0002.sql|{}",
                      bad.sqlstate,
                      bad.place.substr(0, bad.place.find(':'))));
  }
}

TEST_CASE("a line that a terminal cannot show is cut and cleaned", "[bad]") {
  const BadInput project;
  project.write_first();
  const std::string wide(1000, '1');
  project.write_second("-- migrate:upgrade\n\tselekt '\x1B[31m';\n");
  const auto cleaned = project.run({"upgrade"}).err;
  CHECK(cleaned.find("  | \tselekt '?[31m';\n  | \t^\n") != std::string::npos);
  CHECK(cleaned.find('\x1B') == std::string::npos);
  project.write_second("-- migrate:upgrade\nselect " + wide + ", nothing, " + wide + ";\n");
  const auto cut = project.run({"upgrade"}).err;
  const auto line = cut.find("\n  | ...1");
  const auto caret = cut.find("^\n");
  REQUIRE(line != std::string::npos);
  REQUIRE(caret != std::string::npos);
  const auto end = cut.find('\n', line + 1);
  CHECK(end - line < 180);
  CHECK(cut.substr(line + (caret - end), 7) == "nothing");
  CHECK(cut.find("versions/0002.sql:4:1010\n") != std::string::npos);
}

TEST_CASE("a failing downgrade leaves what it could not undo", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write_second(
      "-- migrate:upgrade\ncreate table t(n int);\n"
      "-- migrate:downgrade\ndrop table t;\ndrop table nothing;\n");
  REQUIRE(project.run({"upgrade"}).status == 0);
  project.check({"downgrade", "base"},
                {.status = 1,
                 .code = "migration_failed",
                 .place = "versions/0002.sql:7:1",
                 .words = {"downgrade 0002 failed",
                           "(SQLSTATE 42P01)",
                           "state: 0002 was rolled back; the database is at 0002",
                           "nothing was changed"}});
  CHECK(psql(project.database().url(),
             "select direction, outcome, count(*) from migrate_history group by 1, 2 order by 1") ==
        "downgrade|failed|2\nupgrade|succeeded|2");
}

TEST_CASE("a failing verify section fails its migration", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write_second(
      "-- migrate:upgrade\ncreate table t(n int);\n"
      "-- migrate:verify\nselect 1/(select count(*) from t);\n");
  check_error(project.run({"upgrade", "--json"}),
              {.status = 1,
               .code = "migration_failed",
               .place = "versions/0002.sql:6:1",
               .words = {"verify of 0002 failed: division by zero (SQLSTATE 22012)"}});
  CHECK(psql(project.database().url(), "select to_regclass('t'), to_regclass('first')") ==
        "|first");
}

TEST_CASE("a section that ends its transaction behind our back is rolled back or told", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write_second(
      "-- migrate:upgrade\ncreate table t(n int);\ndo $$ begin commit; end $$;\nselect 1;\n");
  check_error(project.run({"upgrade", "--json"}),
              {.status = 1,
               .code = "migration_failed",
               .place = "versions/0002.sql:5:1",
               .words = {"invalid transaction termination", "(SQLSTATE 2D000)"}});
  CHECK(psql(project.database().url(), "select version_num from migrate_version") == "0001");
}
