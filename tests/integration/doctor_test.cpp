// `migrate doctor`: a server, a project or a database that makes each of its checks warn or fail.
#include "migrate/base/strings.h"
#include "support/catch.h"
#include "support/majors.h"
#include "support/pgbouncer.h"
#include "support/project.h"
#include "support/proxy.h"
#include "support/role.h"
#include "support/session.h"

#include <fmt/core.h>

#include <csignal>
#include <filesystem>
#include <thread>

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// What doctor says of a check, a line `level: message -> remedy` each.
std::string said_of(const Json& json, const std::string& check) {
  std::string out;
  for (const auto& line : json["checks"].items())
    if (line["check"].text() == check)
      out += fmt::format("{}: {} -> {}\n",
                         line["level"].text(),
                         line["message"].text(),
                         line["remedy"].is_null() ? "" : line["remedy"].text());
  return out;
}

std::size_t count(const Json& json, const std::string& level) {
  std::size_t out = 0;
  for (const auto& line : json["checks"].items())
    if (line["level"].text() == level) ++out;
  return out;
}

/// Two revisions; the first one is applied by `migrate_to_first`.
void add_files(const Project& project) {
  project.up("0001", "~", "create table t (id int primary key, v int);")
      .up("0002", "0001", "create table u (id int);");
}

struct Case {
  std::string check;
  std::string said;  ///< level, message
  std::string remedy;
  int status = 0;
  std::string sql = {};                                         ///< after the first revision
  std::vector<std::pair<std::string, std::string>> files = {};  ///< written then
  std::string config = "{}\n";
};

/// A project with its database, as the case wants them.
struct Bed {
  explicit Bed(const Case& one) : project(database.socket_url(), one.config) {
    add_files(project);
    std::filesystem::create_directory(project.path() / "views");
    if (!one.sql.starts_with("-- fresh")) REQUIRE(project.run({"upgrade", "0001"}).status == 0);
    if (!one.sql.empty()) psql(database.socket_url(), one.sql);
    for (const auto& [name, text] : one.files)
      project.write(name, text);
  }

  Database database;
  Project project;
};

std::string file(const std::string& id, const std::string& down, const std::string& rest) {
  return fmt::format("-- revision: {}\n-- down_revision: {}\n{}", id, down, rest);
}

const std::vector<Case> of_the_project{
    {.check = "config",
     .said = "failed: migrate.yaml:1:14: ",
     .remedy = "DOCTOR_UNSET",
     .status = 2,
     .sql = "-- fresh",
     .config = "lock: {wait: \"${DOCTOR_UNSET}\"}\n"},
    {.check = "migrations",
     .said = "failed: versions/0003.sql:3:1: unknown section \"upgraded\"",
     .remedy = "sections are named upgrade",
     .status = 2,
     .files = {{"versions/0003.sql", file("0003", "0002", "-- migrate:upgraded\n")}}},
    {.check = "migrations",
     .said = "warning: there are 2 heads: ",
     .remedy = "`migrate merge heads`",
     .files = {{"versions/0003.sql", file("0003", "0001", "\n-- migrate:upgrade\n")}}},
    {.check = "requirements",
     .said = "failed: 0003 requires role doctor_nobody: there is no such role",
     .remedy = "CREATE ROLE \"doctor_nobody\"",
     .status = 1,
     .files = {{"versions/0003.sql",
                file("0003",
                     "0002",
                     "-- requires: {roles: [doctor_nobody]}\n\n"
                     "-- migrate:upgrade\n")}}},
};

const std::vector<Case> of_repeatable_files{
    {.check = "requirements",
     .said = "failed: views/v.sql requires server >= 1000: it is ",
     .remedy = "use a server >= 1000",
     .status = 1,
     .files = {{"views/v.sql", "-- requires: {server: \">= 1000\"}\n\n-- migrate:upgrade\n"}},
     .config = "repeatable: [views]\n"},
    {.check = "migrations",
     .said = "failed: views/v.sql:1:1: ",
     .remedy = "",
     .status = 2,
     .files = {{"views/v.sql", "-- migrate:upgraded\n"}},
     .config = "repeatable: [views]\n"},
};

const std::vector<Case> of_the_tables{
    {.check = "version table",
     .said =
         "warning: public.migrate_version is not there yet, but Alembic's other.alembic_version",
     .remedy = "set `database.version_table: alembic_version`",
     .sql = "-- fresh\ncreate schema other;"
            "create table other.alembic_version (version_num varchar(32) primary key)"},
    {.check = "version table",
     .said = "failed: there is no version table public.migrate_version, but schema other holds",
     .remedy = "database.version_table_schema",
     .status = 2,
     .sql = "-- fresh\ncreate schema other; create table other.migrate_version (version_num text)"},
    {.check = "shape of our tables",
     .said = "warning: the version table has no primary key",
     .remedy = "ADD PRIMARY KEY",
     .sql = "alter table migrate_version drop constraint migrate_version_pkey"},
    {.check = "shape of our tables",
     .said = "failed: migrate_history has no column tag (text)",
     .remedy = "ALTER TABLE migrate_history",
     .status = 1,
     .sql = "alter table migrate_history drop column tag"},
    {.check = "shape of our tables",
     .said = "failed: migrate_progress.position is bigint, not integer",
     .remedy = "ALTER TABLE migrate_progress",
     .status = 1,
     .sql = "alter table migrate_progress alter column position type bigint"},
    {.check = "shape of our tables",
     .said = "failed: migrate_version has a column who that must be filled",
     .remedy = "ALTER COLUMN who DROP NOT NULL",
     .status = 1,
     .sql = "alter table migrate_version add column who text default 'x' not null;"
            "alter table migrate_version alter column who drop default"},
    {.check = "shape of our tables",
     .said = "failed: the version table holds ids of 4 characters, and 0003_long is longer",
     .remedy = "ensure-version --widen",
     .status = 1,
     .sql = "alter table migrate_version alter column version_num type varchar(4)",
     .files = {{"versions/0003_long.sql",
                file("0003_long", "0002", "\n-- migrate:upgrade\nselect 1;\n")}}},
    {.check = "shape of our tables",
     .said = "warning: there is no history beside the version table",
     .remedy = "migrate ensure-version",
     .sql = "drop table migrate_history"},
    {.check = "version rows",
     .said = "failed: 0009 is applied, and no file has it; the history does not know it",
     .remedy = "migrate stamp --purge",
     .status = 1,
     .sql = "update migrate_version set version_num = '0009'"},
    {.check = "version rows",
     .said = "failed: version row 0001 is an ancestor of 0002",
     .remedy = "migrate stamp --purge REV",
     .status = 1,
     .sql = "insert into migrate_version values ('0002')"},
};

const std::vector<Case> of_the_database{
    {.check = "privileges",
     .said = "warning: others have rights on our tables: SELECT on migrate_history for PUBLIC, "
             "UPDATE on migrate_version for pg_monitor",
     .remedy = "REVOKE",
     .sql = "grant select on migrate_history to public;"
            "grant update on migrate_version to pg_monitor"},
    {.check = "privileges",
     .said = "failed: there is no role doctor_nobody",
     .remedy = "CREATE ROLE \"doctor_nobody\"",
     .status = 1,
     .sql = "-- fresh",
     .config = "database: {role: doctor_nobody}\n"},
    {.check = "privileges",
     .said = "failed: pg_monitor may not make our tables in schema public",
     .remedy = "GRANT USAGE, CREATE ON SCHEMA \"public\" TO \"pg_monitor\"",
     .status = 1,
     .sql = "-- fresh\nrevoke create on schema public from public",
     .config = "database: {role: pg_monitor}\n"},
    {.check = "privileges",
     .said = "failed: there is no schema doctor, and pg_monitor may not make it",
     .remedy = "CREATE SCHEMA \"doctor\" AUTHORIZATION \"pg_monitor\"",
     .status = 1,
     .sql = "-- fresh",
     .config = "database: {role: pg_monitor, version_table_schema: doctor}\n"},
    {
        .check = "privileges",
        .said = "warning: no schema of the search path is there",
        .remedy = "database.search_path",
        .sql = "-- fresh",
        .config = "database: {search_path: nowhere}\n",
    },
    {.check = "writing",
     .said = "failed: the database is read-only",
     .remedy = "target_session_attrs=read-write",
     .status = 1,
     .sql =
         "do $$ begin execute format('alter database %I set default_transaction_read_only = on', "
         "current_database()); end $$"},
    {.check = "clock",
     .said = "warning: the newest row of the history is 3",
     .remedy = "NTP",
     .sql = "update migrate_history set finished_at = finished_at + interval '1 hour'"},
    {.check = "indexes",
     .said = "warning: public.t_pkey is invalid",
     .remedy = "REINDEX INDEX CONCURRENTLY public.t_pkey",
     .sql = "update pg_index set indisvalid = false where indexrelid = 't_pkey'::regclass"},
    {.check = "indexes",
     .said = "warning: public.t_ccnew is invalid",
     .remedy = "DROP INDEX CONCURRENTLY public.t_ccnew",
     .sql = "create index t_ccnew on t (v);"
            "update pg_index set indisvalid = false where indexrelid = 't_ccnew'::regclass"},
    {.check = "indexes",
     .said = "warning: public.p_a is invalid",
     .remedy = "ALTER INDEX public.p_a ATTACH PARTITION",
     .sql = "create table p (a int) partition by list (a);"
            "create table p1 partition of p for values in (1); create index p_a on only p (a)"},
    {.check = "constraints",
     .said = "warning: \"C\" of public.t is NOT VALID",
     .remedy = "ALTER TABLE public.t VALIDATE CONSTRAINT \"C\"",
     .sql = "alter table t add constraint \"C\" check (v > 0) not valid"},
    {.check = "partitions",
     .said = "warning: public.p1 of public.p is half detached",
     .remedy = "ALTER TABLE public.p DETACH PARTITION public.p1 FINALIZE",
     .sql = "create table p (a int) partition by list (a);"
            "create table p1 partition of p for values in (1);"
            "update pg_inherits set inhdetachpending = true"},
};

void check(const Case& one) {
  if (one.check == "partitions" && is_too_old(14, "doctor's partitions", "DETACH CONCURRENTLY"))
    return;
  CAPTURE(one.check, one.sql, one.config, one.said);
  const Bed bed(one);
  const auto before = pg_dump_schema(bed.database.socket_url());
  const auto json = bed.project.json({"doctor"}, one.status);
  CAPTURE(json.dump(1));
  const auto said = said_of(json, one.check);
  CHECK_THAT(said, Contains(one.said) && Contains(one.remedy));
  CHECK(json["ok"].boolean() == (one.status == 0));
  CHECK(pg_dump_schema(bed.database.socket_url()) == before);
}

}  // namespace

TEST_CASE("doctor finds nothing in a healthy project, and makes nothing", "[doctor]") {
  const Database database;
  const Project project(database.socket_url());
  add_files(project);
  const auto json = project.json({"doctor"});
  CHECK(count(json, "ok") == json["checks"].items().size());
  CHECK(pg_dump_schema(database.socket_url()).empty());
  CHECK(project.run({"upgrade"}).status == 0);
  const auto text = project.run({"doctor"});
  CHECK(text.status == 0);
  CHECK_THAT(text.out, Contains("18 ok, 0 warnings, 0 failed, 0 skipped\n"));
  CHECK_THAT(project.run({"doctor", "--color", "always"}).out,
             Contains("\x1b[32mok     \x1b[0m  config: "));
}

TEST_CASE("doctor finds what is wrong with a project", "[doctor]") {
  for (const auto& one : of_the_project)
    check(one);
  for (const auto& one : of_repeatable_files)
    check(one);
}

TEST_CASE("doctor finds what is wrong with the version table and the history", "[doctor]") {
  for (const auto& one : of_the_tables)
    check(one);
}

TEST_CASE("doctor finds what is wrong with the database", "[doctor]") {
  for (const auto& one : of_the_database)
    check(one);
}

TEST_CASE("doctor goes on where the config, the files or the server are not there", "[doctor]") {
  const Database database;
  SECTION("the config") {
    const Project project(database.socket_url(), "locks: {}\n");
    const auto json = project.json({"doctor"}, 2);
    CHECK_THAT(said_of(json, "config"),
               Contains("failed: migrate.yaml:1:1: unknown key \"locks\""));
    CHECK(count(json, "skipped") == 17);
    CHECK(json["database"].is_null());
  }
  SECTION("the migrations") {
    const Project project(database.socket_url());
    project.up("0001", "0000", "select 1;");
    const auto json = project.json({"doctor"}, 2);
    CHECK_THAT(said_of(json, "migrations"), Contains("failed: ") && Contains("0000"));
    CHECK_THAT(said_of(json, "version rows"),
               Contains("skipped: the migrations or the history cannot be read"));
    CHECK_THAT(said_of(json, "requirements"), Contains("skipped: "));
    CHECK_THAT(said_of(json, "indexes"), Contains("ok: "));
  }
  SECTION("the server") {
    const Project project("postgresql://doctor:secret@127.0.0.1:1/none");
    add_files(project);
    const auto json = project.json({"doctor"}, 4);
    CHECK_THAT(said_of(json, "connection"),
               Contains("failed: cannot connect to none on 127.0.0.1:1"));
    CHECK_THAT(said_of(json, "migrations"), Contains("ok: 2 revisions"));
    CHECK_THAT(said_of(json, "indexes"), Contains("skipped: there is no connection"));
    CHECK(json.dump().find("secret") == std::string::npos);
  }
  SECTION("the database") {
    const Project project(Cluster::instance().socket_url("doctor_not_there"));
    CHECK_THAT(said_of(project.json({"doctor"}, 1), "connection"), Contains("failed: "));
  }
}

TEST_CASE("doctor tells an environment that was forgotten, and starts no server", "[doctor]") {
  const Project project("embedded", "environments: {dev: {}, prod: {}}\n");
  const auto json = project.json({"doctor"});
  CHECK_THAT(said_of(json, "environment"),
             Contains("warning: none is chosen, and so the embedded server is used; known: dev, "
                      "prod -> choose one: `migrate -e dev`"));
  CHECK_THAT(said_of(json, "embedded server"), Contains("ok: postgres (PostgreSQL) "));
  CHECK_THAT(said_of(json, "connection"), Contains("ok: not made: "));
  CHECK_FALSE(std::filesystem::exists(project.path() / ".migrate"));
  CHECK_THAT(said_of(project.json({"doctor", "-e", "prod"}), "environment"), Contains("ok: prod"));
  auto options = project.options();
  options.env.emplace_back("MIGRATE_PG_BINDIR", "/nowhere");
  const auto without = run({"doctor"}, options);
  CHECK(without.status == 1);
  CHECK_THAT(without.out,
             Contains("failed   embedded server: MIGRATE_PG_BINDIR holds no PostgreSQL server") &&
                 Contains("-> set it to a folder such as"));
}

TEST_CASE("doctor tells a server version that is not tested, or too old", "[doctor][majors]") {
  const auto [shown, said] =
      GENERATE(table<std::string, std::string>({{"19", "warning: PostgreSQL 19."},
                                                {"18", "ok: PostgreSQL 18."},
                                                {"13", "ok: PostgreSQL 13."},
                                                {"12", "failed: PostgreSQL 12."},
                                                {"9.6.", "failed: PostgreSQL 9.6 is too old"}}));
  // An older server does not understand what else is asked of a later one.
  const bool fails = said.starts_with("failed") || (shown >= "18" && server_major() < 16);
  const Database database;
  const auto rewrite = [shown = shown](Sender from, std::string& bytes) {
    constexpr std::string_view key{"server_version\0", 15};
    const auto at = bytes.find(key);
    if (from == Sender::server && at != std::string::npos)
      bytes.replace(at + key.size(), shown.size(), shown);
  };
  const Proxy proxy({.port = Cluster::instance().port(), .rewrite = rewrite});
  const Project project(proxy.url(database.name()));
  const auto json = project.json({"doctor"}, fails ? 1 : 0);
  CHECK_THAT(said_of(json, "server version"), Contains(said));
}

TEST_CASE("doctor tells how a pooler pools, and what cannot run through it", "[doctor]") {
  const Database database;
  const auto said = [&](const std::string& mode, int status, bool outside) {
    const Pgbouncer pooler(mode);
    const Project project(pooler.url(database.name()));
    add_files(project);
    if (outside) project.add("0003", "0002", "-- migrate:upgrade transaction=off\nvacuum;\n");
    return said_of(project.json({"doctor"}, status), "pooler");
  };
  CHECK_THAT(said("session", 0, true), Contains("ok: one for sessions"));
  CHECK_THAT(said("transaction", 0, false),
             Contains("warning: one for transactions") && Contains("-> connect to the server"));
  CHECK_THAT(said("transaction", 1, true), Contains("failed: revision 0003 is pending"));
}

TEST_CASE("doctor tells what the role may not do", "[doctor]") {
  const Role writer("doctor_writer");
  const Role other("doctor_other");
  const Database database;
  const auto as_writer = replace_all(database.socket_url(), "postgres@", "doctor_writer@");
  const Project owner(database.socket_url());
  add_files(owner);
  SECTION("to act as another") {
    const Project project(as_writer, "database: {role: doctor_other}\n");
    CHECK_THAT(said_of(project.json({"doctor"}, 1), "privileges"),
               Contains("failed: doctor_writer may not act as doctor_other") &&
                   Contains("GRANT \"doctor_other\" TO \"doctor_writer\""));
  }
  SECTION("to write our tables, which it cannot read either") {
    REQUIRE(owner.run({"upgrade"}).status == 0);
    const auto json = Project(as_writer).json({"doctor"}, 1);
    CHECK_THAT(said_of(json, "privileges"),
               Contains("failed: doctor_writer lacks ") && Contains("DELETE on migrate_version") &&
                   Contains("INSERT on migrate_history") && Contains("database.role"));
    CHECK_THAT(said_of(json, "version table"), Contains("failed: "));
    CHECK_THAT(said_of(json, "clock"), Contains("skipped: the version table cannot be read"));
  }
  SECTION("to see rows behind row security") {
    REQUIRE(owner.run({"upgrade"}).status == 0);
    psql(database.socket_url(),
         "grant all on migrate_version, migrate_history, migrate_progress to doctor_writer");
    const auto json = Project(as_writer).json({"doctor"}, 1);
    CHECK_THAT(said_of(json, "privileges"),
               Contains("failed: row security would hide rows of migrate_history, "
                        "migrate_progress, migrate_version from doctor_writer"));
  }
  SECTION("to create tables where migrations create them") {
    psql(database.socket_url(),
         "create schema ours authorization doctor_writer; revoke create on schema public from "
         "public");
    const Project project(as_writer, "database: {version_table_schema: ours}\n");
    CHECK_THAT(said_of(project.json({"doctor"}), "privileges"),
               Contains("warning: doctor_writer may not create anything in schema public"));
  }
}

TEST_CASE("doctor tells of a section that the next run goes on with", "[doctor]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001", "~", "-- migrate:upgrade transaction=off\nselect 1;\nselect 1 / 0;\n");
  REQUIRE(project.run({"upgrade"}).status == 1);
  CHECK_THAT(said_of(project.json({"doctor"}), "unfinished sections"),
             Contains("warning: the upgrade of 0001 stopped behind 1 statement") &&
                 Contains("`migrate upgrade 0001` goes on with it"));
}

TEST_CASE("doctor tells of a section that only a person can settle", "[doctor]") {
  const Database database(
      "create table t (n int); create procedure p() language plpgsql as $$ begin "
      "insert into t values (1); commit; perform pg_sleep(600); end $$");
  const Project project(database.socket_url());
  project.add("0001", "~", "-- migrate:upgrade transaction=off\ncall p();\n");
  Running running(project, {"upgrade"});
  REQUIRE(becomes_true(database.socket_url(), "select exists (select from t)"));
  running.signal(SIGKILL);
  running.result();
  psql(database.socket_url(),
       "select pg_terminate_backend(pid) from pg_stat_activity where query like 'call p%'");
  CHECK_THAT(said_of(project.json({"doctor"}, 1), "unfinished sections"),
             Contains("failed: the upgrade of 0001 stopped behind 0 statements") &&
                 Contains("only a person can tell") && Contains("migrate repair"));
}

TEST_CASE("doctor leaves out an index that is being built", "[doctor]") {
  const Database database("create table t (id int)");
  const Project project(database.socket_url());
  const Session reader(database.socket_url());
  (void)reader.run("begin isolation level repeatable read; select count(*) from pg_class");
  std::thread builder(
      [&] { psql(database.socket_url(), "create index concurrently slow on t (id)"); });
  const bool is_seen = becomes_true(
      database.socket_url(),
      "select exists (select from pg_index i join pg_stat_progress_create_index p on p.index_relid "
      "= i.indexrelid where not i.indisvalid)");
  const auto json = project.json({"doctor"});
  (void)reader.run("commit");
  builder.join();
  CHECK(is_seen);
  CHECK_THAT(said_of(json, "indexes"), Contains("ok: all are valid"));
}

TEST_CASE("doctor tells clocks apart", "[doctor]") {
  const Database database;
  const Project project(database.socket_url());
  auto options = project.options();
  options.env.emplace_back("LD_PRELOAD", MIGRATE_SHIFTED_CLOCK);
  options.env.emplace_back("ASAN_OPTIONS", "verify_asan_link_order=0");
  const auto done = run({"doctor"}, options);
  CHECK(done.status == 0);
  CHECK_THAT(done.out, Contains("warning  clock: the server's is 3600 s behind ours"));
}

TEST_CASE("a schema of our tables that may not be used spoils no other check", "[doctor]") {
  const Role stranger("doctor_stranger");
  const Database database;
  const Project project(database.socket_url(), "database: {version_table_schema: own}\n");
  add_files(project);
  REQUIRE(project.run({"upgrade"}).status == 0);
  const auto url = "postgresql://doctor_stranger@/" + database.name() +
                   "?host=" + Cluster::instance().socket_folder().string() +
                   "&port=" + std::to_string(Cluster::instance().port());
  const auto json = project.json({"doctor", "-u", url}, 1);
  CHECK_THAT(said_of(json, "privileges"),
             Contains("permission denied for schema own -> GRANT USAGE ON SCHEMA"));
  CHECK_THAT(said_of(json, "version table"),
             Contains("permission denied for schema own -> own.migrate_version belongs to"));
  CHECK(said_of(json, "indexes") == "ok: all are valid -> \n");
  CHECK(count(json, "failed") == 2);
}
