// `requires` in a migration's header, on a real server.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// One file with that `requires`.
void require(const Project& project, const std::string& value, const std::string& sql = "") {
  project.add("0001",
              "~\n-- requires: " + value,
              "-- migrate:upgrade\n" + sql + "create table made (a int);\n-- migrate:downgrade\n" +
                  "drop table made;\n");
}

struct Case {
  std::string value;
  std::string said = {};  ///< empty: it is met
  std::string remedy = {};
  std::string before = {};  ///< in the database
  std::string sql = {};     ///< in the upgrade section
};

// The test server has the contrib extensions, among them hstore in 1.4 to 1.8 or later.
const std::vector<Case> cases{
    {.value = "{extensions: [hstore]}"},
    {.value = "{extensions: [\"hstore >= 1.4\"]}"},
    {.value = "{extensions: [\"hstore = 1, < 2\"]}"},
    {.value = "{extensions: [hstore]}", .before = "create extension hstore version '1.4'"},
    {.value = "{extensions: [\"hstore >= 1.4, <= 1.4.0\"]}",
     .before = "create extension hstore version '1.4'"},
    {.value = "{extensions: [\"hstore >= 99\"]}",
     .said = "0001 requires extension hstore >= 99: the server offers 1.4",
     .remedy = "install the package of extension hstore >= 99"},
    {.value = "{extensions: [\"hstore > 1.4\"]}",
     .said = "extension hstore > 1.4: 1.4 is installed, the server offers 1.4, 1.5",
     .remedy = "ALTER EXTENSION \"hstore\" UPDATE TO '1.",
     .before = "create extension hstore version '1.4'"},
    {.value = "{extensions: [\"hstore > 1.4\"]}",
     .before = "create extension hstore version '1.4'",
     .sql = "alter extension hstore update;"},
    {.value = "{extensions: [\"hstore > 99\"]}",
     .said = "extension hstore > 99: 1.4 is installed",
     .remedy = "install the package of extension hstore > 99",
     .before = "create extension hstore version '1.4'",
     .sql = "alter extension hstore update;"},
    {.value = "{extensions: [\"no'such\"]}",
     .said = "extension no'such: the server does not offer it",
     .remedy = "install the package"},
    {.value = "{server: \">= 10\"}"},
    {.value = "{server: \"< 1000, > 9.6\"}"},
    {.value = "{server: \">= 1000\"}",
     .said = "0001 requires server >= 1000: it is ",
     .remedy = "use a server >= 1000"},
    {.value = "{roles: [pg_monitor]}"},
    {.value = "{roles: [requires_nobody]}",
     .said = "0001 requires role requires_nobody: there is no such role",
     .remedy = "CREATE ROLE \"requires_nobody\";"},
};

}  // namespace

TEST_CASE("requires is met or refused, and refused before anything is changed", "[requires]") {
  for (const auto& one : cases) {
    CAPTURE(one.value, one.before, one.sql);
    const Database database(one.before);
    const Project project(database.socket_url());
    require(project, one.value, one.sql);
    CHECK(project.run({"upgrade", "--dry-run"}).status == (one.said.empty() ? 0 : 2));
    if (one.said.empty()) {
      const auto up = project.run({"upgrade"});
      INFO(up.err);
      CHECK(up.status == 0);
      continue;
    }
    const auto up = project.run({"upgrade"});
    CHECK(up.status == 2);
    CHECK_THAT(up.err,
               Contains("error: 1 requirement of the pending migrations is not met\n") &&
                   Contains("at versions/0001.sql:3") && Contains(one.said) &&
                   Contains("hint: " + one.remedy) && Contains("nothing was changed"));
    CHECK(schema_without_ours(database.socket_url()).find("made") == std::string::npos);
    CHECK(psql(database.socket_url(), "select to_regclass('migrate_version') is null") == "t");
  }
}

TEST_CASE("an offline script asks what the command asks", "[requires]") {
  for (const auto& one : cases) {
    CAPTURE(one.value, one.before, one.sql);
    const Database database(one.before);
    const Project project(database.socket_url());
    require(project, one.value, one.sql);
    project.write("script.sql", project.run({"upgrade", "--sql"}).out);
    const auto run = project.run_program(
        "psql", {"-X", "-v", "ON_ERROR_STOP=1", database.socket_url(), "-f", "script.sql"});
    const bool is_promised = one.sql.find("alter extension") != std::string::npos;
    CHECK((run.status == 0) == (one.said.empty() || is_promised));
    if (one.said.empty() || is_promised) continue;
    CHECK_THAT(
        run.err,
        Contains("migrate: the migrations require what is not there: ") && Contains(" (for 0001)"));
    CHECK(psql(database.socket_url(), "select to_regclass('migrate_version') is null") == "t");
  }
}

TEST_CASE("all that is missing is named at once, and each thing once", "[requires]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "select 1;")
      .up("0002", "0001\n-- requires: {roles: [requires_a], server: \">= 1000\"}", "select 1;")
      .up("0003", "0002\n-- requires: {roles: [requires_a, requires_b]}", "select 1;");
  const auto up = project.run({"upgrade"});
  CHECK(up.status == 2);
  CHECK_THAT(up.err,
             Contains("3 requirements of the pending migrations are not met") &&
                 Contains("at versions/0002.sql:3") &&
                 Contains("0002, 0003 require role requires_a: there is no such role\n") &&
                 Contains("0002 requires server >= 1000: ") &&
                 Contains("0003 requires role requires_b: "));
  const auto json = project.json({"upgrade"}, 2);
  CHECK(json["error"]["code"].text() == "unmet_requirements");
  CHECK(json["error"]["line"].dump() == "3");
  SECTION("but only of the steps that are to run") {
    CHECK(project.run({"upgrade", "0001"}).status == 0);
    CHECK(project.run({"downgrade", "base"}).status == 0);
    CHECK(project.run({"stamp", "head"}).status == 0);
    CHECK(project.run({"downgrade", "base"}).status == 0);
  }
}

TEST_CASE("a role that the plan creates by then is there", "[requires]") {
  const Database database;
  const Project project(database.socket_url());
  const std::string create =
      "do $$ begin create role requires_made; exception when duplicate_object then null; end $$;";
  const std::string needs = "\n-- requires: {roles: [requires_made]}";
  SECTION("by an earlier step") {
    project.up("0001", "~", create).up("0002", "0001" + needs, "select 1;");
    CHECK(project.run({"upgrade"}).status == 0);
    psql(database.socket_url(), "drop role requires_made");
    CHECK(project.run({"downgrade", "0001"}).status == 0);
    const auto again = project.run({"upgrade"});
    CHECK(again.status == 2);
    CHECK_THAT(again.err,
               Contains("revision 0001 creates it, and is not among the steps") &&
                   Contains("CREATE ROLE \"requires_made\";"));
  }
  SECTION("but not by a later one") {
    project.up("0001", "~" + needs, "select 1;").up("0002", "0001", create);
    const auto up = project.run({"upgrade"});
    CHECK(up.status == 2);
    CHECK_THAT(
        up.err,
        Contains("revision 0002 creates it, but runs later: name it in the `depends_on` of 0001"));
  }
}

TEST_CASE("reset asks before it drops, for a database in which nothing is installed",
          "[requires]") {
  const Database database("create extension hstore version '1.4'; create table kept (a int)");
  const Project project(database.socket_url());
  SECTION("met by what can be installed") {
    require(project, "{extensions: [\"hstore > 1.4\"]}", "create extension hstore;");
    const auto done = project.run({"reset", "--yes"});
    INFO(done.err);
    CHECK(done.status == 0);
  }
  SECTION("not met: the database stays") {
    require(project, "{roles: [requires_nobody]}");
    const auto done = project.run({"reset", "--yes"});
    CHECK(done.status == 2);
    CHECK_THAT(done.err, Contains("role requires_nobody") && Contains("nothing was changed"));
    CHECK(psql(database.socket_url(), "select to_regclass('kept') is not null") == "t");
  }
}

TEST_CASE("a repeatable file requires too, but not where a downgrade brings it back",
          "[requires]") {
  const Database database;
  const Project project(database.socket_url(), "repeatable: [views]\n");
  project.up("0001", "~", "select 1;").up("0002", "0001", "select 1;");
  const std::string sections =
      "\n-- migrate:upgrade\ncreate or replace view v as select 1 as a;\n"
      "-- migrate:downgrade\ndrop view v;\n";
  project.write("views/v.sql", sections);
  REQUIRE(project.run({"upgrade"}).status == 0);
  project.write("views/v.sql", "-- requires: {roles: [requires_nobody]}\n" + sections);
  CHECK(project.run({"upgrade"}).status == 0);  // it is applied as it stands
  CHECK(project.run({"downgrade", "0001"}).status == 0);
  project.write(
      "views/v.sql",
      "-- requires: {roles: [requires_nobody]}\n" + sections + "\n-- migrate:verify\nselect 1;\n");
  psql(database.socket_url(), "delete from migrate_history where direction = 'repeatable'");
  const auto up = project.run({"upgrade"});
  CHECK(up.status == 2);
  CHECK_THAT(up.err,
             Contains("at views/v.sql:1") &&
                 Contains("views/v.sql requires role requires_nobody: there is no such role"));
  CHECK(project.run({"reset", "--yes"}).status == 2);
}

TEST_CASE("show and history tell what a revision requires", "[requires]") {
  const Project project("postgresql://127.0.0.1:1/none");
  require(project, "{extensions: [\"hstore >= 1.4\"], roles: [app]}");
  CHECK_THAT(project.run({"show", "0001"}).out,
             Contains("\nrequires: extension hstore >= 1.4; role app\n"));
  const auto heads = project.json({"heads"});
  const auto& one = heads["revisions"].items().at(0);
  CHECK(one["requires"].strings() ==
        std::vector<std::string>{"extension hstore >= 1.4", "role app"});
}
