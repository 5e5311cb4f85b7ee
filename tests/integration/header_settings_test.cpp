// `settings` in a migration's header.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

constexpr auto seen_table =
    "create table seen(id int generated always as identity, label text, v text)";

std::string note(const std::string& label) {
  return "insert into public.seen(label, v) select '" + label +
         "', concat_ws(' ', current_setting('lock_timeout'), current_setting('work_mem'), "
         "current_setting('statement_timeout'), current_setting('search_path'), "
         "coalesce(nullif(current_setting('app.tenant', true), ''), '-'));\n";
}

std::string seen(const Database& database) {
  return psql(database.socket_url(), "select label || ': ' || v from seen order by id");
}

constexpr auto config =
    "database:\n"
    "  search_path: public, pg_catalog\n"
    "  settings: {statement_timeout: 30s, work_mem: 5MB}\n"
    "lock: {lock_timeout: 3s}\n";

/// A file with settings between two without.
void write_files(const Project& project, const std::string& off) {
  const auto sections = [&off](const std::string& id) {
    return "-- migrate:upgrade" + off + "\n" + note("up " + id) + "-- migrate:verify\nselect 1 / " +
           "(current_setting('work_mem') = '" + (id == "0002" ? "6MB" : "5MB") + "')::int;\n" +
           "-- migrate:downgrade" + off + "\n" + note("down " + id);
  };
  project.add("0001", "~", sections("0001"))
      .add("0002",
           "0001\n-- settings: {Lock_Timeout: 10s, work_mem: 6MB, search_path: pg_catalog, "
           "app.tenant: \"it's\"}",
           sections("0002"))
      .add("0003", "0002", sections("0003"));
}

std::string expected(const std::string& other_lock_timeout) {
  const auto others = ": " + other_lock_timeout + " 5MB 30s public, pg_catalog -";
  const std::string own = ": 10s 6MB 30s pg_catalog it's";
  return "up 0001" + others + "\nup 0002" + own + "\nup 0003" + others + "\ndown 0003" + others +
         "\ndown 0002" + own + "\ndown 0001" + others;
}

}  // namespace

TEST_CASE("a header's settings rule in its sections alone, over the config's", "[settings]") {
  const std::string off = GENERATE("", " transaction=off");
  const auto* const mode = GENERATE("per_migration", "all");
  if (!off.empty() && std::string(mode) == "all") return;
  const Database database(seen_table);
  const Project project(database.socket_url(), std::string(config) + "transaction: " + mode + "\n");
  write_files(project, off);
  const auto up = project.run({"upgrade", "head"});
  INFO(up.err);
  CHECK(up.status == 0);
  CHECK(project.run({"downgrade", "base"}).status == 0);
  CHECK(seen(database) == expected("3s"));
}

TEST_CASE("an offline script gives a header's settings too", "[settings]") {
  const std::string off = GENERATE("", " transaction=off");
  const auto* const lock = GENERATE("", "lock: {lock_timeout: 3s}\n");
  const Database database(seen_table);
  const Project project(database.socket_url(),
                        "database:\n  search_path: public, pg_catalog\n"
                        "  settings: {statement_timeout: 30s, work_mem: 5MB}\n" +
                            std::string(lock));
  write_files(project, off);
  psql(database.socket_url(), project.run({"upgrade", "--sql"}).out);
  psql(database.socket_url(), project.run({"downgrade", "--sql", "head:base"}).out);
  const std::string automatic = *lock == '\0' ? "2s" : "3s";
  CHECK(seen(database) == expected(automatic));
}

TEST_CASE("a setting that the server refuses is told with its line", "[settings]") {
  const std::string off = GENERATE("", " transaction=off");
  const Database database;
  const Project project(database.socket_url());
  project.add(
      "0001", "~\n-- settings: {work_mem: much}", "-- migrate:upgrade" + off + "\nselect 1;\n");
  const auto done = project.run({"upgrade", "head"});
  CHECK(done.status == 1);
  CHECK_THAT(done.err,
             Contains("versions/0001.sql:3") && Contains("setting up upgrade 0001 failed: ") &&
                 Contains("work_mem") &&
                 Contains(off.empty() ? "nothing was changed" : "no statement of it has run"));
}
