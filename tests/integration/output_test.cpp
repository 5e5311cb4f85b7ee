// Output that cannot be written: on a full disk, or to a stream that is closed.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

/// The binary with its streams redirected as a shell does it.
RunResult redirected(const Project& project, const std::string& args, const std::string& how) {
  return project.run_program("sh", {"-c", "'" + binary() + "' " + args + " " + how});
}

std::string rows(const Database& database) {
  return psql(database.socket_url(), "select version_num from migrate_version");
}

}  // namespace

TEST_CASE("a result that cannot be written is an error", "[output]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);");
  for (const auto* args : {"upgrade --sql",
                           "history",
                           "history --json",
                           "help",
                           "--help",
                           "upgrade --help",
                           "--version",
                           "completion bash"}) {
    INFO(args);
    const auto out = redirected(project, args, ">/dev/full");
    CHECK(out.status == 1);
    CHECK_THAT(out.err, Contains("error: cannot write the result to stdout: No space left"));
  }
  const auto done = redirected(project, "upgrade --json", ">/dev/full");
  CHECK(done.status == 1);
  CHECK_THAT(done.err, Contains("state: what the command did stays"));
  CHECK(rows(database) == "0001");
  const auto wrong = redirected(project, "upgrade 0009 --json", ">/dev/full");
  CHECK(wrong.status == 2);
  CHECK_THAT(wrong.err, Contains("\"0009\""));
  CHECK(redirected(project, "upgrde --json", ">/dev/full").status == 2);
}

TEST_CASE("progress that cannot be written does not stop a run", "[output]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table a(n int);").up("0002", "0001", "create table b(n int);");
  CHECK(redirected(project, "upgrade", "2>/dev/full").status == 0);
  CHECK(rows(database) == "0002");
  CHECK(redirected(project, "upgrade 0009", "2>/dev/full").status == 2);
}

TEST_CASE("a closed stream is not taken for the connection", "[output]") {
  const Database database;
  const Project project(database.socket_url());
  project.up("0001", "~", "create table if not exists a(n int);");
  for (const auto* how : {"2>&-", ">&-", "<&-", "<&- >&- 2>&-"}) {
    INFO(how);
    CHECK(redirected(project, "upgrade", how).status == 0);
    CHECK(rows(database) == "0001");
    CHECK(redirected(project, "downgrade base", how).status == 0);
    CHECK(rows(database).empty());
  }
}
