#include "migrate/revision/parents.h"
#include "revision_drawing.h"

using namespace migrate;
using namespace migrate::revision;

namespace {

RevisionMap two_heads() {
  return draw(R"(
    aaaa
    bbb1 [one] <- aaaa
    bbb2 <- aaaa)");
}

Error parents_error(const NewRevision& wanted) {
  return error_of([&] { return parents_of(two_heads(), wanted); });
}

}  // namespace

TEST_CASE("a new revision without a parent named wants one head", "[revision]") {
  const auto error = parents_error({});
  CHECK(name_of(error) == "multiple_heads");
  CHECK(error.message() == "\"head\" is ambiguous: there are 2 heads, bbb1 and bbb2");
  CHECK(error.hint().find("merge") != std::string::npos);
  CHECK(error.hint().find("rebase") != std::string::npos);
  CHECK(parents_of(draw(""), {}).down_revision.empty());
}

TEST_CASE("a parent that is no head needs splice", "[revision]") {
  NewRevision wanted;
  wanted.heads = {"aaaa"};
  const auto error = parents_error(wanted);
  CHECK(name_of(error) == "not_a_head");
  CHECK(error.message() == "revision aaaa is not a head, it is followed by bbb1 and bbb2");
  CHECK(error.hint() == "`--splice` begins a new branch there");
  wanted.splice = Splice::yes;
  CHECK(parents_of(two_heads(), wanted).down_revision == Ids{"aaaa"});
}

TEST_CASE("a parent stands once", "[revision]") {
  NewRevision wanted;
  wanted.heads = {"bbb1", "one@head"};
  const auto error = parents_error(wanted);
  CHECK(name_of(error) == "duplicate_target");
  CHECK(error.message() == "revision bbb1 is given twice as a parent");
}

TEST_CASE("a merge has two sides", "[revision]") {
  NewRevision wanted;
  wanted.kind = NewKind::merge;
  wanted.heads = {"bbb1"};
  const auto error = parents_error(wanted);
  CHECK(name_of(error) == "nothing_to_merge");
  CHECK(error.message() == "a merge takes two revisions or more, here is one");
  wanted.heads = {"heads"};
  CHECK(parents_of(two_heads(), wanted).down_revision == Ids{"bbb1", "bbb2"});
}

TEST_CASE("a dependency keeps its label and nothing else as written", "[revision]") {
  NewRevision wanted;
  wanted.heads = {"bbb2"};
  wanted.depends_on = {"one", "one@head", "bbb1"};
  CHECK(parents_of(two_heads(), wanted).depends_on == std::vector<std::string>{"one", "bbb1"});
  wanted.depends_on = {"base"};
  CHECK(name_of(parents_error(wanted)) == "not_found");
}

TEST_CASE("the new id and labels are checked before a file is written", "[revision]") {
  NewRevision wanted;
  wanted.heads = {"bbb1"};
  wanted.id = "bbb2";
  CHECK(name_of(parents_error(wanted)) == "duplicate_id");
  CHECK(parents_error(wanted).detail() == "the first one stands in versions/bbb2.sql:1");
  wanted.id = "one";
  CHECK(name_of(parents_error(wanted)) == "duplicate_label");
  wanted.id = "base";
  CHECK(name_of(parents_error(wanted)) == "reserved_id");
  wanted.id = "x-1";
  CHECK(name_of(parents_error(wanted)) == "illegal_id");
  wanted.id = "cccc";
  for (const std::string label : {"one", "aaaa", "cccc"}) {
    wanted.branch_labels = {label};
    CHECK(name_of(parents_error(wanted)) == "duplicate_label");
  }
  wanted.branch_labels = {"two"};
  CHECK_NOTHROW(parents_of(two_heads(), wanted));
  wanted.branch_labels = {"two", "two"};
  CHECK(parents_error(wanted).message() == "revision cccc has branch label \"two\" twice");
}

TEST_CASE("an id fits the version table", "[revision]") {
  CHECK_NOTHROW(check_id(std::string(max_id_length, 'a')));
  const auto error = error_of([] { check_id(std::string(max_id_length + 1, 'a')); });
  CHECK(name_of(error) == "illegal_id");
  CHECK(error.message() ==
        "revision id \"aaaaaaaaaaaaaaaaaaaa...\" has 256 characters, more than 255");
  CHECK(error_of([] { check_id(""); }).message() == "a revision id is empty");
  CHECK(error_of([] { check_id("a b"); }).message() ==
        "revision id \"a b\" contains a blank or a control character");
  CHECK_NOTHROW(check_id("v1.0_\xC3\xA9"));
}
