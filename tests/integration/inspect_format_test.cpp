// inspect --format mermaid and html.

#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "support/catch.h"
#include "support/majors.h"
#include "support/project.h"

#include <cstdlib>
#include <filesystem>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

namespace fs = std::filesystem;

constexpr auto nowhere = "postgresql://nobody@127.0.0.1:1/none";

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

std::string schema(const std::string& name) {
  return fs::path(MIGRATE_TEST_DATA) / name;
}

/// A page of a schema, drawn by a `dot` of the test's own.
RunResult page_with(const std::string& script, const std::string& source) {
  const Project project(nowhere);
  project.write("bin/dot", "#!/bin/sh\n" + script + "\n");
  fs::permissions(project.path() / "bin/dot", fs::perms::all);
  auto options = project.options();
  options.env.emplace_back("PATH", (project.path() / "bin").string() + ":" + std::getenv("PATH"));
  return run({"inspect", source, "--format", "html"}, options);
}

/// As `sh` ends where there is none.
constexpr auto no_dot = "exit 127";

bool has_dot() {
  if (run_program("sh", {"-c", "command -v dot"}).status == 0) return true;
  WARN("skipped: there is no dot; scripts/install-dependencies installs graphviz");
  return false;
}

/// Compare with a file of tests/data, or write it where APPROVE is set. Other majors write
/// definitions otherwise.
void check_golden(const std::string& text, const std::string& name) {
  if (server_major() != 15) return say_skipped(name, "what is drawn is compared on PostgreSQL 15");
  const fs::path path = schema(name);
  if (std::getenv("APPROVE") != nullptr) {
    if (fs::exists(path)) fs::remove(path);
    files::write_new(path, text);
  }
  CHECK(text == files::read(path));
}

}  // namespace

TEST_CASE("a schema is drawn for Mermaid, whatever its names are", "[inspect-format]") {
  const Project project(nowhere);
  const auto drawn = project.run({"inspect", schema("inspect/schema.sql"), "--format", "mermaid"});
  INFO(drawn.err);
  REQUIRE(drawn.status == 0);
  check_golden(drawn.out, "inspect/schema.mmd");
  const auto json = project.json({"inspect", schema("inspect/schema.sql"), "--format", "mermaid"});
  CHECK(json["mermaid"].text() == drawn.out);
}

TEST_CASE("a page of a schema escapes whatever its names and texts are", "[inspect-format]") {
  const auto page = page_with(no_dot, schema("inspect/schema.sql"));
  REQUIRE(page.status == 0);
  CHECK(page.err ==
        "warning: the page has no picture: `dot` is not installed: it comes with graphviz\n");
  CHECK(contains(page.out, "No picture: `dot` is not installed"));
  CHECK_FALSE(contains(page.out, "<script>alert"));
  // Style, script and the path of the file are no matter of taste for this test.
  const auto begin = page.out.find("<figure>");
  check_golden(page.out.substr(begin, page.out.find("<script>", begin) - begin),
               "inspect/schema.html");
}

TEST_CASE("a page says why graphviz drew nothing", "[inspect-format]") {
  const auto page = page_with("echo 'out of paper' >&2; exit 3", schema("inspect/schema.sql"));
  CHECK(page.status == 0);
  CHECK(contains(page.err, "warning: the page has no picture: `dot` failed: out of paper"));
  CHECK(contains(page.out, "<p>No picture: `dot` failed: out of paper</p>"));
  const auto empty = page_with(no_dot, "empty");
  CHECK(empty.status == 0);
  CHECK(empty.err.empty());
  CHECK(contains(empty.out, "<p>No picture: there is no table</p>"));
}

TEST_CASE("a page holds its picture, and fetches nothing", "[inspect-format]") {
  if (!has_dot()) return;
  const Project project(nowhere);
  const auto page = project.run({"inspect", schema("inspect/schema.sql"), "--format", "html"});
  REQUIRE(page.status == 0);
  CHECK(page.err.empty());
  CHECK(contains(page.out, "<figure>\n<svg"));
  CHECK(contains(page.out, "xlink:href=\"#table-public.one\""));
  CHECK(contains(page.out, "<article id=\"table-public.one\">"));
  auto rest = replace_all(page.out, "xmlns=\"http://www.w3.org/2000/svg\"", "");
  rest = replace_all(rest, "xmlns:xlink=\"http://www.w3.org/1999/xlink\"", "");
  for (const auto* reach : {"http:", "https:", "src=", "<link", "@import", "url("})
    CHECK_FALSE(contains(rest, reach));
}

TEST_CASE("real schemas are drawn, the same in every run and from a snapshot", "[inspect-format]") {
  const Project project(nowhere);
  const auto* const name =
      GENERATE("crates_io", "danbooru", "adventureworks", "supabase", "hatchet");
  CAPTURE(name);
  const auto file = schema("schemas/" + std::string(name) + ".sql");
  const auto inspect = [&](const std::string& source, const std::string& format) {
    const auto result = project.run({"inspect", source, "--format", format});
    INFO(result.err);
    REQUIRE(result.status == 0);
    return result.out;
  };
  project.write("snapshot.json", inspect(file, "json"));
  const auto mermaid = inspect(file, "mermaid");
  CHECK(mermaid == inspect("snapshot.json", "mermaid"));
  const auto page = inspect(file, "html");
  CHECK(page == inspect(file, "html"));
  CHECK(replace_all(page, fs::relative(file, project.path()).string(), "snapshot.json") ==
        inspect("snapshot.json", "html"));
  const auto plan = [&](const std::string& to) {
    return project.run({"diff", "--from", "empty", "--to", to, "--no-verify"}).out;
  };
  CHECK(plan("snapshot.json") == plan(file));
}

TEST_CASE("a format that does not exist is met with those that do", "[inspect-format]") {
  const Project project(nowhere);
  const auto result = project.run({"inspect", "empty", "--format", "htm"});
  CHECK(result.status == 2);
  CHECK(contains(result.err, "--format is one of sql, json, mermaid, html, not \"htm\""));
}
