// Files that are well on their own and no graph together.
#include "bad_input.h"
#include "support/catch.h"

#include <fmt/core.h>

using namespace migrate::test;

namespace {

constexpr auto section = "\n-- migrate:upgrade\ncreate table t(n int);\n";

struct GraphCase {
  std::string name;
  std::vector<std::pair<std::string, std::string>> files;  ///< name and header
  Expected expected;
};

std::string header(std::string_view id, std::string_view parent, std::string_view more = {}) {
  return fmt::format("-- revision: {}\n-- down_revision: {}\n{}", id, parent, more);
}

Expected usage(std::string code, std::string place, std::vector<std::string> words) {
  return {
      .status = 2, .code = std::move(code), .place = std::move(place), .words = std::move(words)};
}

}  // namespace

TEST_CASE("files that make no graph are refused", "[bad]") {
  const std::vector<GraphCase> cases{
      {"unknown parent",
       {{"b", header("b1", "aa")}},
       usage("missing_reference",
             "versions/b.sql:1",
             {"down_revision of revision b1", "names \"aa\", which no file has"})},
      {"parent by its prefix",
       {{"a", header("abcdef", "~")}, {"b", header("b1", "abc")}},
       usage("missing_reference", "versions/b.sql:1", {"\"abc\"", "did you mean \"abcdef\"?"})},
      {"unknown dependency",
       {{"b", header("b1", "~", "-- depends_on: zz\n")}},
       usage("missing_reference", "versions/b.sql:1", {"depends_on of revision b1", "\"zz\""})},
      {"cycle",
       {{"a", header("a1", "b1")}, {"b", header("b1", "a1")}},
       usage("cycle", "versions/a.sql:1", {"in a circle", "a1", "b1"})},
      {"its own parent",
       {{"a", header("a1", "a1")}},
       usage("cycle", "versions/a.sql:1", {"in a circle", "a1"})},
      {"cycle of dependencies",
       {{"a", header("a1", "~", "-- depends_on: b1\n")}, {"b", header("b1", "a1")}},
       usage("dependency_cycle", "versions/a.sql:1", {"in a circle", "a1", "b1"})},
      {"id twice",
       {{"a", header("a1", "~")}, {"b", header("a1", "~")}},
       usage("duplicate_id",
             "versions/b.sql:1",
             {"revision id \"a1\" is used twice", "versions/a.sql:1"})},
      {"label twice",
       {{"a", header("a1", "~", "-- branch_labels: x\n")},
        {"b", header("b1", "~", "-- branch_labels: [y, x]\n")}},
       usage("duplicate_label",
             "versions/b.sql:1",
             {"branch label \"x\" of revision b1", "versions/a.sql:1"})},
      {"label is an id",
       {{"a", header("a1", "~", "-- branch_labels: [a1]\n")}},
       usage("duplicate_label", "versions/a.sql:1", {"\"a1\""})},
      {"label is a word",
       {{"a", header("a1", "~", "-- branch_labels: head\n")}},
       usage("reserved_id", "versions/a.sql:1", {"branch label \"head\""})},
      {"label with @",
       {{"a", header("a1", "~", "-- branch_labels: x@y\n")}},
       usage("illegal_id", "versions/a.sql:1", {"branch label \"x@y\" contains `@`"})},
  };
  const BadInput project;
  for (const auto& bad : cases) {
    INFO(bad.name);
    project.remove("versions");
    for (const auto& [name, text] : bad.files)
      project.write("versions/" + name + ".sql", text + section);
    project.check({"upgrade", "heads"}, bad.expected);
    project.check({"history"}, bad.expected);
  }
}

TEST_CASE("an id that targets could not name is refused", "[bad]") {
  const BadInput project;
  project.write_first();
  for (const std::string id : {"head", "heads", "base", "current"}) {
    INFO(id);
    const auto expected = usage("reserved_id", "versions/0002.sql:1", {'"' + id + '"', "targets"});
    project.write("versions/0002.sql", header(id, "0001") + section);
    project.check({"upgrade"}, expected);
    project.remove("versions/0002.sql");
    project.check({"revision", "--rev-id", id}, usage("reserved_id", "", {'"' + id + '"'}));
  }
  for (const std::string id : {"a@b", "a+b", "a-b", "a:b", "a b", "a'b", "\"a\\\"b\""}) {
    INFO(id);
    project.write("versions/0002.sql", header(id, "0001") + section);
    project.check({"upgrade"}, usage("illegal_id", "versions/0002.sql:1", {"contains"}));
    project.remove("versions/0002.sql");
    if (id.front() == '"') continue;
    project.check({"revision", "--rev-id", id}, usage("illegal_id", "", {'"' + id + '"'}));
  }
  project.write("versions/0002.sql", header("\"\"", "0001") + section);
  project.check({"upgrade"}, usage("malformed_file", "versions/0002.sql:1:4", {"\"revision\""}));
  project.write("versions/0002.sql", header(std::string(256, 'a'), "0001") + section);
  project.check({"upgrade"}, usage("illegal_id", "versions/0002.sql:1", {"more than 255"}));
}

TEST_CASE("a database that is at an unknown revision is left alone", "[bad]") {
  const BadInput project;
  project.write_first();
  REQUIRE(project.run({"upgrade"}).status == 0);
  psql(project.database().url(), "update migrate_version set version_num = 'feed'");
  const auto expected = usage("not_found", "", {"\"feed\""});
  project.check({"upgrade"}, expected);
  project.check({"downgrade", "base"}, expected);
  project.check({"downgrade", "-1"}, expected);
  project.check({"stamp", "0001"}, expected);
  CHECK(psql(project.database().url(), "select version_num from migrate_version") == "feed");
  CHECK(psql(project.database().url(), "select count(*) from migrate_history") == "1");
}

TEST_CASE("a target that is not there is named", "[bad]") {
  const BadInput project;
  project.write_first();
  project.check({"upgrade", "0002"},
                usage("not_found", "", {"\"0002\"", "did you mean \"0001\"?"}));
  project.check({"upgrade", "x@head"}, usage("not_found", "", {"\"x\""}));
  project.check({"upgrade", "+2"}, usage("relative_out_of_range", "", {"+2"}));
  project.check({"downgrade", "0001"}, usage("not_reachable", "", {"0001"}));
  project.check({"stamp", "nothing"}, usage("not_found", "", {"\"nothing\""}));
  project.check({"show", "nothing"}, usage("not_found", "", {"\"nothing\""}));
}
