// What the other integration tests rely on.
#include "support/catch.h"
#include "support/cluster.h"

#include <stdexcept>

using namespace migrate::test;

TEST_CASE("a test database is reached by TCP and by socket, and dropped at the end", "[support]") {
  std::string name;
  {
    const Database database("create table t(n int); insert into t values (1), (2)");
    name = database.name();
    CHECK(psql(database.url(), "select n, n + 1 from t order by n") == "1|2\n2|3");
    CHECK(psql(database.socket_url(), "select count(*) from t") == "2");
    CHECK_THROWS_AS(psql(database.url(), "select 1/0; select 2"), std::runtime_error);
  }
  CHECK(psql(Cluster::instance().url("postgres"),
             "select count(*) from pg_database where datname = '" + name + "'") == "0");
}

TEST_CASE("a schema dump holds statements only", "[support]") {
  const Database database("create table t(n int)");
  const auto dump = pg_dump_schema(database.url());
  CHECK(dump.starts_with("CREATE TABLE public.t (\n    n integer\n);\n"));
  CHECK(dump.find("--") == std::string::npos);
}

TEST_CASE("a program is run with input, folder and environment of the test's choice", "[support]") {
  const TemporaryFolder folder;
  folder.write("sub/file", "content");
  const auto done = run_program("sh",
                                {"-c", "cat; cat sub/file; echo \"$PGHOST$X\" >&2; exit 3"},
                                {.cwd = folder.path(), .env = {{"X", "x"}}, .input = "in "});
  CHECK(done.status == 3);
  CHECK(done.out == "in content");
  CHECK(done.err == "x\n");
  CHECK(run_program("no-such-program", {}).status == 127);
  CHECK(run_program("sh", {"-c", "kill -9 $$"}).status == 137);
}

TEST_CASE("a program that takes too long is killed", "[support]") {
  RunOptions options;
  options.timeout = std::chrono::seconds(0);
  CHECK(run_program("sleep", {"60"}, options).status == 137);
}
