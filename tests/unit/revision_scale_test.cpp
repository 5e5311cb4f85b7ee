// Graphs far larger than anybody's, and random ones against the definition of version rows.

#include "migrate/base/error.h"
#include "migrate/revision/plan.h"
#include "migrate/revision/range.h"
#include "revision_drawing.h"

#include <algorithm>
#include <random>
#include <set>
#include <string>

using namespace migrate;
using namespace migrate::revision;

namespace {

const Ids all_heads = {"heads"};

std::string id_of(std::size_t i) {
  return "r" + std::to_string(1'000'000 + i);
}

Revision made(std::string id, Ids parents, Ids needs = {}) {
  Revision out;
  out.id = std::move(id);
  out.down_revision = std::move(parents);
  out.depends_on = std::move(needs);
  return out;
}

std::vector<Revision> chain(std::size_t length) {
  std::vector<Revision> out;
  for (std::size_t i = 0; i < length; ++i)
    out.push_back(made(id_of(i), i == 0 ? Ids{} : Ids{id_of(i - 1)}));
  return out;
}

/// Up to three parents or dependencies each, of what was made before; loaded in any order.
std::vector<Revision> random_graph(std::mt19937& random) {
  const std::size_t size = 1 + random() % 14;
  std::vector<Revision> out;
  for (std::size_t i = 0; i < size; ++i) {
    std::set<std::string> parents;
    std::set<std::string> needs;
    for (auto left = random() % 3; i > 0 && left > 0; --left)
      parents.insert(id_of(random() % i));
    if (i > 0 && random() % 4 == 0) needs.insert(id_of(random() % i));
    out.push_back(
        made(id_of(i), Ids(parents.begin(), parents.end()), Ids(needs.begin(), needs.end())));
  }
  std::shuffle(out.begin(), out.end(), random);
  return out;
}

/// By definition: the applied ones that no applied one needs.
Ids maximal(const RevisionMap& map, const std::set<RevisionId>& applied) {
  std::set<RevisionId> rows = applied;
  for (const RevisionId& id : applied) {
    for (const RevisionId& parent : map.find(id)->down_revision)
      rows.erase(parent);
    for (const RevisionId& needed : map.dependencies(id))
      rows.erase(needed);
  }
  return {rows.begin(), rows.end()};
}

/// Every step finds what it needs applied, leaves nothing that needs it, and its rows are maximal.
void follow(const RevisionMap& map, const Plan& plan) {
  const Ids before = map.applied(plan.from);
  std::set<RevisionId> applied(before.begin(), before.end());
  for (const Step& step : plan.steps) {
    CHECK(step.rows_before == maximal(map, applied));
    if (step.direction == Direction::upgrade)
      CHECK(applied.insert(step.revision).second);
    else
      CHECK(applied.erase(step.revision) == 1);
    const Ids closed = map.applied(Ids(applied.begin(), applied.end()));
    CHECK(std::set<RevisionId>(closed.begin(), closed.end()) == applied);
    CHECK(step.rows_after == maximal(map, applied));
  }
  CHECK(plan.to == maximal(map, applied));
}

/// A plan, or nothing where the target has no meaning from there.
template <typename Make>
std::optional<Plan> try_plan(Make make) {
  try {
    return make();
  } catch (const Error& error) {
    CHECK(error.code() != ErrorCode::internal);
    CHECK_FALSE(error.message().empty());
    return std::nullopt;
  }
}

std::string random_target(const RevisionMap& map, std::mt19937& random) {
  const RevisionId id = map.revisions()[random() % map.size()].id;
  switch (random() % 6) {
    case 0:
      return "heads";
    case 1:
      return id + "@heads";
    case 2:
      return "-" + std::to_string(1 + random() % 3);
    case 3:
      return id + "@-1";
    case 4:
      return id + "@base";
    default:
      return id;
  }
}

}  // namespace

TEST_CASE("10,000 revisions in a line are planned up and down", "[revision]") {
  const RevisionMap map(chain(10'000));
  const Plan up = plan_upgrade(map, Ids{}, all_heads);
  REQUIRE(up.steps.size() == 10'000);
  CHECK(up.steps[4'999].revision == id_of(4'999));
  const Plan down = plan_downgrade(map, up.to, "base");
  REQUIRE(down.steps.size() == 10'000);
  CHECK(down.steps.front().revision == id_of(9'999));
  CHECK(down.to.empty());
}

TEST_CASE("a chain of 100,000 revisions does not exhaust the stack", "[revision]") {
  const RevisionMap map(chain(100'000));
  CHECK(map.warnings().empty());
  CHECK(map.lineage(id_of(50'000)).size() == 100'000);
  CHECK(newest_first(map).size() == 100'000);
  CHECK(plan_upgrade(map, Ids{id_of(99'990)}, all_heads).steps.size() == 9);
  CHECK(plan_downgrade(map, Ids{id_of(99'999)}, "base").steps.size() == 100'000);
}

TEST_CASE("a circle of 100,000 revisions does not exhaust the stack", "[revision]") {
  auto revisions = chain(100'000);
  revisions.front().down_revision = {revisions.back().id};
  CHECK(name_of(error_of([&] { RevisionMap{revisions}; })) == "cycle");
}

TEST_CASE("1,000 branches are merged at once", "[revision]") {
  std::vector<Revision> revisions = {made("base1", {})};
  Ids tips;
  for (std::size_t i = 0; i < 1'000; ++i) {
    revisions.push_back(made(id_of(i), {"base1"}));
    tips.push_back(id_of(i));
  }
  revisions.push_back(made("merge1", tips));
  const RevisionMap map(std::move(revisions));
  const Plan up = plan_upgrade(map, Ids{}, all_heads);
  REQUIRE(up.steps.size() == 1'002);
  CHECK(up.steps.back().rows_before.size() == 1'000);
  CHECK(up.to == Ids{"merge1"});
  CHECK(plan_downgrade(map, up.to, "base1").to == Ids{"base1"});
}

TEST_CASE("two chains of which one follows the other by dependencies are sorted", "[revision]") {
  std::vector<Revision> revisions;
  for (std::size_t i = 0; i < 5'000; ++i) {
    revisions.push_back(made("a" + id_of(i), i == 0 ? Ids{} : Ids{"a" + id_of(i - 1)}));
    revisions.push_back(
        made("b" + id_of(i), i == 0 ? Ids{} : Ids{"b" + id_of(i - 1)}, {"a" + id_of(i)}));
  }
  const RevisionMap map(std::move(revisions));
  const Plan up = plan_upgrade(map, Ids{}, all_heads);
  CHECK(up.steps.size() == 10'000);
  CHECK(up.to == Ids{"b" + id_of(4'999)});
}

TEST_CASE("any way through a random graph keeps the rows maximal", "[revision]") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    CAPTURE(round);
    const RevisionMap map(random_graph(random));
    Ids rows;
    for (int move = 0; move < 8; ++move) {
      const std::string target = random_target(map, random);
      CAPTURE(target);
      const auto plan =
          random() % 2 == 0
              ? try_plan([&] { return plan_upgrade(map, rows, Ids{target}); })
              : try_plan([&] {
                  return plan_downgrade(map,
                                        rows,
                                        target == "heads" ? "base" : target,
                                        {.other_branches = OtherBranches::undo, .undo_lookup = {}});
                });
      if (!plan) continue;
      follow(map, *plan);
      rows = plan->to;
    }
  }
}

TEST_CASE("a stamp of a random graph never leaves overlapping rows", "[revision]") {
  const auto seed = std::random_device{}();
  CAPTURE(seed);
  std::mt19937 random(seed);
  for (int round = 0; round < 300; ++round) {
    const RevisionMap map(random_graph(random));
    Ids rows;
    for (int move = 0; move < 5; ++move) {
      const RevisionId target = map.revisions()[random() % map.size()].id;
      rows = plan_stamp(map, rows, Ids{target}).to;
      CHECK(std::find(rows.begin(), rows.end(), target) != rows.end());
      const Ids closed = map.applied(rows);
      CHECK(rows == maximal(map, {closed.begin(), closed.end()}));
    }
  }
}
