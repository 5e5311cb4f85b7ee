// Pairs of schemas with the plan from one to the other:
// tests/golden/diff/KIND/CASE/{old,new,plan}.sql. The plan is as shown; applied to a copy of the
// old schema it gives the new one, for pg_dump too; the plan back gives the old one; and what both
// have keeps its rows. APPROVE=1 writes the plans. A first line `-- since 14: compression` of
// old.sql or new.sql leaves a case out on older servers.

#include "migrate/diff/diff.h"

#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "migrate/catalog/introspect.h"
#include "migrate/catalog/kind.h"
#include "support/catch.h"
#include "support/label_provider.h"
#include "support/majors.h"
#include "support/schemas.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace migrate;
using namespace migrate::test;
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> cases_of(const fs::path& folder) {
  std::vector<fs::path> out;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.path().filename() == "new.sql") out.push_back(entry.path().parent_path());
  std::ranges::sort(out);
  return out;
}

/// The plan as the case shows it: each statement with its hazards above.
std::string shown(const diff::Plan& plan) {
  std::string out;
  for (const auto& warning : plan.warnings)
    out += "-- warning: " + warning + "\n";
  if (plan.needs_commits) out += "-- needs commits\n";
  for (const auto& statement : plan.statements) {
    std::string hazards;
    for (const auto hazard : statement.hazards)
      hazards += (hazards.empty() ? "" : ", ") + std::string(catalog::name_of(hazard));
    if (!hazards.empty()) out += "-- " + hazards + "\n";
    out += statement.sql + ";\n";
  }
  return out;
}

/// Other majors write definitions in other words: `SELECT a` for `SELECT t.a`. What came later is
/// compared on the major that it came with.
constexpr int major_of_plans = 15;

Since since_of_case(const fs::path& folder) {
  auto older = since_of(files::read(folder / "old.sql"));
  auto newer = since_of(files::read(folder / "new.sql"));
  return older.major > newer.major ? older : newer;
}

void compare_with(const fs::path& file, const std::string& plan) {
  if (std::getenv("APPROVE") != nullptr) std::ofstream(file) << plan;
  const bool exists = fs::exists(file);
  CHECK(exists);
  if (exists) CHECK(plan == files::read(file));
}

/// As compare(), with what a failure says beyond its message.
diff::Plan plan_for(const catalog::Snapshot& from, const catalog::Snapshot& to) {
  try {
    return diff::compare(from, to, everything);
  } catch (const Error& error) {
    FAIL(error.what() + std::string(": ") + error.detail());
    throw;
  }
}

/// With old.sql or new.sql loaded.
class Played {
 public:
  explicit Played(const fs::path& file) {
    // Labels are only taken where their provider is.
    if (file.parent_path().parent_path().filename() == "security_label")
      psql(url(),
           fmt::format("alter database {} set session_preload_libraries = '{}'",
                       database_.name(),
                       label_provider()));
    load_sql(url(), file);
  }

  [[nodiscard]] std::string url() const { return database_.socket_url(); }

 private:
  Database database_;
};

void play(const fs::path& folder) {
  const auto since = since_of_case(folder);
  const auto name = folder.lexically_relative(MIGRATE_GOLDEN_FOLDER).string();
  if (is_too_old(since.major, name, since.why)) return;
  const Played old(folder / "old.sql");
  const Played wanted(folder / "new.sql");
  CHECK(tables_without_rows(old.url()) == "");
  const auto from = snapshot_of(old.url());
  const auto to = snapshot_of(wanted.url());
  const auto plan = plan_for(from, to);
  if (server_major() == std::max(major_of_plans, since.major))
    compare_with(folder / "plan.sql", shown(plan));
  const Trip trip(old.url());
  REQUIRE(run(plan, old.url()) == "");
  CHECK(text_of(plan_for(snapshot_of(old.url()), to)) == "");
  CHECK(difference(old.url(), wanted.url()) == "");
  CHECK(trip.lost(plan) == "");
  const Played before(folder / "old.sql");
  const auto back = plan_for(snapshot_of(old.url()), from);
  REQUIRE(run(back, old.url()) == "");
  CHECK(text_of(plan_for(snapshot_of(old.url()), from)) == "");
  CHECK(difference(old.url(), before.url()) == "");
}

constexpr std::string_view all_cases = "create alter drop noop";

}  // namespace

TEST_CASE("every kind is created, altered, dropped and left alone", "[golden]") {
  for (const auto* kind : catalog::kinds()) {
    auto folder = fs::path(MIGRATE_GOLDEN_FOLDER) / replace_all(std::string(kind->id), " ", "_");
    for (const auto name : split_at(all_cases, ' ')) {
      INFO(kind->id << " has no case " << name);
      CHECK(fs::exists(folder / name / "new.sql"));
    }
  }
}

TEST_CASE("plans are as shown, and give what is wanted", "[golden]") {
  const char* chosen = std::getenv("MIGRATE_GOLDEN");
  const auto folder = fs::path(MIGRATE_GOLDEN_FOLDER) / (chosen == nullptr ? "" : chosen);
  for (const auto& one : cases_of(folder)) {
    DYNAMIC_SECTION(one.lexically_relative(MIGRATE_GOLDEN_FOLDER).string()) {
      play(one);
    }
  }
}
