// The database itself: create, drop, reset and its seeds.
#include "support/catch.h"
#include "support/pgbouncer.h"
#include "support/project.h"
#include "support/role.h"
#include "support/session.h"

#include <thread>

using namespace migrate::test;
using Catch::Matchers::Contains;
using migrate::Json;

namespace {

const std::string& server() {
  static const auto url = Cluster::instance().socket_url("postgres");
  return url;
}

bool exists(const std::string& name) {
  return psql(server(), "select count(*) from pg_database where datname = '" + name + "'") == "1";
}

/// A database that the test makes by the binary; dropped at the end.
struct Name {
  explicit Name(std::string name) : text(std::move(name)) {}

  Name(const Name&) = delete;
  Name& operator=(const Name&) = delete;

  ~Name() { psql(server(), "drop database if exists \"" + text + "\" with (force)"); }

  [[nodiscard]] std::string url(const std::string& user = "postgres") const {
    return "postgresql://" + user + "@127.0.0.1:" + std::to_string(Cluster::instance().port()) +
           "/" + text;
  }

  std::string text;
};

}  // namespace

TEST_CASE("create makes the database, drop takes it away; twice is fine", "[create]") {
  const Name name("My-db 1");
  const Project project(name.url());
  const auto made = project.json({"create"});
  CHECK(made["created"].boolean());
  CHECK(made["name"].text() == name.text);
  CHECK_THAT(made["database"].text(), Contains("My-db 1 on 127.0.0.1"));
  CHECK(exists(name.text));
  CHECK_FALSE(project.json({"create"})["created"].boolean());
  const auto again = project.run({"create"});
  CHECK(again.out == "database \"My-db 1\" is there already\n");
  CHECK_THAT(again.err, Contains("database: My-db 1 on 127.0.0.1"));

  CHECK(project.json({"drop", "--yes"})["dropped"].boolean());
  CHECK_FALSE(exists(name.text));
  CHECK_FALSE(project.json({"drop", "--yes"})["dropped"].boolean());
  CHECK(project.run({"drop", "--yes"}).out == "database \"My-db 1\" is not there\n");
}

TEST_CASE("the database is named by the URL, PGDATABASE or the user", "[create]") {
  const Name name("named_elsewhere");
  const auto host = "postgresql://postgres@127.0.0.1:" + std::to_string(Cluster::instance().port());
  const TemporaryFolder folder;
  const auto made = run({"create", "--json"},
                        {.cwd = folder.path(),
                         .env = {{"DATABASE_URL", host}, {"PGDATABASE", name.text}},
                         .input = {}});
  INFO(made.err);
  CHECK(Json::parse(made.out)["name"].text() == name.text);
  CHECK(exists(name.text));
  const auto user = run({"create", "--json"},
                        {.cwd = folder.path(), .env = {{"DATABASE_URL", host}}, .input = {}});
  CHECK(Json::parse(user.out)["name"].text() == "postgres");
}

TEST_CASE("creating from several processes at once succeeds in each", "[create]") {
  const Name name("raced");
  const Project project(name.url());
  std::vector<RunResult> results(6);
  {
    std::vector<std::jthread> threads;
    for (auto& result : results)
      threads.emplace_back([&] { result = project.run({"create"}); });
  }
  std::size_t created = 0;
  for (const auto& result : results) {
    INFO(result.err);
    CHECK(result.status == 0);
    if (result.out == "database \"raced\" created\n") ++created;
  }
  CHECK(created == 1);
}

TEST_CASE("the configured role owns the database, also where only it may create one", "[create]") {
  const Name name("owned");
  const Role owner("create_owner");
  const Role deploy("create_deploy");
  psql(server(), "alter role create_owner createdb; grant create_owner to create_deploy");
  const auto config = "database: {role: create_owner}\n";
  const Project project(name.url("create_deploy"), config);
  CHECK(project.json({"create"})["created"].boolean());
  CHECK(psql(server(), "select datdba::regrole from pg_database where datname = 'owned'") ==
        "create_owner");
  CHECK(project.json({"drop", "--yes"})["dropped"].boolean());

  psql(server(), "alter role create_owner nocreatedb");
  const auto refused = project.json({"create"}, 1)["error"];
  CHECK(refused["code"].text() == "insufficient_privilege");
  CHECK_THAT(refused["hint"].text(), Contains("CREATEDB"));
  CHECK(refused["state"].text() == "nothing was changed");
}

TEST_CASE("drop is refused while others are connected, who are named, unless forced", "[create]") {
  const Name name("in_use");
  const Project project(name.url());
  REQUIRE(project.run({"create"}).status == 0);
  const Session other(name.url() + "?application_name=the_other");
  const auto pid = other.run("select pg_backend_pid()");
  for (const auto* command : {"drop", "reset"}) {
    const auto refused = project.json({command, "--yes"}, 1)["error"];
    CHECK(refused["code"].text() == "database_in_use");
    CHECK_THAT(refused["detail"].text(), Contains("pid " + pid) && Contains("the_other"));
    CHECK_THAT(refused["hint"].text(), Contains("--force"));
  }
  CHECK(other.run("select 1") == "1");
  CHECK(project.json({"drop", "--yes", "--force"})["dropped"].boolean());
  CHECK_FALSE(exists(name.text));
}

TEST_CASE("drop and reset want a yes, which is asked for on a terminal", "[create]") {
  const Name name("asked");
  const Project project(name.url());
  REQUIRE(project.run({"create"}).status == 0);
  for (const auto* command : {"drop", "reset"}) {
    const auto refused = project.json({command}, 2)["error"];
    CHECK(refused["code"].text() == "refused");
    CHECK_THAT(refused["hint"].text(), Contains("--yes"));
  }
  CHECK(exists(name.text));

  const auto on_terminal = [&](const std::string& answer) {
    return project.run_program(
        "sh", {"-c", "echo " + answer + " | script -qec '" + MIGRATE_BINARY + " drop' /dev/null"});
  };
  const auto no = on_terminal("n");
  CHECK_THAT(no.out, Contains("drop the database asked on 127.0.0.1") && Contains("not confirmed"));
  CHECK(no.status == 2);
  CHECK(exists(name.text));
  CHECK(on_terminal("y").status == 0);
  CHECK_FALSE(exists(name.text));
}

TEST_CASE("the databases of the server itself are never dropped", "[create]") {
  for (const auto* name : {"postgres", "template0", "template1"}) {
    const Project project(Cluster::instance().url(name));
    for (const auto* command : {"drop", "reset"})
      CHECK(project.json({command, "--yes", "--force"}, 2)["error"]["code"].text() == "refused");
    CHECK(exists(name));
    CHECK_FALSE(project.json({"create"})["created"].boolean());
  }
}

TEST_CASE("create goes by template1 where postgres is closed to the role", "[create]") {
  const Name name("beside");
  const Role role("create_beside");
  psql(server(), "alter role create_beside createdb");
  psql(server(), "revoke connect on database postgres from public");
  const Project project(name.url("create_beside"));
  CHECK(project.json({"create"})["created"].boolean());
  psql(server(), "revoke connect on database template1 from public");
  const auto refused = project.json({"drop", "--yes"}, 1)["error"];
  psql(server(), "grant connect on database postgres, template1 to public");
  CHECK(refused["code"].text() == "insufficient_privilege");
  CHECK_THAT(refused["hint"].text(), Contains("template1"));
  CHECK(project.json({"drop", "--yes"})["dropped"].boolean());
}

TEST_CASE("create and drop work through a transaction pooler", "[create][pooler]") {
  const Pgbouncer pooler("transaction");
  const Name name("pooled");
  const Project project(pooler.url(name.text));
  CHECK(project.json({"create"})["created"].boolean());
  CHECK(project.json({"drop", "--yes"})["dropped"].boolean());
}

TEST_CASE("the embedded server's database is created and dropped", "[create][embedded]") {
  const Project project("embedded");
  project.up("0001", "~", "create table t(n int);");
  const auto nothing = project.json({"drop", "--yes"});
  CHECK_FALSE(nothing["dropped"].boolean());
  CHECK_FALSE(std::filesystem::exists(project.path() / ".migrate"));

  CHECK_FALSE(project.json({"create"})["created"].boolean());
  CHECK(project.run({"upgrade"}).status == 0);
  const auto dropped = project.json({"drop", "--yes"});
  CHECK(dropped["dropped"].boolean());
  CHECK_THAT(dropped["database"].text(), Contains("embedded server"));
  const auto missing = project.json({"current"}, 1)["error"];
  CHECK(missing["code"].text() == "missing_database");
  CHECK_THAT(missing["hint"].text(), Contains("migrate create"));
  CHECK(project.json({"create"})["created"].boolean());
  CHECK(project.json({"current"})["rows"].items().empty());
  CHECK(project.json({"reset", "--yes"})["to"].strings() == std::vector<std::string>{"0001"});
}

TEST_CASE("reset builds the database anew, with the seeds in order", "[create][seeds]") {
  const Name name("anew");
  const Project project(name.url(), "seeds: [seeds/b.sql, seeds/more]\n");
  project.up("0001", "~", "create table t(n int, word text);");
  project.up("0002a", "0001", "create table a(n int);");
  project.up("0002b", "0001", "create table b(n int);");
  project.write("seeds/b.sql",
                "\\restrict abc\n"
                "SELECT pg_catalog.set_config('search_path', '', false);\n"
                "COPY public.t (n, word) FROM stdin;\n1\tone; two\n2\t\\N\n\\.\n"
                "insert into public.t values (3, 'it''s; so');\n"
                "\\unrestrict abc\n");
  // The search path of the seed before it is gone.
  project.write("seeds/more/1.sql", "insert into t select n + 10 from t;");
  project.write("seeds/more/2.sql", "-- nothing but a remark\n");

  for (int i = 0; i < 2; ++i) {
    const auto done = project.json({"reset", "--yes"});
    CHECK(done["dropped"].boolean() == (i > 0));
    CHECK(done["created"].boolean());
    CHECK(done["steps"].items().size() == 3);
    CHECK(done["to"].strings() == std::vector<std::string>{"0002a", "0002b"});
    CHECK(done["seeds"].items().size() == 3);
    CHECK(psql(name.url(), "select string_agg(n::text, ' ' order by n) from t") ==
          "1 2 3 11 12 13");
    psql(name.url(), "create table left_over()");
  }
  CHECK(project.json({"reset", "--yes"})["error"].is_null());
  CHECK(psql(name.url(), "select to_regclass('left_over')").empty());
}

TEST_CASE("a failed seed is placed and rolled back; those before it stay", "[create][seeds]") {
  struct Case {
    const char* sql;
    const char* place;
    const char* message;
  };

  const auto seed = GENERATE(values<Case>({
      {"insert into t values (2);\n\ninsert into\n  nowhere values (1);", ":4:3", "nowhere"},
      {"insert into t values (2);\ncopy t from stdin;\n3\nfour\n\\.\n", ":4", "invalid input"},
      {"insert into t values (2);\ninsert into c values (99);", "", "foreign key"},
  }));
  const Name name("failed_seed");
  const Project project(name.url(), "seeds: [one.sql, two.sql]\n");
  project.up("0001",
             "~",
             "create table t(n int primary key);"
             "create table c(n int references t deferrable initially deferred);");
  project.write("one.sql", "insert into t values (1);");
  project.write("two.sql", seed.sql);
  const auto failed = project.json({"reset", "--yes"}, 1);
  const auto& error = failed["error"];
  INFO(failed.dump());
  CHECK_THAT(error["message"].text(), Contains("two.sql") && Contains(seed.message));
  CHECK_THAT(error["state"].text(), Contains("rolled back") && Contains("1 of 2 seeds"));
  CHECK(failed["seeds"].strings() == std::vector<std::string>{"one.sql"});
  CHECK(psql(name.url(), "select string_agg(n::text, ' ') from t") == "1");
  const auto shown = project.run({"reset", "--yes"});
  CHECK_THAT(shown.err, Contains(std::string("two.sql") + seed.place));
}

TEST_CASE("seeds run as the configured role, with its settings", "[create][seeds]") {
  const Name name("seed_role");
  const Role owner("seed_owner");
  const Project project(
      name.url(),
      "database: {role: seed_owner, search_path: [app], settings: {work_mem: 1234kB}}\n"
      "seeds: [one.sql]\n");
  project.up("0001", "~", "create schema app; create table app.t(who text, mem text);");
  project.write("one.sql", "insert into t select current_user, current_setting('work_mem');");
  CHECK(project.run({"reset", "--yes"}).status == 0);
  CHECK(psql(name.url(), "select * from app.t") == "seed_owner|1234kB");
  psql(server(), "drop database seed_role");
}

TEST_CASE("values of -x stand in seeds where the config switches them on", "[create][seeds]") {
  const Name name("seed_values");
  const Project project(name.url(), "seeds: [one.sql]\nplaceholders: true\n");
  project.up("0001", "~", "create table t(word text);");
  project.write("one.sql",
                "insert into t values ('${who}');\ninsert into t select 1/(n-n) from n;");
  const auto failed = project.run({"reset", "--yes", "-x", "who=somebody"});
  CHECK_THAT(failed.err, Contains("one.sql:2:35"));
  project.write("one.sql", "insert into t values ('${who}');");
  const auto done = project.run({"reset", "--yes", "-x", "who=somebody"});
  INFO(done.err);
  CHECK(done.status == 0);
  CHECK(psql(name.url(), "select word from t") == "somebody");
}

TEST_CASE("what is wrong with files is found before the database is dropped", "[create][seeds]") {
  struct Case {
    const char* seed;
    const char* code;
    const char* text;
    const char* hint;
  };

  const auto wrong = GENERATE(values<Case>({
      {"insert into t values (1);\ncommit;", "not_transactional", "COMMIT in a file", "remove"},
      {"vacuum;", "not_transactional", "VACUUM", "by other means"},
      {"\\connect other", "malformed_file", "\\connect", "SQL"},
      {"select 'open", "malformed_file", "unfinished", ""},
      {"select '${who}'", "malformed_file", "placeholder ${who}", "-x who=VALUE"},
      {nullptr, "file", "there is no seed", ""},
  }));
  const Name name("kept_for_now");
  const Project project(name.url(), "seeds: [one.sql]\nplaceholders: true\n");
  project.up("0001", "~", "create table t(n int);");
  REQUIRE(project.run({"create"}).status == 0);
  psql(name.url(), "create table precious()");
  if (wrong.seed != nullptr) project.write("one.sql", wrong.seed);
  const auto error = project.json({"reset", "--yes"}, 2)["error"];
  CHECK(error["code"].text() == wrong.code);
  CHECK_THAT(error["message"].text(), Contains(wrong.text));
  if (*wrong.hint != '\0') CHECK_THAT(error["hint"].text(), Contains(wrong.hint));
  CHECK(error["state"].text() == "nothing was changed");
  CHECK(psql(name.url(), "select count(*) from precious") == "0");
}

TEST_CASE("a migration that fails in a reset leaves what ran before it", "[create]") {
  const Name name("half_reset");
  const Project project(name.url(), "seeds: [one.sql]\n");
  project.up("0001", "~", "create table t(n int);").up("0002", "0001", "select 1/0;");
  project.write("one.sql", "insert into t values (1);");
  const auto failed = project.json({"reset", "--yes"}, 1);
  CHECK(failed["error"]["code"].text() == "migration_failed");
  CHECK(failed["to"].strings() == std::vector<std::string>{"0001"});
  CHECK(failed["seeds"].is_null());
  CHECK(psql(name.url(), "select count(*) from t") == "0");
}
