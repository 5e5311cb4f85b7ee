// The session that a section finds, whatever the one before it did to it.
#include "support/catch.h"
#include "support/project.h"
#include "support/role.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// Notes what a section's session looks like.
std::string note(const std::string& label) {
  return "insert into public.seen(label, v) select '" + label + R"(', concat_ws(' ',
    current_setting('search_path'), current_user, session_user,
    current_setting('statement_timeout'), current_setting('lock_timeout'),
    current_setting('row_security'), current_setting('transaction_read_only'),
    coalesce(to_regclass('pg_temp.left_over')::text, '-'),
    (select count(*) from pg_prepared_statements),
    (select count(*) from pg_cursors where name <> ''),
    (select count(*) from pg_listening_channels()));)";
}

constexpr auto plain = "\"$user\", public postgres postgres 0 2s on off - 0 0 0";

std::string seen(const Database& database) {
  return psql(database.socket_url(), "select label || ': ' || v from seen order by id");
}

constexpr auto seen_table =
    "create table seen(id int generated always as identity, label text, v text)";

}  // namespace

TEST_CASE("nothing of a section's session is left for the next one", "[execution][session]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Role other("other_role");
  const Database database(seen_table);
  psql(database.socket_url(), "grant all on seen to other_role");
  const Project project(database.socket_url());
  const std::vector<std::string> spoilers = {
      "set search_path = pg_catalog;",
      "set role other_role;",
      "set session authorization other_role;",
      "create temp table left_over(n int);",
      "prepare p as select 1;",
      "reset all; set statement_timeout = '9s';",
      "select pg_catalog.set_config('search_path', '', false);",
      "set local row_security = off; set row_security = off;",
      "listen news;",
      "declare c cursor with hold for select 1;",
      "set default_transaction_read_only = on;",
      "set session authorization default; set role none; reset all;",
      "set session_replication_role = replica; set array_nulls = off; set client_encoding = "
      "'LATIN1';",
      "set datestyle = 'German, DMY'; set intervalstyle = 'sql_standard'; set timezone = "
      "'Asia/Tokyo';",
  };
  std::string parent = "~";
  std::string expected;
  for (std::size_t i = 0; i < spoilers.size(); ++i) {
    const auto spoiler = "1" + std::to_string(100 + i);
    project.add(
        spoiler, parent, "-- migrate:upgrade" + std::string(off) + "\n" + spoilers[i] + "\n");
    parent = "2" + std::to_string(100 + i);
    project.up(parent, spoiler, note(spoiler));
    expected += (i == 0 ? "" : "\n") + spoiler + ": " + plain;
  }
  const auto done = project.run({"upgrade", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(seen(database) == expected);
  CHECK(psql(database.socket_url(),
             "select count(*), min(db_user), max(db_user),"
             " bool_and(started_at <= finished_at) from migrate_history") ==
        std::to_string(2 * spoilers.size()) + "|postgres|postgres|t");
}

TEST_CASE("what a failed section set is not there in the next attempt", "[execution][session]") {
  const Database database(seen_table);
  const Project project(database.socket_url());
  project.up("0001", "~", note("first") + "set search_path = pg_catalog;")
      .up("0002", "0001", note("second") + "set statement_timeout = '5s'; select 1/0;");
  CHECK(project.run({"upgrade", "head"}).status == 1);
  project.up("0002", "0001", note("second"));
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(seen(database) == "first: " + std::string(plain) + "\nsecond: " + plain);
}

TEST_CASE("settings, role and search_path of the config rule inside sections",
          "[execution][session]") {
  const auto* const off = GENERATE("", " transaction=off");
  const Role owner("app_owner");
  const Database database(seen_table);
  psql(database.socket_url(),
       "create schema app authorization app_owner; grant all on schema public to app_owner;"
       "grant all on seen to app_owner");
  const Project project(database.socket_url(),
                        "database:\n"
                        "  role: app_owner\n"
                        "  search_path: app, public\n"
                        "  settings: {statement_timeout: 30s, lock_timeout: 7s, work_mem: 5MB}\n");
  const std::string mode(off);
  project.add("0001",
              "~",
              "-- migrate:upgrade" + mode + "\ncreate table made(n int);\n" + note("up") +
                  "\n-- migrate:verify\nselect 1 / (current_user = 'app_owner')::int;\n"
                  "-- migrate:downgrade" +
                  mode + "\ndrop table made;\n" + note("down"));
  project.add("0002",
              "0001",
              "-- migrate:upgrade" + mode +
                  "\nset search_path = nowhere; set role none; set work_mem = '1MB';\n"
                  "-- migrate:downgrade\n");
  project.up("0003", "0002", "insert into seen(v) values (current_setting('work_mem'));");
  const auto done = project.run({"upgrade", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 0);
  const std::string inside = "app, public app_owner postgres 30s 7s on off - 0 0 0";
  CHECK(psql(database.socket_url(), "select label, v from seen order by id") ==
        "up|" + inside + "\n|5MB\ndown|" + inside);
  CHECK(psql(database.socket_url(), "select distinct db_user from migrate_history") == "postgres");
  CHECK(psql(database.socket_url(),
             "select count(*) from pg_tables where tablename ~ '^migrate_' and tableowner = "
             "'app_owner'") == "3");
}

TEST_CASE("a search_path of the URL is the sections' and no startup parameter",
          "[execution][session]") {
  const Database database(seen_table);
  psql(database.socket_url(), "create schema tenant");
  const Project project(database.socket_url() + "&options=-csearch_path%3Dtenant");
  project.up("0001", "~", "create table made(n int);");
  const auto done = project.run({"upgrade", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(psql(database.socket_url(), "select to_regclass('tenant.made')") == "tenant.made");
  CHECK(psql(database.socket_url(), "select to_regclass('public.migrate_version')") ==
        "migrate_version");
}

TEST_CASE("a lock_timeout is set in sections, but not while something runs CONCURRENTLY",
          "[execution][session]") {
  const Database database(std::string(seen_table) + R"(;
    create function patience(v text, wanted text) returns text immutable language plpgsql as $$
    begin
      if current_setting('lock_timeout') <> wanted then
        raise exception 'lock_timeout is %', current_setting('lock_timeout');
      end if;
      return v;
    end $$)");
  const Project project(database.socket_url());
  project.up("0001", "~", "insert into seen(v) values (current_setting('lock_timeout'));");
  project.add("0002",
              "0001",
              "-- migrate:upgrade transaction=off\n"
              "insert into seen(v) values (current_setting('lock_timeout'));\n"
              "create index concurrently i on seen ((patience(v, '0')));\n"
              "drop index i;\ninsert into seen(v) values (current_setting('lock_timeout'));\n"
              "set lock_timeout = '7s';\n"
              "create index concurrently j on seen ((patience(v, '7s')));\n");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(psql(database.socket_url(), "select v from seen order by id") == "2s\n2s\n2s");
}
