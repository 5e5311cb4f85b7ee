#include "migrate/runner/shadow.h"

#include "migrate/base/error.h"
#include "migrate/pg/databases.h"
#include "migrate/runner/replay.h"
#include "support/catch.h"
#include "support/cluster.h"
#include "support/embedded.h"
#include "support/majors.h"
#include "support/role.h"

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <thread>

using namespace migrate;
using runner::Shadow;
using runner::ShadowDatabase;
using runner::ShadowOptions;

namespace fs = std::filesystem;

namespace {

std::string ask(ShadowDatabase& database, const std::string& sql) {
  return database.connection().execute(sql).single();
}

fs::path folder_of(ShadowDatabase& database) {
  return fs::path(ask(database, "show data_directory")).parent_path();
}

bool is_gone_soon(const fs::path& folder) {
  for (int i = 0; i < 200 && fs::exists(folder); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  return !fs::exists(folder);
}

ShadowOptions on_test_server(const std::string& url) {
  ShadowOptions options;
  options.server = pg::parse_url(url);
  return options;
}

std::string error_of(ShadowDatabase& database, const std::string& sql) {
  try {
    database.execute(sql);
  } catch (const Error& error) {
    return std::string(info(error.code()).name) + ": " + error.message() + "; " + error.hint();
  }
  return "";
}

std::string databases_of_shadows(const std::string& url) {
  return test::psql(url, "select count(*) from pg_database where datname like 'migrate_shadow%'");
}

revision::RevisionFile file(std::string sql, const std::string& name = "schema.sql") {
  return revision::parse_schema_file(std::move(sql), name);
}

}  // namespace

TEST_CASE("a shadow is empty, without durability, and gone with its user", "[shadow]") {
  fs::path folder;
  {
    Shadow shadow({});
    auto database = shadow.fresh_database();
    CHECK(ask(database, "show fsync") == "off");
    CHECK(ask(database, "select current_user") == "postgres");
    CHECK(ask(database, "select count(*) from pg_class where relnamespace = 2200") == "0");
    folder = folder_of(database);
    CHECK(fs::exists(folder));
  }
  CHECK(is_gone_soon(folder));
}

TEST_CASE("replays share a server and see nothing of each other", "[shadow]") {
  Shadow shadow({});
  auto first = shadow.fresh_database();
  first.execute("create table t ()");
  auto second = shadow.fresh_database();
  CHECK(ask(second, "select to_regclass('t') is null") == "t");
  CHECK(folder_of(first) == folder_of(second));
}

TEST_CASE("roles and server settings of one replay are not there in the next", "[shadow]") {
  Shadow shadow({});
  auto first = shadow.fresh_database();
  first.execute("create role made_here");
  first.execute("create table t ()");
  first.execute("alter table t owner to made_here");
  auto second = shadow.fresh_database();
  CHECK(ask(second, "select count(*) from pg_roles where rolname = 'made_here'") == "0");
  CHECK(ask(first, "select count(*) from pg_roles where rolname = 'made_here'") == "1");
  second.execute("alter system set work_mem = '77MB'");
  auto third = shadow.fresh_database();
  third.execute("select pg_reload_conf()");
  CHECK(ask(third, "select count(*) from pg_file_settings where name = 'work_mem'") == "0");
}

TEST_CASE("the shadow is gone after kill -9", "[shadow]") {
  const test::TemporaryFolder notes;
  test::Process user([&] {
    Shadow shadow({});
    auto database = shadow.fresh_database();
    std::ofstream(notes.path() / "folder") << folder_of(database).string();
    test::Process::report_and_wait();
  });
  REQUIRE(user.reported());
  std::string folder;
  std::ifstream(notes.path() / "folder") >> folder;
  CHECK(fs::exists(folder));
  user.kill();
  CHECK(is_gone_soon(folder));
}

TEST_CASE("replays run as the database's role, which may do anything", "[shadow]") {
  ShadowOptions options;
  options.user = "app_owner";
  Shadow shadow(std::move(options));
  auto database = shadow.fresh_database();
  database.execute("create table t ()");
  CHECK(ask(database, "select tableowner from pg_tables where tablename = 't'") == "app_owner");
}

TEST_CASE("a role that a statement names is made on a private shadow", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  database.execute("create table t (id int)");
  database.execute("grant select on t to reader, \"Odd Name\"");
  database.execute("create policy p on t to other");
  CHECK(ask(database,
            "select string_agg(rolname, ' ' order by rolname) from pg_roles "
            "where rolname in ('reader', 'Odd Name', 'other')") == "Odd Name other reader");
}

TEST_CASE("statements about an extension that no server of ours has are left out", "[shadow]") {
  ShadowOptions options;
  options.absent_extensions = {"pg_nowhere"};
  Shadow shadow(options);
  auto database = shadow.fresh_database();
  for (const auto* sql : {"create extension pg_nowhere",
                          "CREATE EXTENSION IF NOT EXISTS \"pg_nowhere\" WITH SCHEMA other",
                          "comment on extension pg_nowhere is 'x'",
                          "alter extension pg_nowhere update",
                          "drop extension if exists pg_nowhere"})
    CHECK_NOTHROW(database.execute(sql));
  CHECK_THROWS(database.execute("create extension pg_elsewhere"));
}

TEST_CASE("a database that a statement names is made on a private shadow", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  database.execute("begin");
  database.execute("grant connect on database app_prod, \"Odd\" to public");
  database.execute("alter database app_prod set work_mem = '5MB'");
  database.execute("comment on database other is 'x'");
  database.execute("commit");
  CHECK(ask(database,
            "select count(*) from pg_database where datname in ('app_prod', 'Odd', 'other')") ==
        "3");
  auto next = shadow.fresh_database();
  CHECK(ask(next, "select count(*) from pg_database where datname = 'app_prod'") == "0");
}

TEST_CASE("what the setup made is in every database", "[shadow]") {
  ShadowOptions options;
  options.setup.push_back(
      file("create role anon; create schema auth; create table auth.users ();"));
  Shadow shadow(std::move(options));
  auto first = shadow.fresh_database();
  auto second = shadow.fresh_database();
  for (auto* one : {&first, &second}) {
    CHECK(ask(*one, "select to_regclass('auth.users') is not null") == "t");
    CHECK(ask(*one, "select count(*) from pg_roles where rolname = 'anon'") == "1");
  }
  CHECK(folder_of(first) == folder_of(second));
}

TEST_CASE("on a shadow.url only databases of the replay are made, and dropped", "[shadow]") {
  const test::Database home;
  {
    Shadow shadow(on_test_server(home.url()));
    auto first = shadow.fresh_database();
    auto second = shadow.fresh_database();
    first.execute("create table t ()");
    CHECK(ask(second, "select to_regclass('t') is null") == "t");
    CHECK(databases_of_shadows(home.url()) == "2");
  }
  CHECK(databases_of_shadows(home.url()) == "0");
}

TEST_CASE("on a shadow.url a statement that reaches outside is refused", "[shadow]") {
  const test::Database home;
  Shadow shadow(on_test_server(home.url()));
  auto database = shadow.fresh_database();
  for (const auto* sql : {"create role r",
                          "alter user postgres set work_mem = '1MB'",
                          "drop group g",
                          "create database d",
                          "alter database app set work_mem = '1MB'",
                          "create tablespace s location '/tmp'",
                          "alter system set work_mem = '1MB'",
                          "grant a to b",
                          "grant connect on database app to public",
                          "grant set on parameter work_mem to public",
                          "comment on role postgres is 'x'",
                          "reassign owned by a to b",
                          "do $$ begin execute 1; create role r; end $$"}) {
    const auto said = error_of(database, sql);
    INFO(sql << ": " << said);
    CHECK(said.find("refused: ") == 0);
    CHECK(said.find("leave shadow.url away") != std::string::npos);
  }
  for (const auto* sql : {"create table t (role int, grant_on int)",
                          "grant select on t to public",
                          "comment on table t is 'create role'",
                          "create function f() returns void language sql as 'create role x'"})
    CHECK(error_of(database, sql).find("refused") == std::string::npos);
}

TEST_CASE("a shadow.url on the server of the database is refused", "[shadow]") {
  const test::Database home;
  Shadow shadow(on_test_server(home.url()));
  auto connection = pg::Connection::open(pg::parse_url(home.url()));
  const auto identifier = pg::system_identifier(connection);
  CHECK_THROWS_AS(shadow.refuse_server(identifier), Error);
  Shadow other({});
  CHECK_NOTHROW(other.refuse_server(identifier));
}

TEST_CASE("a shadow.url whose role may not create databases says so", "[shadow]") {
  const test::Database home;
  const test::Role role("shadow_nobody");
  test::psql(home.url(), "alter role shadow_nobody login");
  auto options = on_test_server(home.url());
  for (auto& [keyword, value] : options.server->values)
    if (keyword == "user") value = "shadow_nobody";
  Shadow shadow(std::move(options));
  try {
    shadow.fresh_database();
    FAIL("it made a database");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::insufficient_privilege);
    CHECK(error.hint().find("CREATEDB") != std::string::npos);
  }
}

TEST_CASE("a subscription is replayed without its publisher", "[shadow]") {
  if (test::is_too_old(14, "a subscription without its publisher", "its option binary")) return;
  Shadow shadow({});
  auto database = shadow.fresh_database();
  database.execute(
      "create subscription s connection 'host=/nowhere dbname=x' publication p "
      "with (copy_data = true, enabled = true, slot_name = 'sl', binary = true)");
  CHECK(ask(database, "select subenabled from pg_subscription") == "f");
  CHECK(ask(database, "select subslotname || ' ' || subbinary from pg_subscription") == "sl true");
  database.execute("alter subscription s enable");
  database.execute("alter subscription s refresh publication");
  database.execute("alter subscription s set publication \"enable\", refresh -- two");
  database.execute(
      "alter subscription s add publication r with (refresh = true, copy_data = true)");
  CHECK(ask(database, "select subpublications from pg_subscription") == "{enable,refresh,r}");
  database.execute("drop subscription s");
  database.execute("drop subscription if exists s");
  database.execute("create subscription c connection 'host=/nowhere' publication p -- a comment");
  database.execute("drop subscription c");
  CHECK(ask(database, "select count(*) from pg_subscription") == "0");
}

TEST_CASE("files of a schema run in whatever order they need", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  const std::vector<revision::RevisionFile> files{
      file("set search_path = app; create view v as select a from t; create index on t (a);",
           "a.sql"),
      file("create table app.t (a app.mood, b int references app.u);", "b.sql"),
      file("create schema app; create type app.mood as enum ('x'); create table app.u (id int "
           "primary key);",
           "z.sql")};
  runner::load_schema(database, files, {});
  CHECK(ask(database, "select to_regclass('app.v') is not null") == "t");
  CHECK(ask(database, "show search_path") == "\"$user\", public");
}

TEST_CASE("a schema's file may have transactions, and settings of other versions", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  runner::load_schema(database,
                      {file("set not_a_setting = 0; begin; create table t (a int); commit; "
                            "create index concurrently i on t (a); vacuum t;")},
                      {});
  CHECK(ask(database, "select to_regclass('i') is not null") == "t");
}

TEST_CASE("a statement of a schema that cannot run is shown at its place", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  const std::vector<revision::RevisionFile> files{
      file("create table t (a int);\ncreate view v as select b from t;\n")};
  try {
    runner::load_schema(database, files, {});
    FAIL("it ran");
  } catch (const Error& error) {
    CHECK(error.message() == "loading schema.sql failed: column \"b\" does not exist");
    CHECK(error.place().text() == "schema.sql:2:25");
  }
}

TEST_CASE("an extension that the shadow lacks is named with what to do", "[shadow]") {
  Shadow shadow({});
  auto database = shadow.fresh_database();
  try {
    runner::load_schema(database, {file("create extension not_there;")}, {});
    FAIL("it ran");
  } catch (const Error& error) {
    CHECK(error.message().find("not_there") != std::string::npos);
    CHECK(error.hint().find("shadow.url") != std::string::npos);
  }
}

TEST_CASE("a shadow of another major says both and asks for shadow.url", "[shadow]") {
  ShadowOptions options;
  options.major = 99;
  Shadow shadow(std::move(options));
  try {
    shadow.fresh_database();
    FAIL("it started");
  } catch (const Error& error) {
    CHECK(error.code() == ErrorCode::embedded_server);
    CHECK(error.message().find("PostgreSQL 99") != std::string::npos);
    CHECK(error.hint().find("shadow.url") != std::string::npos);
  }
}
