// Scripts of --sql, run by psql on one database, against the commands themselves on another: the
// same schema, rows, version rows and history.

#include "support/catch.h"
#include "support/project.h"

#include <string>
#include <vector>

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

/// Two bases, a branch and its merge, a dependency across, COPY data, an index that is built
/// concurrently. Heads: 0007 and 0008.
void write_files(const Project& project) {
  project
      .add("0001",
           "~\n-- message: people; their \"names\"\n-- created: 2026-01-31T10:00:00Z",
           "-- migrate:upgrade\ncreate table people (id int primary key, name text);\n"
           "copy people from stdin;\n1\tada; -- no comment\n2\t\\N\n\\.\n"
           "create function names() returns text language sql as $$ select 'it''s; fine' $$;\n"
           "-- migrate:verify\ninsert into people values (3, 'never seen');\n"
           "-- migrate:downgrade\ndrop function names();\ndrop table people;\n")
      .add("0002",
           "~\n-- branch_labels: [log]",
           "-- migrate:upgrade\ncreate table log (line text);\n"
           "-- migrate:downgrade\ndrop table log;\n")
      .add("0003",
           "0001\n-- settings: {work_mem: 5MB}",
           "-- migrate:upgrade\nalter table people add born date;\n"
           "insert into people values (4, current_setting('work_mem'));\n"
           "-- migrate:downgrade\nalter table people drop born;\n")
      .add("0004",
           "0001",
           "-- migrate:upgrade\nset local search_path = pg_catalog;\n"
           "create view public.adults as select id from public.people;\n"
           "-- migrate:downgrade\ndrop view adults;\n")
      .add("0005", "[0003, 0004]\n-- message: join", "-- migrate:upgrade\n\n-- migrate:downgrade\n")
      .add("0006",
           "0002\n-- depends_on: [0005]",
           "-- migrate:upgrade\nalter table log add person int references people;\n"
           "-- migrate:downgrade\nalter table log drop person;\n")
      .add("0007",
           "0005",
           "-- migrate:upgrade transaction=off\n"
           "create index concurrently people_name on people (name);\n"
           "create index concurrently people_born on people (born);\n"
           "-- migrate:downgrade transaction=off\n"
           "drop index concurrently people_name;\ndrop index concurrently people_born;\n")
      .add("0008",
           "0006",
           "-- migrate:upgrade\ninsert into log select name, id from people;\n"
           "-- migrate:downgrade\ndelete from log;\n");
}

/// What must be equal; runs are numbered, and what a script cannot know is left out.
std::string state(const std::string& url) {
  auto out = pg_dump_schema(url);
  if (psql(url, "select to_regclass('migrate_version') is not null") == "f") return out;
  out += psql(url, "select version_num from migrate_version order by 1") + "\n";
  out += psql(url,
              "select row_number() over (order by id), dense_rank() over (order by run), h from ("
              "select *, min(id) over (partition by run_id) as run, "
              "to_jsonb(r) - '{id,run_id,started_at,finished_at,duration_ms,os_user,host}'::text[] "
              "|| jsonb_build_object('tool_version', replace(tool_version, ' (offline)', '')) as h "
              "from migrate_history r) x order by id");
  for (const auto* table : {"people", "log"})
    if (psql(url, "select to_regclass('" + std::string(table) + "') is not null") == "t")
      out += psql(url, "select * from " + std::string(table) + " t order by t::text") + "\n";
  return out;
}

RunResult run_script(const Project& project,
                     const std::string& url,
                     const Words& words,
                     const Words& psql_options = {"-v", "ON_ERROR_STOP=1"}) {
  const auto script = project.run(words);
  INFO(script.err);
  REQUIRE(script.status == 0);
  project.write("script.sql", script.out);
  Words psql_words{"-X", "-q", "-d", url, "-f", "script.sql"};
  psql_words.insert(psql_words.end(), psql_options.begin(), psql_options.end());
  auto played = project.run_program("psql", psql_words);
  // A session that ended by an error gives its lock back a moment later.
  REQUIRE(
      becomes_true(url, "select not exists (select from pg_locks where locktype = 'advisory')"));
  return played;
}

/// What a function has noted as `seen LOCK_TIMEOUT/STATEMENT_TIMEOUT.`, in order.
Words timeouts_seen(const std::string& messages) {
  Words out;
  for (auto at = messages.find("seen "); at != std::string::npos; at = messages.find("seen ", at)) {
    at += 5;
    out.push_back(messages.substr(at, messages.find('.', at) - at));
  }
  return out;
}

struct Leg {
  Words online;
  Words offline;
};

/// Plays the legs on both databases and compares them after each.
void compare(const std::vector<Leg>& legs, const Words& psql_options = {"-v", "ON_ERROR_STOP=1"}) {
  const Database by_command;
  const Database by_script;
  const Project project(by_command.url());
  write_files(project);
  for (const auto& [online, offline] : legs) {
    INFO(online.front() + " " + online.back());
    const auto done = project.run(online);
    INFO(done.err);
    REQUIRE(done.status == 0);
    const auto played = run_script(project, by_script.url(), offline, psql_options);
    CHECK_THAT(played.err, !Contains("ERROR"));  // -1 warns of our own begin and commit
    REQUIRE(played.status == 0);
    REQUIRE(state(by_script.url()) == state(by_command.url()));
  }
}

}  // namespace

TEST_CASE("a whole upgrade as a script does what the command does", "[offline]") {
  compare({{{"upgrade", "heads"}, {"upgrade", "heads", "--sql"}}});
}

TEST_CASE("scripts of ranges do what the commands do", "[offline]") {
  compare({
      {{"upgrade", "0001"}, {"upgrade", "0001", "--sql"}},
      {{"upgrade", "0005", "--tag", "it's"}, {"upgrade", "0001:0005", "--sql", "--tag", "it's"}},
      {{"upgrade", "0007"}, {"upgrade", "0005:0007", "--sql"}},
      {{"upgrade", "log@head"}, {"upgrade", "0007:log@head", "--sql"}},
      {{"downgrade", "0006"}, {"downgrade", "0007,0008:0006", "--sql"}},
      {{"upgrade", "0008"}, {"upgrade", "0007,0006:0008", "--sql"}},
      {{"downgrade", "base"}, {"downgrade", "0007,0008:base", "--sql"}},
      {{"upgrade", "heads"}, {"upgrade", "heads", "--sql"}},
  });
}

TEST_CASE("a stamp as a script does what the command does", "[offline]") {
  compare({
      {{"stamp", "0005"}, {"stamp", "0005", "--sql"}},
      {{"stamp", "heads", "--tag", "by hand"},
       {"stamp", "0005:heads", "--sql", "--tag", "by hand"}},
      {{"stamp", "base"}, {"stamp", "0007,0008:base", "--sql"}},
  });
}

TEST_CASE("a script without transaction=off runs in one transaction", "[offline]") {
  const Words one_transaction{"-1"};
  compare({{{"upgrade", "0006"}, {"upgrade", "0006", "--sql"}},
           {{"downgrade", "0002", "--all-branches"}, {"downgrade", "0006:0002", "--sql"}}},
          one_transaction);
}

TEST_CASE("outside transactions a script waits for locks as long as the command does",
          "[offline]") {
  const std::string notices =
      "create table one(n int); insert into one values (1);"
      "create function noted(n int) returns int language plpgsql immutable as $$ begin"
      " raise warning 'seen %/%.', current_setting('lock_timeout'),"
      " current_setting('statement_timeout'); return n; end $$;";
  const auto* const config = GENERATE(
      "{}\n", "lock: {lock_timeout: 7s}\n", "database: {settings: {statement_timeout: 9s}}\n");
  CAPTURE(config);
  const Database by_command(notices);
  const Database by_script(notices);
  const Project project(by_command.url(), config);
  project.add("0001",
              "~",
              "-- migrate:upgrade transaction=off\n"
              "select noted(1);\n"
              "create index concurrently a on one ((noted(n)));\n"
              "select noted(1);\n"
              "set lock_timeout = '8s';\n"
              "create index concurrently b on one ((noted(n)));\n"
              "select noted(1);\n"
              "-- migrate:downgrade\n");
  const auto done = project.run({"upgrade"});
  INFO(done.err);
  REQUIRE(done.status == 0);
  const auto played = run_script(project, by_script.url(), {"upgrade", "--sql"});
  INFO(played.err);
  REQUIRE(played.status == 0);
  const auto seen = timeouts_seen(done.err);
  CHECK(timeouts_seen(played.err) == seen);
  REQUIRE(seen.size() >= 5);
  CHECK(seen[0] == seen[2]);
  CHECK(seen[1] == "0/0");
  CHECK(seen.back().starts_with("8s/"));
}

TEST_CASE("a script leaves who and where open, and says that it is one", "[offline]") {
  const Database database;
  const Project project(database.url());
  write_files(project);
  REQUIRE(run_script(project, database.url(), {"upgrade", "0002", "--sql"}).status == 0);
  CHECK(psql(database.url(),
             "select os_user is null, host is null, tool_version like '% (offline)', "
             "duration_ms >= 0, finished_at >= started_at, db_user from migrate_history") ==
        "t|t|t|t|t|postgres");
}

TEST_CASE("a script that begins elsewhere changes nothing, whoever runs it", "[offline]") {
  const Database database;
  const Project project(database.url());
  write_files(project);
  const std::string at = GENERATE("", "0002", "heads");
  if (!at.empty()) REQUIRE(project.run({"upgrade", at}).status == 0);
  const auto before = state(database.url());
  const std::vector<Words> scripts{{"upgrade", "0001:0005", "--sql"},
                                   {"upgrade", "0005:0007", "--sql"},
                                   {"downgrade", "0007:0001", "--sql"},
                                   {"stamp", "0001:0005", "--sql"}};
  for (const auto& words : scripts) {
    INFO(words.front() + " " + words[1] + " at " + at);
    const auto played = run_script(project, database.url(), words, {});
    CHECK(played.status == 3);
    CHECK_THAT(played.err, Contains("migrate: the version rows are"));
    CHECK(state(database.url()) == before);
  }
}

TEST_CASE("a script that is run twice is refused the second time", "[offline]") {
  const Database database;
  const Project project(database.url());
  write_files(project);
  const Words words{"upgrade", "heads", "--sql"};
  REQUIRE(run_script(project, database.url(), words).status == 0);
  const auto before = state(database.url());
  CHECK(run_script(project, database.url(), words, {}).status == 3);
  CHECK(state(database.url()) == before);
}
