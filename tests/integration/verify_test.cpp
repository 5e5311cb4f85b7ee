// verify: what a downgrade leaves is found and named, and nothing else is.
#include "support/catch.h"
#include "support/histories.h"
#include "support/project.h"

#include <fmt/core.h>

#include <filesystem>
#include <set>
#include <string>
#include <vector>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";

std::string both(std::string_view up, std::string_view down) {
  return fmt::format("-- migrate:upgrade\n{}\n-- migrate:downgrade\n{}\n", up, down);
}

/// Migrations whose downgrades are right, one for each thing that a fault is planted in.
const Project& sound(const Project& project) {
  return project
      .add("0001",
           "~",
           both("create table t (id bigint primary key, a int, note text);\n"
                "create type mood as enum ('sad', 'ok');\n"
                "create function f() returns trigger language plpgsql as $$ begin return new; end "
                "$$;\ncreate trigger touched before update on t for each row execute function f();",
                "drop table t; drop function f; drop type mood;"))
      .add("0002",
           "0001",
           both("do $$ begin if to_regrole('verify_reader') is null then create role "
                "verify_reader; end if; end $$;\ngrant select on t to verify_reader;",
                "revoke select on t from verify_reader;"))
      .add("0003", "0002", both("comment on table t is 'a';", "comment on table t is null;"))
      .add("0004",
           "0003",
           both("alter table t alter a set default 1;", "alter table t alter a drop default;"))
      .add("0005",
           "0004",
           both("alter type mood add value 'happy';",
                "drop type mood; create type mood as enum ('sad', 'ok');"))
      .add("0006", "0005", both("create policy p on t using (true);", "drop policy p on t;"))
      .add("0007",
           "0006",
           both("alter table t disable trigger touched;", "alter table t enable trigger touched;"))
      .add("0008",
           "0007",
           both("insert into t (id, note) values (1, 'seed'), (2, 'seed');",
                "delete from t where note = 'seed';"))
      .add("0009", "0008", both("update t set a = 5 where id = 1;", "update t set a = 1;"));
}

struct Fault {
  std::string revision;
  std::string up;
  std::string down;
  std::string rule;
  std::string object;
  std::string words;
};

const std::vector<Fault> faults{
    {"0002",
     "grant select, insert on t to verify_reader;",
     "revoke select on t from verify_reader;",
     "downgrade-differs",
     "privileges table.public.t.=verify_reader",
     "leaves privileges"},
    {"0003",
     "comment on table t is 'a';",
     "",
     "downgrade-differs",
     "comment table.public.t",
     "leaves comment"},
    {"0004",
     "alter table t alter a set default 1;",
     "alter table t alter a set default 0;",
     "downgrade-differs",
     "default public.t.a.default",
     "leaves default"},
    {"0005",
     "alter type mood add value 'happy';",
     "select 1;",
     "downgrade-differs",
     "enum public.mood",
     "leaves enum public.mood with another labels"},
    {"0006",
     "create policy p on t using (true);",
     "drop policy p on t; create policy q on t using (true);",
     "downgrade-differs",
     "policy public.t.q",
     "leaves policy public.t.q"},
    {"0007",
     "alter table t disable trigger touched;",
     "alter table t enable always trigger touched;",
     "downgrade-differs",
     "trigger public.t.touched",
     "with another enabled"},
    {"0008",
     "insert into t (id, note) values (1, 'seed'), (2, 'seed');",
     "delete from t where id = 1;",
     "downgrade-rows",
     "table public.t",
     "leaves 1 row in table public.t, which had 0"},
    {"0009",
     "update t set a = 5 where id = 1;",
     "update t set a = null where id = 1;",
     "downgrade-rows",
     "table public.t",
     "does not bring back the values in table public.t"},
    {"0003",
     "comment on table t is 'a';",
     "drop table nowhere;",
     "downgrade-fails",
     "",
     "the downgrade fails: table \"nowhere\" does not exist"},
    {"0006",
     "create view v as select 1 as a;",
     "drop view v; create or replace function f() returns trigger language plpgsql as $$ begin "
     "return old; end $$;",
     "downgrade-differs",
     "function public.f.",
     "with another definition"},
};

bool has(const Json& found, const Fault& fault) {
  for (const auto& one : found["findings"].items())
    if (one["revision"].text() == fault.revision && one["rule"].text() == fault.rule &&
        one["object"].text() == fault.object &&
        one["message"].text().find(fault.words) != std::string::npos &&
        one["file"].text() == "versions/" + fault.revision + ".sql" && one["line"].integer() > 0)
      return true;
  return false;
}

}  // namespace

TEST_CASE("nothing is found where each downgrade undoes its upgrade", "[verify]") {
  const Project project(nowhere);
  const auto found = sound(project).json({"verify"});
  INFO(found.dump(2));
  CHECK(found["ok"].boolean());
  CHECK(found["verified"].integer() == 9);
  CHECK(found["findings"].items().empty());
}

TEST_CASE("each planted fault is found and named, and nothing else", "[verify]") {
  for (const auto& fault : faults) {
    DYNAMIC_SECTION(fault.revision << " " << fault.object << " " << fault.rule) {
      const Project project(nowhere);
      const auto number = std::stoi(fault.revision);
      sound(project).add(
          fault.revision, fmt::format("{:04}", number - 1), both(fault.up, fault.down));
      const auto found = project.json({"verify", "-j", "1"}, 3);
      INFO(found.dump(2));
      CHECK_FALSE(found["ok"].boolean());
      CHECK(found["verified"].integer() == 9);
      CHECK(has(found, fault));
      for (const auto& one : found["findings"].items())
        CHECK(one["revision"].text() == fault.revision);
    }
  }
}

TEST_CASE("a branch that needs another one and does not say so is found", "[verify]") {
  const Project project(nowhere);
  project.up("0001", "~", "create table t (id int);")
      .add("a1", "0001", both("create table a (id int);", "drop table a;"))
      .add("a2", "a1", both("alter table b add a int;", "alter table b drop a;"))
      .add("b1", "0001", both("create table b (id int);", "drop table b;"))
      .write("versions/0001.sql",
             "-- revision: 0001\n-- down_revision: ~\n-- message: t\n\n" +
                 both("create table t (id int);", "drop table t;"));
  SECTION("as long as it does not say so") {
    const auto found = project.json({"verify"}, 3);
    INFO(found.dump(2));
    REQUIRE(found["findings"].items().size() == 1);
    const auto& one = found["findings"].items().front();
    CHECK(one["rule"].text() == "upgrade-fails");
    CHECK(one["revision"].text() == "a2");
    CHECK(one["message"].text() == "the upgrade fails without b1: relation \"b\" does not exist");
  }
  SECTION("not when it says so") {
    project.write("versions/a2.sql",
                  "-- revision: a2\n-- down_revision: a1\n-- depends_on: [b1]\n-- message: a\n\n" +
                      both("alter table b add a int;", "alter table b drop a;"));
    const auto found = project.json({"verify"});
    INFO(found.dump(2));
    CHECK(found["findings"].items().empty());
  }
}

TEST_CASE("the rest is verified behind a downgrade that cannot be gone", "[verify]") {
  const Project project(nowhere);
  project.add("0001", "~", both("create table t (id int);", "drop table t;"))
      .add("0002",
           "0001",
           "-- migrate:upgrade transaction=off\ncreate index concurrently i on t (id);\n"
           "-- migrate:downgrade transaction=off\ndrop index concurrently i;\ndrop table t;\n"
           "select 1 / 0;\n")
      .add("0003", "0002", both("alter table t add a int;", "alter table t drop a;"))
      .add("0004", "0003", "-- migrate:upgrade\nalter table t add b int;\n")
      .add("0005", "0004", both("alter table t add c int;", ""));
  const auto found = project.json({"verify"}, 3);
  INFO(found.dump(2));
  std::vector<std::string> rules;
  for (const auto& one : found["findings"].items())
    rules.push_back(one["revision"].text() + " " + one["rule"].text());
  CHECK(rules == std::vector<std::string>{
                     "0002 downgrade-fails", "0004 no-downgrade", "0005 downgrade-differs"});
  CHECK(found["verified"].integer() == 5);
}

TEST_CASE("an upgrade that fails ends the walk", "[verify]") {
  const Project project(nowhere);
  project.add("0001", "~", both("create table t (id int);", "drop table t;"))
      .add("0002", "0001", both("alter table nowhere add a int;", ""))
      .add("0003", "0002", both("alter table t add a int;", "alter table t drop a;"));
  const auto result = project.run({"verify"});
  CHECK(result.status == 3);
  CHECK(result.out ==
        "versions/0002.sql:5:1: 0002: the upgrade fails: relation \"nowhere\" does not exist\n"
        "verified 2 migrations: 1 finding; 1 could not be reached\n");
}

TEST_CASE("what is verified can be chosen", "[verify]") {
  const Project project(nowhere);
  sound(project);
  const auto count = [&project](std::vector<std::string> words) {
    words.insert(words.begin(), "verify");
    return project.json(words)["verified"].integer();
  };
  CHECK(count({"0003", "0005"}) == 2);
  CHECK(count({"--since", "0006"}) == 3);
  CHECK(count({"--since", "head"}) == 0);
  CHECK(count({"0008", "--since", "0006"}) == 1);
  CHECK(project.run({"verify", "0042"}).status == 2);
  CHECK(project.run({"verify", "-j", "0"}).status == 2);
  CHECK(project.run({"verify", "-j", "x"}).status == 2);
  SECTION("by git") {
    CHECK(project.run({"verify", "--changed-since", "HEAD"}).status == 2);
    const auto git = [&project](const std::string& words) {
      const auto done = project.run_program(
          "sh",
          {"-c",
           "git -c user.name=a -c user.email=a@example.com -c init.defaultBranch=m " + words});
      INFO(done.err);
      REQUIRE(done.status == 0);
    };
    git("init -q");
    git("add .");
    git("commit -q -m all");
    CHECK(count({"--changed-since", "HEAD"}) == 0);
    project.add(
        "0004",
        "0003",
        both("alter table t alter a set default 2;", "alter table t alter a drop default;"));
    project.add("0010", "0009", both("create table u ();", "drop table u;"));
    CHECK(count({"--changed-since", "HEAD"}) == 2);
    CHECK(project.run({"verify", "--changed-since", "nowhere"}).status == 2);
  }
}

TEST_CASE("several servers find what one finds", "[verify]") {
  const Project project(nowhere);
  project.add("0000", "~", both("create table t (id int);", "drop table t;"));
  for (int i = 1; i < 70; ++i)
    project.add(fmt::format("{:04}", i),
                fmt::format("{:04}", i - 1),
                both(fmt::format("alter table t add c{} int;", i),
                     i % 10 == 3 ? "" : fmt::format("alter table t drop c{};", i)));
  const auto one = project.json({"verify", "-j", "1"}, 3);
  const auto several = project.json({"verify", "-j", "3"}, 3);
  CHECK(one["findings"].items().size() == 7);
  CHECK(one["findings"].dump() == several["findings"].dump());
  CHECK(several["verified"].integer() == 70);
}

// tests/data/README.md counts the downgrades that PostgreSQL itself shows to be exact.
TEST_CASE("of real histories the downgrades that are not exact are found", "[verify]") {
  struct Known {
    std::string project;
    std::int64_t migrations;
    std::size_t wrong;
  };

  const std::vector<Known> all{{"authelia", 26, 5}, {"chirpstack", 31, 2}, {"svix", 16, 2}};
  for (const auto& known : all) {
    DYNAMIC_SECTION(known.project) {
      const History history(std::filesystem::path(MIGRATE_TEST_DATA) / "histories" / known.project);
      const Project project(nowhere, "shadow: {setup: [setup.sql]}\n");
      project.write("setup.sql", history.prelude());
      history.write(project);
      const auto found = project.json({"verify"}, 3);
      INFO(found.dump(2));
      CHECK(found["verified"].integer() == known.migrations);
      std::set<std::string> wrong;
      for (const auto& one : found["findings"].items())
        wrong.insert(one["revision"].text());
      CHECK(wrong.size() == known.wrong);
    }
  }
}
