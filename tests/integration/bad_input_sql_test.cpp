// SQL that a section cannot hold: found before anything runs.
#include "bad_input.h"
#include "support/catch.h"
#include "support/majors.h"

#include <fmt/core.h>

using namespace migrate::test;

namespace {

struct SqlCase {
  std::string sql;    ///< behind a marker that stands in line 3
  std::string place;  ///< line and column
  std::vector<std::string> words;
};

void check_sql(std::string_view code,
               const std::vector<SqlCase>& cases,
               std::string_view marker = "-- migrate:upgrade") {
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.sql);
    project.write_second(fmt::format("{}\n{}", marker, bad.sql));
    project.check({"upgrade"},
                  {.status = 2,
                   .code = std::string(code),
                   .place = "versions/0002.sql:" + bad.place,
                   .words = bad.words});
  }
}

}  // namespace

TEST_CASE("what is not finished is shown where it begins", "[bad]") {
  check_sql("malformed_file",
            {{"select 1;\n  select 'open;\n-- migrate:downgrade\nselect 2;\n",
              "5:10",
              {"unfinished string", "it begins here"}},
             {"select '\xC3\xA9', 'open;\n", "4:13", {"unfinished string"}},
             {"select E'a\\';\n", "4:8", {"unfinished string"}},
             {"select U&'open;\n", "4:8", {"unfinished string"}},
             {"create table \"open (n int);\n", "4:14", {"unfinished quoted identifier"}},
             {"do $body$ begin null; end $$;\n", "4:4", {"unfinished dollar-quoted string"}},
             {"select 1; /* one /* two */\nselect 2;\n", "4:11", {"unfinished comment"}},
             {"create table t(\n  n int,\n  m numeric(3, 1);\nselect 1;\n",
              "4:15",
              {"unfinished parenthesis"}},
             {"create table t(n int;\n-- migrate:downgrade\ndrop table t;\n",
              "4:15",
              {"unfinished parenthesis"}},
             {"create function f() returns int begin atomic select 1;\n",
              "4:39",
              {"unfinished BEGIN ATOMIC body"}}});
}

TEST_CASE("COPY without its end is shown where it begins", "[bad]") {
  check_sql("malformed_file",
            {{"select 1;\ncopy kept from stdin;\n1\n2\n", "5:1", {"unfinished COPY data", "`\\.`"}},
             {"copy kept from stdin;\n1\n-- migrate:downgrade\nselect 1;\n",
              "4:1",
              {"unfinished COPY data"}},
             {"copy kept from stdin", "4:1", {"unfinished COPY data"}}});
}

TEST_CASE("psql's commands are refused by name", "[bad]") {
  check_sql("malformed_file",
            {{"\\d kept\n", "4:1", {"\\d kept", "pg_dump"}},
             {"select 1;\n  \\echo hello\n", "5:3", {"\\echo hello"}},
             {"select 1 \\gexec\n", "4:10", {"\\gexec"}},
             {"\\restrictx abc\n", "4:1", {"\\restrictx"}},
             {"\\.\n", "4:1", {"\\."}}});
}

TEST_CASE("bytes that the server cannot store are refused", "[bad]") {
  using namespace std::string_literals;
  check_sql("malformed_file",
            {{"select '\0';\n"s, "4:9", {"NUL byte"}},
             {"select 1;\nselect '\xC3\xA9\xFF';\n", "5:10", {"not UTF-8", "0xFF", "save it as"}},
             {"select '\xC0\x80';\n", "4:9", {"not UTF-8", "0xC0"}},
             {"select '\xED\xA0\x80';\n", "4:9", {"not UTF-8", "0xED"}},
             {"select '\xC3", "4:9", {"not UTF-8", "0xC3"}}});
}

TEST_CASE("a transactional section cannot begin or end a transaction", "[bad]") {
  const std::vector<std::string> words{"in a transactional section", "transaction=off"};
  check_sql("not_transactional",
            {{"BEGIN;\nselect 1;\n", "4:1", {"BEGIN in a transactional section"}},
             {"select 1;\n/* x */ commit;\n", "5:9", {"COMMIT in a transactional section"}},
             {"COMMIT AND CHAIN;\n", "4:1", words},
             {"END;\n", "4:1", {"END in a transactional section"}},
             {"Rollback;\n", "4:1", {"ROLLBACK in a transactional section"}},
             {"ROLLBACK WORK;\n", "4:1", words},
             {"ABORT;\n", "4:1", {"ABORT in a transactional section"}},
             {"START TRANSACTION ISOLATION LEVEL SERIALIZABLE;\n", "4:1", {"START TRANSACTION in"}},
             {"PREPARE TRANSACTION 'x';\n", "4:1", {"PREPARE TRANSACTION in"}},
             {"COMMIT PREPARED 'x';\n", "4:1", {"COMMIT PREPARED"}},
             {"ROLLBACK PREPARED 'x';\n", "4:1", {"ROLLBACK PREPARED"}},
             {"select 1;\n-- migrate:downgrade\nbegin;\n", "6:1", {"BEGIN"}},
             {"select 1;\n-- migrate:verify\nrollback;\n", "6:1", {"ROLLBACK"}}});
}

TEST_CASE("a statement that cannot run in a transaction wants transaction=off", "[bad]") {
  const std::vector<std::string> hint{"cannot run in a transaction",
                                      "`-- migrate:upgrade transaction=off`"};
  check_sql(
      "not_transactional",
      {{"create index concurrently on kept(n);\n", "4:1", {"CREATE INDEX CONCURRENTLY cannot"}},
       {"create unique index concurrently i on kept(n);\n", "4:1", hint},
       {"drop index concurrently i;\n", "4:1", {"DROP INDEX CONCURRENTLY"}},
       {"reindex (concurrently) table kept;\n", "4:1", {"REINDEX CONCURRENTLY"}},
       {"select 1;\nvacuum kept;\n", "5:1", {"VACUUM"}},
       {"create database x;\n", "4:1", {"CREATE DATABASE"}},
       {"drop database x;\n", "4:1", {"DROP DATABASE"}},
       {"create tablespace x location '/x';\n", "4:1", {"CREATE TABLESPACE"}},
       {"alter system set work_mem = '4MB';\n", "4:1", {"ALTER SYSTEM"}},
       {"discard all;\n", "4:1", {"DISCARD ALL would give the migration lock back"}},
       {"select 1;\n-- migrate:downgrade transaction=off\ndiscard /* x */ all;\n",
        "6:1",
        {"DISCARD ALL would give the migration lock back"}},
       {"alter table kept detach partition p concurrently;\n", "4:1", hint},
       {"select 1;\n-- migrate:downgrade\nvacuum;\n",
        "6:1",
        {"VACUUM", "`-- migrate:downgrade transaction=off`"}}});
}

TEST_CASE("SQL that looks like bad input, but is none, runs", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write_second(
      "-- migrate:upgrade\n"
      "\\restrict a1b2\n"
      "savepoint s; insert into kept values (1); rollback to savepoint s; release s;\n"
      "savepoint s; insert into kept values (2); rollback transaction to s;\n"
      "prepare p as select 1; deallocate p;\n"
      "copy kept from stdin;\n3\n-- migrate:downgrade\\\n\\.\n"
      "\\unrestrict a1b2\n");
  CHECK(project.run({"upgrade"}).status == 1);  // the data are no numbers, but no marker either
  const std::string atomic =
      is_too_old(14, "SQL that looks like bad input", "BEGIN ATOMIC")
          ? ""
          : "create function f() returns text begin atomic select 'begin; commit;'; end;\n";
  project.write_second(
      "-- migrate:upgrade\n"
      "\\restrict a1b2\n"
      "savepoint s; insert into kept values (1); rollback to savepoint s; release s;\n"
      "savepoint s; insert into kept values (2); rollback transaction to s;\n"
      "prepare p as select 1; deallocate p;\n" +
      atomic +
      "do $$ begin perform '\n-- migrate:downgrade\n'; end $$;\n"
      "/*\n-- migrate:downgrade\n*/\n"
      "copy kept from stdin;\n3\n\\.\n"
      "\\unrestrict a1b2\n");
  const auto done = project.run({"upgrade"});
  CHECK(done.err.find("error") == std::string::npos);
  CHECK(done.status == 0);
  CHECK(psql(project.database().url(), "select n from kept") == "3");
}
