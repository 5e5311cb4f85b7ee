// Hooks around a run: commands and SQL files, before and behind it, after each step, on an error.
#include "support/catch.h"
#include "support/project.h"
#include "support/session.h"

#include <fmt/core.h>

#include <csignal>
#include <fstream>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// The file's text; empty where it is not there.
std::string text_of(const Project& project, const std::string& name) {
  std::ifstream in(project.path() / name);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A project of three steps.
struct ThreeSteps : Project {
  ThreeSteps(const Database& database, const std::string& config)
      : Project(database.socket_url(), config) {
    up("0001", "~", "create table a(n int);")
        .up("0002", "0001", "create table b(n int);")
        .up("0003", "0002", "create table c(n int);");
  }
};

constexpr auto note_all = R"(hooks:
  before_upgrade: ["echo before {direction} {from}-{to} >> seen"]
  after_upgrade: ["echo after {direction} {from}-{to} >> seen"]
  after_step: ["echo step {direction} {revision} {to} {message} $(basename {path}) >> seen"]
  on_error: ["echo error {from}-{to} {error} >> seen"]
)";

std::string tables(const Database& database) {
  return psql(database.socket_url(),
              "select coalesce(string_agg(relname, '' order by relname), '') from pg_class where "
              "relkind = 'r' and relname in ('a', 'b', 'c')");
}

}  // namespace

TEST_CASE("hooks run before, behind and after each step", "[run-hooks]") {
  const Database database;
  const ThreeSteps project(database, note_all);
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(text_of(project, "seen") ==
        "before upgrade -\n"
        "step upgrade 0001 0001  0001.sql\n"
        "step upgrade 0002 0002  0002.sql\n"
        "step upgrade 0003 0003  0003.sql\n"
        "after upgrade -0003\n");
  project.write("seen", "");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(project.run({"downgrade", "0001", "--dry-run"}).status == 0);
  CHECK(text_of(project, "seen").empty());
  CHECK(project.run({"downgrade", "0001"}).status == 0);
  CHECK(text_of(project, "seen") ==
        "step downgrade 0003 0002  0003.sql\nstep downgrade 0002 0001  0002.sql\n");
}

TEST_CASE("SQL hooks run on the run's connection, as the role of the migrations", "[run-hooks]") {
  const Database database("create role hook_owner; grant create on schema public to hook_owner");
  const ThreeSteps project(database,
                           "database: {role: hook_owner, settings: {jit: 'off'}}\n"
                           "hooks: {before_upgrade: [hooks/before.sql],\n"
                           "        after_step: [hooks/step.sql]}\n");
  project
      .write("hooks/before.sql",
             "create table seen(who text, jit text, n bigint);\nset work_mem = '1MB';\n")
      .write("hooks/step.sql",
             "insert into seen select current_user, current_setting('jit'), count(*)\n"
             "from migrate_history;\n");
  const auto ran = project.run({"upgrade", "head", "-v"});
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK_THAT(ran.err, Contains("hook: hooks/before.sql"));
  CHECK(psql(database.socket_url(),
             "select string_agg(concat_ws(' ', who, jit, n), ',') from seen") ==
        "hook_owner off 1,hook_owner off 2,hook_owner off 3");
}

TEST_CASE("a hook that fails stops the run and says what stays", "[run-hooks]") {
  struct Case {
    const char* hook;
    const char* code;
    const char* message;
    const char* state;
    const char* tables;
  };

  const auto c = GENERATE(values<Case>({
      {"before_upgrade: [\"echo no; exit 7\"]",
       "command_failed",
       "`echo no; exit 7`",
       "nothing was",
       ""},
      {"before_upgrade: [bad.sql]",
       "migration_failed",
       "before_upgrade bad.sql failed",
       "nothing was",
       ""},
      {"after_step: [\"test {revision} != 0002\"]",
       "command_failed",
       "failed with status 1",
       "0002 is done and stays; the database is at 0002",
       "ab"},
      {"after_step: [bad.sql]",
       "migration_failed",
       "after_step bad.sql failed: division by zero",
       "0001 is done and stays; the database is at 0001",
       "a"},
      {"after_upgrade: [\"exit 3\"]",
       "command_failed",
       "failed with status 3",
       "3 steps were committed before; the database was left at 0003",
       "abc"},
  }));
  const Database database;
  const ThreeSteps project(
      database, fmt::format("hooks:\n  {}\n  on_error: [\"echo {{error}} > seen\"]\n", c.hook));
  project.write("bad.sql", "create table undone(n int);\nselect 1 / 0;\n");
  const auto document = project.json({"upgrade", "head"}, 1);
  const auto& error = document["error"];
  INFO(document.dump());
  CHECK(error["code"].text() == c.code);
  CHECK_THAT(error["message"].text(), Contains(c.message));
  CHECK_THAT(error["state"].text(), Contains(c.state));
  CHECK(document["steps"].items().size() == std::string_view(c.tables).size());
  CHECK(tables(database) == c.tables);
  CHECK(text_of(project, "seen") == error["message"].text() + "\n");
  CHECK(psql(database.socket_url(), "select to_regclass('undone') is null") == "t");
}

TEST_CASE("on_error sees a failed step, and its own failure is a warning", "[run-hooks]") {
  const Database database("create table alerts(at_time timestamptz default now())");
  const ThreeSteps project(
      database, "hooks: {on_error: [alert.sql, \"echo {to} {error} > seen\", \"exit 5\"]}\n");
  project.write("alert.sql", "insert into alerts default values;\n")
      .up("0004", "0003", "select 1 / 0;");
  const auto ran = project.run({"upgrade", "head"});
  CHECK(ran.status == 1);
  CHECK_THAT(ran.err, Contains("warning: hooks.on_error `exit 5` failed with status 5"));
  CHECK_THAT(text_of(project, "seen"), Contains("0003 upgrade 0004 failed: division by zero"));
  CHECK(psql(database.socket_url(), "select count(*) from alerts") == "1");
}

TEST_CASE("a mistake in the hooks is found before anything runs", "[run-hooks]") {
  struct Case {
    const char* config;
    const char* code;
    const char* message;
  };

  const auto c = GENERATE(values<Case>({
      {"hooks: {after_step: [\"true\"]}\ntransaction: all\n",
       "refused",
       "hooks.after_step cannot run"},
      {"hooks: {before_upgrade: [none.sql]}\n", "file", "there is no hook none.sql"},
      {"hooks: {after_upgrade: [commits.sql]}\n", "not_transactional", "COMMIT"},
      {"hooks: {before_upgrade: [\"echo {revision}\"]}\n",
       "config",
       "hooks.before_upgrade has no {revision}"},
      {"hooks: {after_step: [\"echo {error}\"]}\n", "config", "hooks.after_step has no {error}"},
  }));
  const auto* const dry = GENERATE("--dry-run", "--json");
  const Database database;
  const ThreeSteps project(database, c.config);
  project.write("commits.sql", "commit;\n");
  const auto document = project.json({"upgrade", "head", dry}, 2);
  CHECK(document["error"]["code"].text() == c.code);
  CHECK_THAT(document["error"]["message"].text(), Contains(c.message));
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_version') is null") == "t");
}

TEST_CASE("a run is recorded when its after_step hook runs, and not ahead of it", "[run-hooks]") {
  const Database database;
  const auto url = database.socket_url();
  const ThreeSteps project(
      database,
      fmt::format("hooks: {{after_step: [\"psql -XAtqc 'select count(*) from migrate_history' {} "
                  ">> seen\"]}}\n",
                  "'" + url + "'"));
  INFO(project.run({"upgrade", "head"}).err);
  CHECK(text_of(project, "seen") == "1\n2\n3\n");
}

TEST_CASE("SIGINT while a hook runs ends it and the run", "[run-hooks]") {
  const Database database;
  const ThreeSteps project(database, "hooks: {after_step: [\"touch begun; exec sleep 600\"]}\n");
  Running running(project, {"upgrade", "head"});
  for (int i = 0; i < 200 && !std::filesystem::exists(project.path() / "begun"); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  running.signal(SIGINT);
  INFO(running.result().err);
  CHECK(running.result().status == 130);
  CHECK_THAT(running.result().err,
             Contains("0001 is done and stays") && Contains("at migrate.yaml:1:22\n"));
  CHECK(tables(database) == "a");
}
