// Our tables: whose they are, who else may use them, and what happens to those who meddle.
#include "support/catch.h"
#include "support/project.h"
#include "support/role.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// Owner, row security and grants of what we made, a line each.
std::string ours(const Database& database) {
  return psql(database.socket_url(),
              "select relname, pg_get_userbyid(relowner), relrowsecurity,"
              " (select count(*) from aclexplode(relacl) where grantee <> relowner)"
              " from pg_class where relname ~ '^migrate_' and relkind in ('r', 'S') order by 1");
}

std::string owned_by(const std::string& owner) {
  return "migrate_history|" + owner + "|t|0\nmigrate_history_id_seq|" + owner +
         "|f|0\nmigrate_progress|" + owner + "|t|0\nmigrate_version|" + owner + "|t|0";
}

}  // namespace

TEST_CASE("our tables are closed to others, whatever default privileges grant", "[history]") {
  const Role anybody("any\"body");
  const Role owner("the_owner");
  const Database database(
      R"(alter default privileges grant all on tables to public, "any""body";
         alter default privileges grant all on sequences to public, "any""body";
         alter default privileges for role the_owner grant all on tables to public;
         alter default privileges for role the_owner grant all on sequences to "any""body";
         grant create on schema public to the_owner)");
  const auto as_role = GENERATE(false, true);
  const Project project(database.socket_url(), as_role ? "database: {role: the_owner}\n" : "{}\n");
  project.up("0001", "~", "select 1;");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  CHECK(ours(database) == owned_by(as_role ? "the_owner" : "postgres"));
}

TEST_CASE("a role without privilege on the schema is told so", "[history]") {
  const Role weak("weak");
  const Database database("revoke create on schema public from public");
  const Project project("postgresql://weak@/" + database.name() +
                        "?host=" + Cluster::instance().socket_folder().string() +
                        "&port=" + std::to_string(Cluster::instance().port()));
  project.up("0001", "~", "select 1;");
  const auto refused = project.json({"upgrade", "head"}, 1);
  CHECK(refused["error"]["code"].text() == "insufficient_privilege");
  CHECK(refused["error"]["sqlstate"].text() == "42501");
  CHECK_THAT(refused["error"]["hint"].text(), Contains("schema public"));
}

TEST_CASE("a version table that may not be read is an error, never a fresh database", "[history]") {
  const Role weak("weak");
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table t(n int);");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  const auto* const grant = GENERATE("", "grant all on all tables in schema public to weak;");
  psql(database.socket_url(), "grant create on schema public to weak;" + std::string(grant));
  for (const auto* command : {"current", "status", "upgrade"}) {
    RunOptions options;
    options.cwd = project.path();
    options.env = {{"DATABASE_URL",
                    "postgresql://weak@127.0.0.1:" + std::to_string(Cluster::instance().port()) +
                        "/" + database.name()}};
    const auto refused = run({command}, options);
    INFO(command << grant << refused.out << refused.err);
    CHECK(refused.status == 1);
    CHECK_THAT(refused.err, Contains("SQLSTATE 42501"));
  }
}

TEST_CASE("a migration that changes the version table fails", "[execution][history]") {
  const auto* const meddling = GENERATE("delete from migrate_version;",
                                        "update migrate_version set version_num = 'x';",
                                        "insert into migrate_version values ('x');");
  const auto* const off = GENERATE("", " transaction=off");
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);");
  project.add("0002", "0001", "-- migrate:upgrade" + std::string(off) + "\n" + meddling + "\n");
  const auto failed = project.run({"upgrade", "head"});
  INFO(failed.err);
  CHECK(failed.status == 1);
  CHECK_THAT(failed.err, Contains("versions/0002.sql") || Contains("the version table changed"));
  CHECK(history(database, "revision, outcome") == "0001|succeeded\n0002|failed");
  if (off[0] == '\0')
    CHECK(psql(database.socket_url(), "select version_num from migrate_version") == "0001");
}

TEST_CASE("a migration that drops the history fails and is rolled back", "[execution][history]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);")
      .up("0002", "0001", "drop table migrate_history, migrate_version;");
  CHECK(project.run({"upgrade", "head"}).status == 1);
  CHECK(psql(database.socket_url(), "select version_num from migrate_version") == "0001");
  CHECK(history(database, "revision, outcome") == "0001|succeeded\n0002|failed");
}

TEST_CASE("Alembic's version table is adopted as it is", "[execution][history]") {
  const Database database(
      "create table alembic_version (version_num varchar(32) not null,"
      " constraint alembic_version_pkc primary key (version_num));"
      "insert into alembic_version values ('0001')");
  const auto column_of = [&] {
    return psql(database.socket_url(),
                "select format_type(atttypid, atttypmod) from pg_attribute where attrelid = "
                "'alembic_version'::regclass and attnum > 0");
  };
  const Project project(database.socket_url(), "database: {version_table: alembic_version}\n");
  project.up("0001", "~", "create table a(n int);").up("0002", "0001", "create table b(n int);");
  CHECK(project.json({"current"})["rows"].strings() == std::vector<std::string>{"0001"});
  CHECK(project.json({"upgrade", "head"})["steps"].items().size() == 1);
  CHECK(psql(database.socket_url(), "select version_num from alembic_version") == "0002");
  CHECK(psql(database.socket_url(), "select to_regclass('a'), to_regclass('migrate_version')") ==
        "|");
  CHECK(column_of() == "character varying(32)");
  CHECK(history(database, "version_table, rows_before, rows_after") ==
        "public.alembic_version|{0001}|{0002}");
}

TEST_CASE("a version table in another schema is no fresh start", "[execution][history]") {
  const Database database;
  const Project project(database.socket_url(), "database: {version_table_schema: old}\n");
  project.up("0001", "~", "create table a(n int);");
  CHECK(project.run({"upgrade", "head"}).status == 0);
  for (const auto* moved : {"database: {version_table_schema: new}\n", "{}\n"}) {
    project.write("migrate.yaml", moved);
    for (const auto* command : {"upgrade", "stamp"}) {
      const auto refused = project.json({command, "head"}, 2);
      CHECK(refused["error"]["code"].text() == "version_table_elsewhere");
      CHECK_THAT(refused["error"]["message"].text(), Contains("old"));
      CHECK_THAT(refused["error"]["hint"].text(), Contains("version_table_schema"));
    }
  }
  CHECK(psql(database.socket_url(), "select to_regnamespace('new')").empty());
  project.write("migrate.yaml", "database: {version_table_schema: new}\n");
  CHECK(project.json({"ensure-version"})["created"].boolean());
  CHECK(project.run({"stamp", "head"}).status == 0);
}

TEST_CASE("an id that an adopted version table is too narrow for is told as that", "[history]") {
  const Database database("create table alembic_version (version_num varchar(32) primary key)");
  const Project project(database.socket_url(), "database: {version_table: alembic_version}\n");
  project.up(std::string(33, 'a'), "~", "create table t(n int);");
  const std::string head = "head";
  for (const auto* command : {"upgrade", "stamp"}) {
    INFO(command);
    const auto error = project.json({command, head}, 1)["error"];
    CHECK(error["sqlstate"].text() == "22001");
    CHECK_THAT(error["hint"].text(), Contains("shorter id, or make room for it"));
    CHECK_THAT(error["state"].text(), Contains("nothing was changed"));
  }
  CHECK_THAT(project.run({"upgrade"}).err, Contains("longer than the version table's column"));
  CHECK_THAT(project.run({"doctor"}).out, Contains("ensure-version --widen"));

  const auto file =
      psql(database.socket_url(), "select pg_relation_filenode('alembic_version'::regclass)");
  CHECK(project.json({"ensure-version", "--widen"})["widened"].boolean());
  CHECK_FALSE(project.json({"ensure-version", "--widen"})["widened"].boolean());
  CHECK(psql(database.socket_url(), "select pg_relation_filenode('alembic_version'::regclass)") ==
        file);
  CHECK(project.run({"upgrade"}).status == 0);
}

TEST_CASE("an id that Alembic's table cannot hold gets no file", "[history]") {
  const Project project("embedded", "database: {version_table: alembic_version}\n");
  const std::string rev = "--rev-id";
  const auto error = project.json({"revision", "-m", "x", rev, std::string(33, 'a')}, 2)["error"];
  CHECK(error["code"].text() == "illegal_id");
  CHECK(project.run({"revision", "-m", "x", rev, std::string(32, 'a')}).status == 0);
  project.write("migrate.yaml", "{}\n");
  CHECK(project.run({"revision", "-m", "y", rev, std::string(33, 'b')}).status == 0);
}
