// A history of 10,000 revisions: looking at it is quick, and so is running a part of it.
#include "support/catch.h"
#include "support/project.h"

#include <fmt/core.h>

using namespace migrate::test;

namespace {

constexpr int revisions = 10'000;
constexpr int some = 1'000;

std::string id(int number) {
  return fmt::format("{:05}", number);
}

void write_all(const Project& project) {
  for (int i = 1; i <= revisions; ++i)
    project.up(id(i),
               i == 1 ? "~" : id(i - 1),
               fmt::format("create table t{}(id bigint primary key, v text);\n"
                           "insert into t{} values (1, 'one');",
                           i,
                           i));
}

}  // namespace

TEST_CASE("ten thousand revisions are no burden", "[long_history]") {
  const Database database;
  const Project project(database.socket_url());
  write_all(project);

  const auto up = project.json({"upgrade", id(some)});
  CHECK(up["steps"].items().size() == some);
  CHECK(up["to"].strings() == std::vector<std::string>{id(some)});
  CHECK(psql(database.socket_url(),
             "select count(*), count(distinct run_id), bool_and(outcome = 'succeeded')"
             " from migrate_history") == fmt::format("{}|1|t", some));
  CHECK(psql(database.socket_url(), "select count(*) from pg_tables where tablename ~ '^t'") ==
        std::to_string(some));

  const auto history = project.json({"history"})["revisions"];
  CHECK(history.items().size() == revisions);
  CHECK(history.items().front()["revision"].text() == id(revisions));
  CHECK(project.json({"current"})["pending"].integer() == revisions - some);
  CHECK(project.json({"upgrade", "+5", "--dry-run"})["steps"].items().size() == 5);

  CHECK(project.run({"stamp", "head"}).status == 0);
  CHECK(project.json({"upgrade", "head"})["steps"].items().empty());
  CHECK(project.run({"current", "--check-heads"}).status == 0);
}
