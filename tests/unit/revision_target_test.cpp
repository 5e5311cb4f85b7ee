#include "migrate/revision/range.h"
#include "migrate/revision/target.h"
#include "revision_drawing.h"

#include <limits>

using namespace migrate;
using namespace migrate::revision;

namespace {

RevisionMap two_heads() {
  return draw(R"(
    aaaa
    bbb1 [one] <- aaaa
    bbb2 <- aaaa
    ccc2 <- bbb2)");
}

Error resolve_error(const RevisionMap& map, std::string_view target) {
  INFO(target);
  return error_of([&] { return resolve(map, target); });
}

Error range_error(const RevisionMap& map, std::string_view range) {
  INFO(range);
  return error_of([&] { return history_range(map, range); });
}

}  // namespace

TEST_CASE("a target has a branch, a symbol and steps", "[revision]") {
  struct Row {
    std::string text;
    std::optional<std::string> branch;
    std::string symbol;
    std::optional<int> steps;
  };

  const auto none = std::nullopt;
  const std::vector<Row> rows = {
      {"head", none, "head", none},
      {"+1", none, "", 1},
      {"-12", none, "", -12},
      {"+0", none, "", 0},
      {"shop@head", "shop", "head", none},
      {"shop@+2", "shop", "", 2},
      {"shop@head-1", "shop", "head", -1},
      {"ae10+3", none, "ae10", 3},
      {"v1.0+1", none, "v1.0+1", none},
      {"+", none, "+", none},
      {"+1x", none, "+1x", none},
      {"my-shop@head", "my-shop", "head", none},
      {"a@b@c", "a", "b@c", none},
      {"@head", "", "head", none},
      {"", none, "", none},
      {"-99999999999999", none, "", -std::numeric_limits<int>::max()},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Target target = parse_target(row.text);
    CHECK(target.text == row.text);
    CHECK(target.branch == row.branch);
    CHECK(target.symbol == row.symbol);
    CHECK(target.steps == row.steps);
  }
}

TEST_CASE("a range has one colon", "[revision]") {
  CHECK(parse_range("aaaa:bbbb")->lower == "aaaa");
  CHECK(parse_range("aaaa:bbbb")->upper == "bbbb");
  CHECK(parse_range(":")->lower.empty());
  CHECK_FALSE(parse_range("aaaa"));
  CHECK_FALSE(parse_range("a:b:c"));
}

TEST_CASE("an unknown word comes with what was meant", "[revision]") {
  const RevisionMap map = draw("1975ea83b712\nae1027a6acf0 [accounts] <- 1975ea83b712");
  const auto error = resolve_error(map, "acounts");
  CHECK(name_of(error) == "not_found");
  CHECK(error.message() == "no revision, branch label or prefix of an id is \"acounts\"");
  CHECK(error.hint() == "did you mean \"accounts\"?");
  CHECK(resolve_error(map, "AE1027").hint() == "did you mean \"ae1027a6acf0\"?");
  CHECK(resolve_error(map, "ae1O27").hint() == "did you mean \"ae1027a6acf0\"?");
  CHECK(resolve_error(map, "xyz").hint() == "`migrate history` lists the revisions");
  CHECK(resolve_error(map, "").message() == "the target is empty");
}

TEST_CASE("an ambiguous prefix lists what begins so", "[revision]") {
  const auto error = resolve_error(two_heads(), "bbb");
  CHECK(name_of(error) == "ambiguous_prefix");
  CHECK(error.message() == "\"bbb\" is ambiguous: bbb1 and bbb2 begin so");
}

TEST_CASE("a prefix of an id and a label of one revision is not ambiguous", "[revision]") {
  CHECK(resolve(draw("shop1234 [shopping]"), "shop").revisions == Ids{"shop1234"});
}

TEST_CASE("several heads come with the ways out", "[revision]") {
  const auto error = resolve_error(two_heads(), "head");
  CHECK(name_of(error) == "multiple_heads");
  CHECK(error.message() == "\"head\" is ambiguous: there are 2 heads, bbb1 and ccc2");
  CHECK(
      error.hint() ==
      "name one of them, or write `heads` for all. To have one head again: `migrate merge heads`, "
      "or `migrate rebase bbb2 --onto bbb1`");
}

TEST_CASE("heads of which one needs the others are one", "[revision]") {
  const auto error = resolve_error(draw("m001\nn001 needs m001"), "head");
  CHECK(error.hint() ==
        "name one, or write `heads`: n001 needs all others. To have one head again: `migrate merge "
        "m001 n001`, or `migrate rebase n001 --onto m001`");
}

TEST_CASE("many heads are not all listed", "[revision]") {
  std::string text = "aaaa";
  for (int i = 10; i < 30; ++i)
    text += "\nbb" + std::to_string(i) + " <- aaaa";
  CHECK(
      resolve_error(draw(text), "head").message() ==
      "\"head\" is ambiguous: there are 20 heads, bb10, bb11, bb12, bb13, bb14, bb15, bb16, bb17, "
      "bb18, bb19 and 10 more");
}

TEST_CASE("a revision of another branch is told from an unknown one", "[revision]") {
  const auto error = resolve_error(two_heads(), "one@bbb2");
  CHECK(name_of(error) == "not_in_branch");
  CHECK(error.message() == "revision bbb2 is not part of branch \"one\"");
  CHECK(error.hint() == "the branch is revision bbb1, its ancestors and its descendants");
  CHECK(name_of(resolve_error(two_heads(), "one@ccc")) == "not_in_branch");
  CHECK(name_of(resolve_error(two_heads(), "one@zzz")) == "not_found");
}

TEST_CASE("an unknown branch is named", "[revision]") {
  const auto error = resolve_error(two_heads(), "onne@aaaa");
  CHECK(name_of(error) == "no_such_branch");
  CHECK(error.message() == "there is no branch \"onne\"");
  CHECK(error.detail() == "no revision, branch label or prefix of an id is \"onne\"");
  CHECK(error.hint() == "did you mean \"one\"?");
  CHECK(name_of(resolve_error(two_heads(), "onne@base")) == "no_such_branch");
}

TEST_CASE("steps down from the heads stay in the graph", "[revision]") {
  const RevisionMap map = draw("aaaa\nbbbb <- aaaa");
  CHECK(resolve(map, "-1").revisions == Ids{"aaaa"});
  CHECK(resolve(map, "-2").below_base);
  const auto error = resolve_error(map, "-4");
  CHECK(name_of(error) == "relative_out_of_range");
  CHECK(error.message() == "\"-4\" leaves the graph: it ends after 1 revision");
}

TEST_CASE("steps down do not choose a side of a merge", "[revision]") {
  const auto error = resolve_error(draw("aaaa\nbbbb\nmmmm <- aaaa bbbb"), "-1");
  CHECK(name_of(error) == "ambiguous_relative");
  CHECK(error.message() == "\"-1\" is ambiguous: revision mmmm merges aaaa and bbbb");
  CHECK(error.hint() == "name the revision that is meant");
}

TEST_CASE("one revision is wanted", "[revision]") {
  CHECK(resolve_one(two_heads(), "one").id == "bbb1");
  CHECK(name_of(error_of([] { return resolve_one(two_heads(), "heads"); })) == "multiple_heads");
  const auto none = error_of([] { return resolve_one(two_heads(), "base"); });
  CHECK(name_of(none) == "not_found");
  CHECK(none.message() == "\"base\" names no revision");
}

TEST_CASE("a history range that is none says so", "[revision]") {
  const auto error = range_error(two_heads(), "aaaa");
  CHECK(name_of(error) == "usage");
  CHECK(error.message() == "\"aaaa\" is not a range");
  CHECK(error.hint() == "a range is `A:B`, `A:` or `:B`");
  CHECK(range_error(two_heads(), "bbb1:ccc2").message() == "\"bbb1\" is not below \"ccc2\"");
  CHECK(name_of(range_error(two_heads(), "bbb1:ccc2")) == "not_reachable");
}

TEST_CASE("a branch's id limits a history to heads of its lineage", "[revision]") {
  CHECK(history_range(two_heads(), "bbb2@base:") == Ids{"ccc2", "bbb2", "aaaa"});
}

TEST_CASE("a history sorts across revisions that it leaves out", "[revision]") {
  // cccc needs yyyy, which is not selected and needs bbbb.
  const RevisionMap map = draw(R"(
    aaaa
    bbbb <- aaaa
    yyyy needs bbbb
    cccc <- aaaa needs yyyy)");
  CHECK(history_range(map, "aaaa:") == Ids{"cccc", "bbbb", "aaaa"});
  CHECK(newest_first(map) == Ids{"cccc", "yyyy", "bbbb", "aaaa"});
}

TEST_CASE("an unknown row has no tips", "[revision]") {
  const auto error = error_of([] { return current_tips(two_heads(), Ids{"gone"}); });
  CHECK(error.message() == "the version table names revision \"gone\", which no file has");
}
