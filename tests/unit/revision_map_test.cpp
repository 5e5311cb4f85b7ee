#include "migrate/revision/revision_map.h"

#include "revision_drawing.h"

#include <algorithm>

using namespace migrate;
using namespace migrate::revision;

namespace {

Error load_error(const std::string& text) {
  return error_of([&text] { draw(text); });
}

/// A merge, a branch point and a dependency between branches.
RevisionMap shop_and_net() {
  return draw(R"(
    aaaa
    bbbb [shop] <- aaaa
    cccc <- aaaa
    mmmm <- bbbb cccc
    n001 [net]
    n002 <- n001 needs shop)");
}

}  // namespace

TEST_CASE("a map knows its heads and bases", "[revision]") {
  const RevisionMap map = shop_and_net();
  CHECK(map.size() == 6);
  CHECK_FALSE(map.empty());
  CHECK(map.heads() == Ids{"mmmm", "n002"});
  CHECK(map.real_heads() == Ids{"mmmm", "n002"});
  CHECK(map.bases() == Ids{"aaaa", "n001"});
  CHECK(map.is_head("mmmm"));
  CHECK_FALSE(map.is_head("bbbb"));
}

TEST_CASE("a head that another branch depends on is no real head", "[revision]") {
  const RevisionMap map = draw(R"(
    m001
    n001 needs m001)");
  CHECK(map.heads() == Ids{"m001", "n001"});
  CHECK(map.real_heads() == Ids{"n001"});
  CHECK(map.is_head("m001"));
  CHECK_FALSE(map.is_real_head("m001"));
}

TEST_CASE("a map knows what surrounds a revision", "[revision]") {
  const RevisionMap map = shop_and_net();
  CHECK(map.children("aaaa") == Ids{"bbbb", "cccc"});
  CHECK(map.dependents("bbbb") == Ids{"n002"});
  CHECK(map.dependencies("n002") == Ids{"bbbb"});
  CHECK(map.is_branch_point("aaaa"));
  CHECK_FALSE(map.is_branch_point("bbbb"));
  CHECK(map.is_merge_point("mmmm"));
  CHECK_FALSE(map.is_merge_point("n002"));
}

TEST_CASE("a map finds by id and by label", "[revision]") {
  const RevisionMap map = shop_and_net();
  REQUIRE(map.find("n001") != nullptr);
  CHECK(map.find("n001")->file == "versions/n001.sql");
  CHECK(map.find("n0") == nullptr);
  CHECK(map.find("shop") == nullptr);
  REQUIRE(map.find_label("shop") != nullptr);
  CHECK(map.find_label("shop")->id == "bbbb");
  CHECK(map.find_label("bbbb") == nullptr);
}

TEST_CASE("lineage leaves dependencies out", "[revision]") {
  CHECK(shop_and_net().lineage("bbbb") == Ids{"aaaa", "bbbb", "mmmm"});
  CHECK(shop_and_net().lineage("n002") == Ids{"n001", "n002"});
}

TEST_CASE("what is applied includes dependencies", "[revision]") {
  CHECK(shop_and_net().applied(Ids{"n002"}) == Ids{"aaaa", "bbbb", "n001", "n002"});
  CHECK(shop_and_net().applied(Ids{}).empty());
}

TEST_CASE("a label spreads up, and down a line that nothing forks off", "[revision]") {
  const RevisionMap map = draw(R"(
    aaaa
    bbbb <- aaaa
    cccc [shop] <- bbbb
    dddd <- cccc
    eeee <- aaaa)");
  CHECK(map.labels("aaaa").empty());
  CHECK(map.labels("bbbb") == Ids{"shop"});
  CHECK(map.labels("dddd") == Ids{"shop"});
  CHECK(map.labels("eeee").empty());
}

TEST_CASE("a copied map lives on without the first one", "[revision]") {
  auto map = std::make_unique<RevisionMap>(shop_and_net());
  const RevisionMap copy = *map;
  map.reset();
  CHECK(copy.find("mmmm")->down_revision == Ids{"bbbb", "cccc"});
}

TEST_CASE("an unknown id is an error of the caller", "[revision]") {
  const auto error = error_of([] { return shop_and_net().children("aaab"); });
  CHECK(name_of(error) == "not_found");
  CHECK(error.message() == "no revision, branch label or prefix of an id is \"aaab\"");
  CHECK(error.hint() == "did you mean \"aaaa\"?");
}

TEST_CASE("a missing parent names the file that wants it", "[revision]") {
  const auto error = load_error(R"(
    aaaa
    bbbb <- aaab)");
  CHECK(name_of(error) == "missing_reference");
  CHECK(error.message() ==
        "down_revision of revision bbbb (versions/bbbb.sql:1) names \"aaab\", which no file has");
  CHECK(error.place().text() == "versions/bbbb.sql:1");
  CHECK(error.hint() == "did you mean \"aaaa\"?");
}

TEST_CASE("a missing dependency names the file that wants it", "[revision]") {
  const auto error = load_error("aaaa needs wholly_else");
  CHECK(name_of(error) == "missing_reference");
  CHECK(
      error.message() ==
      "depends_on of revision aaaa (versions/aaaa.sql:1) names \"wholly_else\", which no file has");
  CHECK(error.hint() == "restore the missing file, or correct the header");
}

TEST_CASE("a header does not name a revision by a part of its id", "[revision]") {
  const auto error = load_error(R"(
    aaaabbbbcccc
    bbbb <- aaaa)");
  CHECK(name_of(error) == "missing_reference");
  CHECK(error.hint() == "did you mean \"aaaabbbbcccc\"? Headers name revisions by their full ids");
}

TEST_CASE("down_revision does not take a label", "[revision]") {
  const auto error = load_error(R"(
    aaaa [shop]
    bbbb <- shop)");
  CHECK(error.hint() == "\"shop\" is a branch label; down_revision takes ids: \"aaaa\"");
}

TEST_CASE("a circle of down revisions is drawn", "[revision]") {
  const auto error = load_error(R"(
    base1
    aaaa <- base1 cccc
    bbbb <- aaaa
    cccc <- bbbb
    dddd <- cccc)");
  CHECK(name_of(error) == "cycle");
  CHECK(error.message() == "revisions follow each other in a circle: aaaa -> cccc -> bbbb -> aaaa");
  CHECK(error.place().text() == "versions/aaaa.sql:1");
  CHECK(error.detail() ==
        "aaaa (versions/aaaa.sql:1), cccc (versions/cccc.sql:1) and bbbb (versions/bbbb.sql:1)");
}

TEST_CASE("a revision is not its own parent", "[revision]") {
  const auto error = load_error("aaaa <- aaaa");
  CHECK(name_of(error) == "cycle");
  CHECK(error.message() == "revisions follow each other in a circle: aaaa -> aaaa");
}

TEST_CASE("a circle through depends_on is another kind of error", "[revision]") {
  const auto error = load_error(R"(
    a001
    a002 <- a001 needs b002
    b001
    b002 <- b001 needs a002)");
  CHECK(name_of(error) == "dependency_cycle");
  CHECK(error.message() == "revisions depend on each other in a circle: a002 -> b002 -> a002");
  CHECK(error.place().text() == "versions/a002.sql:1");
  CHECK(name_of(load_error("aaaa needs aaaa")) == "dependency_cycle");
}

TEST_CASE("an id that two files have is placed at the second", "[revision]") {
  auto revisions = drawn("aaaa\naaaa");
  revisions[1].file = "versions/copy.sql";
  revisions[1].line = 3;
  const auto error = error_of([&] { RevisionMap{revisions}; });
  CHECK(name_of(error) == "duplicate_id");
  CHECK(error.message() == "revision id \"aaaa\" is used twice");
  CHECK(error.place().text() == "versions/copy.sql:3");
  CHECK(error.detail() == "the first one stands in versions/aaaa.sql:1");
}

TEST_CASE("a label belongs to one revision", "[revision]") {
  const auto error = load_error("aaaa [shop]\nbbbb [shop] <- aaaa");
  CHECK(name_of(error) == "duplicate_label");
  CHECK(error.message() ==
        "branch label \"shop\" of revision bbbb is already used by revision aaaa "
        "(versions/aaaa.sql:1)");
  CHECK(error.place().text() == "versions/bbbb.sql:1");
}

TEST_CASE("a label is no id", "[revision]") {
  const auto error = load_error("aaaa\nbbbb [aaaa] <- aaaa");
  CHECK(name_of(error) == "duplicate_label");
  CHECK(error.message() ==
        "branch label \"aaaa\" of revision bbbb is the id of revision aaaa (versions/aaaa.sql:1)");
}

TEST_CASE("ids do not hold what targets are made of", "[revision]") {
  for (const std::string id : {"a@b", "a-b", "a+b", "a:b", "a'b", "a\"b"}) {
    CAPTURE(id);
    const auto error = load_error(id);
    CHECK(name_of(error) == "illegal_id");
    CHECK(error.message() == "revision id \"" + id + "\" contains `" + id.substr(1, 1) + "`");
    CHECK(error.place().text() == "versions/" + id + ".sql:1");
  }
}

TEST_CASE("ids are not words of the target language", "[revision]") {
  for (const std::string id : {"head", "heads", "base", "current"}) {
    CAPTURE(id);
    const auto error = load_error(id);
    CHECK(name_of(error) == "reserved_id");
    CHECK(error.message() == "revision id \"" + id + "\" is a word of its own");
  }
  CHECK(name_of(load_error("aaaa [head]")) == "reserved_id");
  CHECK(name_of(load_error("aaaa [a@b]")) == "illegal_id");
  CHECK_NOTHROW(draw("aaaa [my-shop]"));
}

TEST_CASE("a revision made in memory has no place", "[revision]") {
  Revision revision;
  revision.id = "aaaa";
  revision.line = 7;
  revision.down_revision = {"gone"};
  const auto error = error_of([&] { RevisionMap{{revision}}; });
  CHECK(error.message() == "down_revision of revision aaaa names \"gone\", which no file has");
  CHECK(error.place().text().empty());
}

TEST_CASE("superfluous edges are warned of", "[revision]") {
  const RevisionMap map = draw(R"(
    aaaa
    bbbb <- aaaa
    mmmm <- aaaa bbbb
    nnnn <- mmmm needs aaaa)");
  CHECK(map.warnings() ==
        Ids{"down_revision \"aaaa\" of revision mmmm (versions/mmmm.sql:1) is superfluous: bbbb "
            "needs it already",
            "depends_on \"aaaa\" of revision nnnn (versions/nnnn.sql:1) is superfluous: mmmm needs "
            "it already"});
  CHECK(shop_and_net().warnings().empty());
}

TEST_CASE("an edge written twice counts once", "[revision]") {
  const RevisionMap map = draw("aaaa\nbbbb <- aaaa aaaa needs aaaa aaaa");
  CHECK_FALSE(map.is_merge_point("bbbb"));
  CHECK(map.children("aaaa") == Ids{"bbbb"});
  CHECK(map.dependencies("bbbb") == Ids{"aaaa"});
}
