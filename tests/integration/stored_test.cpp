// Revisions that no file has any more: the history keeps what is needed to undo them.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

/// A line 0001 to 0003, applied; 0002 and 0003 have no files any more.
struct Gone {
  explicit Gone(const std::string& options = "") : project(database.socket_url()) {
    for (const auto& [id, down] : std::vector<std::pair<std::string, std::string>>{
             {"0001", "~"}, {"0002", "0001"}, {"0003", "0002"}})
      project.add(id,
                  down,
                  "-- migrate:upgrade\ncreate table t" + id + "(n int);\n-- migrate:downgrade" +
                      options + "\ndrop table t" + id + ";\n");
    REQUIRE(project.run({"upgrade"}).status == 0);
    remove("0002");
    remove("0003");
  }

  void remove(const std::string& id) const {
    std::filesystem::remove(project.path() / "versions" / (id + ".sql"));
  }

  [[nodiscard]] std::string tables() const {
    return psql(database.socket_url(),
                "select coalesce(string_agg(relname, ' ' order by relname), '') from pg_class"
                " where relkind = 'r' and relname ~ '^t0'");
  }

  Database database;
  Project project;
};

}  // namespace

TEST_CASE("downgrade undoes what no file has, after a yes", "[stored]") {
  const Gone at;
  const auto target = GENERATE(as<Strings>{}, Strings{"0001"}, Strings{"-2"});
  auto args = target;
  args.insert(args.begin(), "downgrade");

  const auto unasked = at.project.json(args, 2);
  CHECK(unasked["error"]["code"].text() == "refused");
  CHECK(at.tables() == "t0001 t0002 t0003");

  args.emplace_back("--yes");
  const auto done = at.project.run(args);
  CHECK(done.status == 0);
  CHECK_THAT(done.err, Contains("drop table t0002;") && Contains("drop table t0003;"));
  CHECK(at.tables() == "t0001");
  CHECK(history(at.database, "direction, revision, coalesce(path, '-'), rows_after") ==
        "upgrade|0001|versions/0001.sql|{0001}\nupgrade|0002|versions/0002.sql|{0002}\n"
        "upgrade|0003|versions/0003.sql|{0003}\ndowngrade|0003|-|{0002}\n"
        "downgrade|0002|-|{0001}");
}

TEST_CASE("a dry run shows the SQL that only the history has", "[stored]") {
  const Gone at;
  CHECK_THAT(at.project.run({"downgrade", "0002", "--dry-run"}).out,
             Contains("downgrade 0003") && Contains("drop table t0003;"));
  const auto steps = at.project.json({"downgrade", "base", "--dry-run"})["steps"];
  REQUIRE(steps.items().size() == 3);
  CHECK(steps.items()[0]["path"].is_null());
  CHECK(steps.items()[0]["sql"].text() == "drop table t0003;");
  CHECK(steps.items()[2]["path"].text() == "versions/0001.sql");
  CHECK(steps.items()[2].find("sql") == nullptr);
  CHECK(at.tables() == "t0001 t0002 t0003");
}

TEST_CASE("a stored section keeps its options", "[stored]") {
  const Gone at(" transaction=off");
  const auto steps = at.project.json({"downgrade", "0001", "--yes"})["steps"];
  REQUIRE(steps.items().size() == 2);
  CHECK_FALSE(steps.items()[0]["transaction"].boolean());
  CHECK(at.tables() == "t0001");
}

TEST_CASE("a failure in stored SQL names its revision", "[stored]") {
  const Gone at;
  psql(at.database.socket_url(), "drop table t0003");
  const auto error = at.project.json({"downgrade", "0001", "--yes"}, 1)["error"];
  CHECK(error["message"].text() == "downgrade 0003 failed: table \"t0003\" does not exist");
  CHECK(error["file"].text() == "downgrade of 0003 as stored in the history");
  CHECK(at.tables() == "t0001 t0002");
}

TEST_CASE("what the history keeps no downgrade of is irreversible", "[stored]") {
  const Database database;
  const Project project(database.socket_url());
  project.add("0001", "~", "-- migrate:upgrade\nselect 1;\n");
  CHECK(project.run({"upgrade"}).status == 0);
  std::filesystem::remove(project.path() / "versions/0001.sql");
  const auto error = project.json({"downgrade", "base", "--yes"}, 2)["error"];
  CHECK(error["code"].text() == "irreversible");
  CHECK_THAT(error["message"].text(), Contains("no downgrade section"));
}

TEST_CASE("upgrade and stamp say what to do about an unknown row", "[stored]") {
  const Gone at;
  for (const auto& args : std::vector<Strings>{{"upgrade"}, {"stamp", "0001"}}) {
    const auto error = at.project.json(args, 2)["error"];
    CHECK(error["code"].text() == "not_found");
    CHECK(error["message"].text() ==
          "the version table names revision \"0003\", which no file has");
    CHECK_THAT(
        error["detail"].text(),
        Contains("applied 20") && Contains("by postgres") && Contains("from versions/0003.sql"));
    CHECK_THAT(error["hint"].text(),
               Contains("put the file back") && Contains("`migrate downgrade 0001`") &&
                   Contains("`migrate stamp --purge REV`"));
  }
  CHECK(at.project.run({"stamp", "0001", "--purge"}).status == 0);
}

TEST_CASE("status and current name what no file has", "[stored]") {
  const Gone at;
  const auto status = at.project.json({"status"});
  REQUIRE(status["unknown"].items().size() == 2);
  CHECK(status["unknown"].items()[0]["revision"].text() == "0002");
  CHECK(status["unknown"].items()[1]["revision"].text() == "0003");
  CHECK(status["unknown"].items()[1]["upgraded"]["db_user"].text() == "postgres");
  CHECK(status["pending"].items().empty());
  CHECK_THAT(at.project.run({"status"}).out,
             Contains("unknown: 0003: no file has it; applied 20") && Contains("by postgres"));

  CHECK(at.project.json({"current"})["pending"].integer() == 0);
  CHECK_THAT(at.project.run({"current"}).out, Contains("0003 (no file has it)"));
  const auto checked = at.project.run({"current", "--check-heads"});
  CHECK(checked.status == 3);
  CHECK_THAT(checked.err, Contains("the database is at 0003, which no file has"));

  psql(at.database.socket_url(), "update migrate_version set version_num = 'feed'");
  CHECK_THAT(at.project.run({"status"}).out,
             Contains("unknown: feed: no file has it; the history does not know it"));
}

TEST_CASE("show finds a revision in the history", "[stored]") {
  const Gone at;
  const auto document = at.project.json({"show", "0003"});
  CHECK(document["revision"].text() == "0003");
  CHECK(document["down_revision"].strings() == Strings{"0002"});
  CHECK(document["path"].is_null());
  CHECK(document["upgrade"].is_null());
  CHECK(document["downgrade"].text() == "drop table t0003;");
  CHECK(document["applied"].boolean());
  CHECK(document["upgraded"]["db_user"].text() == "postgres");
  CHECK_THAT(at.project.run({"show", "0003"}).out,
             Contains("drop table t0003;") && Contains("no file has it") &&
                 Contains("from versions/0003.sql"));
  CHECK(at.project.json({"show", "0009"}, 2)["error"]["code"].text() == "not_found");

  at.remove("0001");
  CHECK(at.project.json({"show", "0001"})["downgrade"].text() == "drop table t0001;");
  const auto several = at.project.json({"show", "000"}, 2)["error"];
  CHECK(several["code"].text() == "ambiguous_prefix");
  CHECK_THAT(several["message"].text(), Contains("0001, 0002, 0003"));
}

TEST_CASE("the newest row of a revision is the one that counts", "[stored]") {
  const Database database;
  const Project project(database.socket_url());
  const auto file = [&project](const std::string& down) {
    project.add("0001", "~", "-- migrate:upgrade\nselect 1;\n-- migrate:downgrade\n" + down + "\n");
  };
  file("select 'first';");
  CHECK(project.run({"upgrade"}).status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 0);
  file("select 'second';");
  CHECK(project.run({"upgrade"}).status == 0);
  std::filesystem::remove(project.path() / "versions/0001.sql");
  CHECK(project.json({"show", "0001"})["downgrade"].text() == "select 'second';");
}

TEST_CASE("a branch whose files are gone is undone beside one that stays", "[stored]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("a1", "~", "create table a(n int);").up("b1", "~", "create table b(n int);");
  CHECK(project.run({"upgrade", "a1"}).status == 0);
  CHECK(project.run({"upgrade", "b1"}).status == 0);
  std::filesystem::remove(project.path() / "versions/b1.sql");
  // Two rows: the history says that b1 came last.
  const auto done = project.json({"downgrade", "-1", "--yes"});
  CHECK(done["from"].strings() == Strings{"a1", "b1"});
  CHECK(done["to"].strings() == Strings{"a1"});
}
