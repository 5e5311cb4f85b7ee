#include "migrate/revision/plan.h"
#include "revision_drawing.h"

using namespace migrate;
using namespace migrate::revision;

namespace {

RevisionMap two_branches() {
  return draw(R"(
    aaaa
    bbb1 [one] <- aaaa
    bbb2 [two] <- aaaa)");
}

RevisionMap diamond() {
  return draw(R"(
    aaaa
    bbb1 [one] <- aaaa
    bbb2 [two] <- aaaa
    mmmm <- bbb1 bbb2)");
}

RevisionMap needs_other() {
  return draw(R"(
    m001 [acct]
    m002 <- m001
    n001 [net]
    n002 <- n001 needs m002)");
}

Ids revisions_of(const Plan& plan) {
  Ids out;
  for (const Step& step : plan.steps)
    out.push_back(step.revision);
  return out;
}

Error upgrade_error(const RevisionMap& map, const Ids& rows, const Ids& targets) {
  return error_of([&] { return plan_upgrade(map, rows, targets); });
}

Error downgrade_error(const RevisionMap& map,
                      const Ids& rows,
                      std::string_view target,
                      const DowngradeOptions& options = {}) {
  return error_of([&] { return plan_downgrade(map, rows, target, options); });
}

/// A history that knows these upgrades, the newest last.
DowngradeOptions history_of(const std::vector<AppliedStep>& steps) {
  DowngradeOptions options;
  options.undo_lookup = [steps](const Ids& rows) -> std::optional<AppliedStep> {
    for (auto step = steps.rbegin(); step != steps.rend(); ++step)
      if (step->rows_after == rows) return *step;
    return std::nullopt;
  };
  return options;
}

}  // namespace

TEST_CASE("an upgrade says what the rows are before and after each step", "[revision]") {
  const Plan plan = plan_upgrade(diamond(), Ids{"bbb1"}, Ids{"head"});
  CHECK(plan.from == Ids{"bbb1"});
  CHECK(plan.to == Ids{"mmmm"});
  REQUIRE(plan.steps.size() == 2);
  CHECK(plan.steps[0].direction == Direction::upgrade);
  CHECK(plan.steps[0].revision == "bbb2");
  CHECK(plan.steps[0].rows_before == Ids{"bbb1"});
  CHECK(plan.steps[0].rows_after == Ids{"bbb1", "bbb2"});
  CHECK(plan.steps[1].rows_after == Ids{"mmmm"});
  CHECK(plan.warnings.empty());
}

TEST_CASE("an upgrade to what is there is nothing to do", "[revision]") {
  const Plan plan = plan_upgrade(diamond(), Ids{"mmmm"}, Ids{"aaaa"});
  CHECK(plan.steps.empty());
  CHECK(plan.from == Ids{"mmmm"});
  CHECK(plan.to == plan.from);
}

TEST_CASE("an upgrade takes several targets", "[revision]") {
  CHECK(plan_upgrade(two_branches(), Ids{}, Ids{"bbb1", "two"}).to == Ids{"bbb1", "bbb2"});
  CHECK(plan_upgrade(two_branches(), Ids{}, Ids{"bbb1", "bbb1"}).to == Ids{"bbb1"});
}

TEST_CASE("one target above another is told to the user", "[revision]") {
  const auto error = upgrade_error(two_branches(), {}, {"aaaa", "bbb1"});
  CHECK(name_of(error) == "overlapping_targets");
  CHECK(error.message() == "target aaaa is an ancestor of bbb1");
  CHECK(error.hint() == "bbb1 includes aaaa");
}

TEST_CASE("all heads of a branch may depend on each other", "[revision]") {
  const RevisionMap map = draw("aaaa\nbbb1 <- aaaa\nbbb2 <- aaaa needs bbb1");
  CHECK(plan_upgrade(map, Ids{}, Ids{"aaaa@heads"}).to == Ids{"bbb2"});
}

TEST_CASE("a row that no file knows is named", "[revision]") {
  const auto error = upgrade_error(two_branches(), {"bbb3"}, {"head"});
  CHECK(name_of(error) == "not_found");
  CHECK(error.message() == "the version table names revision \"bbb3\", which no file has");
  CHECK(error.hint() ==
        "restore the file that was applied, or set the table with `migrate stamp --purge`; is it "
        "\"bbb1\" under another name?");
  CHECK(name_of(downgrade_error(two_branches(), {"bbb3"}, "base")) == "not_found");
}

TEST_CASE("steps up meet a fork", "[revision]") {
  const auto fork = upgrade_error(two_branches(), {"aaaa"}, {"+1"});
  CHECK(name_of(fork) == "ambiguous_relative");
  CHECK(fork.message() == "\"+1\" is ambiguous after aaaa: bbb1 and bbb2 follow");
  CHECK(fork.hint() == "say which branch, as in `bbb1@+1`, or name the revision");
  CHECK(upgrade_error(needs_other(), {}, {"+1"}).message() ==
        "\"+1\" is ambiguous before the first revision: m001 and n001 follow");
  CHECK(upgrade_error(two_branches(), {"bbb1", "bbb2"}, {"+1"}).message() ==
        "\"+1\" is ambiguous: bbb1 and bbb2 are current");
}

TEST_CASE("steps up end at the head", "[revision]") {
  const auto error = upgrade_error(two_branches(), {"aaaa"}, {"one@+3"});
  CHECK(name_of(error) == "relative_out_of_range");
  CHECK(error.message() == "\"one@+3\" leaves the graph: it ends after 1 revision");
  CHECK(upgrade_error(two_branches(), {"bbb1"}, {"+1"}).message() ==
        "\"+1\" leaves the graph: there is nothing in that direction");
  CHECK(upgrade_error(two_branches(), {"bbb1"}, {"-1"}).hint() == "`migrate downgrade -1` does");
}

TEST_CASE("a downgrade runs newest first", "[revision]") {
  const Plan plan = plan_downgrade(diamond(), Ids{"mmmm"}, "base");
  CHECK(revisions_of(plan) == Ids{"mmmm", "bbb1", "bbb2", "aaaa"});
  CHECK(plan.steps.front().direction == Direction::downgrade);
  CHECK(plan.steps.front().rows_after == Ids{"bbb1", "bbb2"});
  CHECK(plan.to.empty());
}

TEST_CASE("a downgrade goes down", "[revision]") {
  const auto error = downgrade_error(two_branches(), {"aaaa"}, "bbb1");
  CHECK(name_of(error) == "not_reachable");
  CHECK(error.message() == "revision bbb1 is not applied");
  CHECK(error.hint() == "current: aaaa");
  CHECK(downgrade_error(two_branches(), {"aaaa"}, "+1").message() ==
        "\"+1\" leaves the graph: a downgrade does not go up");
  CHECK(downgrade_error(two_branches(), {}, "-1").message() ==
        "\"-1\" leaves the graph: nothing is applied");
}

TEST_CASE("a revision that is applied for others has nothing above it", "[revision]") {
  const auto error = downgrade_error(needs_other(), {"n002"}, "m002");
  CHECK(name_of(error) == "not_reachable");
  CHECK(error.message() == "revision m002 is the last of its branch: nothing above it is applied");
  CHECK(error.hint() == "it is applied because n002 depends on it; to undo that, name its parent");
}

TEST_CASE("a downgrade to a row is nothing to do", "[revision]") {
  CHECK(plan_downgrade(two_branches(), Ids{"bbb1"}, "bbb1").steps.empty());
  CHECK(plan_downgrade(two_branches(), Ids{}, "base").steps.empty());
}

TEST_CASE("overlapping rows are not walked on", "[revision]") {
  const auto error = downgrade_error(two_branches(), {"aaaa", "bbb1"}, "base");
  CHECK(name_of(error) == "overlapping_rows");
  CHECK(error.message() == "version row aaaa is an ancestor of version row bbb1");
  CHECK(error.hint() == "set the table first: `migrate stamp bbb1`");
}

TEST_CASE("a branch that is not applied cannot be left", "[revision]") {
  const auto error = downgrade_error(two_branches(), {}, "one@-1");
  CHECK(name_of(error) == "branch_not_applied");
  CHECK(error.message() == "nothing of branch \"one\" is applied");
  CHECK(name_of(downgrade_error(two_branches(), {"bbb1"}, "nolabel@base")) == "no_such_branch");
}

TEST_CASE("a branch's downgrade does not undo other branches unasked", "[revision]") {
  const RevisionMap map = two_branches();
  const auto error = downgrade_error(map, {"bbb1", "bbb2"}, "one@base");
  CHECK(name_of(error) == "other_branches");
  CHECK(error.message() ==
        "the downgrade of branch \"one\" would also undo bbb2 of other branches");
  CHECK(error.hint() == "`--all-branches` undoes them too, `--dry-run` shows the whole plan");

  const auto shown = plan_downgrade(map,
                                    Ids{"bbb1", "bbb2"},
                                    "one@base",
                                    {.other_branches = OtherBranches::show, .undo_lookup = {}});
  CHECK(revisions_of(shown) == Ids{"bbb1", "bbb2", "aaaa"});
  CHECK(shown.warnings == Ids{error.message() + "; it needs --all-branches"});

  const auto asked = plan_downgrade(map,
                                    Ids{"bbb1", "bbb2"},
                                    "one@base",
                                    {.other_branches = OtherBranches::undo, .undo_lookup = {}});
  CHECK(asked.to.empty());
  CHECK(asked.warnings.empty());
}

TEST_CASE("what depends on the branch belongs to other branches", "[revision]") {
  CHECK(downgrade_error(needs_other(), {"n002"}, "acct@-1").message() ==
        "the downgrade of branch \"acct\" would also undo n002 of other branches");
  CHECK(plan_downgrade(needs_other(), Ids{"n002"}, "net@-1").to == Ids{"m002", "n001"});
  CHECK_NOTHROW(plan_downgrade(two_branches(), Ids{"bbb1", "bbb2"}, "base"));
}

TEST_CASE("steps down from one row walk the graph, whatever the history says", "[revision]") {
  DowngradeOptions options;
  options.undo_lookup = [](const Ids&) -> std::optional<AppliedStep> {
    FAIL("the history was asked");
    return std::nullopt;
  };
  CHECK(plan_downgrade(two_branches(), Ids{"bbb1"}, "-2", options).to.empty());
}

TEST_CASE("steps down from several rows undo what came last", "[revision]") {
  const auto options = history_of(
      {{"aaaa", {}, {"aaaa"}}, {"bbb2", {"aaaa"}, {"bbb2"}}, {"bbb1", {"bbb2"}, {"bbb1", "bbb2"}}});
  const RevisionMap map = two_branches();
  const Plan one = plan_downgrade(map, Ids{"bbb1", "bbb2"}, "-1", options);
  CHECK(revisions_of(one) == Ids{"bbb1"});
  CHECK(one.to == Ids{"bbb2"});
  const Plan three = plan_downgrade(map, Ids{"bbb2", "bbb1"}, "-3", options);
  CHECK(revisions_of(three) == Ids{"bbb1", "bbb2", "aaaa"});
  CHECK(three.from == Ids{"bbb1", "bbb2"});
  CHECK(three.to.empty());
  const auto error = downgrade_error(map, {"bbb1", "bbb2"}, "-4", options);
  CHECK(name_of(error) == "relative_out_of_range");
  CHECK(error.message() == "\"-4\" leaves the graph: only 3 revisions can be undone");
}

TEST_CASE("steps down across a merge undo what came last", "[revision]") {
  const auto options =
      history_of({{"bbb1", {"bbb2"}, {"bbb1", "bbb2"}}, {"mmmm", {"bbb1", "bbb2"}, {"mmmm"}}});
  const Plan plan = plan_downgrade(diamond(), Ids{"mmmm"}, "-2", options);
  CHECK(revisions_of(plan) == Ids{"mmmm", "bbb1"});
  CHECK(plan.to == Ids{"bbb2"});
}

TEST_CASE("what the history does not know is ambiguous, with the choices", "[revision]") {
  const auto rows = downgrade_error(two_branches(), {"bbb1", "bbb2"}, "-1");
  CHECK(name_of(rows) == "ambiguous_relative");
  CHECK(
      rows.message() ==
      "\"-1\" is ambiguous: bbb1 and bbb2 are current, and the history does not know which upgrade "
      "came last");
  CHECK(rows.hint() == "say which: `migrate downgrade bbb1@-1`, `migrate downgrade bbb2@-1`");

  const auto merge = downgrade_error(diamond(), {"mmmm"}, "-1");
  CHECK(merge.message() ==
        "\"-1\" is ambiguous: mmmm merges several branches, and the history does not know which "
        "upgrade came last");
  CHECK(merge.hint() == "say which: `migrate downgrade bbb1`, `migrate downgrade bbb2`");
}

TEST_CASE("a history that ends too early stops the plan before anything runs", "[revision]") {
  const auto options = history_of({{"bbb1", {"bbb2"}, {"bbb1", "bbb2"}}});
  const auto error = downgrade_error(two_branches(), {"bbb1", "bbb2"}, "-2", options);
  CHECK(name_of(error) == "ambiguous_relative");
  CHECK(error.message() ==
        "\"-2\" is ambiguous: bbb2 is current, and the history does not know which upgrade came "
        "last");
}

TEST_CASE("a history that the graph contradicts is not followed", "[revision]") {
  const auto moved = history_of({{"bbb1", {"aaaa"}, {"bbb1", "bbb2"}}});
  CHECK(downgrade_error(two_branches(), {"bbb1", "bbb2"}, "-1", moved).message() ==
        "\"-1\" is ambiguous: bbb1 and bbb2 are current, and bbb1 has other parents now than when "
        "it was applied");
  const auto elsewhere = history_of({{"aaaa", {}, {"bbb1", "bbb2"}}});
  CHECK(downgrade_error(two_branches(), {"bbb1", "bbb2"}, "-1", elsewhere).message() ==
        "\"-1\" is ambiguous: bbb1 and bbb2 are current, and the history names aaaa");
}

TEST_CASE("a stamp replaces what is related to its targets", "[revision]") {
  const RevisionMap map = diamond();
  const StampPlan plan = plan_stamp(map, Ids{"mmmm"}, Ids{"one", "bbb2"});
  CHECK(plan.from == Ids{"mmmm"});
  CHECK(plan.to == Ids{"bbb1", "bbb2"});
  CHECK(plan.targets == Ids{"bbb1", "bbb2"});
  CHECK(plan_stamp(map, Ids{"bbb1"}, Ids{"bbb2"}).to == Ids{"bbb1", "bbb2"});
  CHECK(plan_stamp(map, Ids{"bbb1", "bbb2"}, Ids{"base"}).to.empty());
  CHECK(plan_stamp(needs_other(), Ids{"n001", "m001"}, Ids{"net@base"}).to == Ids{"m001"});
}

TEST_CASE("a purging stamp does not look at the rows", "[revision]") {
  const StampPlan plan = plan_stamp(diamond(), Ids{"gone", "bbb1"}, Ids{"bbb2"}, Purge::yes);
  CHECK(plan.from == Ids{"bbb1", "gone"});
  CHECK(plan.to == Ids{"bbb2"});
  CHECK(name_of(error_of([] { return plan_stamp(diamond(), Ids{"gone"}, Ids{"bbb2"}); })) ==
        "not_found");
}

TEST_CASE("a stamp does not write a row and its ancestor", "[revision]") {
  const auto error = error_of([] { return plan_stamp(needs_other(), Ids{}, Ids{"m002", "n002"}); });
  CHECK(name_of(error) == "overlapping_targets");
  CHECK(error.message() == "target m002 is an ancestor of target n002");
  CHECK(error.hint() == "stamp n002 alone: it stands for all that it needs");
}
