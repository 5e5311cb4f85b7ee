// Every column of the history, after all that writes one.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

std::string sha256(const std::string& text) {
  RunOptions options;
  options.input = text;
  return run_program("sha256sum", {}, options).out.substr(0, 64);
}

std::string line_of(const std::string& program, const std::vector<std::string>& args) {
  const auto out = run_program(program, args).out;
  return out.substr(0, out.find('\n'));
}

/// What a run writes into each of its rows.
struct Whose {
  std::string os_user = line_of("id", {"-un"});
  std::string host = line_of("hostname", {});
  std::string version = line_of(MIGRATE_BINARY, {"--version"}).substr(8);
};

/// The columns that are the same whenever a test runs.
constexpr auto fixed =
    "version_table, direction, outcome, revision, path, message, down_revision, depends_on,"
    " rows_before, rows_after, checksum, downgrade_sql, downgrade_options, db_user, tag";

constexpr auto upgrade_text = "create table t(n int);\n\n-- the end";
constexpr auto downgrade_text = "drop table t;";

const Project& two_revisions(const Project& project) {
  project.write("versions/first.sql",
                "-- revision: 0001\n-- down_revision: ~\n-- message: make t: \"it\"\n\n"
                "-- migrate:upgrade\n" +
                    std::string(upgrade_text) +
                    "  \n\n"
                    "-- migrate:downgrade transaction=off\n" +
                    downgrade_text + "\n");
  return project.write("versions/second.sql",
                       "-- revision: 0002\n-- down_revision: 0001\n-- depends_on: [0001]\n\n"
                       "-- migrate:upgrade\nselect 1/0;\n");
}

}  // namespace

TEST_CASE("an upgrade and its failure fill every column", "[history]") {
  const Database database;
  const Project project(database.socket_url());
  two_revisions(project);
  CHECK(project.run({"upgrade", "head", "--tag", "build 7"}).status == 1);
  CHECK(history(database, fixed) ==
        "public.migrate_version|upgrade|succeeded|0001|versions/first.sql|make t: \"it\"|{}|{}|{}|"
        "{0001}|" +
            sha256(upgrade_text) +
            "|drop table t;|transaction=off|postgres|build 7\n"
            "public.migrate_version|upgrade|failed|0002|versions/second.sql||{0001}|{0001}|{0001}|"
            "{0001}|" +
            sha256("select 1/0;") + "|||postgres|build 7");
  const Whose whose;
  const auto same = whose.os_user + "|" + whose.host + "|" + whose.version;
  CHECK(history(database, "os_user, host, tool_version") == same + "\n" + same);
  CHECK(history(database, "error - 'message'") ==
        "\n{\"code\": \"migration_failed\", \"file\": \"versions/second.sql\", \"hint\": null,"
        " \"line\": 6, \"column\": 1, \"detail\": null, \"sqlstate\": \"22012\"}");
  CHECK(
      psql(database.socket_url(), "select error ->> 'message' from migrate_history where id > 1") ==
      "upgrade 0002 failed: division by zero");
  CHECK(psql(database.socket_url(), "select count(distinct run_id) from migrate_history") == "1");
}

TEST_CASE("a downgrade and a stamp fill every column", "[history]") {
  const Database database;
  const Project project(database.socket_url());
  two_revisions(project);
  CHECK(project.run({"upgrade", "0001"}).status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 0);
  CHECK(project.run({"stamp", "0002", "--tag", "by hand"}).status == 0);
  const auto rest = "|" + sha256(upgrade_text) + "|drop table t;|transaction=off|postgres|\n";
  CHECK(
      history(database, fixed) ==
      "public.migrate_version|upgrade|succeeded|0001|versions/first.sql|make t: \"it\"|{}|{}|{}|"
      "{0001}" +
          rest +
          "public.migrate_version|downgrade|succeeded|0001|versions/first.sql|make t: \"it\"|{}|{}|"
          "{0001}|{}" +
          rest + "public.migrate_version|stamp|succeeded|0002|||||{}|{0002}||||postgres|by hand");
  CHECK(history(database, "error, token_checksum is null") == "|f\n|f\n|t");
  CHECK(psql(database.socket_url(), "select count(distinct run_id) from migrate_history") == "3");
}

TEST_CASE("the times are the server's and in order", "[history]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "select pg_sleep(0.2);")
      .up("0002", "0001", "reset all; select pg_sleep(0.05);");
  project.add("0003", "0002", "-- migrate:upgrade transaction=off\nselect pg_sleep(0.1);\n");
  project.up("0004", "0003", "select pg_sleep(0.1); select 1/0;");
  const auto before = psql(database.socket_url(), "select clock_timestamp()");
  CHECK(project.run({"upgrade", "head"}).status == 1);
  CHECK(psql(database.socket_url(),
             "select bool_and(started_at between '" + before +
                 "' and clock_timestamp()),"
                 " bool_and(finished_at between started_at and clock_timestamp()),"
                 " bool_and(abs(duration_ms - 1000 * extract(epoch from finished_at - started_at)) "
                 "< 1),"
                 " count(*) from migrate_history") == "t|t|t|4");
  CHECK(psql(database.socket_url(),
             "select bool_and(a.finished_at <= b.started_at) from migrate_history a"
             " join migrate_history b on b.revision > a.revision") == "t");
  CHECK(psql(database.socket_url(),
             "select bool_and(duration_ms >= 45), max(duration_ms) < 20000 from migrate_history") ==
        "t|t");
  CHECK(psql(database.socket_url(),
             "select duration_ms >= 200 from migrate_history where revision = '0001'") == "t");
}

TEST_CASE("a checksum changes with any character, the token checksum with the statements",
          "[history]") {
  const auto sums = [](const std::string& section) {
    const Database database;
    const Project project(database.socket_url());
    project.add("0001", "~", section);
    CHECK(project.run({"upgrade", "head"}).status == 0);
    const auto both = history(database, "checksum, token_checksum");
    return std::pair(both.substr(0, 64), both.substr(65));
  };
  const auto base = sums("-- migrate:upgrade\nselect 1 as \"a  b\", 'c  d';\nselect 2;\n");
  const auto formatted = sums(
      "-- migrate:upgrade\n\n  select 1\n   as \"a  b\", 'c  d'; -- one\n/* two */ select 2;\n");
  const auto crlf =
      sums("-- migrate:upgrade\r\nselect 1 as \"a  b\", 'c  d';\r\nselect 2;\r\n\r\n");
  const auto changed = sums("-- migrate:upgrade\nselect 1 as \"a  b\", 'c d';\nselect 2;\n");
  CHECK(base.first == sha256("select 1 as \"a  b\", 'c  d';\nselect 2;"));
  CHECK(formatted.first != base.first);
  CHECK(formatted.second == base.second);
  CHECK(crlf == base);
  CHECK(changed.first != base.first);
  CHECK(changed.second != base.second);
  CHECK(base.second.size() == 64);
}

TEST_CASE("the user is the session's, whatever the section became", "[history]") {
  const Database database;
  const Project project(database.socket_url(), "database: {role: pg_monitor}\n");
  psql(database.socket_url(), "grant create on schema public to pg_monitor");
  project.up("0001", "~", "set role none; set session authorization pg_read_all_stats;");
  const auto done = project.run({"upgrade", "head"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(history(database, "db_user") == "postgres");
}
