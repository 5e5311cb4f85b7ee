// A server of shadow.url that others use too: nothing of theirs changes, whatever happens to a run.

#include "migrate/base/strings.h"
#include "support/catch.h"
#include "support/project.h"
#include "support/role.h"

#include <csignal>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";
/// What a run holds as long as it lives: src/runner/shadow_leftovers.cpp.
constexpr auto nobody_holds_a_lock =
    "select not exists (select from pg_locks where classid = 1835496296 and locktype = 'advisory')";
constexpr auto ours = "select datname from pg_database where datname like 'migrate\\_shadow\\_%'";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// Without the token of pg_dump, which differs from run to run.
std::string without_tokens(const std::string& dump) {
  std::istringstream lines(dump);
  std::string out;
  for (std::string line; std::getline(lines, line);)
    if (!contains(line, "restrict ")) out += line + "\n";
  return out;
}

/// As pg_dumpall shows it, or, where that is too old for the server, without rows.
std::string dump_of(const Cluster& server) {
  const auto url = server.url("postgres");
  if (can_be_dumped(url)) {
    const auto done = run_program("pg_dumpall", {"-d", url, "--exclude-database=migrate_shadow_*"});
    REQUIRE(done.status == 0);
    return without_tokens(done.out);
  }
  auto out = psql(url, "select * from pg_authid order by oid; table pg_auth_members") +
             psql(url, "table pg_db_role_setting; select * from pg_tablespace order by oid");
  const auto names = psql(url,
                          "select datname from pg_database where datallowconn and datname not like "
                          "'migrate\\_shadow\\_%' order by 1");
  for (const auto name : split_at(names, '\n'))
    out += pg_dump_schema(server.url(name));
  return out;
}

/// Roles, tablespaces and settings, the list of databases, and all that is in each; not of ours.
std::string everything_on(const Cluster& server) {
  const auto url = server.url("postgres");
  std::ifstream settings(server.data_directory() / "postgresql.auto.conf");
  return dump_of(server) +
         psql(url,
              "select datname, datdba, datacl, datconnlimit from pg_database "
              "where datname not like 'migrate\\_shadow\\_%' order by 1") +
         psql(url, "select slot_name from pg_replication_slots") +
         std::string(std::istreambuf_iterator<char>(settings), {});
}

/// A server with a database of somebody else, and a project whose shadow is there, as a role that
/// may make databases and no more.
class Shared {
 public:
  Shared()
      : role_("shadow_user"),
        theirs_("create table t (a int); insert into t values (1); create view v as table t"),
        project_(nowhere, config()) {
    psql(server_.url("postgres"), "alter role shadow_user createdb");
    project_.up("0001", "~", "create table t (a int);");
    project_.write("same.sql", "create table t (a int);")
        .write("other.sql",
               "create table t (a bigint, b text); create schema s; create type s.e "
               "as enum ('x'); comment on table t is 'x';")
        .write("broken.sql", "create table t (a int);\ncreate view v as select b from t;")
        .write("slow.sql", "create table t (a int); select pg_sleep(60);");
    before_ = everything();
  }

  [[nodiscard]] std::string everything() const { return everything_on(server_); }

  void check_untouched() const { CHECK(everything() == before_); }

  [[nodiscard]] std::string databases() const { return psql(server_.url("postgres"), ours); }

  [[nodiscard]] std::string url() const { return server_.url("postgres"); }

  [[nodiscard]] const Project& project() const { return project_; }

 private:
  [[nodiscard]] std::string config() const {
    auto url = server_.url("postgres");
    const auto user = url.find("postgres@");
    url.replace(user, std::string("postgres").size(), "shadow_user");
    return "schema: {desired: other.sql}\nshadow: {url: \"" + url + "\"}\n";
  }

  const Cluster& server_ = Cluster::instance();
  Role role_;
  Database theirs_;
  Project project_;
  std::string before_;
};

struct Case {
  std::vector<std::string> args;
  int status = 0;
};

}  // namespace

TEST_CASE("a shared server of shadow.url is left as it was, whatever comes out", "[shadow-url]") {
  const Shared shared;
  const std::vector<Case> cases{
      {{"inspect", "other.sql"}},
      {{"diff", "--from", "same.sql", "--to", "other.sql"}},
      {{"diff", "--from", "other.sql", "--to", "same.sql"}, 3},
      {{"diff", "--from", "other.sql", "--to", "empty", "--allow", "data-loss"}},
      {{"check"}, 3},
      {{"diff", "--from", "versions", "--to", "broken.sql"}, 1},
      {{"revision", "--autogenerate", "-m", "x"}},
      {{"check"}},
  };
  for (const auto& one : cases) {
    const auto result = shared.project().run(one.args);
    INFO(one.args.front() << ": " << result.err);
    CHECK(result.status == one.status);
    CHECK_FALSE(contains(result.err, "warning"));
    CHECK(shared.databases().empty());
    shared.check_untouched();
  }
}

TEST_CASE("SQL that reaches for the rest of a shared server fails there", "[shadow-url]") {
  const Shared shared;

  struct Reach {
    std::string sql;
    int status = 2;
  };

  const std::vector<Reach> cases{
      {"create role made_here"},
      {"alter role postgres set work_mem = '1MB'"},
      {"create database made_here"},
      {"comment on database postgres is 'x'"},
      {"alter database postgres set work_mem = '1MB'"},
      {"alter system set work_mem = '1MB'"},
      {"grant pg_monitor to public"},
      {"do $$ begin create role made_here; end $$"},
      // What is hidden from us is not allowed to the role.
      {"do $$ begin execute 'create ' || 'role made_here'; end $$", 1},
      {"create subscription s connection 'dbname=postgres' publication p", 1},
      {"select pg_reload_conf()", 1},
      {"select pg_create_physical_replication_slot('made_here')", 1},
  };
  for (const auto& one : cases) {
    shared.project().write("reach.sql", "create table t (a int);\n" + one.sql + ";\n");
    const auto result = shared.project().run({"diff", "--from", "same.sql", "--to", "reach.sql"});
    INFO(one.sql << ": " << result.err);
    CHECK(result.status == one.status);
    CHECK(contains(result.err, "reach.sql:2:"));
    CHECK(shared.databases().empty());
    shared.check_untouched();
  }
}

TEST_CASE("a killed run leaves its own databases alone, and later runs name them", "[shadow-url]") {
  const Shared shared;
  Running killed(shared.project(), {"diff", "--from", "same.sql", "--to", "slow.sql"});
  const auto is_sleeping =
      "select exists (select from pg_stat_activity where datname like 'migrate\\_shadow\\_%' "
      "and query like '%pg_sleep%')";
  REQUIRE(becomes_true(shared.url(), is_sleeping));
  const auto meanwhile = shared.project().run({"diff", "--from", "same.sql", "--to", "other.sql"});
  CHECK(meanwhile.status == 0);
  CHECK_FALSE(contains(meanwhile.err, "warning"));
  killed.signal(SIGKILL);
  CHECK(killed.result().status == 137);
  shared.check_untouched();
  const auto left = shared.databases();
  CHECK(contains(left, "migrate_shadow_"));
  REQUIRE(becomes_true(shared.url(), nobody_holds_a_lock));

  const auto next = shared.project().run({"diff", "--from", "same.sql", "--to", "other.sql"});
  INFO(next.err);
  CHECK(next.status == 0);
  std::istringstream names(left);
  for (std::string name; std::getline(names, name);) {
    CHECK(contains(next.err, "nobody uses it: DROP DATABASE " + name + "\n"));
    psql(shared.url(), "drop database " + name + " with (force)");
  }
  CHECK(shared.databases().empty());
  shared.check_untouched();
  CHECK_FALSE(contains(shared.project().run({"inspect", "same.sql"}).err, "warning"));
}
