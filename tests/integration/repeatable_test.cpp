// Repeatable files: what runs again when it changed, goes before a downgrade and comes back.
#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/project.h"

#include <fmt/core.h>

#include <deque>
#include <optional>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// Two versioned steps; a function, a view over table and function, and grants that stay.
struct Views : Project {
  explicit Views(const std::string& url, const std::string& config = {})
      : Project(url, "repeatable: [views, grants]\n" + config) {
    add("0001",
        "~",
        "-- migrate:upgrade\ncreate table people(id int, name text);\n"
        "-- migrate:downgrade\ndrop table people;\n");
    add("0002",
        "0001",
        "-- migrate:upgrade\nalter table people add born date;\n"
        "-- migrate:downgrade\nalter table people drop born;\n");
    // The view stands before the function by name, and needs it.
    write("views/adults.sql",
          "-- message: who may vote\n-- depends_on: [greeting]\n\n-- migrate:upgrade\n"
          "create or replace view adults as select id, greeting(name) from people;\n"
          "-- migrate:downgrade\ndrop view adults;\n");
    write("views/greeting.sql", greeting("hello"));
    write("grants/all.sql", "-- migrate:upgrade\ngrant select on people to public;\n");
  }

  static std::string greeting(const std::string& word) {
    return "-- migrate:upgrade\ncreate or replace function greeting(text) returns text language "
           "sql as $$ select '" +
           word + " ' || $1 $$;\n-- migrate:downgrade\ndrop function greeting(text);\n";
  }

  /// What a run or a dry run says of its steps: `0001`, `+views/a.sql`, `-views/a.sql`.
  [[nodiscard]] std::string steps(std::vector<std::string> args, int status = 0) const {
    std::string out;
    const auto document = json(std::move(args), status);
    for (const auto& step : document["steps"].items()) {
      if (!out.empty()) out += ' ';
      if (step["direction"].text() != "repeatable")
        out += step["revision"].text();
      else
        out += (step["undone"].boolean() ? "-" : "+") + step["key"].text();
    }
    return out;
  }
};

std::string present(const std::string& url) {
  return psql(url,
              "select concat_ws(' ', to_regclass('people'), to_regclass('adults'), "
              "to_regproc('greeting'))");
}

constexpr auto all = "0001 0002 +grants/all.sql +views/greeting.sql +views/adults.sql";

}  // namespace

TEST_CASE("repeatable files run behind the steps, and again when they changed", "[repeatable]") {
  const Database database;
  const Views project(database.socket_url());
  CHECK(project.steps({"upgrade", "head", "--dry-run"}) == all);
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_version') is null") == "t");
  CHECK(project.steps({"upgrade", "head"}) == all);
  CHECK(present(database.socket_url()) == "people adults greeting");
  CHECK(project.run({"upgrade", "head"}).out == "nothing to do\n");
  project.write("views/greeting.sql", Views::greeting("good day"));
  CHECK_THAT(project.run({"status"}).out, Contains("repeatable: views/greeting.sql (changed)\n"));
  const auto ran = project.run({"upgrade", "+1"});
  INFO(ran.err);
  CHECK(ran.status == 2);  // nothing above the head
  CHECK(project.steps({"upgrade", "head"}) == "+views/greeting.sql");
  CHECK_THAT(project.run({"status"}).out, !Contains("repeatable:"));
  CHECK(psql(database.socket_url(), "select greeting('you')") == "good day you");
  CHECK(history(database,
                "direction, outcome, revision, path, message, depends_on, rows_before, "
                "rows_after, length(checksum), downgrade_sql") ==
        "upgrade|succeeded|0001|versions/0001.sql||{}|{}|{0001}|64|drop table people;\n"
        "upgrade|succeeded|0002|versions/0002.sql||{}|{0001}|{0002}|64|alter table people drop "
        "born;\n"
        "repeatable|succeeded||grants/all.sql||{}|{0002}|{0002}|64|\n"
        "repeatable|succeeded||views/greeting.sql||{}|{0002}|{0002}|64|drop function "
        "greeting(text);\n"
        "repeatable|succeeded||views/adults.sql|who may "
        "vote|{views/greeting.sql}|{0002}|{0002}|64|drop view "
        "adults;\n"
        "repeatable|succeeded||views/greeting.sql||{}|{0002}|{0002}|64|drop function "
        "greeting(text);");
}

TEST_CASE("a downgrade undoes repeatable files first, and brings them back", "[repeatable]") {
  const auto* const mode = GENERATE("per_migration", "all");
  const Database database;
  const auto url = database.socket_url();
  const Views project(url, std::string("transaction: ") + mode + "\n");
  REQUIRE(project.run({"upgrade", "head"}).status == 0);
  // Run last, though the view needs it.
  project.write("views/greeting.sql", Views::greeting("good day"));
  REQUIRE(project.run({"upgrade", "head"}).status == 0);
  const auto* const back =
      "-views/adults.sql -views/greeting.sql 0002 +views/greeting.sql "
      "+views/adults.sql";
  CHECK(project.steps({"downgrade", "-1", "--dry-run"}) == back);
  CHECK(project.steps({"downgrade", "-1"}) == back);
  CHECK(present(url) == "people adults greeting");
  CHECK(psql(url, "select greeting('you')") == "good day you");
  CHECK(psql(url, "select version_num from migrate_version") == "0001");
  CHECK(project.steps({"downgrade", "base"}) == "-views/adults.sql -views/greeting.sql 0001");
  CHECK(present(url).empty());
  CHECK(project.steps({"downgrade", "base"}).empty());
  CHECK_THAT(project.run({"status"}).out, Contains("repeatable: views/adults.sql (undone)\n"));
  CHECK_THAT(project.run({"history", "--attempts"}).out,
             Contains("repeatable  views/adults.sql (undone)  (") &&
                 Contains("repeatable  views/adults.sql  ("));
  // The grants have no downgrade: for the history they still stand.
  CHECK(project.steps({"upgrade", "head"}) == "0001 0002 +views/greeting.sql +views/adults.sql");
  CHECK(present(url) == "people adults greeting");
}

TEST_CASE(
    "one that no longer fits after a downgrade is named, and comes back with the next upgrade",
    "[repeatable]") {
  const Database database;
  const auto url = database.socket_url();
  const Views project(url);
  project.write("views/adults.sql",
                "-- depends_on: [views/greeting.sql]\n-- migrate:upgrade\n"
                "create or replace view adults as select born, greeting(name) from people;\n"
                "-- migrate:downgrade\ndrop view adults;\n");
  REQUIRE(project.run({"upgrade", "head"}).status == 0);
  const auto down = project.run({"downgrade", "0001"});
  INFO(down.err);
  CHECK(down.status == 0);
  CHECK_THAT(
      down.err,
      Contains("warning: repeatable views/adults.sql failed: column \"born\" does not exist; "
               "it was rolled back and stays undone"));
  CHECK(present(url) == "people greeting");
  const auto status = project.json({"status"});
  CHECK(status["repeatable"].items().at(2)["state"].text() == "undone");
  CHECK(status["failed"].items().at(0)["path"].text() == "views/adults.sql");
  CHECK(project.steps({"upgrade", "head"}) == "0002 +views/adults.sql");
  CHECK(present(url) == "people adults greeting");
  CHECK(project.json({"status"})["failed"].items().empty());
}

TEST_CASE("a repeatable file that fails on the way up fails the run behind its steps",
          "[repeatable]") {
  const Database database;
  const Views project(database.socket_url());
  project.write("views/greeting.sql", "-- migrate:upgrade\nselect 1;\nselect 1 / 0;\n");
  const auto document = project.json({"upgrade", "head"}, 1);
  const auto& error = document["error"];
  CHECK(error["message"].text() == "repeatable views/greeting.sql failed: division by zero");
  CHECK(error["file"].text() == "views/greeting.sql");
  CHECK(error["line"].integer() == 3);
  CHECK_THAT(error["state"].text(),
             Contains("views/greeting.sql was rolled back; the database is at 0002"));
  CHECK(document["steps"].items().size() == 3);
  CHECK(history(database, "outcome, path").ends_with("failed|views/greeting.sql"));
}

TEST_CASE("an applied repeatable file that is gone is undone with what the history keeps",
          "[repeatable]") {
  const Database database;
  const auto url = database.socket_url();
  const Views project(url);
  REQUIRE(project.run({"upgrade", "head"}).status == 0);
  std::filesystem::remove(project.path() / "views/adults.sql");
  CHECK_THAT(project.run({"status"}).out,
             Contains("repeatable: views/adults.sql (applied, and in no file)\n"));
  CHECK(project.run({"upgrade", "head"}).out == "nothing to do\n");
  const auto refused = project.run({"downgrade", "-1"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err,
             Contains("no file has repeatable views/adults.sql") && Contains("drop view adults"));
  const auto done = project.run({"downgrade", "-1", "--yes"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK_THAT(done.err, Contains("it is undone and does not come back"));
  CHECK(present(url) == "people greeting");
}

TEST_CASE("scripts hold the repeatable files and leave what the commands leave", "[repeatable]") {
  const auto* const mode = GENERATE("per_migration", "all");

  struct Leg {
    std::vector<std::string> online;
    std::vector<std::string> offline;
  };

  const Database by_command;
  const Database by_script;
  const Views project(by_command.socket_url(), std::string("transaction: ") + mode + "\n");
  const auto state = [](const std::string& url) {
    return pg_dump_schema(url) +
           psql(url,
                "select direction, outcome, coalesce(revision, path), rows_before, rows_after, "
                "checksum, downgrade_sql from migrate_history where outcome = 'succeeded' order by "
                "id") +
           psql(url, "select version_num from migrate_version");
  };
  const std::vector<Leg> legs{{{"upgrade", "0001"}, {"upgrade", "0001", "--sql"}},
                              {{"upgrade", "head"}, {"upgrade", "0001:head", "--sql"}},
                              {{"upgrade", "head"}, {"upgrade", "0002:head", "--sql"}},
                              {{"downgrade", "0001"}, {"downgrade", "0002:0001", "--sql"}},
                              {{"downgrade", "base"}, {"downgrade", "0001:base", "--sql"}},
                              {{"upgrade", "head"}, {"upgrade", "--sql"}}};
  for (std::size_t i = 0; i < legs.size(); ++i) {
    INFO(i);
    // The view no longer fits below 0002.
    if (i == 3)
      project.write(
          "views/adults.sql",
          "-- depends_on: [greeting]\n-- migrate:upgrade\n"
          "create or replace view adults as select id, greeting(name), born from people;\n"
          "-- migrate:downgrade\ndrop view adults;\n");
    const auto done = project.run(legs[i].online);
    INFO(done.err);
    REQUIRE(done.status == 0);
    project.write("script.sql", project.run(legs[i].offline).out);
    const auto played =
        project.run_program("psql", {"-Xq", "-d", by_script.socket_url(), "-f", "script.sql"});
    INFO(played.err);
    REQUIRE(played.status == 0);
    CHECK(state(by_script.socket_url()) == state(by_command.socket_url()));
  }
}

TEST_CASE("placeholders are replaced in repeatable files, and their checksum knows no value",
          "[repeatable]") {
  const Database database;
  const Project project(database.socket_url(), "repeatable: [r]\nplaceholders: true\n");
  project.up("0001", "~", "select 1;")
      .write("r/v.sql",
             "-- migrate:upgrade\ncreate or replace view v as select '${WHO}' as who;\n"
             "-- migrate:downgrade\ncomment on view v is '${WHO}';\ndrop view v;\n");
  REQUIRE(project.run({"upgrade", "head", "-x", "WHO=ada"}).status == 0);
  CHECK(psql(database.socket_url(), "select who from v") == "ada");
  CHECK(project.run({"upgrade", "head"}).out == "nothing to do\n");
  CHECK(project.run({"downgrade", "base"}).status == 2);
  CHECK(project.run({"downgrade", "base", "-x", "WHO=ada"}).status == 0);
}

TEST_CASE("repeatable files may lie in a folder of versions", "[repeatable]") {
  const Database database;
  const Project project(database.socket_url(),
                        "versions: [db]\nrecursive: true\nrepeatable: [db/again]\n");
  project
      .write("db/0001.sql",
             "-- revision: 0001\n-- down_revision: ~\n-- migrate:upgrade\ncreate table t(n int);\n")
      .write("db/again/deep/v.sql", "-- migrate:upgrade\ncreate or replace view v as table t;\n");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(history(database, "coalesce(revision, path)") == "0001\ndb/again/deep/v.sql");
}

TEST_CASE("mistakes in repeatable files are found before anything runs", "[repeatable]") {
  struct Case {
    const char* file;
    const char* code;
    const char* message;
  };

  const auto c = GENERATE(values<Case>({
      {"-- revision: 0009\n-- migrate:upgrade\n", "malformed_file", "\"revision\" has no meaning"},
      {"-- down_revision: ~\n-- migrate:upgrade\n", "malformed_file", "\"down_revision\" has no"},
      {"-- branch_labels: [a]\n-- migrate:upgrade\n", "malformed_file", "\"branch_labels\" has no"},
      {"-- unknown: 1\n-- migrate:upgrade\n", "malformed_file", "unknown header key"},
      {"-- migrate:upgrade transaction=off\nvacuum;\n", "malformed_file", "always runs in a"},
      {"-- migrate:upgrade\nvacuum;\n", "not_transactional", "VACUUM"},
      {"-- migrate:downgrade\nselect 1;\n", "malformed_file", "no upgrade section"},
      {"select 1;\n", "malformed_file", "SQL before the first section"},
      {"-- depends_on: nope\n-- migrate:upgrade\n", "missing_reference", "\"nope\""},
      {"-- depends_on: views/greeting.sq\n-- migrate:upgrade\n",
       "missing_reference",
       "greeting.sq"},
      {"-- depends_on: adults\n-- migrate:upgrade\n", "dependency_cycle", "views/adults.sql ->"},
  }));
  const auto* const command = GENERATE("upgrade", "downgrade", "status");
  const Database database;
  const Views project(database.socket_url());
  project.write("views/adults.sql", c.file);
  std::vector<std::string> args{command};
  if (args.front() != "status") args.emplace_back("base");
  const auto error = project.json(args, 2)["error"];
  CHECK(error["code"].text() == c.code);
  CHECK_THAT(error["message"].text(), Contains(c.message));
  CHECK_THAT(error["file"].text() + error["message"].text(), Contains("views/adults.sql"));
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_version') is null") == "t");
}

TEST_CASE("of several runners one runs a repeatable file", "[repeatable]") {
  const auto* const pool = GENERATE("", "transaction");
  const Database database("create table seen(n int)");
  const std::optional<Pgbouncer> pooler =
      *pool == 0 ? std::nullopt : std::optional<Pgbouncer>(std::in_place, pool);
  const auto url = pooler ? pooler->url(database.name()) : database.socket_url();
  const Project project(url, "repeatable: [r]\n");
  project.up("0001", "~", "select 1;");
  for (const auto* name : {"a", "b", "c"})
    project.write(fmt::format("r/{}.sql", name),
                  "-- migrate:upgrade\ninsert into seen values (1); select pg_sleep(0.05);\n");
  std::deque<Running> runners;
  for (int i = 0; i < 6; ++i)
    runners.emplace_back(project, std::vector<std::string>{"upgrade", "head"});
  for (auto& runner : runners) {
    INFO(runner.result().err);
    CHECK(runner.result().status == 0);
  }
  CHECK(psql(database.socket_url(), "select count(*) from seen") == "3");
  CHECK(psql(database.socket_url(),
             "select count(*) from migrate_history where direction = 'repeatable'") == "3");
}

// Behind such a pooler the lock is free between two steps: a hook there stands for another runner.
TEST_CASE("what another run did of the repeatable files between two steps is left out",
          "[repeatable]") {
  const Database database("create table seen(n int)");
  const Pgbouncer pooler("transaction");
  const std::string base = "repeatable: [r]\nlock: {wait: 3s}\n";
  const auto hook = [&](const std::string& revision, const std::string& command) {
    return base + "hooks: {after_step: [\"test {revision} != " + revision +
           " || MIGRATE_CONFIG=plain.yaml '" + binary() + "' " + command + "\"]}\n";
  };
  const Project project(pooler.url(database.name()), hook("0002", "upgrade 0001"));
  project.write("plain.yaml", base).up("0001", "~", "select 1;").up("0002", "0001", "select 1;");
  for (const auto* name : {"a", "b"})
    project.write(fmt::format("r/{}.sql", name),
                  "-- migrate:upgrade\ninsert into seen values (1);\n"
                  "-- migrate:downgrade\ndelete from seen;\n");
  const auto steps = [&](const std::vector<std::string>& args) {
    std::string out;
    const auto document = project.json(args);
    for (const auto& step : document["steps"].items())
      out += step["path"].text() + " ";
    return out;
  };
  const auto count = [&] { return psql(database.socket_url(), "select count(*) from seen"); };
  CHECK(steps({"upgrade"}) == "versions/0001.sql versions/0002.sql ");
  CHECK(count() == "2");
  CHECK_THAT(project.run({"status"}).out, !Contains("repeatable: r"));
  CHECK(steps({"downgrade", "0001"}) == "r/b.sql r/a.sql versions/0002.sql ");
  CHECK(count() == "2");
}
