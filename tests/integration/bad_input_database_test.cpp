// Databases that cannot be reached, or not be used as the command needs.
#include "bad_input.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <thread>

using namespace migrate::test;

namespace {

constexpr std::string_view password = "s3cret-Of-Locked";

Expected failed(std::string code, std::vector<std::string> words) {
  return {.status = 1, .code = std::move(code), .place = "", .words = std::move(words)};
}

std::string server() {
  return Cluster::instance().url("postgres");
}

std::string address(std::string_view user, std::string_view database) {
  return fmt::format("postgresql://{}@127.0.0.1:{}/{}", user, Cluster::instance().port(), database);
}

void create_role(const std::string& name, const std::string& options = {}) {
  if (psql(server(), "select 1 from pg_roles where rolname = '" + name + "'").empty())
    psql(server(),
         fmt::format(
             "set password_encryption = 'scram-sha-256'; create role {} login {}", name, options));
}

/// A role that needs its password.
void create_locked_role() {
  create_role("locked", fmt::format("password '{}'", password));
  const auto path = Cluster::instance().data_directory() / "pg_hba.conf";
  std::ifstream in(path);
  const std::string rules(std::istreambuf_iterator<char>(in), {});
  const std::string own = "host all locked 127.0.0.1/32 scram-sha-256\n";
  if (rules.starts_with(own)) return;
  std::ofstream(path) << own << rules;
  psql(server(), "select pg_reload_conf()");
  const auto is_locked = [] {
    return run_program("psql", {"-w", "-c", "", "-d", address("locked", "postgres")}).status != 0;
  };
  for (int i = 0; i < 500 && !is_locked(); ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
}

/// No part of what a run says holds `secret`.
void check_hidden(const RunResult& result, std::string_view secret) {
  CHECK(result.out.find(secret) == std::string::npos);
  CHECK(result.err.find(secret) == std::string::npos);
}

}  // namespace

TEST_CASE("a server that is not there is exit status 4", "[bad]") {
  const BadInput project;
  project.write_first();
  const std::vector<std::string> words{
      "cannot connect to x on 127.0.0.1:1", "postgres", "state: nothing was changed"};
  const Expected expected{.status = 4, .code = "connection", .place = "", .words = words};
  const std::string url = "postgresql://postgres:hunter2@127.0.0.1:1/x";
  for (const std::string command : {"upgrade", "current", "status"}) {
    project.check({command, "-u", url}, expected);
    check_hidden(project.run({command, "-v", "-u", url}), "hunter2");
  }
  project.check({"current", "-u", "postgresql:///x?host=/no/such/folder"},
                {.status = 4, .code = "connection", .place = "", .words = {"/no/such/folder"}});
}

TEST_CASE("a wrong password is told, but never shown", "[bad]") {
  create_locked_role();
  const BadInput project;
  project.write_first();
  const auto& name = project.database().name();
  const auto url = [&](std::string_view secret) {
    return address("locked:" + std::string(secret), name);
  };
  const auto expected = failed("authentication",
                               {"cannot connect to " + name,
                                "locked",
                                "(SQLSTATE 28P01)",
                                "password authentication failed",
                                "check the user"});
  for (const std::string command : {"upgrade", "current"}) {
    INFO(command);
    project.check({command, "-u", url("wr0ng%21pw")}, expected);
    for (const auto& args : {std::vector<std::string>{command, "-v", "-u", url("wr0ng%21pw")},
                             {command, "-v", "--json", "-u", url("wr0ng%21pw")}}) {
      const auto result = project.run(args);
      check_hidden(result, "wr0ng");
      check_hidden(result, "%21pw");
    }
  }
  const auto bare = address("locked", name);
  const RunOptions by_variable{.cwd = {}, .env = {{"PGPASSWORD", "wr0ng"}}, .input = {}};
  check_hidden(project.run({"current", "-u", bare}, by_variable), "wr0ng");
  project.check({"current", "-u", bare}, expected, by_variable);
  project.check({"current", "-u", bare + "?password=wr0ng"}, expected);
  check_hidden(project.run({"current", "-u", bare + "?password=wr0ng"}), "wr0ng");
  project.check({"current", "-u", bare}, failed("authentication", {"no password was given"}));

  const auto fine = project.run({"current", "-v", "-u", url(password)});
  CHECK(fine.status == 0);
  check_hidden(fine, password);
}

TEST_CASE("encryption that the server does not offer is told as that", "[bad]") {
  const BadInput project;
  const auto url = Cluster::instance().url(project.database().name());
  const auto joint = url.find('?') == std::string::npos ? "?" : "&";
  const auto out = project.run({"current", "-u", url + joint + "sslmode=require"});
  CHECK(out.status == 4);
  CHECK(out.err.find("hint: look at `sslmode` in the URL") != std::string::npos);
}

TEST_CASE("a role or database that is not there, or closed, is told", "[bad]") {
  const BadInput project;
  project.write_first();
  const auto& name = project.database().name();
  project.check({"upgrade", "-u", Cluster::instance().url("no_such_database")},
                failed("missing_database", {"no_such_database", "(SQLSTATE 3D000)", "create"}));
  project.check({"upgrade", "-u", address("no_such_role", name)},
                failed("authentication", {"no_such_role", "(SQLSTATE 28000)"}));
  create_role("weak");
  psql(server(), "revoke connect on database " + name + " from public");
  project.check({"upgrade", "-u", address("weak", name)},
                failed("insufficient_privilege", {"(SQLSTATE 42501)", "may not connect"}));
}

TEST_CASE("a role without the right to create tables is told where it needs it", "[bad]") {
  create_role("weak");
  const BadInput project;
  project.write_first();
  // Before 15 everybody may, unless that is taken away.
  psql(project.database().url(), "revoke create on schema public from public");
  const auto url = address("weak", project.database().name());
  project.check(
      {"upgrade", "-u", url},
      failed("insufficient_privilege",
             {"schema public", "(SQLSTATE 42501)", "needs CREATE", "state: nothing was changed"}));
  project.check({"stamp", "head", "-u", url}, failed("insufficient_privilege", {"schema public"}));
  project.check({"ensure-version", "-u", url}, failed("insufficient_privilege", {"schema public"}));
  project.write("migrate.yaml", "database: {version_table_schema: own}\n");
  project.check({"upgrade", "-u", url},
                failed("insufficient_privilege", {"(SQLSTATE 42501)", "schema own"}));
}

TEST_CASE("a version table that may not be read is no fresh database", "[bad]") {
  create_role("weak");
  const BadInput project;
  project.write_first();
  REQUIRE(project.run({"upgrade"}).status == 0);
  const auto url = address("weak", project.database().name());
  for (const std::string command : {"upgrade", "current", "status"})
    project.check({command, "-u", url},
                  failed("insufficient_privilege",
                         {"migrate_version",
                          "hint: public.migrate_version belongs to postgres: connect as that role",
                          "state: nothing was changed"}));
}

TEST_CASE("a schema of our tables that may not be used is told", "[bad]") {
  create_role("weak");
  const BadInput project;
  project.write_first();
  project.write("migrate.yaml", "database: {version_table_schema: own}\n");
  REQUIRE(project.run({"upgrade", "-u", project.database().url()}).status == 0);
  const auto url = address("weak", project.database().name());
  for (const std::string command : {"upgrade", "status"})
    project.check({command, "-u", url},
                  failed("insufficient_privilege",
                         {"schema own (SQLSTATE 42501)",
                          "hint: own.migrate_version belongs to postgres",
                          "state: nothing was changed"}));
}

TEST_CASE("a role of the config that is not there is named", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write(
      "migrate.yaml",
      fmt::format("database: {{url: \"{}\", role: no_such_role}}\n", project.database().url()));
  project.check({"upgrade"}, failed("database", {"no_such_role"}));
}

TEST_CASE("a read-only database is told before anything runs", "[bad]") {
  const BadInput project;
  project.write_first();
  const auto set = [&](const std::string& value) {
    psql(server(),
         fmt::format("alter database {} set default_transaction_read_only = {}",
                     project.database().name(),
                     value));
  };
  const auto expected =
      failed("read_only", {"the database is read-only", "state: nothing was changed", "primary"});
  set("on");
  project.check({"upgrade"}, expected);
  project.check({"stamp", "head"}, expected);
  project.check({"ensure-version"}, failed("read_only", {"state: nothing was changed"}));
  CHECK(project.run({"current"}).status == 0);
  CHECK(project.run({"upgrade", "--dry-run"}).status == 0);
  set("off");
  REQUIRE(project.run({"upgrade"}).status == 0);
  set("on");
  project.check({"downgrade", "base"}, expected);
  CHECK(project.run({"upgrade"}).status == 0);  // nothing to do
}

TEST_CASE("a version table of another schema is not a fresh database", "[bad]") {
  const BadInput project;
  project.write_first();
  psql(project.database().url(),
       "create schema app; create table app.migrate_version(version_num varchar(255) primary key);"
       "insert into app.migrate_version values ('0001')");
  const Expected expected{.status = 2,
                          .code = "version_table_elsewhere",
                          .place = "",
                          .words = {"schema app",
                                    "migrate_version",
                                    "database.version_table_schema",
                                    "state: nothing was changed"}};
  project.check({"upgrade"}, expected);
  project.check({"stamp", "head"}, expected);
  CHECK(project.run({"current"}).status == 0);
  CHECK(project.run({"ensure-version"}).status == 0);
  CHECK(project.run({"upgrade"}).status == 0);
}
