// Names that nobody gave follow the patterns of the config.

#include "migrate/catalog/naming.h"

#include "migrate/catalog/introspect.h"
#include "support/catch.h"
#include "support/project.h"
#include "support/schemas.h"

#include <filesystem>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto convention =
    "schema: {desired: schema.sql}\n"
    "naming:\n"
    "  pk: pk_%(table)s\n"
    "  fk: fk_%(table)s_%(columns)s_%(ref_table)s\n"
    "  ix: ix_%(table)s_%(columns)s\n"
    "  uq: uq_%(table)s_%(columns)s\n"
    "  ck: ck_%(table)s_%(name)s\n";

constexpr auto names_query =
    "select string_agg(name, ' ' order by name) from (select conname::text as name from "
    "pg_constraint where contype <> 'n' and connamespace = 2200 union select relname from pg_class "
    "where relkind in "
    "('i', 'I') and relnamespace = 2200) names";

RunResult must(const Project& project, const std::vector<std::string>& args, int status = 0) {
  auto result = project.run(args);
  INFO(args.front() << "\n" << result.out << result.err);
  REQUIRE(result.status == status);
  return result;
}

/// What is there after the statements for the SQL have run.
std::string named(const std::string& sql, const catalog::Naming& naming) {
  const Database database(sql);
  auto connection = pg::Connection::open(pg::parse_url(database.socket_url()));
  for (const auto& statement : catalog::names_by_convention(
           connection, naming, catalog::introspect(connection, {}), catalog::Snapshot()))
    connection.execute(statement.sql);
  return psql(database.socket_url(), names_query);
}

catalog::Naming short_ones() {
  return {.primary_key = "p_%(table)s",
          .foreign_key = "f_%(table)s_%(columns)s",
          .index = "i_%(table)s_%(columns)s",
          .unique = "u_%(table)s_%(columns)s",
          .check = "c_%(table)s_%(name)s"};
}

}  // namespace

TEST_CASE("every name that the server chose is found", "[naming]") {
  const std::string t(50, 't');
  const std::string c(50, 'c');
  CHECK(named("create table t (a int primary key, b int unique references t, "
              "c int check (c > 0) check (c < 9), check (b > c), unique (b, c) include (a)); "
              "create index on t (b, lower(c::text)); create index on t (b, lower(c::text)); "
              "create unique index on t (c) include (b)",
              short_ones()) ==
        "c_t_c c_t_c1 c_t_check f_t_b i_t_b_lower i_t_b_lower1 i_t_c p_t u_t_b u_t_b_c");
  CHECK(named("create table " + t + " (" + c + " int unique check (" + c + " > 0), d" + c +
                  " int, unique (" + c + ", d" + c + "))",
              {.unique = "%(columns)s", .check = "x"}) ==
        c + " " + c + "_" + "d" + std::string(11, 'c') + " x");
  CHECK(named("create table \"\u00e4 b\" (\"\u00fc\" int unique)", short_ones()) ==
        "u_\u00e4 b_\u00fc");
}

TEST_CASE("a name that somebody gave stays, and one that is taken gets a number", "[naming]") {
  CHECK(named("create table t (a int constraint mine primary key, b int unique, c int); "
              "create index u_t_b on t (c); create index t_c_key on t (c)",
              short_ones()) == "mine t_c_key u_t_b u_t_b1");
  CHECK(named("create table t (a int unique)", {.unique = "%(table)s_%(columns)s_key"}) ==
        "t_a_key");
  CHECK(named("create table t (a int unique)", {.unique = std::string(70, 'x')}) ==
        std::string(63, 'x'));
}

TEST_CASE("what a partition or a child has from its parent goes with it", "[naming]") {
  CHECK(named("create table r (a int primary key); "
              "create table p (a int primary key references r check (a > 0)) "
              "partition by list (a); create table q partition of p for values in (1); "
              "create table c (a int check (a > 1)); create table d () inherits (c)",
              short_ones()) == "c_c_a c_p_a f_p_a p_p p_q p_r");
}

TEST_CASE("generated migrations have names by the patterns, and lead to them", "[naming]") {
  const Database database;
  const Project project(database.socket_url(), convention);
  project.write("schema.sql", R"(
create table users (id int primary key, email text unique check (email <> ''));
create table posts (id int primary key, author int references users);
create index on posts (author);
create table parts (id int primary key, author int references users) partition by list (id);
create table part_one partition of parts for values in (1);
create index on parts (author);
)");
  must(project, {"revision", "--autogenerate", "-m", "all"});
  must(project, {"check"});
  must(project, {"upgrade", "head"});
  CHECK(must(project, {"diff", "--exit-code"}).out.empty());
  CHECK(must(project, {"diff", "--from", "desired", "--to", "database"}).out.empty());
  CHECK(psql(database.socket_url(),
             "select string_agg(conname, ' ' order by conname) from pg_constraint where contype <> "
             "'n' and conrelid in ('users'::regclass, 'posts'::regclass)") ==
        "ck_users_email fk_posts_author_users pk_posts pk_users uq_users_email");
  CHECK(psql(database.socket_url(), "select 'ix_part_one_author'::regclass::text") ==
        "ix_part_one_author");
  must(project, {"downgrade", "base"});
  must(project, {"upgrade", "head"});
}

TEST_CASE("what has the server's name already keeps it", "[naming]") {
  const Database database("create table t (a int primary key, b int check (b > 0));");
  const Project project(database.socket_url(), convention);
  project.write("schema.sql",
                "create table t (a int primary key, b int check (b > 0), c int unique);");
  CHECK(must(project, {"diff"}).out ==
        "ALTER TABLE public.t ADD COLUMN c integer;\n"
        "-- access-exclusive-lock, might-fail-on-data\n"
        "ALTER TABLE public.t ADD CONSTRAINT uq_t_c UNIQUE (c);\n");
}
