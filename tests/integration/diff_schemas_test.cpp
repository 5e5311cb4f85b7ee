// Schemas of real projects: made from nothing, compared with themselves, taken away again. What
// pg_dump prints of both decides.
#include "support/catch.h"
#include "support/schemas.h"

#include <filesystem>

using namespace migrate;
using namespace migrate::test;

TEST_CASE("real schemas are made from nothing and taken away again", "[diff-schemas][majors]") {
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
  CHECK(up.warnings == std::vector<std::string>());
  CHECK(difference(made.socket_url(), wanted.socket_url()) == "");
  const auto now = snapshot_of(made.socket_url());
  CHECK(text_of(diff::compare(now, full, everything)) == "");
  const auto down = diff::compare(now, empty, everything);
  REQUIRE(run(down, made.socket_url()) == "");
  CHECK(text_of(diff::compare(snapshot_of(made.socket_url()), empty, everything)) == "");
}
