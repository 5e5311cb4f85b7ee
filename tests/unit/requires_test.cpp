// `requires` in a migration's header, and what an upgrade section makes by itself.
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "migrate/revision/revision_file.h"
#include "support/catch.h"

#include <string>
#include <utility>
#include <vector>

using namespace migrate::revision;
using migrate::Error;

namespace {

const std::string header = "-- revision: a\n-- down_revision: ~\n-- requires: ";

std::string read(const std::string& value) {
  try {
    std::vector<std::string> out;
    for (const auto& one : parse_header(header + value + "\n\n", "f.sql").requirements)
      out.push_back(shown(one));
    return migrate::join(out, "; ");
  } catch (const Error& error) {
    return error.place().text() + " " + error.message() + " | " + error.hint();
  }
}

Requirement role(const std::string& name) {
  return {.kind = Requirement::Kind::role, .name = name, .bounds = {}};
}

Requirement extension(const std::string& name) {
  return {.kind = Requirement::Kind::extension, .name = name, .bounds = {}};
}

RevisionFile file_with(const std::string& upgrade) {
  return parse_revision_file("-- revision: a\n-- down_revision: ~\n-- migrate:upgrade\n" + upgrade,
                             "f.sql");
}

}  // namespace

TEST_CASE("requires holds extensions, roles and the server, with bounds", "[requires]") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"{extensions: [vector]}", "extension vector"},
      {"{extensions: vector}", "extension vector"},
      {"{extensions: [\"vector >= 0.5\", postgis]}", "extension vector >= 0.5; extension postgis"},
      {"{extensions: [vector >= 0.5]}", "extension vector >= 0.5"},
      {"{extensions: [\"vector>=0.5,<1\"]}", "extension vector >= 0.5, < 1"},
      {"{extensions: [\"uuid-ossp = 1.1\"]}", "extension uuid-ossp = 1.1"},
      {"{extensions: []}", ""},
      {"{}", ""},
      {"{server: \">= 14\"}", "server >= 14"},
      {"{server: \">= 14.2, < 17\"}", "server >= 14.2, < 17"},
      {"{roles: [app, \"Read only\"]}", "role app; role Read only"},
      {"{roles: app, server: '> 9', extensions: x}", "role app; server > 9; extension x"},
  };
  for (const auto& [value, expected] : cases) {
    CAPTURE(value);
    CHECK(read(value) == expected);
  }
  const auto revision = parse_header(header + "{roles: app}\n\n", "f.sql");
  CHECK(revision.requirements_line == 3);
}

TEST_CASE("a malformed requires is an error with its line", "[requires]") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"vector", "takes a map"},
      {"[vector]", "takes a map"},
      {"~", "takes a map"},
      {"{extension: [a]}", "does not know \"extension\""},
      {"{postgresql: \">= 14\"}", "`server`, the version of PostgreSQL"},
      {"{extensions: {a: 1}}", "a name or a list of names"},
      {"{extensions: [[a]]}", "a name or a list of names"},
      {"{extensions: [~]}", "a name or a list of names"},
      {"{extensions: [\" \"]}", "a name or a list of names"},
      {"{extensions: [vector 0.5]}", "no bound of a version at \"0.5\""},
      {"{extensions: [vector ~> 0.5]}", "no bound of a version"},
      {"{extensions: [vector >= x]}", "no bound of a version"},
      {"{extensions: [vector >= 0.]}", "no bound of a version"},
      {"{extensions: [vector >= 0.5, < 1]}", "in quotes"},
      {"{extensions: [a, a >= 1]}", "names \"a\" twice"},
      {"{server: 14}", "no bound of a version at \"14\""},
      {"{server: [\">= 14\"]}", "bounds of a version in quotes"},
      {"{server: \">= 14,\"}", "no bound of a version at \"\""},
      {"{server: \">= 1234567890123456789\"}", "no bound of a version"},
      {"{roles: [app", "cannot be read"},
      {"{server: >= 14}", "needs quotes"},
      {"{roles: [app], roles: [b]}", "stands twice"},
  };
  for (const auto& [value, said] : cases) {
    CAPTURE(value);
    CHECK_THAT(read(value), Catch::StartsWith("f.sql:3:4 ") && Catch::Contains(said));
  }
}

TEST_CASE("what an upgrade section creates is found, in DO bodies and strings too", "[requires]") {
  struct Case {
    std::string sql;
    Requirement wanted;
    bool found;
  };

  const std::vector<Case> cases{
      {"create role app;", role("app"), true},
      {"CREATE /* x */ USER App\nLOGIN;", role("app"), true},
      {"create group \"a\"\"b\";", role("a\"b"), true},
      {"create role \"App\";", role("app"), false},
      {"do $$ begin create role app; end $$;", role("app"), true},
      {"do $a$ begin execute 'create role app'; end $a$;", role("app"), true},
      {"do $$ begin execute $x$create role app$x$; end $$;", role("app"), true},
      {"-- create role app\nselect 1;", role("app"), false},
      {"select 'create role'; select app;", role("app"), false},
      {"create role apple;", role("app"), false},
      {"create role app;", extension("app"), false},
      {"create user mapping for app server s;", role("app"), false},
      {"create extension if not exists vector;", extension("vector"), true},
      {"create extension \"uuid-ossp\" schema x;", extension("uuid-ossp"), true},
      {"select e'it\\'s', U&\"x\", ''; create extension vector", extension("vector"), true},
      {"copy t from stdin;\ncreate role app\n\\.\n", role("app"), false},
  };
  for (const auto& [sql, wanted, found] : cases) {
    CAPTURE(sql);
    CHECK(creates(file_with(sql), wanted) == found);
  }
  CHECK(updates_extension(file_with("alter extension vector update to '1'"), "vector"));
  CHECK_FALSE(updates_extension(file_with("alter extension vector set schema x"), "vector"));
}
