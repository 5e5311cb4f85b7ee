// The cases of tests/data/conformance/revision_cases.json for commands that read and write files
// and look at the version table, through the binary.
#include "support/catch.h"
#include "support/conformance.h"
#include "support/project.h"
#include "support/session.h"

#include <filesystem>
#include <functional>

using namespace migrate;
using namespace migrate::test;
using namespace migrate::test::conformance;

namespace {

using Strings = std::vector<std::string>;

using Body = std::function<void(const Project&, const Json& test)>;

/// A project for each case of the command, all on one database.
void each_case(const std::string& command, const Database& database, const Body& body) {
  std::size_t count = 0;
  for (const auto& test : document()["cases"].items()) {
    if (test["command"].text() != command) continue;
    INFO(test.dump());
    const Project project(database.socket_url());
    write_graph(project, test["graph"].text());
    body(project, test);
    ++count;
  }
  CHECK(count > 15);
}

/// The document of a run that ends as the case says; an error's kind is compared.
Json run_case(const Project& project, const Json& test, const Strings& args) {
  const auto error = expected_error(test);
  auto out = project.json(args, error.empty() ? 0 : 2);
  CHECK(out["error"]["code"].text() == error);
  return out;
}

Strings ids(const Json& revisions) {
  Strings out;
  for (const auto& revision : revisions.items())
    out.push_back(revision["revision"].text());
  return out;
}

void add_options(Strings& args, const std::string& option, const Json& values) {
  for (const auto& value : listed(values))
    args.insert(args.end(), {option, value});
}

/// Run what makes a file, and read that file back.
void check_new_file(const Project& project, const Json& test, Strings args) {
  const auto& given = test["args"];
  args.insert(args.end(), {"-m", "new", "--rev-id"});
  args.push_back(given["rev_id"].is_string() ? given["rev_id"].text() : "nnnn");
  if (given["splice"].boolean()) args.emplace_back("--splice");
  add_options(args, "--depends-on", given["depends_on"]);
  add_options(args, "--branch-label", given["branch_label"]);
  const auto before = project.run_program("ls", {"versions"}).out;
  const auto out = run_case(project, test, args);
  if (!expected_error(test).empty()) {
    CHECK(project.run_program("ls", {"versions"}).out == before);
    return;
  }
  CHECK(out["revision"].text() == "nnnn");
  CHECK(out["down_revision"].strings() == test["down"].strings());
  const auto made = project.json({"show", "nnnn"});
  CHECK(made["path"].text() == out["path"].text());
  CHECK(made["down_revision"].strings() == test["down"].strings());
  CHECK(made["depends_on"].strings() == test["depends_on"].strings());
  CHECK(made["branch_labels"].strings() == listed(given["branch_label"]));
}

}  // namespace

TEST_CASE("graphs load as Alembic's do, or are refused", "[conformance]") {
  const Database database;
  each_case("load", database, [](const Project& project, const Json& test) {
    const auto out = run_case(project, test, {"heads"});
    if (!expected_error(test).empty()) return;
    CHECK(sorted(ids(out["revisions"])) == test["heads"].strings());
  });
}

TEST_CASE("show finds the revision that Alembic finds", "[conformance]") {
  const Database database;
  each_case("resolve", database, [](const Project& project, const Json& test) {
    const auto found = test["result"].strings();
    const bool is_one = found.size() == 1 && found.front() != "base";
    if (expected_error(test).empty() && !is_one) {  // show wants one
      CHECK(project.json({"show", test["target"].text()}, 2)["error"]["code"].text() ==
            (found.size() > 1 ? "multiple_heads" : "not_found"));
      return;
    }
    const auto out = run_case(project, test, {"show", test["target"].text()});
    if (expected_error(test).empty()) CHECK(out["revision"].text() == found.front());
  });
}

TEST_CASE("history ranges are those of Alembic", "[conformance]") {
  const Database database;
  each_case("history", database, [](const Project& project, const Json& test) {
    const auto out = run_case(project, test, {"history", "-r", test["target"].text()});
    if (!expected_error(test).empty()) return;
    if (const auto& set = test["recommended"]["result_set"]; set.is_array())
      CHECK(sorted(ids(out["revisions"])) == sorted(set.strings()));
    else
      CHECK(ids(out["revisions"]) == test["result"].strings());
  });
}

TEST_CASE("current shows what Alembic's does", "[conformance]") {
  const Database database;
  const Session session(database.socket_url());
  CHECK(Project(database.socket_url()).run({"ensure-version"}).status == 0);
  each_case("current", database, [&session](const Project& project, const Json& test) {
    session.run("truncate migrate_version");
    for (const auto& row : test["start"].strings())
      session.run("insert into migrate_version values ('" + row + "')");
    const auto out = run_case(project, test, {"current"});
    CHECK(out["current"].strings() == test["result"].strings());
    CHECK(out["rows"].strings() == sorted(test["start"].strings()));
  });
}

TEST_CASE("new revisions have the parents that Alembic gives them", "[conformance]") {
  const Database database;
  each_case("revision", database, [](const Project& project, const Json& test) {
    Strings args{"revision"};
    add_options(args, "--head", test["args"]["head"]);
    check_new_file(project, test, args);
  });
}

TEST_CASE("merges have the parents that Alembic gives them", "[conformance]") {
  const Database database;
  each_case("merge", database, [](const Project& project, const Json& test) {
    const auto heads = listed(test["args"]["revisions"]);
    Strings args{"merge"};
    args.insert(args.end(), heads.begin(), heads.end());
    if (test["args"]["splice"].is_null()) return check_new_file(project, test, args);
    // merge has no --splice: revision does it.
    args = {"revision"};
    for (const auto& head : heads)
      args.insert(args.end(), {"--head", head});
    check_new_file(project, test, args);
  });
}
