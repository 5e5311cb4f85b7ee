// Applied migrations whose files were edited: what says so, what refuses, what repair does.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

/// 0001 and 0002 applied, 0003 pending.
struct Applied {
  explicit Applied(const std::string& config = "{}\n") : project(database.socket_url(), config) {
    project.up("0001", "~", "create table a(n int);").up("0002", "0001", "create table b(n int);");
    REQUIRE(project.run({"upgrade", "head", "--tag", "first"}).status == 0);
    project.up("0003", "0002", "create table c(n int);");
  }

  void change(const std::string& id, const std::string& down) const {
    project.up(id, down, "create table changed(n int);");
  }

  Database database;
  Project project;
};

std::string rows(const Database& database) {
  return psql(database.socket_url(), "select string_agg(version_num, ' ') from migrate_version");
}

}  // namespace

TEST_CASE("an edited migration is warned of, also where there is nothing to do", "[edited]") {
  const Applied at;
  at.change("0001", "~");
  const auto done = at.project.run({"upgrade", "0002"});
  CHECK(done.status == 0);
  CHECK_THAT(done.err,
             Contains("warning: versions/0001.sql was edited after it was applied 20") &&
                 Contains(" by postgres") && Contains("`migrate repair`"));
  CHECK(at.project.run({"upgrade", "head"}).status == 0);
  CHECK(rows(at.database) == "0003");
}

TEST_CASE("`checksums: error` refuses before anything is changed", "[edited]") {
  const Applied at("checksums: error\n");
  CHECK(at.project.run({"upgrade", "0002"}).status == 0);
  at.change("0001", "~");
  for (const auto& args : std::vector<Strings>{
           {"upgrade", "head"}, {"upgrade", "0002"}, {"upgrade", "head", "--dry-run"}}) {
    const auto error = at.project.json(args, 3)["error"];
    CHECK(error["code"].text() == "checksum_mismatch");
    CHECK(error["message"].text() == "the applied migration 0001 was edited");
    CHECK(error["file"].text() == "versions/0001.sql");
    CHECK(error["state"].text() == "nothing was changed");
  }
  CHECK(rows(at.database) == "0002");
  CHECK(history(at.database, "direction") == "upgrade\nupgrade");
}

TEST_CASE("`checksums: off` compares nothing", "[edited]") {
  const Applied at("checksums: \"off\"\n");
  at.change("0001", "~");
  const auto done = at.project.run({"upgrade", "head"});
  CHECK(done.status == 0);
  CHECK(done.err.find("edited") == std::string::npos);
  CHECK(at.project.json({"status"})["edited"].items().empty());
}

TEST_CASE("layout is told apart from change", "[edited]") {
  const Applied at("checksums: error\n");

  struct Case {
    std::string name, upgrade, kind;
  };

  const std::vector<Case> cases{
      {"as it was", "create table a(n int);", ""},
      {"line ends", "create table a(n int);\r\n\r\n", ""},
      {"comment", "-- why\ncreate table a(n int);", "cosmetic"},
      {"white space", "create  table\n  a(n int);", "cosmetic"},
      {"another type", "create table a(n bigint);", "changed"},
      {"one more statement", "create table a(n int); select 1;", "changed"},
      {"no longer whole", "create table a(n int, t text default 'x);", "changed"},
  };
  for (const auto& [name, upgrade, kind] : cases) {
    INFO(name);
    at.project.up("0001", "~", upgrade);
    const auto edited = at.project.json({"status"})["edited"];
    REQUIRE(edited.items().size() == (kind.empty() ? 0 : 1));
    if (!kind.empty()) CHECK(edited.items()[0]["kind"].text() == kind);
    CHECK(at.project.run({"upgrade", "0002"}).status == (kind == "changed" ? 3 : 0));
  }
}

TEST_CASE("a downgrade warns of the edited migrations that it undoes, and undoes them",
          "[edited]") {
  const Applied at("checksums: error\n");
  at.change("0001", "~");
  CHECK(at.project.run({"downgrade", "0001"}).err.find("edited") == std::string::npos);
  const auto done = at.project.run({"downgrade", "base"});
  CHECK(done.status == 0);
  CHECK_THAT(done.err,
             Contains("warning: versions/0001.sql was edited") &&
                 Contains("its downgrade may not fit what ran"));
  // What was undone is no longer compared: the file may be applied as it is now.
  CHECK(at.project.run({"upgrade", "0001"}).status == 0);
  CHECK(psql(at.database.socket_url(), "select to_regclass('changed') is not null") == "t");
}

TEST_CASE("status shows who applied an edited migration, and when", "[edited]") {
  const Applied at;
  at.change("0002", "0001");
  const auto document = at.project.json({"status"});
  REQUIRE(document["edited"].items().size() == 1);
  const auto& edited = document["edited"].items()[0];
  CHECK(edited["revision"].text() == "0002");
  CHECK(edited["path"].text() == "versions/0002.sql");
  CHECK(edited["upgraded"]["db_user"].text() == "postgres");
  CHECK_FALSE(edited["upgraded"]["finished_at"].text().empty());
  CHECK_THAT(at.project.run({"status"}).out, Contains("edited: versions/0002.sql; applied 20"));
}

TEST_CASE("repair accepts an edit with a row of its own", "[edited]") {
  const Applied at("checksums: error\n");
  at.change("0001", "~");
  const auto before = history(at.database, "*");

  const auto dry = at.project.json({"repair", "--dry-run"});
  CHECK(dry["dry_run"].boolean());
  CHECK(dry["repaired"].integer() == 0);
  REQUIRE(dry["findings"].items().size() == 1);
  CHECK(dry["findings"].items()[0]["kind"].text() == "edited");
  CHECK(dry["findings"].items()[0]["revision"].text() == "0001");
  CHECK_THAT(at.project.run({"repair", "--dry-run"}).out,
             Contains("versions/0001.sql was edited after it was applied") &&
                 Contains("accept the file as it is now"));
  const auto unasked = at.project.json({"repair"}, 2);
  CHECK(unasked["error"]["code"].text() == "refused");
  CHECK(history(at.database, "*") == before);

  const auto done = at.project.run({"repair", "--yes", "--tag", "reviewed"});
  CHECK(done.status == 0);
  CHECK(done.out == "1 revision repaired\n");
  CHECK(history(at.database, "*").starts_with(before + "\n"));
  CHECK(psql(at.database.socket_url(),
             "select direction, outcome, revision, path, rows_before, rows_after, tag,"
             " checksum <> (select checksum from migrate_history where id = 1), downgrade_sql"
             " from migrate_history where id = 3") ==
        "repair|succeeded|0001|versions/0001.sql|{0002}|{0002}|reviewed|t|");
  CHECK(at.project.json({"status"})["edited"].items().empty());
  CHECK(at.project.run({"repair"}).out == "nothing to repair\n");
  CHECK(at.project.run({"upgrade", "head"}).status == 0);

  // The text that ran is now the edited one.
  at.project.up("0001", "~", "create table a(n int);");
  CHECK(at.project.json({"status"})["edited"].items().size() == 1);
}

TEST_CASE("repair has nothing to do where there is no history", "[edited]") {
  const Database database;
  const Project project(database.socket_url());
  CHECK(project.run({"repair"}).out == "nothing to repair\n");
  CHECK(psql(database.socket_url(), "select to_regclass('migrate_history') is null") == "t");
}

TEST_CASE("repair waits for the lock and checks the version rows", "[edited]") {
  const Applied at("lock: {wait: 1s}\n");
  at.change("0001", "~");
  const auto held = at.project.run_program(
      "psql",
      {"-XAtq",
       at.database.socket_url(),
       "-c",
       "select pg_advisory_lock(('x' || substr(encode(sha256(convert_to('migrate', 'UTF8') ||"
       " '\\x00' || convert_to('public', 'UTF8') || '\\x00' ||"
       " convert_to('migrate_version', 'UTF8')), 'hex'), 1, 16))::bit(64)::bigint)",
       "-c",
       std::string("\\! cd ") + at.project.path().string() + " && DATABASE_URL='" +
           at.database.socket_url() + "' " + MIGRATE_BINARY + " repair --yes; echo status $?"});
  CHECK_THAT(held.out, Contains("status 4"));
  CHECK(history(at.database, "direction") == "upgrade\nupgrade");
}

TEST_CASE("the checksums of another version table do not count", "[edited]") {
  const Applied at;
  psql(at.database.socket_url(),
       "insert into migrate_history (run_id, version_table, direction, outcome, revision,"
       " rows_before, rows_after, started_at, finished_at, duration_ms, checksum, db_user,"
       " tool_version) select run_id, 'public.other', direction, outcome, revision, rows_before,"
       " rows_after, now(), now(), 1, 'ab', db_user, tool_version from migrate_history");
  CHECK(at.project.json({"status"})["edited"].items().empty());
}
