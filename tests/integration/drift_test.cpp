// A database against what its own version rows make.

#include "support/catch.h"
#include "support/project.h"
#include "support/role.h"

#include <filesystem>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto first =
    "create table users (id int primary key, email text);"
    "create index users_email on users (email);"
    "create view emails as select email from users where id > 0;"
    "create function one() returns int language sql as 'select 1';";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

std::vector<std::string> drifted(const Project& project) {
  std::vector<std::string> out;
  const auto json = project.json({"check", "--drift"}, 3);
  for (const auto& finding : json["findings"].items()) {
    CHECK(finding["rule"].text() == "drift");
    out.push_back(finding["object"].text());
  }
  return out;
}

}  // namespace

TEST_CASE("what was changed by hand is found, object by object", "[drift]") {
  const Database database;
  const Project project(database.url());
  project.up("0001", "~", first);
  must(project, {"upgrade"});
  const auto clean = must(project, {"check", "--drift"});
  CHECK(clean.out == "the database is as its migrations make it: 0001\n");
  CHECK(project.json({"check", "--drift"})["rows"].strings() == std::vector<std::string>{"0001"});
  project.up("0002", "0001", "create table later ();");  // not applied: no drift
  must(project, {"check", "--drift"});

  psql(database.url(),
       "alter table users add column phone text; alter table users alter email set not null;"
       "drop index users_email; alter table users enable row level security;"
       "create policy own on users using (true); grant select on users to public;"
       "create or replace function one() returns int language sql as 'select 2';");
  const auto found = must(project, {"check", "--drift"}, 3);
  CHECK(found.out ==
        "index public.users.users_email is made by its migrations, and not in the database\n"
        "function public.one. is not as its migrations make it: definition\n"
        "table public.users is not as its migrations make it: row security: yes instead of "
        "no\n"
        "column public.users.email is not as its migrations make it: not null: yes instead "
        "of no\n"
        "column public.users.phone is in the database, and none of its migrations makes it\n"
        "policy public.users.own is in the database, and none of its migrations makes it\n"
        "privileges table.public.users.public role is in the database, and none of its migrations "
        "makes it\n");
  CHECK(contains(found.err, "7 differences: `migrate diff --to versions@0001` shows"));
}

TEST_CASE("what only has to be made anew along with a difference is none", "[drift]") {
  const Database database;
  const Project project(database.url(), "schema: {desired: schema.sql}\n");
  project.up("0001", "~", first)
      .write("schema.sql",
             "create table users (id bigint primary key, email text);"
             "create index users_email on users (email);"
             "create view emails as select email from users where id > 0;"
             "create function one() returns int language sql as 'select 1';");
  must(project, {"upgrade"});
  psql(database.url(),
       "drop view emails; alter table users alter id type bigint;"
       "create view emails as select email from users where id > 0;");
  CHECK(drifted(project) == std::vector<std::string>{"column public.users.id"});
  CHECK(project.json({"check"}, 3)["findings"].items().size() == 1);
}

TEST_CASE("a database of several branches is compared with all of them", "[drift]") {
  const Database database;
  const Project project(database.url());
  project.up("0001", "~", first)
      .up("a", "0001", "create table a ();")
      .up("b", "0001", "create table b ();");
  must(project, {"upgrade", "heads"});
  must(project, {"check", "--drift"});
  psql(database.url(), "drop table b");
  CHECK(drifted(project) == std::vector<std::string>{"table public.b"});
}

TEST_CASE("rows that no file knows cannot be replayed", "[drift]") {
  const Database database;
  const Project project(database.url());
  project.up("0001", "~", first);
  must(project, {"upgrade"});
  std::filesystem::remove(project.path() / "versions/0001.sql");
  const auto failed = must(project, {"check", "--drift"}, 2);
  CHECK(contains(failed.err, "the version table names revision \"0001\", which no file has"));
  CHECK(contains(failed.err, "hint: put the file back"));
}

TEST_CASE("a database without version rows is compared with nothing", "[drift]") {
  const Database database;
  const Project project(database.url());
  project.up("0001", "~", first);
  must(project, {"check", "--drift"});
  psql(database.url(), "create table t ()");
  CHECK(drifted(project) == std::vector<std::string>{"table public.t"});
  CHECK(psql(database.url(), "select to_regclass('migrate_version') is null") == "t");
}

TEST_CASE("repeatable files count as far as they are applied as they stand", "[drift]") {
  const Database database;
  const Project project(database.url(), "repeatable: [again]\n");
  project.up("0001", "~", first)
      .write("again/v.sql", "-- migrate:upgrade\ncreate or replace view v as select 1 as x;\n");
  must(project, {"upgrade"});
  must(project, {"check", "--drift"});
  psql(database.url(), "create or replace view v as select 2 as x");
  CHECK(drifted(project) == std::vector<std::string>{"view public.v"});

  project.write("again/v.sql", "-- migrate:upgrade\ncreate or replace view v as select 3 as x;\n")
      .write("again/w.sql", "-- migrate:upgrade\ncreate view w as select * from nowhere;\n");
  psql(database.url(), "drop index users_email");
  CHECK(drifted(project) == std::vector<std::string>{"index public.users.users_email"});
  const auto said = must(project, {"check", "--drift"}, 3).err;
  CHECK(contains(said, "warning: again/v.sql is not applied as it stands (changed)"));
  CHECK(contains(said, "warning: again/w.sql is not applied as it stands (new)"));
}

TEST_CASE("who looks at a database is not who owns what is in it", "[drift]") {
  const Role owner("owner_of_migrations");
  const Database database("grant create on schema public to owner_of_migrations");
  const Project project(database.url());
  project.up("0001", "~", first);
  auto url = database.url();
  url.replace(url.find("postgres@"), 8, "owner_of_migrations");
  must(project, {"upgrade", "--url", url});
  psql(database.url(), "revoke create on schema public from owner_of_migrations");
  must(project, {"check", "--drift"});
  must(project, {"check", "--drift", "--url", url});
  psql(database.url(), "alter table users owner to postgres");
  CHECK(must(project, {"check", "--drift"}, 3).out ==
        "owner table.public.users is not as its migrations make it: owner: postgres instead of "
        "owner_of_migrations\n");
}

TEST_CASE("an edited migration is warned of where its database is compared", "[drift]") {
  const Database database;
  const Project project(database.url());
  project.up("0001", "~", first);
  must(project, {"upgrade"});
  project.up("0001", "~", std::string(first) + "create table more ();");
  const auto found = must(project, {"check", "--drift"}, 3);
  CHECK(contains(found.err, "warning: "));
  CHECK(contains(found.err, "0001"));
  CHECK(found.out == "table public.more is made by its migrations, and not in the database\n");
}
