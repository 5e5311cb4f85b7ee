// Commands that only look, the documents of --json, and what writes files.
#include "support/catch.h"
#include "support/project.h"

#include <fstream>
#include <map>
#include <set>

using namespace migrate;
using namespace migrate::test;
using Catch::Matchers::Contains;

namespace {

using Strings = std::vector<std::string>;

std::set<std::string> keys(const Json& object) {
  std::set<std::string> out;
  for (const auto& [key, value] : object.members())
    out.insert(key);
  return out;
}

void check_has(const Json& object, const Strings& wanted) {
  INFO(object.dump());
  const auto found = keys(object);
  for (const auto& key : wanted)
    CHECK(found.contains(key));
}

/// 0001 - 0002 - 0003 with a branch 0001 - b002 (label side).
const Project& branched(const Project& project) {
  project.up("0001", "~", "create table a(n int);")
      .up("0002", "0001", "create table b(n int);")
      .up("0003", "0002", "create table c(n int);");
  return project.write("versions/b002.sql",
                       "-- revision: b002\n-- down_revision: 0001\n-- message: on the side\n"
                       "-- branch_labels: [side]\n\n-- migrate:upgrade\nselect 1;\n"
                       "-- migrate:downgrade\n");
}

const Strings revision_keys = {"revision",
                               "down_revision",
                               "depends_on",
                               "branch_labels",
                               "message",
                               "path",
                               "created",
                               "is_head",
                               "is_branch_point",
                               "is_merge_point",
                               "applied"};

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

TEST_CASE("commands that look create nothing", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  for (const auto& args : std::vector<Strings>{{"current"},
                                               {"heads"},
                                               {"branches"},
                                               {"history"},
                                               {"history", "--applied"},
                                               {"show", "0002"},
                                               {"status"},
                                               {"upgrade", "heads", "--dry-run"},
                                               {"downgrade", "base", "--dry-run"},
                                               {"stamp", "heads", "--dry-run"}}) {
    for (const auto* more : {"--quiet", "--json"}) {
      auto with = args;
      with.emplace_back(more);
      INFO(args[0]);
      CHECK(project.run(with).status == 0);
    }
  }
  CHECK(project.run({"current", "--check-heads"}).status == 3);
  CHECK(psql(database.socket_url(),
             "select count(*) from pg_class where relnamespace = 'public'::regnamespace") == "0");
  CHECK_FALSE(std::filesystem::exists(project.path() / ".migrate"));
}

TEST_CASE("commands that look leave an applied database as it is", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  CHECK(project.run({"upgrade", "0002"}).status == 0);
  const auto before = history(database, "*");
  CHECK(project.json({"upgrade", "heads", "--dry-run"})["steps"].items().size() == 2);
  CHECK(project.json({"downgrade", "base", "--dry-run"})["steps"].items().size() == 2);
  CHECK(project.json({"stamp", "base", "--dry-run"})["to"].items().empty());
  CHECK(project.json({"upgrade", "0002"})["steps"].items().empty());
  CHECK(history(database, "*") == before);
  CHECK(psql(database.socket_url(), "select version_num from migrate_version") == "0002");
}

TEST_CASE("a dry run shows the plan, and its SQL with -v", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  const auto plan = project.run({"upgrade", "0002", "--dry-run"});
  CHECK(plan.out == "upgrade 0001\nupgrade 0002\n");
  CHECK_THAT(project.run({"upgrade", "0001", "--dry-run", "-v"}).out,
             Contains("create table a(n int);"));
  const auto json = project.json({"upgrade", "0002", "--dry-run"});
  CHECK(json["dry_run"].boolean());
  CHECK(json["from"].items().empty());
  CHECK(json["to"].strings() == Strings{"0002"});
  CHECK(json["steps"].items().at(0)["duration_ms"].is_null());
}

TEST_CASE("the documents have the keys of the contract", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  const Strings run = {"command", "database", "dry_run", "from", "to", "steps"};
  for (const auto& args : std::vector<Strings>{
           {"upgrade", "heads"}, {"downgrade", "0001", "--all-branches"}, {"stamp", "0003"}}) {
    const auto document = project.json(args);
    check_has(document, run);
    CHECK(document["command"].text() == args[0]);
    CHECK_FALSE(document["dry_run"].boolean());
    REQUIRE_FALSE(document["steps"].items().empty());
    for (const auto& step : document["steps"].items()) {
      check_has(step, {"direction", "revision", "path", "message", "transaction", "duration_ms"});
      CHECK(step["direction"].text() == args[0]);
    }
  }
  const auto current = project.json({"current"});
  check_has(current, {"database", "current", "rows", "heads", "pending"});
  CHECK(current["pending"].integer() == 1);
  for (const auto* command : {"heads", "branches", "history"}) {
    const auto document = project.json({command});
    REQUIRE_FALSE(document["revisions"].items().empty());
    check_has(document["revisions"].items()[0], revision_keys);
  }
  check_has(project.json({"show", "b002"}), revision_keys);
  check_has(project.json({"status"}), {"database", "rows", "heads", "pending"});
  const auto error = project.json({"upgrade", "nowhere"}, 2);
  check_has(error["error"],
            {"code", "message", "file", "line", "column", "sqlstate", "detail", "hint", "state"});
  CHECK(error["error"]["code"].text() == "not_found");
}

TEST_CASE("history shows what is where, newest first", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  CHECK(project.run({"upgrade", "side@head"}).status == 0);
  std::map<std::string, Json> by_id;
  Strings order;
  const auto document = project.json({"history", "--applied"});
  for (const auto& revision : document["revisions"].items()) {
    order.push_back(revision["revision"].text());
    by_id[order.back()] = revision;
  }
  CHECK(order.back() == "0001");
  CHECK(order.size() == 4);
  CHECK(by_id["0001"]["is_branch_point"].boolean());
  CHECK(by_id["0001"]["applied"].boolean());
  CHECK_FALSE(by_id["0003"]["applied"].boolean());
  CHECK(by_id["b002"]["applied"].boolean());
  CHECK(by_id["b002"]["is_head"].boolean());
  CHECK(by_id["b002"]["branch_labels"].strings() == Strings{"side"});
  CHECK(by_id["b002"]["message"].text() == "on the side");
  CHECK(by_id["b002"]["path"].text() == "versions/b002.sql");
  CHECK(project.json({"history", "-r", "0002:0003"})["revisions"].items().size() == 2);
}

TEST_CASE("current --check-heads wants every head", "[look]") {
  const Database database;
  const Project project(database.socket_url());
  branched(project);
  CHECK(project.run({"upgrade", "0002", "0003"}).status == 2);
  CHECK(project.run({"upgrade", "0003"}).status == 0);
  const auto behind = project.run({"current", "--check-heads"});
  CHECK(behind.status == 3);
  CHECK_THAT(behind.err, Contains("1 revision pending"));
  CHECK(project.run({"upgrade", "heads"}).status == 0);
  CHECK(project.run({"current", "--check-heads"}).status == 0);
}

TEST_CASE("the first line on stderr names the database, without its password", "[look]") {
  const Database database;
  const Project project("postgresql://postgres:s3cret@127.0.0.1:" +
                        std::to_string(Cluster::instance().port()) + "/" + database.name());
  branched(project);
  const auto shown = database.name() +
                     " on 127.0.0.1:" + std::to_string(Cluster::instance().port()) + " as postgres";
  for (const auto& args :
       std::vector<Strings>{{"current"}, {"status"}, {"upgrade", "heads"}, {"stamp", "heads"}}) {
    const auto done = project.run(args);
    INFO(done.err);
    CHECK(done.err.starts_with("database: " + shown + "\n"));
    CHECK((done.out + done.err).find("s3cret") == std::string::npos);
  }
  CHECK(project.json({"current"})["database"].text() == shown);
}

TEST_CASE("new revisions and merges are files that upgrade at once", "[look]") {
  const Database database;
  const Project project(database.socket_url(),
                        "revision_ids: sequential\nfile_template: \"{rev}_{slug}\"\n");
  const auto first = project.json({"revision", "-m", "create users"});
  CHECK(first["revision"].text() == "0001");
  CHECK(first["path"].text() == "versions/0001_create_users.sql");
  CHECK(first["down_revision"].items().empty());
  CHECK(project.json({"revision", "-m", "left"})["down_revision"].strings() == Strings{"0001"});
  const auto right =
      project.json({"revision", "-m", "right", "--head", "0001", "--splice", "--rev-id", "r"});
  CHECK(right["revision"].text() == "r");
  CHECK(project.json({"heads"})["revisions"].items().size() == 2);
  CHECK(project.json({"upgrade", "head"}, 2)["error"]["code"].text() == "multiple_heads");

  const auto merge = project.json({"merge", "heads", "-m", "join"});
  CHECK(merge["down_revision"].strings().size() == 2);
  const auto text = read(project.path() / merge["path"].text());
  CHECK_THAT(text, Contains("-- message: join\n") && Contains("-- migrate:upgrade\n"));
  CHECK(project.json({"upgrade", "head"})["steps"].items().size() == 4);
  CHECK(project.json({"current"})["rows"].strings() == Strings{merge["revision"].text()});
  CHECK(project.json({"downgrade", "base"})["steps"].items().size() == 4);
}

TEST_CASE("ensure-version makes the tables once", "[look]") {
  const Database database;
  const Project project(database.socket_url(), "database: {version_table_schema: tenant}\n");
  CHECK(project.json({"ensure-version"})["created"].boolean());
  CHECK_FALSE(project.json({"ensure-version"})["created"].boolean());
  CHECK(psql(database.socket_url(),
             "select string_agg(relname, ' ' order by relname) from pg_class"
             " where relnamespace = 'tenant'::regnamespace and relkind = 'r'") ==
        "migrate_history migrate_progress migrate_version");
  CHECK(psql(database.socket_url(), "select count(*) from tenant.migrate_history") == "0");
}

TEST_CASE("show starts no embedded server to say that nobody knows a revision", "[look]") {
  const Project project("embedded");
  project.up("0001", "~", "create table a(n int);");
  const auto out = project.run({"show", "0009"});
  CHECK(out.status == 2);
  CHECK_THAT(out.err, !Contains("database:") && Contains("\"0009\""));
  CHECK_FALSE(std::filesystem::exists(project.path() / ".migrate"));
}
