// Two branches that become one: by rebase, and by merge.
#include "migrate/base/files.h"
#include "support/catch.h"
#include "support/project.h"

#include <filesystem>
#include <map>

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

/// 0001, then 0002 - 0003 of one developer and 0004 of another, who also depends on 0002.
const Project& forked(const Project& project) {
  project.up("0001", "~", "create table a(n int);");
  const auto name = [](const std::string& id, const std::string& slug) {
    return "versions/2026_01_31_" + id + "_" + slug + ".sql";
  };
  const auto head = [](const std::string& id, const std::string& down, const std::string& message) {
    return "-- revision: " + id + "\r\n-- down_revision: " + down +
           "  # parent\r\n-- message: " + message + "\r\n-- created: 2026-01-31T10:00:00Z\r\n";
  };
  const std::string down = "\r\n-- migrate:downgrade\r\n";
  project.write(name("0002", "add_b"),
                "\xEF\xBB\xBF" + head("0002", "0001", "add b") +
                    "\r\n-- migrate:upgrade\r\ncreate table b(n int); -- 0001\r\n" + down);
  project.write(name("0003", "add_c"),
                head("0003", "0002", "add c") +
                    "\r\n-- migrate:upgrade\r\ncreate table c(n int);\r\n" + down);
  return project.write(name("0004", "add_d"),
                       head("0004", "0001", "add d") +
                           "\r\n-- migrate:upgrade\r\ncreate table d(n int);\r\n" + down);
}

std::map<std::string, std::string> versions(const Project& project) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(project.path() / "versions"))
    out[entry.path().filename()] = files::read(entry.path());
  return out;
}

constexpr auto sequential = "revision_ids: sequential\n";

}  // namespace

TEST_CASE("two heads: the error names both ways out, and both work", "[rebase]") {
  for (const std::string way : {"merge", "rebase"}) {
    INFO(way);
    const Database database;
    const Project project(database.socket_url());
    forked(project);
    const auto error = project.json({"upgrade", "head"}, 2)["error"];
    CHECK(error["code"].text() == "multiple_heads");
    CHECK_THAT(error["message"].text(), Contains("there are 2 heads, 0003 and 0004"));
    const auto hint = error["hint"].text();
    const auto begin = hint.find("`migrate " + way) + 9;
    REQUIRE(begin > 9);
    const auto command = hint.substr(begin, hint.find('`', begin) - begin);
    CHECK(project.run_program("sh", {"-c", std::string(MIGRATE_BINARY) + " " + command}).status ==
          0);
    CHECK(project.json({"heads"})["revisions"].items().size() == 1);
    CHECK(project.run({"upgrade", "head"}).status == 0);
    CHECK(project.run({"downgrade", "base"}).status == 0);
  }
}

TEST_CASE("rebase rewrites one value of one file", "[rebase]") {
  const Database database;
  const Project project(database.socket_url());
  forked(project);
  auto expected = versions(project);
  auto& text = expected["2026_01_31_0002_add_b.sql"];
  text.replace(text.find("down_revision: 0001") + 15, 4, "0004");
  const auto out = project.json({"rebase", "0002"});
  CHECK(versions(project) == expected);
  const auto& moved = out["revisions"].items();
  REQUIRE(moved.size() == 2);
  CHECK(moved[0]["revision"].text() == "0002");
  CHECK(moved[0]["path"].text() == "versions/2026_01_31_0002_add_b.sql");
  CHECK(moved[0]["down_revision"].strings() == Strings{"0004"});
  CHECK(moved[1]["revision"].text() == "0003");
  CHECK_FALSE(moved[1]["rewritten"].boolean());
  CHECK(project.run({"rebase", "0002"}).status == 2);
  CHECK(project.json({"rebase", "0002", "--onto", "0004"})["revisions"].items().empty());
  CHECK(versions(project) == expected);
}

TEST_CASE("sequential revisions are renumbered with their files, and who names them follows",
          "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), sequential);
  forked(project).write("versions/z.sql",
                        "-- revision: zzzz\n-- down_revision: 0004\n-- depends_on: ['0002']\n\n"
                        "-- migrate:upgrade\n");
  const auto before = versions(project);
  const auto dry = project.json({"rebase", "0003", "--onto", "zzzz", "--dry-run"});
  CHECK(dry["dry_run"].boolean());
  CHECK(versions(project) == before);
  const auto out = project.json({"rebase", "0003", "--onto", "zzzz"});
  CHECK(out["revisions"].dump() == dry["revisions"].dump());
  const auto& moved = out["revisions"].items();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["revision"].text() == "0005");
  CHECK(moved[0]["old_revision"].text() == "0003");
  CHECK(moved[0]["path"].text() == "versions/2026_01_31_0005_add_c.sql");
  auto expected = before;
  auto text = before.at("2026_01_31_0003_add_c.sql");
  expected.erase("2026_01_31_0003_add_c.sql");
  text.replace(text.find("revision: 0003") + 10, 4, "0005");
  text.replace(text.find("down_revision: 0002") + 15, 4, "zzzz");
  expected["2026_01_31_0005_add_c.sql"] = text;
  CHECK(versions(project) == expected);
}

TEST_CASE("a name that is not file_template's keeps all but the number", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), sequential);
  project.up("0001", "~", "").up("0003", "0001", "");
  project.write("versions/mine-0002-b.sql",
                "-- revision: 0002\n-- down_revision: 0001\n\n-- migrate:upgrade\n");
  project.write("versions/other.sql",
                "-- revision: side\n-- down_revision: ~\n-- depends_on: [0002, 0003]\n\n"
                "-- migrate:upgrade\n");
  const auto out = project.json({"rebase", "0002", "--onto", "0003"});
  const auto& changed = out["revisions"].items();
  REQUIRE(changed.size() == 2);
  CHECK(changed[0]["path"].text() == "versions/mine-0004-b.sql");
  CHECK(changed[1]["revision"].text() == "side");
  CHECK_THAT(versions(project).at("other.sql"), Contains("-- depends_on: [0004, 0003]\n"));
  CHECK(project.json({"upgrade", "heads"})["to"].strings() == Strings{"side"});
}

TEST_CASE("rebase refuses what is applied", "[rebase]") {
  const Database database;
  const Project project(database.socket_url());
  forked(project);
  CHECK(project.run({"upgrade", "0003"}).status == 0);
  const auto before = versions(project);
  const auto error = project.json({"rebase", "0002"}, 2)["error"];
  CHECK(error["code"].text() == "refused");
  CHECK_THAT(error["message"].text(), Contains("revision 0002 is applied in " + database.name()));
  CHECK_THAT(error["hint"].text(), Contains("--not-applied"));
  CHECK(error["state"].text() == "nothing was changed");
  CHECK(versions(project) == before);
  CHECK(project.run({"rebase", "0004"}).status == 0);
  psql(database.socket_url(), "update migrate_version set version_num = 'gone'");
  CHECK_THAT(project.run({"rebase", "0002", "--onto", "0004"}).err,
             Contains("follows it") || Contains("cycle"));
  CHECK_THAT(project.run({"rebase", "0004", "--onto", "0001"}).err, Contains("not a head"));
}

TEST_CASE("a version row that no file knows leaves rebase in doubt", "[rebase]") {
  const Database database;
  const Project project(database.socket_url());
  forked(project);
  CHECK(project.run({"stamp", "0001"}).status == 0);
  psql(database.socket_url(), "update migrate_version set version_num = 'gone'");
  const auto doubt = project.run({"rebase", "0004"});
  CHECK(doubt.status == 2);
  CHECK_THAT(doubt.err, Contains("cannot be told"));
  CHECK(project.run({"rebase", "0004", "--not-applied"}).status == 0);
}

TEST_CASE("rebase without its database is an error with a way out", "[rebase]") {
  const Project project("postgresql://nobody@127.0.0.1:1/x");
  forked(project);
  const auto before = versions(project);
  const auto refused = project.run({"rebase", "0004"});
  CHECK(refused.status == 4);
  CHECK_THAT(refused.err, Contains("--not-applied"));
  CHECK(versions(project) == before);
  CHECK(project.run({"rebase", "0004", "--not-applied"}).status == 0);
}

TEST_CASE("an embedded server that was never started has applied nothing", "[rebase]") {
  const Project project("embedded");
  forked(project);
  CHECK(project.run({"rebase", "0004"}).status == 0);
  CHECK_FALSE(std::filesystem::exists(project.path() / ".migrate"));
}

TEST_CASE("rebase runs the hooks on what it wrote", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(),
                        "hooks: {after_revision: [\"echo {revision} {message} >> seen\"]}\n");
  forked(project);
  CHECK(project.run({"rebase", "0002"}).status == 0);
  CHECK(files::read(project.path() / "seen") == "0002 add b\n");
}

TEST_CASE("a rebase that cannot write changes nothing", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), sequential);
  project.up("0001", "~", "").up("0002", "0001", "").up("0003", "0001", "");
  project.write("versions/0004.sql/in-the-way", "");
  const auto before = project.run_program("ls", {"-la", "--time-style=full-iso", "versions"}).out;
  const auto failed = project.run({"rebase", "0002", "--onto", "0003"});
  CHECK(failed.status == 2);
  CHECK_THAT(failed.err, Contains("versions/0004.sql is there already"));
  CHECK_THAT(failed.err, Contains("state: nothing was changed"));
  CHECK(project.run_program("ls", {"-la", "--time-style=full-iso", "versions"}).out == before);
}

namespace {

/// 0001, and 0002 twice: hers makes b, his makes c. Both begin behind 0001.
const Project& with_twins(const Project& project) {
  project.add("0001", "~", "-- migrate:upgrade\ncreate table a(n int);\n-- migrate:downgrade\n");
  for (const std::string table : {"b", "c"})
    project.write("versions/0002_add_" + table + ".sql",
                  "-- revision: 0002\n-- down_revision: 0001\n-- message: add " + table +
                      "\n\n-- migrate:upgrade\ncreate table " + table +
                      "(n int);\n\n-- migrate:downgrade\ndrop table " + table + ";\n");
  return project;
}

constexpr auto numbered = "revision_ids: sequential\nfile_template: \"{rev}_{slug}\"\n";

}  // namespace

TEST_CASE("two files with one id: the error says how to settle it, and that works", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), numbered);
  with_twins(project);
  const auto error = project.json({"upgrade"}, 2)["error"];
  CHECK(error["code"].text() == "duplicate_id");
  CHECK_THAT(error["hint"].text(), Contains("`migrate rebase versions/0002_add_c.sql`"));
  CHECK_THAT(project.run({"rebase", "0002"}).err, Contains("`migrate rebase versions/0002_add_c"));
  const auto before = versions(project);
  const auto dry = project.json({"rebase", "versions/0002_add_c.sql", "--dry-run"});
  CHECK(versions(project) == before);
  const auto out = project.json({"rebase", "versions/0002_add_c.sql"});
  CHECK(out["revisions"].dump() == dry["revisions"].dump());
  const auto& moved = out["revisions"].items();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["revision"].text() == "0003");
  CHECK(moved[0]["old_revision"].text() == "0002");
  CHECK(moved[0]["down_revision"].strings() == Strings{"0002"});
  CHECK(moved[0]["path"].text() == "versions/0003_add_c.sql");
  auto expected = before;
  auto text = before.at("0002_add_c.sql");
  expected.erase("0002_add_c.sql");
  text.replace(text.find("revision: 0002") + 10, 4, "0003");
  text.replace(text.find("down_revision: 0001") + 15, 4, "0002");
  expected["0003_add_c.sql"] = text;
  CHECK(versions(project) == expected);
  CHECK(project.json({"upgrade"})["to"].strings() == Strings{"0003"});
}

TEST_CASE("of two files with one id the one that is applied stays", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), numbered);
  with_twins(project);
  const auto hers = files::read(project.path() / "versions/0002_add_b.sql");
  std::filesystem::remove(project.path() / "versions/0002_add_b.sql");
  CHECK(project.run({"upgrade"}).status == 0);  // his
  project.write("versions/0002_add_b.sql", hers);
  const auto before = versions(project);
  const auto refused = project.json({"rebase", "versions/0002_add_c.sql"}, 2)["error"];
  CHECK(refused["code"].text() == "refused");
  CHECK_THAT(refused["message"].text(), Contains("versions/0002_add_c.sql is applied in"));
  CHECK_THAT(refused["hint"].text(), Contains("`migrate rebase versions/0002_add_b.sql`"));
  CHECK_THAT(refused["hint"].text(), Contains("--not-applied"));
  CHECK(versions(project) == before);
  CHECK(project.run({"rebase", "versions/0002_add_b.sql"}).status == 0);
  CHECK(project.json({"upgrade"})["steps"].items().size() == 1);
}

TEST_CASE("which of two equal files ran is told by its name, or not at all", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), numbered);
  with_twins(project);
  std::filesystem::remove(project.path() / "versions/0002_add_c.sql");
  CHECK(project.run({"upgrade"}).status == 0);
  const auto text = files::read(project.path() / "versions/0002_add_b.sql");
  project.write("versions/0002_copy.sql", text);
  CHECK_THAT(project.run({"rebase", "versions/0002_add_b.sql"}).err, Contains("is applied in"));
  CHECK(project.run({"rebase", "versions/0002_copy.sql", "--dry-run"}).status == 0);
  psql(database.socket_url(), "delete from migrate_history");
  const auto doubt = project.run({"rebase", "versions/0002_copy.sql"});
  CHECK(doubt.status == 2);
  CHECK_THAT(doubt.err, Contains("cannot be told") && Contains("--not-applied"));
  CHECK(project.run({"rebase", "versions/0002_copy.sql", "--not-applied"}).status == 0);
}

TEST_CASE("who follows one of two files with one id is for a person to say", "[rebase]") {
  const Database database;
  const Project project(database.socket_url(), numbered);
  with_twins(project).up("0003", "0002", "create table d(n int);");
  const auto doubt = project.json({"rebase", "versions/0002_add_c.sql"}, 2)["error"];
  CHECK_THAT(doubt["message"].text(), Contains("0003 (versions/0003.sql) names 0002"));
  const auto hint = doubt["hint"].text();
  CHECK_THAT(hint, Contains("`migrate rebase versions/0002_add_c.sql --onto 0003`"));
  const auto out = project.json({"rebase", "versions/0002_add_c.sql", "--onto", "0003"});
  CHECK(out["revisions"].items()[0]["revision"].text() == "0004");
  CHECK(out["revisions"].items()[0]["down_revision"].strings() == Strings{"0003"});
  CHECK(project.json({"upgrade"})["steps"].items().size() == 4);
}

TEST_CASE("a copied file gets an id of the project's kind, and stays behind its own head",
          "[rebase]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("aaaa", "~", "").up("bbbb", "aaaa", "").up("side", "~", "");
  project.write("versions/copy.sql",
                "-- revision: bbbb\n-- down_revision: side\n\n-- migrate:upgrade\n");
  const auto out = project.json({"rebase", "versions/copy.sql"});
  const auto& moved = out["revisions"].items();
  REQUIRE(moved.size() == 1);
  CHECK(moved[0]["revision"].text().size() == 12);
  CHECK(moved[0]["down_revision"].strings() == Strings{"side"});
  CHECK(moved[0]["path"].text() == "versions/copy.sql");
}

TEST_CASE("rebase takes the path of a file for its revision", "[rebase]") {
  const Database database;
  const Project project(database.socket_url());
  forked(project);
  const auto out = project.json({"rebase", "versions/2026_01_31_0004_add_d.sql", "--dry-run"});
  CHECK(out["revisions"].items()[0]["revision"].text() == "0004");
  project.write("other.sql", "-- revision: 0004\n-- down_revision: 0001\n\n-- migrate:upgrade\n");
  const auto none = project.json({"rebase", "other.sql"}, 2)["error"];
  CHECK(none["code"].text() == "file");
  CHECK_THAT(none["message"].text(), Contains("other.sql is no migration of this project"));
  CHECK(project.json({"rebase", "versions/gone.sql"}, 2)["error"]["code"].text() == "not_found");
}
