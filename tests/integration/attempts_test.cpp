// What the history shows of failed attempts.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// 0001 applied, 0002 failed.
struct Failed {
  Failed() : project(database.socket_url()) {
    project.up("0001", "~", "create table a(n int);").up("0002", "0001", "select 1/0;");
    REQUIRE(project.run({"upgrade", "head", "--tag", "build 7"}).status == 1);
  }

  Database database;
  Project project;
};

std::size_t failures(const Project& project) {
  return project.json({"status"})["failed"].items().size();
}

}  // namespace

TEST_CASE("history --attempts shows who did what, and what failed", "[attempts]") {
  const Failed at;
  const auto attempts = at.project.json({"history", "--attempts"})["attempts"];
  REQUIRE(attempts.items().size() == 2);
  const auto& failed = attempts.items()[0];
  CHECK(failed["revision"].text() == "0002");
  CHECK(failed["direction"].text() == "upgrade");
  CHECK(failed["outcome"].text() == "failed");
  CHECK(failed["db_user"].text() == "postgres");
  CHECK(failed["tag"].text() == "build 7");
  CHECK(failed["error"]["sqlstate"].text() == "22012");
  CHECK(failed["error"]["file"].text() == "versions/0002.sql");
  CHECK(failed["error"]["line"].integer() > 0);
  CHECK(failed.find("duration_ms") != nullptr);
  CHECK(failed.find("downgrade_sql") == nullptr);
  CHECK(attempts.items()[1]["outcome"].text() == "succeeded");
  CHECK_THAT(at.project.run({"history", "--attempts"}).out,
             Contains("failed     upgrade     0002") && Contains("by postgres") &&
                 Contains("[build 7]") &&
                 Contains("    upgrade 0002 failed: division by zero (SQLSTATE 22012) at "
                          "versions/0002.sql:"));
}

TEST_CASE("history --attempts keeps to a range", "[attempts]") {
  const Failed at;
  const auto document = at.project.json({"history", "--attempts", "-r", ":0001"});
  REQUIRE(document["attempts"].items().size() == 1);
  CHECK(document["attempts"].items()[0]["revision"].text() == "0001");
}

TEST_CASE("history --attempts works before there is a history", "[attempts]") {
  const Database database;
  const Project project(database.socket_url());
  CHECK(project.json({"history", "--attempts"})["attempts"].items().empty());
}

TEST_CASE("status shows a failure until it is moot", "[attempts]") {
  const Failed at;
  CHECK(failures(at.project) == 1);
  CHECK_THAT(at.project.run({"status"}).out,
             Contains("failed: 20") && Contains("division by zero (SQLSTATE 22012)"));

  SECTION("several failures of a revision are one, the newest") {
    CHECK(at.project.run({"upgrade", "head"}).status == 1);
    CHECK(failures(at.project) == 1);
  }
  SECTION("a success of the revision") {
    at.project.up("0002", "0001", "select 1;");
    CHECK(at.project.run({"upgrade", "head"}).status == 0);
    CHECK(failures(at.project) == 0);
    CHECK(at.project.run({"downgrade", "-1"}).status == 0);
    CHECK(failures(at.project) == 0);
  }
  SECTION("a stamp that makes it applied") {
    CHECK(at.project.run({"stamp", "head"}).status == 0);
    CHECK(failures(at.project) == 0);
  }
  SECTION("its file is gone") {
    std::filesystem::remove(at.project.path() / "versions/0002.sql");
    CHECK(failures(at.project) == 0);
  }
  SECTION("a success of another revision does not make it moot") {
    CHECK(at.project.run({"downgrade", "base"}).status == 0);
    CHECK(failures(at.project) == 1);
  }
}

TEST_CASE("a failed downgrade is shown while its revision is applied", "[attempts]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001", "~", "-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\nselect 1/0;\n");
  CHECK(project.run({"upgrade"}).status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 1);
  CHECK(failures(project) == 1);
  CHECK(project.run({"stamp", "base"}).status == 0);
  CHECK(failures(project) == 0);
}
