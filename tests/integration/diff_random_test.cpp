// Schemas by chance: from one to another and back, with rows in them. MIGRATE_DIFF_ROUNDS=300 plays
// more pairs, MIGRATE_DIFF_SEED=7 begins with another one; a failure names its seed.
#include "migrate/base/error.h"
#include "support/catch.h"
#include "support/random_schema.h"
#include "support/schemas.h"

#include <cstdlib>
#include <fstream>

using namespace migrate;
using namespace migrate::test;

namespace {

unsigned long number_of(const char* variable, unsigned long otherwise) {
  const char* text = std::getenv(variable);
  return text == nullptr ? otherwise : std::strtoul(text, nullptr, 10);
}

void load(const std::string& url, const std::string& sql) {
  const TemporaryFolder folder;
  const std::string role =
      "do $$ begin if to_regrole('random_reader') is null then create role random_reader; end if; "
      "end $$;\n";
  load_sql(url, folder.write("schema.sql", role + sql));
}

/// Applies the plan to what is there; gives what is wrong with that.
std::string go(const std::string& url, const catalog::Snapshot& to, const std::string& wanted) {
  diff::Plan plan;
  try {
    plan = diff::compare(snapshot_of(url), to, everything);
  } catch (const Error& error) {
    return error.what() + std::string(": ") + error.detail();
  }
  const Trip trip(url);
  if (auto failed = run(plan, url); !failed.empty()) return failed;
  auto wrong = text_of(diff::compare(snapshot_of(url), to, everything));
  if (wrong.empty()) wrong = difference(url, wanted, Columns::in_any_order);
  if (wrong.empty()) wrong = trip.lost(plan);
  return wrong.empty() ? wrong : wrong + "of:\n" + text_of(plan);
}

void play(unsigned long seed) {
  const RandomSchema old_schema{.seed = seed};
  const RandomSchema new_schema{
      .seed = seed, .other = seed + 1000003, .percent = seed % 3 == 0 ? 50U : 12U};
  const Database made;
  const Database old;
  const Database wanted;
  load(made.socket_url(), old_schema.sql() + old_schema.rows());
  load(old.socket_url(), old_schema.sql());
  load(wanted.socket_url(), new_schema.sql());
  INFO("old:\n" << old_schema.sql());
  INFO("new:\n" << new_schema.sql());
  REQUIRE(go(made.socket_url(), snapshot_of(wanted.socket_url()), wanted.socket_url()) == "");
  REQUIRE(go(made.socket_url(), snapshot_of(old.socket_url()), old.socket_url()) == "");
}

}  // namespace

TEST_CASE("schemas by chance become one another", "[diff-random]") {
  const auto first = number_of("MIGRATE_DIFF_SEED", 1);
  const auto rounds = number_of("MIGRATE_DIFF_ROUNDS", 10);
  for (auto seed = first; seed < first + rounds; ++seed) {
    DYNAMIC_SECTION("seed " << seed) {
      play(seed);
    }
  }
}
