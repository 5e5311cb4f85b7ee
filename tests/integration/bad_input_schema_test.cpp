// Schemas that diff, check, inspect and autogenerate cannot take: nothing is written or changed.
#include "bad_input.h"
#include "migrate/base/files.h"
#include "migrate/runner/snapshot_file.h"
#include "support/catch.h"
#include "support/majors.h"
#include "support/role.h"

#include <fmt/core.h>

#include <filesystem>
#include <map>

using namespace migrate;
using namespace migrate::test;

namespace {

namespace fs = std::filesystem;

using Args = std::vector<std::string>;

struct SchemaCase {
  std::map<std::string, std::string> files;  ///< what stands in them
  std::string config;                        ///< behind the database's URL
  std::vector<Args> runs;
  Expected expected;
};

const Args check{"check"};
const Args generate{"revision", "--autogenerate", "-m", "x"};

/// `check` and `revision --autogenerate`, which take `desired`, and the others with it.
const std::vector<Args> all{check, generate, {"diff"}, {"inspect", "desired"}};

void check_case(const SchemaCase& bad) {
  const BadInput project;
  project.write_first();
  const auto config = files::read(project.folder() / "migrate.yaml");
  fs::remove(project.folder() / "migrate.yaml");
  project.write("migrate.yaml", config + bad.config);
  for (const auto& [name, text] : bad.files)
    project.write(name, text);
  for (const auto& run : bad.runs) {
    INFO(run.front() << ": " << bad.config);
    project.check(run, bad.expected);
    const fs::directory_iterator versions(project.folder() / "versions");
    CHECK(std::distance(begin(versions), end(versions)) == 1);
    CHECK(psql(project.database().url(),
               "select count(*) from pg_database where datname like 'migrate\\_shadow\\_%'") ==
          "0");
  }
}

void check_cases(const std::vector<SchemaCase>& cases) {
  for (const auto& bad : cases)
    check_case(bad);
}

constexpr auto desired_file = "schema: {desired: s.sql}\n";
constexpr auto untouched = "state: it ran on the shadow server only: your database is untouched";

SchemaCase sql_case(std::string sql,
                    std::string place,
                    std::vector<std::string> words,
                    std::vector<Args> runs = {check}) {
  words.emplace_back(untouched);
  return {.files = {{"s.sql", std::move(sql)}},
          .config = desired_file,
          .runs = std::move(runs),
          .expected = {.status = 1,
                       .code = "migration_failed",
                       .place = "s.sql:" + place,
                       .words = std::move(words)}};
}

SchemaCase command_case(const std::string& command, std::vector<std::string> words) {
  words.emplace_back("state: nothing was changed");
  return {.files = {},
          .config = fmt::format("schema: {{desired: {{command: '{}'}}}}\n", command),
          .runs = all,
          .expected = {.status = 1,
                       .code = "command_failed",
                       .place = "migrate.yaml:2:29",
                       .words = std::move(words)}};
}

}  // namespace

TEST_CASE("SQL of a schema that does not load is shown at its place", "[bad]") {
  check_cases({
      sql_case("create table t (a int);\ncreate view v as\n  select b from t;\n",
               "3:10",
               {"loading s.sql failed: column \"b\" does not exist (SQLSTATE 42703)",
                "  |   select b from t;"},
               all),
      sql_case("create tabel t (a int);\n", "1:8", {"syntax error at or near \"tabel\""}),
      sql_case("create table t (\xC3\xA9 nope);\n", "1:19", {"type \"nope\" does not exist"}),
      sql_case("create table t (a int);\ncreate table t (a int);\n",
               "2:1",
               {"relation \"t\" already exists"}),
      sql_case("create function f() returns int language plpgsql as 'begin retrn 1; end';\n",
               "1:60",
               {"syntax error at or near \"retrn\""}),
      sql_case("create table t (a int references u); create table u (a int references t);\n",
               "1:1",
               {"relation \"u\" does not exist",
                "detail: what fails too:\ns.sql:1:38: relation \"t\" does not exist",
                "hint: order does not matter; of statements that need each other"}),
  });
}

TEST_CASE("files of a schema that need each other are all named", "[bad]") {
  check_case(
      {.files = {{"s/a.sql", "create view a as select * from b;"},
                 {"s/b.sql", "create view b as select * from c;"},
                 {"s/c.sql", "create view c as select * from a;"}},
       .config = "schema: {desired: s}\n",
       .runs = all,
       .expected = {.status = 1,
                    .code = "migration_failed",
                    .place = "s/a.sql:1:32",
                    .words = {"relation \"b\" does not exist",
                              "what fails too:\ns/b.sql:1:32: relation \"c\" does not exist\n"
                              "s/c.sql:1:32: relation \"a\" does not exist",
                              "one has to come by ALTER TABLE",
                              untouched}}});
}

TEST_CASE("what ends too early or is no schema is refused before a server starts", "[bad]") {
  const auto refused = [](std::string text, std::string place, std::vector<std::string> words) {
    words.emplace_back("state: nothing was changed");
    return SchemaCase{.files = {{"s.sql", std::move(text)}},
                      .config = desired_file,
                      .runs = all,
                      .expected = {.status = 2,
                                   .code = "malformed_file",
                                   .place = "s.sql" + place,
                                   .words = std::move(words)}};
  };
  check_cases({
      refused("create table t (a int;\n", ":1:16", {"unfinished parenthesis"}),
      refused("select 'x;\n", ":1:8", {"unfinished string"}),
      refused("create table t (a int);\n\\connect other\n", ":2:1", {"\\connect"}),
      refused("-- revision: 1\n-- down_revision: ~\n\n-- migrate:upgrade\nselect 1;\n",
              "",
              {"this is a migration, no schema", "the source `versions`"}),
      refused("select '\xFF';\n", ":1:9", {"not UTF-8"}),
  });
}

TEST_CASE("a source that is not there is named", "[bad]") {
  const auto missing = [](Args args, std::vector<std::string> words) {
    words.emplace_back("state: nothing was changed");
    return SchemaCase{
        .files = {},
        .config = "",
        .runs = {std::move(args)},
        .expected = {.status = 2, .code = "usage", .place = "", .words = std::move(words)}};
  };
  const std::vector<std::string> choices{"\"gone.sql\" names no schema", "versions@REV"};
  check_cases({
      missing({"diff", "--from", "gone.sql", "--to", "empty"}, choices),
      missing({"diff", "--from", "empty", "--to", "gone.sql"}, choices),
      missing({"inspect", "gone.sql"}, choices),
      {.files = {},
       .config = "schema: {desired: gone.sql}\n",
       .runs = all,
       .expected = {.status = 2,
                    .code = "file",
                    .place = "migrate.yaml:2:19",
                    .words = {"there is no file or folder gone.sql"}}},
      {.files = {},
       .config = "",
       .runs = all,
       .expected = {.status = 2,
                    .code = "config",
                    .place = "",
                    .words = {"the config does not say what schema is wanted"}}},
      {.files = {{"s/readme.txt", "x"}},
       .config = "schema: {desired: s}\n",
       .runs = all,
       .expected =
           {.status = 2, .code = "file", .place = "", .words = {"there is no .sql file in s"}}},
      {.files = {},
       .config = "",
       .runs = {{"inspect", "versions@0009"}},
       .expected = {.status = 2, .code = "not_found", .place = "", .words = {"0009"}}},
  });
}

TEST_CASE("a command of schema.desired that gives no schema is told with its words", "[bad]") {
  check_cases({
      command_case(
          "echo one >&2; echo two >&2; exit 3",
          {"the command of schema.desired failed: echo one", "detail: exit status 3\none\ntwo\n"}),
      command_case("not-a-program", {"detail: exit status 127", "not-a-program"}),
      command_case("kill -9 $$", {"detail: exit status 137\n"}),
      command_case("echo why >&2", {"printed nothing", "detail: why", "`empty` says"}),
      command_case("echo \"-- only a remark\"", {"printed nothing"}),
      {.files = {},
       .config = "schema:\n  desired:\n    command: |\n      echo 'selekt 1;' |\n        cat\n",
       .runs = {check},
       .expected = {.status = 1,
                    .code = "migration_failed",
                    .place = "output of `echo 'selekt 1;' | cat`:1:1",
                    .words = {"syntax error at or near \"selekt\"", untouched}}},
  });
}

TEST_CASE("a schema with an extension that the shadow lacks names it and what to do", "[bad]") {
  const std::vector<std::string> words{
      server_major() < 14 ? "could not open extension control file"
                          : "extension \"not_there\" is not available",
      "hint: install the extension's package beside the server that replays run on, or give "
      "shadow.url a server that has it",
      untouched};
  check_case(sql_case("create extension if not exists not_there;\n", "1:1", words, all));
  const BadInput project;
  project.write_first();
  project.write_second("-- migrate:upgrade\ncreate extension not_there;\n");
  project.check(
      {"inspect", "versions"},
      {.status = 1, .code = "migration_failed", .place = "versions/0002.sql:4:1", .words = words});
}

TEST_CASE("a server of a schema that does not answer is exit status 4", "[bad]") {
  const std::vector<std::string> words{"cannot connect to x on 127.0.0.1:1 as nobody",
                                       "state: nothing was changed"};
  const std::string nowhere = "postgresql://nobody@127.0.0.1:1/x";
  const Expected expected{.status = 4, .code = "connection", .place = "", .words = words};
  check_cases({
      {.files = {},
       .config = "",
       .runs = {{"inspect", nowhere},
                {"inspect", "-u", nowhere},
                {"diff", "--from", nowhere, "--to", "empty"},
                {"diff", "--from", "empty", "--to", nowhere}},
       .expected = expected},
      {.files = {},
       .config = fmt::format("schema: {{desired: {{url: \"{}\"}}}}\n", nowhere),
       .runs = all,
       .expected = expected},
  });
  auto shadow = expected;
  shadow.words.emplace_back("this is the server of shadow.url");
  check_case({.files = {{"s.sql", "create table t ();"}},
              .config = desired_file + fmt::format("shadow: {{url: \"{}\"}}\n", nowhere),
              .runs = all,
              .expected = shadow});
}

TEST_CASE("a shadow.url that may not make databases says what it needs", "[bad]") {
  const Role role("shadow_nobody");
  const auto url =
      fmt::format("postgresql://shadow_nobody@127.0.0.1:{}/postgres", Cluster::instance().port());
  check_case({.files = {{"s.sql", "create table t ();"}},
              .config = desired_file + fmt::format("shadow: {{url: \"{}\"}}\n", url),
              .runs = {check, generate, {"inspect", "s.sql"}},
              .expected = {.status = 1,
                           .code = "insufficient_privilege",
                           .place = "",
                           .words = {"permission denied to create database",
                                     "CREATEDB",
                                     "leave shadow.url away"}}});
}

TEST_CASE("a snapshot that cannot be trusted is refused", "[bad]") {
  const BadInput project;
  project.write("s.sql", "create table t (a int primary key); create view v as table t;");
  const auto written = project.run({"inspect", "s.sql", "--format", "json"});
  REQUIRE(written.status == 0);
  const auto changed = [&](const std::string& from, const std::string& to) {
    auto text = written.out;
    const auto at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
  };

  struct Bad {
    std::string text;
    std::string place;
    std::string words;
  };

  const std::string edited = "it was changed after it was written";
  const std::vector<Bad> cases{
      {"", ":1:1", "not valid JSON"},
      {written.out.substr(0, written.out.size() / 2), "", "not valid JSON"},
      {"{\"format\": 1", ":1:13", "not valid JSON"},
      {"[]", "", "it is not what `migrate inspect --format json` writes"},
      {"{}", "", "it is not what `migrate inspect --format json` writes"},
      {changed("\"format\": 1", "\"format\": 2"),
       "",
       "its format is 2, of a later version of migrate; this one knows 1"},
      {changed("\"kind\":\"view\"", "\"kind\":\"moon\""), "", "no kind \"moon\""},
      {changed("\"relkind\"", "\"moon\""), "", "has no property \"moon\""},
      {changed("\"type\":\"integer\"", "\"type\":\"bigint\""), "", edited},
      {changed("\"position\":\"1\"", "\"position\":\"x\""), "", edited},
      {changed("\"digest\"", "\"remark\""), "", edited},
      {changed("\"server_version\": ", "\"server_version\": 9"), "", edited},
  };
  for (const auto& bad : cases) {
    INFO(bad.text);
    project.write("bad.json", bad.text);
    for (const Args& run : std::vector<Args>{{"inspect", "bad.json"},
                                             {"inspect", "bad.json", "--format", "mermaid"},
                                             {"diff", "--from", "bad.json", "--to", "empty"}}) {
      const auto result = project.run(run);
      INFO(result.err);
      CHECK(result.status == 2);
      CHECK(result.out.empty());
      CHECK(result.err.find(bad.words) != std::string::npos);
      CHECK(result.err.find("\n  at bad.json" + bad.place) != std::string::npos);
      CHECK(result.err.find("hint: write it anew with `migrate inspect --format json`\n") !=
            std::string::npos);
    }
  }
}

TEST_CASE("schemas of different majors are never compared", "[bad]") {
  const BadInput project;
  project.write("s.sql", "create table t (a int);");
  const auto written = project.run({"inspect", "s.sql", "--format", "json"});
  REQUIRE(written.status == 0);
  auto snapshot = runner::read_snapshot(Json::parse(written.out), "s.json");
  const auto here = snapshot.server_version / 10000;
  snapshot.server_version = 990001;
  project.write("here.json", written.out);
  project.write("other.json", runner::snapshot_json(snapshot).dump(2));
  const Expected no_server{
      .status = 1,
      .code = "embedded_server",
      .place = "",
      .words = {fmt::format("the database is of PostgreSQL 99, the server found is {}", here),
                "schemas of different majors cannot be compared",
                "give shadow.url a server of that version"}};
  project.check({"diff", "--from", "other.json", "--to", "s.sql"}, no_server);
  project.check({"diff", "--from", "s.sql", "--to", "other.json"}, no_server);
  project.check({"inspect", "other.json"}, no_server);
  const Expected different{
      .status = 1,
      .code = "diff",
      .place = "",
      .words = {"a schema of PostgreSQL ", "cannot be compared with one of", "shadow.url"}};
  project.check({"diff", "--from", "here.json", "--to", "other.json"}, different);
  project.write("shadow.yaml",
                fmt::format("shadow: {{url: \"{}\"}}\n", Cluster::instance().url("postgres")));
  project.check({"-c", "shadow.yaml", "diff", "--from", "other.json", "--to", "s.sql"}, different);
  CHECK(project.run({"inspect", "other.json", "--format", "mermaid"}).status == 0);
}
