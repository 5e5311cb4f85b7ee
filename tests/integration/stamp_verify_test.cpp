// stamp --verify: only what is true is recorded.

#include "support/catch.h"
#include "support/project.h"

#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

std::string rows(const Database& database) {
  return psql(database.url(),
              "select string_agg(version_num, ' ' order by 1) from migrate_version");
}

bool has_ours(const Database& database) {
  return psql(database.url(), "select to_regclass('public.migrate_version') is not null") == "t";
}

}  // namespace

TEST_CASE("a stamp that is not true is refused, and changes nothing", "[stamp-verify]") {
  const Database database("create table t (a int); create table mine ()");
  const Project project(database.url());
  project.up("0001", "~", "create table t (a int);").up("0002", "0001", "create table u ();");
  const auto refused = must(project, {"stamp", "head", "--verify"}, 3);
  CHECK(refused.out ==
        "table public.u is made by its migrations, and not in the database\n"
        "table public.mine is in the database, and none of its migrations makes it\n");
  CHECK(
      contains(refused.err, "error: the database is not what 0002 makes\ndetail: 2 differences: "));
  CHECK(contains(refused.err, "`migrate diff --to versions`"));
  CHECK(contains(refused.err, "--verify=warn"));
  CHECK(contains(refused.err, "state: nothing was changed"));
  CHECK_FALSE(has_ours(database));
  const auto json = project.json({"stamp", "head", "--verify", "--dry-run"}, 3);
  CHECK_FALSE(json["ok"].boolean());
  CHECK(json["findings"].items().size() == 2);
  CHECK(json["error"]["code"].text() == "check_failed");
  CHECK(json["to"].items().empty());

  psql(database.url(), "drop table mine");
  CHECK(must(project, {"stamp", "0001", "--verify"}).out == "stamped base -> 0001\n");
  CHECK(rows(database) == "0001");
  must(project, {"stamp", "head", "--verify"}, 3);
  CHECK(rows(database) == "0001");
  must(project, {"upgrade"});
  must(project, {"stamp", "head", "--verify"});
  must(project, {"stamp", "base", "--verify"}, 3);
  CHECK(rows(database) == "0002");
}

TEST_CASE("a stamp that is not true can be wanted", "[stamp-verify]") {
  const Database database("create table mine ()");
  const Project project(database.url());
  project.up("0001", "~", "select 1;");
  const auto stamped = must(project, {"stamp", "--verify=warn", "head"});
  CHECK(stamped.out == "stamped base -> 0001\n");
  CHECK(contains(stamped.err, "warning: table public.mine is in the database"));
  CHECK(rows(database) == "0001");
  CHECK_FALSE(project.json({"stamp", "--verify=warn", "head"})["ok"].boolean());
  CHECK(contains(must(project, {"stamp", "--verify=warm", "head"}, 2).err, "did you mean `warn`?"));
  const auto script = must(project, {"stamp", "--verify", "--sql", "head"}, 2);
  CHECK(contains(script.err, "--sql makes no connection"));
  CHECK(contains(must(project, {"help", "stamp"}).out, "--verify[=warn]"));
}

TEST_CASE("a stamp is compared with all rows that there would be", "[stamp-verify]") {
  const Database database("create table t (); create table a (); create table b ()");
  const Project project(database.url());
  project.up("0001", "~", "create table t ();")
      .add("a1", "0001", "-- migrate:upgrade\ncreate table a ();\n")
      .write("versions/b1.sql",
             "-- revision: b1\n-- down_revision: 0001\n-- branch_labels: [side]\n\n"
             "-- migrate:upgrade\ncreate table b ();\n");
  must(project, {"stamp", "a1", "--verify"}, 3);
  must(project, {"stamp", "heads", "--verify"});
  CHECK(rows(database) == "a1 b1");
  must(project, {"stamp", "side@base", "--verify"}, 3);
  psql(database.url(), "insert into migrate_version values ('lost')");
  must(project, {"stamp", "heads", "--verify"}, 2);
  must(project, {"stamp", "heads", "--verify", "--purge"});
  CHECK(rows(database) == "a1 b1");
  psql(database.url(), "drop table b");
  must(project, {"stamp", "side@head", "a1", "--verify"}, 3);
  must(project, {"stamp", "a1", "--verify", "--purge"});
  CHECK(rows(database) == "a1");
}

TEST_CASE("what repeatable files make does not stand in the way of a stamp", "[stamp-verify]") {
  const auto there = GENERATE(as<std::string>{}, "", "create view v as select 1 as x;");
  const Database database("create table t (); " + there);
  const Project project(database.url(), "repeatable: [again]\n");
  project.up("0001", "~", "create table t ();")
      .write("again/v.sql", "-- migrate:upgrade\ncreate or replace view v as select 1 as x;\n");
  must(project, {"stamp", "head", "--verify"});
  must(project, {"upgrade"});
  must(project, {"check", "--drift"});
}
