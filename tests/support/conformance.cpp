#include "support/conformance.h"

#include "migrate/base/files.h"

#include <fmt/core.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace migrate::test::conformance {

namespace {

std::string quoted_list(const Json& ids) {
  const auto list = listed(ids);
  return list.empty() ? "[]" : fmt::format("[\"{}\"]", fmt::join(list, "\", \""));
}

std::string file_of(const Json& revision) {
  const auto& id = revision["id"].text();
  const auto line = [&](const char* name, const char* key) {
    const auto& value = revision[key];
    return listed(value).empty() ? "" : fmt::format("-- {}: {}\n", name, quoted_list(value));
  };
  return fmt::format(
      "-- revision: \"{0}\"\n-- down_revision: {1}\n{2}{3}\n"
      "-- migrate:upgrade\ninsert into ran(revision) values ('{0}');\n"
      "-- migrate:downgrade\ninsert into ran(revision) values ('{0}');\n",
      id,
      listed(revision["down"]).empty() ? "~" : quoted_list(revision["down"]),
      line("depends_on", "depends_on"),
      line("branch_labels", "labels"));
}

}  // namespace

const Json& document() {
  static const Json json =
      Json::parse(files::read(MIGRATE_TEST_DATA "/conformance/revision_cases.json"));
  return json;
}

std::vector<std::string> listed(const Json& json) {
  return json.is_string() ? std::vector<std::string>{json.text()} : json.strings();
}

std::vector<std::string> sorted(std::vector<std::string> list) {
  std::sort(list.begin(), list.end());
  return list;
}

bool is_on_refused_graph(const Json& test) {
  static const std::set<std::string> ids = {"up-0307", "up-0312", "up-0314"};
  return ids.contains(test["id"].text());
}

const Json& expected(const Json& test, std::string_view key) {
  const auto* better = test["recommended"].find(key);
  return better != nullptr ? *better : test[key];
}

std::string expected_error(const Json& test) {
  return test["recommended"].is_object() ? test["recommended"]["error"].text()
                                         : test["error"].text();
}

void write_graph(const Project& project, const std::string& graph) {
  int number = 0;
  for (const auto& revision : document()["graphs"][graph].items())
    project.write(fmt::format("versions/{:03}.sql", ++number), file_of(revision));
}

}  // namespace migrate::test::conformance
