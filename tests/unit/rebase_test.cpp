#include "migrate/revision/rebase.h"

#include "revision_drawing.h"

#include <algorithm>

using namespace migrate;
using namespace migrate::revision;

namespace {

const RenamedIds renamed{{"0002", "0004"}, {"0003", "0005"}};

/// aaaa - bbb1 and aaaa - cc11 - cc12.
RevisionMap forked() {
  return draw("aaaa\nbbb1 <- aaaa\ncc11 <- aaaa\ncc12 <- cc11");
}

Ids ids_of(const std::vector<Revision>& revisions) {
  Ids out;
  for (const auto& revision : revisions)
    out.push_back(revision.id);
  return out;
}

Error error_of_rebase(const RevisionMap& map,
                      const std::string& revision,
                      const std::optional<std::string>& onto = {}) {
  return error_of([&] { (void)plan_rebase(map, revision, onto, Renumber::yes); });
}

/// "0001: 0000" for each revision, sorted by id.
Ids edges(const RevisionMap& map) {
  Ids out;
  for (const auto& revision : map.revisions()) {
    std::string line = revision.id + ":";
    for (const auto& parent : revision.down_revision)
      line += " " + parent;
    for (const auto& need : revision.depends_on)
      line += " +" + need;
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace

TEST_CASE("a revision moves behind the other head with what follows it", "[rebase]") {
  const auto plan = plan_rebase(forked(), "cc11", {}, Renumber::no);
  CHECK(plan.onto == "bbb1");
  CHECK(ids_of(plan.moved) == Ids{"cc11", "cc12"});
  CHECK(plan.renamed.empty());
  CHECK(edges(plan.after) == Ids{"aaaa:", "bbb1: aaaa", "cc11: bbb1", "cc12: cc11"});
  CHECK(plan.after.heads() == Ids{"cc12"});
}

TEST_CASE("the middle of a branch and a base can move too", "[rebase]") {
  CHECK(edges(plan_rebase(forked(), "cc12", "bbb1", Renumber::no).after) ==
        Ids{"aaaa:", "bbb1: aaaa", "cc11: aaaa", "cc12: bbb1"});
  CHECK(edges(plan_rebase(draw("aaaa\nbbbb"), "bbbb", {}, Renumber::no).after) ==
        Ids{"aaaa:", "bbbb: aaaa"});
}

TEST_CASE("a revision that is there already does not move", "[rebase]") {
  CHECK(plan_rebase(forked(), "cc12", "cc11", Renumber::yes).moved.empty());
  CHECK(plan_rebase(forked(), "bbb1", "aaaa", Renumber::yes).moved.empty());
}

TEST_CASE("what cannot move says why", "[rebase]") {
  const auto code = [](const Error& error) { return std::string(info(error.code()).name); };
  CHECK(code(error_of_rebase(forked(), "cc11", "cc12")) == "cycle");
  CHECK(code(error_of_rebase(forked(), "cc11", "cc11")) == "cycle");
  CHECK(code(error_of_rebase(forked(), "cc12", "aaaa")) == "not_a_head");
  CHECK(code(error_of_rebase(forked(), "aaaa")) == "usage");
  CHECK(code(error_of_rebase(forked(), "zzzz")) == "not_found");
  CHECK(code(error_of_rebase(
            draw("aaaa\nbbb1 needs cc12\ncc11 <- aaaa\ncc12 <- cc11"), "cc11", "bbb1")) ==
        "dependency_cycle");
  CHECK(code(error_of_rebase(draw("aaaa\nb <- aaaa\nc <- aaaa\nm <- b c\nx <- aaaa"), "m", "x")) ==
        "refused");
  const auto many = error_of_rebase(draw("aaaa\nb <- aaaa\nc <- aaaa\nd <- aaaa"), "d");
  CHECK(code(many) == "multiple_heads");
  CHECK(many.message() == "revision d could move behind b and c");
}

TEST_CASE("numbers that are out of order are given again, and all who name them follow",
          "[rebase]") {
  const auto map = draw(
      "0001\n0002 <- 0001\n0003 <- 0002\n0004 <- 0001\n0005 <- 0001 needs 0003\nside needs 0002");
  const auto plan = plan_rebase(map, "0002", "0004", Renumber::yes);
  CHECK(plan.renamed == RenamedIds{{"0002", "0006"}, {"0003", "0007"}});
  CHECK(edges(plan.after) ==
        Ids{"0001:", "0004: 0001", "0005: 0001 +0007", "0006: 0004", "0007: 0006", "side: +0006"});
}

TEST_CASE("numbers that stay in order are kept", "[rebase]") {
  const auto map = draw("0001\n0002 <- 0001\n0003 <- 0001\n0004 <- 0003");
  CHECK(plan_rebase(map, "0003", "0002", Renumber::yes).renamed.empty());
  CHECK(plan_rebase(map, "0002", "0004", Renumber::no).renamed.empty());
  CHECK(plan_rebase(map, "0002", "0004", Renumber::yes).renamed == RenamedIds{{"0002", "0005"}});
}

TEST_CASE("only the values of ids change in a header", "[rebase]") {
  struct Case {
    std::string text;
    std::string expected;
  };

  const std::vector<Case> cases{
      {"\xEF\xBB\xBF-- revision: 0002\r\n--  down_revision:\t0001  # why # so\r\n-- message: "
       "0002\r\n"
       "\r\n-- migrate:upgrade\r\n-- revision: 0002\r\nselect '0002';",
       "\xEF\xBB\xBF-- revision: 0004\r\n--  down_revision:\t0001  # why # so\r\n-- message: "
       "0002\r\n"
       "\r\n-- migrate:upgrade\r\n-- revision: 0002\r\nselect '0002';"},
      {"-- down_revision: [\"0002\", 'x #', 0003] # [0002]\n",
       "-- down_revision: [0004, \"x #\", 0005] # [0002]\n"},
      {"-- depends_on: '0002'", "-- depends_on: 0004"},
      {"-- replaces: [0001, 0003]", "-- replaces: [0001, 0005]"},
      {"-- depends_on: [0001,   9]   # kept\n", "-- depends_on: [0001,   9]   # kept\n"},
      {"-- down_revision: ~\n-- branch_labels: [0002]\n",
       "-- down_revision: ~\n-- branch_labels: [0002]\n"},
      {"", ""},
  };
  for (const auto& [text, expected] : cases)
    CHECK(with_header_ids(text, renamed) == expected);
}

TEST_CASE("a new parent takes the place of what stood there", "[rebase]") {
  CHECK(with_header_ids("-- revision: a\n-- down_revision: ~   # base\n\nx", {}, "b c") ==
        "-- revision: a\n-- down_revision: \"b c\"   # base\n\nx");
  CHECK(with_header_ids("-- revision: a\n-- down_revision: [ \"z\" ]\r\n", {}, "0001") ==
        "-- revision: a\n-- down_revision: 0001\r\n");
}
