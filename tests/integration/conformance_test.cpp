// A sample of tests/data/conformance/revision_cases.json, really run: the steps that run, the rows
// of the version table, the history and the kind of error are those of the cases.
#include "support/conformance.h"

#include "support/catch.h"
#include "support/project.h"
#include "support/session.h"

#include <map>
#include <memory>

using namespace migrate;
using namespace migrate::test;
using namespace migrate::test::conformance;

namespace {

using Strings = std::vector<std::string>;

constexpr std::size_t every = 6;

/// A database whose version table holds what a case begins with, and a project for each graph.
class Bench {
 public:
  Bench()
      : database_("create table ran(id int generated always as identity, revision text)"),
        session_(database_.socket_url()) {
    const Project empty(database_.socket_url());
    REQUIRE(empty.json({"ensure-version"})["created"].boolean());
  }

  const Project& project(const std::string& graph) {
    auto& found = projects_[graph];
    if (found) return *found;
    found = std::make_unique<Project>(database_.socket_url());
    conformance::write_graph(*found, graph);
    return *found;
  }

  void begin_with(const Strings& rows) const {
    session_.run("truncate ran, migrate_version, migrate_history");
    for (const auto& row : rows)
      session_.run("insert into migrate_version values ('" + row + "')");
  }

  [[nodiscard]] Strings rows() const {
    return list(
        "select json_agg(version_num order by version_num collate \"C\")"
        " from migrate_version");
  }

  [[nodiscard]] Strings ran() const {
    return list("select json_agg(revision order by id) from ran");
  }

  /// The revisions of the history whose rows continue one another.
  [[nodiscard]] Strings recorded() const {
    return list(
        "select json_agg(revision order by id) from (select *, lag(rows_after) over"
        " (order by id) as before from migrate_history) h"
        " where outcome = 'succeeded' and rows_before = coalesce(before, rows_before)");
  }

 private:
  [[nodiscard]] Strings list(const std::string& query) const {
    const auto text = session_.run(query);
    return text.empty() ? Strings{} : Json::parse(text).strings();
  }

  Database database_;
  Session session_;
  std::map<std::string, std::unique_ptr<Project>> projects_;
};

Strings revisions(const Json& steps) {
  Strings out;
  for (const auto& step : steps.items())
    out.push_back(step["revision"].text());
  return out;
}

void check_steps(const Json& test, const Strings& steps) {
  bool as_observed = steps == expected(test, "steps").strings();
  for (const auto& order : test["order_varies"].items())
    as_observed = as_observed || steps == order.strings();
  CHECK(as_observed);
}

void check(Bench& bench, const Json& test) {
  const auto command = test["command"].text();
  const auto& project = bench.project(test["graph"].text());
  const auto start = test["start"].strings();
  bench.begin_with(start);
  Strings args{command};
  for (const auto& target : listed(test["target"]))
    args.push_back(target);
  if (command == "downgrade") args.emplace_back("--all-branches");

  const auto error = expected_error(test);
  const auto out = project.json(args, error.empty() ? 0 : 2);
  CHECK(out["error"]["code"].text() == error);
  if (!error.empty()) {
    CHECK(bench.rows() == sorted(start));
    CHECK(bench.ran().empty());
    CHECK(bench.recorded().empty());
    return;
  }
  const auto rows = sorted(expected(test, "heads").strings());
  CHECK(bench.rows() == rows);
  CHECK(out["to"].strings() == rows);
  CHECK(out["from"].strings() == sorted(start));
  if (command == "stamp") return;
  const auto steps = revisions(out["steps"]);
  check_steps(test, steps);
  CHECK(bench.ran() == steps);
  CHECK(bench.recorded() == steps);
}

void check_sample(const std::string& command, std::size_t at_least) {
  Bench bench;
  std::size_t count = 0;
  std::size_t run = 0;
  for (const auto& test : document()["cases"].items()) {
    if (test["command"].text() != command || is_on_refused_graph(test)) continue;
    if (count++ % every != 0) continue;
    INFO(test.dump());
    check(bench, test);
    ++run;
  }
  CHECK(run >= at_least);
}

}  // namespace

TEST_CASE("upgrades do what Alembic's do", "[conformance]") {
  check_sample("upgrade", 100);
}

TEST_CASE("downgrades do what Alembic's do", "[conformance]") {
  check_sample("downgrade", 95);
}

TEST_CASE("stamps do what Alembic's do", "[conformance]") {
  check_sample("stamp", 25);
}
