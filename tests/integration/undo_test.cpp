// `downgrade -N`: the graph where it is a line, the history elsewhere.
#include "support/catch.h"
#include "support/project.h"

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

/// A diamond: a, then b1 and b2, then m merges them.
struct Diamond {
  Diamond() : project(database.socket_url()) {
    project.up("a", "~", "select 1;").up("b1", "a", "select 1;").up("b2", "a", "select 1;");
    project.up("m", "[b1, b2]", "select 1;");
  }

  void run(const Strings& args) const {
    const auto done = project.run(args);
    INFO(args[0] << " " << done.err);
    CHECK(done.status == 0);
  }

  [[nodiscard]] Strings undone(const std::string& target) const {
    Strings out;
    const auto document = project.json({"downgrade", target, "--dry-run"});
    for (const auto& step : document["steps"].items())
      out.push_back(step["revision"].text());
    return out;
  }

  [[nodiscard]] Json ambiguous(const std::string& target) const {
    auto error = project.json({"downgrade", target}, 2)["error"];
    CHECK(error["code"].text() == "ambiguous_relative");
    return error;
  }

  Database database;
  Project project;
};

}  // namespace

TEST_CASE("one row and a line below it need no history", "[undo]") {
  const Diamond at;
  at.run({"stamp", "b1"});
  CHECK(at.undone("-1") == Strings{"b1"});
  CHECK(at.undone("-2") == Strings{"b1", "a"});
}

TEST_CASE("over a merge and several rows the history decides", "[undo]") {
  const Diamond at;
  at.run({"upgrade", "b2"});
  at.run({"upgrade", "b1"});
  CHECK(at.undone("-1") == Strings{"b1"});
  CHECK(at.undone("-2") == Strings{"b1", "b2"});
  at.run({"upgrade", "m"});
  CHECK(at.undone("-4") == Strings{"m", "b1", "b2", "a"});
}

TEST_CASE("only succeeded upgrades of this version table that led to these rows count", "[undo]") {
  const Diamond at;
  at.run({"upgrade", "b1"});
  at.run({"stamp", "b1", "b2"});
  const auto rows = psql(at.database.socket_url(), "select * from migrate_version order by 1");
  CHECK(rows == "b1\nb2");
  const auto error = at.ambiguous("-1");
  CHECK_THAT(error["hint"].text(), Contains("`migrate downgrade b1@-1`"));
  CHECK(error["state"].text() == "nothing was changed");

  // Rows that look like it, but for one thing each.
  for (const auto* columns : {"'upgrade', 'failed', 'public.migrate_version'",
                              "'repair', 'succeeded', 'public.migrate_version'",
                              "'downgrade', 'succeeded', 'public.migrate_version'",
                              "'repeatable', 'succeeded', 'public.migrate_version'",
                              "'upgrade', 'succeeded', 'public.other'"}) {
    INFO(columns);
    psql(at.database.socket_url(),
         std::string("insert into migrate_history (direction, outcome, version_table, run_id,"
                     " revision, rows_before, rows_after, started_at, finished_at, duration_ms,"
                     " db_user, tool_version) values (") +
             columns + ", gen_random_uuid(), 'b2', '{b1}', '{b1,b2}', now(), now(), 1, 'me', '1')");
    (void)at.ambiguous("-1");
  }
}

TEST_CASE("nothing runs where the history ends before the count does", "[undo]") {
  const Diamond at;
  at.run({"stamp", "b1", "b2"});
  at.run({"upgrade", "m"});
  CHECK(at.undone("-1") == Strings{"m"});
  (void)at.ambiguous("-2");
  CHECK(psql(at.database.socket_url(), "select * from migrate_version") == "m");
}

TEST_CASE("what was undone and came again is undone once more", "[undo]") {
  const Diamond at;
  at.run({"upgrade", "b1"});
  at.run({"upgrade", "b2"});
  at.run({"downgrade", "-1"});
  CHECK(psql(at.database.socket_url(), "select * from migrate_version") == "b1");
  at.run({"upgrade", "b2"});
  CHECK(at.undone("-1") == Strings{"b2"});
}
