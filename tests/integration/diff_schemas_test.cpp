// Schemas of real projects: made from nothing, compared with themselves, taken away again. What
// pg_dump prints of both decides.
#include "support/catch.h"
#include "support/schemas.h"

#include <algorithm>
#include <filesystem>

using namespace migrate;
using namespace migrate::test;

namespace {

/// What is left of a difference without the kinds that are not modelled yet.
std::string without_operators(const std::string& difference) {
  std::string out;
  for (std::size_t start = 0; start < difference.size();) {
    const auto end = std::min(difference.find(";\n", start), difference.size() - 2) + 2;
    const auto one = difference.substr(start, end - start);
    if (one.find("OPERATOR") == std::string::npos) out += one;
    start = end;
  }
  return out;
}

}  // namespace

TEST_CASE("real schemas are made from nothing and taken away again", "[diff-schemas]") {
  const auto* const name =
      GENERATE("crates_io", "danbooru", "adventureworks", "supabase", "hatchet");
  CAPTURE(name);
  const Database wanted;
  const Database made;
  const auto file =
      std::filesystem::path(MIGRATE_TEST_DATA) / "schemas" / (std::string(name) + ".sql");
  load_sql(wanted.socket_url(), file);
  const auto empty = snapshot_of(made.socket_url());
  const auto full = snapshot_of(wanted.socket_url());
  CHECK(text_of(diff::compare(full, full, everything)) == "");
  const auto up = diff::compare(empty, full, everything);
  REQUIRE(run(up, made.socket_url()) == "");
  const std::vector<std::string> unknown{"operator public.~<<(text,text) is not compared"};
  CHECK(up.warnings == (name == std::string("danbooru") ? unknown : std::vector<std::string>()));
  CHECK(without_operators(difference(made.socket_url(), wanted.socket_url())) == "");
  const auto now = snapshot_of(made.socket_url());
  CHECK(text_of(diff::compare(now, full, everything)) == "");
  const auto down = diff::compare(now, empty, everything);
  REQUIRE(run(down, made.socket_url()) == "");
  CHECK(text_of(diff::compare(snapshot_of(made.socket_url()), empty, everything)) == "");
}
