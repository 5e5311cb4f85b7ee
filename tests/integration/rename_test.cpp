// Renames by remarks in the files of a schema, and by an answer on a terminal.

#include "support/catch.h"
#include "support/project.h"

#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// From old.sql to new.sql.
RunResult diff(const std::string& from, const std::string& to) {
  const Project project(nowhere);
  project.write("old.sql", from).write("new.sql", to);
  return project.run({"diff", "--from", "old.sql", "--to", "new.sql"});
}

/// The same on a terminal, where somebody types the answers: all that is shown there.
std::string on_terminal(const std::string& from,
                        const std::string& to,
                        const std::string& answers,
                        const std::string& more = "") {
  const Project project(nowhere);
  project.write("old.sql", from).write("new.sql", to);
  const auto command = binary() + " diff --from old.sql --to new.sql " + more;
  return project
      .run_program("sh",
                   {"-c", "printf '" + answers + "' | script -qec '" + command + "' /dev/null"})
      .out;
}

constexpr auto old_table =
    "create table users (id int, fullname text, nick text); "
    "create view v as select fullname from users;";
constexpr auto new_table =
    "create table users (id int, name text, nick text); "
    "create view v as select name as fullname from users;";

}  // namespace

TEST_CASE("a remark in the desired schema makes a rename", "[rename]") {
  const auto* const remark = GENERATE("-- rename: column users.fullname -> name\n",
                                      "--rename: public.USERS.fullname -> users.\"name\"\n",
                                      "  -- rename:   column   users.fullname->name  \n");
  const auto result = diff(old_table, std::string(remark) + new_table);
  INFO(remark << result.err);
  CHECK(result.status == 0);
  CHECK(result.out == "ALTER TABLE public.users RENAME COLUMN fullname TO name;\n");
  CHECK_FALSE(contains(result.err, "looks like"));
}

TEST_CASE("remarks are heeded in any order, and no longer when it is done", "[rename]") {
  const std::string remarks =
      "-- rename: column people.fullname -> name\n-- rename: table users -> people\n";
  const auto wanted = remarks + "create table people (id int, name text);";
  const auto result = diff("create table users (id int, fullname text);", wanted);
  INFO(result.err);
  CHECK(result.out ==
        "ALTER TABLE public.users RENAME TO people;\n"
        "ALTER TABLE public.people RENAME COLUMN fullname TO name;\n");
  CHECK(diff(wanted, wanted).out.empty());
  CHECK(diff("create table x ();", wanted + "create table x ();").status == 0);
}

TEST_CASE("what a renamed table has is renamed along, not built again", "[rename]") {
  const auto schema = [](const std::string& table, const std::string& column) {
    return "create table " + table + " (id int primary key, " + column + " text unique check (" +
           column + " <> ''), a int, b int); create index on " + table + " (" + column +
           "); create index on " + table + " (a); create index one on " + table +
           " (b); create index two on " + table + " (b);" +
           "create table posts (u int references " + table + ");";
  };
  const auto result = diff(schema("users", "fullname"),
                           "-- rename: table users -> people\n"
                           "-- rename: column people.fullname -> name\n" +
                               schema("people", "name"));
  INFO(result.err);
  CHECK(result.out ==
        "ALTER TABLE public.users RENAME TO people;\n"
        "ALTER TABLE public.people RENAME COLUMN fullname TO name;\n"
        "ALTER TABLE public.people RENAME CONSTRAINT users_fullname_check TO people_name_check;\n"
        "ALTER INDEX public.users_a_idx RENAME TO people_a_idx;\n"
        "ALTER INDEX public.users_fullname_idx RENAME TO people_name_idx;\n"
        "ALTER TABLE public.people RENAME CONSTRAINT users_pkey TO people_pkey;\n"
        "ALTER TABLE public.people RENAME CONSTRAINT users_fullname_key TO people_name_key;\n");
}

TEST_CASE("a renamed table keeps the sequences of its columns", "[rename]") {
  const auto result = diff("create table users (id serial, n int generated always as identity);",
                           "-- rename: table users -> people\n"
                           "create table people (id serial, n int generated always as identity);");
  INFO(result.err);
  CHECK(result.out ==
        "ALTER TABLE public.users RENAME TO people;\n"
        "ALTER SEQUENCE public.users_id_seq RENAME TO people_id_seq;\n"
        "ALTER SEQUENCE public.users_n_seq RENAME TO people_n_seq;\n");
}

TEST_CASE("a remark that is none or does not fit is an error at its place", "[rename]") {
  struct Case {
    std::string to;
    std::string said;
    std::string place;
  };

  const auto c = GENERATE(values<Case>({
      {"-- rename: users.fullname name", "no `->`", "new.sql:1:1"},
      {"create table t ();\n  -- rename: colum users.a -> b",
       "did you mean \"column\"",
       "new.sql:2:3"},
      {"-- rename: column users. -> b", "a name on each side", "new.sql:1:1"},
      {"-- rename: column users.fullname -> a b", "a name on each side", "new.sql:1:1"},
      {"-- rename: column fullname -> gone\n create table users (id int);",
       "the schema has no column public.users.gone",
       "new.sql:1:1"},
      {"-- rename: column fullname -> name\n create table users (fullname text, name text);",
       "still there",
       "new.sql:1:1"},
      {"-- rename: column users.fullname -> people.name\n create table people (name text);",
       "cannot move",
       "new.sql:1:1"},
      {"-- rename: users -> people\n create table people ();", "several objects", "new.sql:1:1"},
  }));
  const auto result = diff("create table users (fullname text); create table x (users int);", c.to);
  INFO(result.out << result.err);
  CHECK(result.status == 2);
  CHECK(contains(result.err, c.said));
  CHECK(contains(result.err, c.place));
}

TEST_CASE("a remark inside a string, a body or data is none", "[rename]") {
  const auto result = diff("create table t (a text);",
                           "create table t (a text default '\n-- rename: x\n');\n"
                           "copy t from stdin;\n-- rename: y\n\\.\n"
                           "create function f() returns int language sql as $$\n"
                           "-- rename: z\nselect 1 $$;");
  INFO(result.err);
  CHECK(result.status == 0);
}

TEST_CASE("a migration is generated with the renames of remarks, and leads back", "[rename]") {
  const Project project(nowhere, "schema: {desired: schema.sql}\n");
  project.up("0001", "~", old_table)
      .write("schema.sql", "-- rename: column users.fullname -> name\n" + std::string(new_table));
  CHECK(project.run({"check"}).status == 3);
  const auto made = project.json({"revision", "--autogenerate", "-m", "rename"});
  const auto text = project.run_program("cat", {made["path"].text()}).out;
  CHECK(contains(text, "RENAME COLUMN fullname TO name;\n"));
  CHECK(contains(text, "RENAME COLUMN name TO fullname;\n"));
  CHECK_FALSE(contains(text, "DROP"));
  CHECK(project.run({"check"}).status == 0);
}

TEST_CASE("on a terminal what looks renamed is asked for", "[rename]") {
  const std::string from = "create table t (a int, b int, c text);";
  const std::string to = "create table t (a int, d int, e text);";
  const auto yes = on_terminal(from, to, "y\\ny\\n");
  INFO(yes);
  CHECK(contains(yes, "is column public.t.b renamed to public.t.d"));
  CHECK(contains(yes, "RENAME COLUMN b TO d;"));
  CHECK(contains(yes, "RENAME COLUMN c TO e;"));
  CHECK_FALSE(contains(yes, "DROP"));
  const auto no = on_terminal(from, to, "n\\nn\\n");
  CHECK_FALSE(contains(no, "RENAME"));
  CHECK_FALSE(contains(no, "--rename"));
  CHECK(contains(no, "left out: drop column public.t.b"));
  CHECK_FALSE(contains(on_terminal(from, to, "y\\ny\\n", "--json"), "is column"));
  CHECK(contains(on_terminal(from, to, "y\\ny\\n", "| cat"), "--rename column:public.t.b"));
}

TEST_CASE("on a terminal the lines that change in a definition are shown", "[rename]") {
  const auto body = [](const std::string& line) {
    return "create function f() returns int language plpgsql as 'declare\n  n int;\nbegin\n  n "
           ":= " +
           line + ";\n  return n;\nend';";
  };
  const auto shown = on_terminal(body("1"), body("2"), "");
  INFO(shown);
  CHECK(contains(shown, "\x1b[1mfunction public.f.\x1b[0m"));
  CHECK(contains(shown, "\x1b[31m-   n := 1;\x1b[0m"));
  CHECK(contains(shown, "\x1b[32m+   n := 2;\x1b[0m"));
  CHECK(contains(shown, "CREATE OR REPLACE FUNCTION public.f()"));
  const auto plain = on_terminal(body("1"), body("2"), "", "--color never");
  CHECK(contains(plain, "\n-   n := 1;\r\n+   n := 2;\r\n    return n;"));
  CHECK_FALSE(contains(diff(body("1"), body("2")).out, "n := 1"));
}
