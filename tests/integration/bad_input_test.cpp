// Headers and sections that break the format: found before anything runs.
#include "bad_input.h"

#include "support/catch.h"

using namespace migrate::test;

namespace {

constexpr auto section = "\n-- migrate:upgrade\nselect 1;\n";

struct FileCase {
  std::string name;
  std::string text;
  Expected expected;
};

Expected malformed(std::string place, std::vector<std::string> words) {
  return {
      .status = 2, .code = "malformed_file", .place = std::move(place), .words = std::move(words)};
}

/// Each text as the whole file versions/0002.sql.
void check_files(const std::vector<FileCase>& cases) {
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.name);
    project.write("versions/0002.sql", bad.text);
    project.check({"upgrade"}, bad.expected);
  }
}

/// Each text below the header of versions/0002.sql: it begins in line 3.
void check_bodies(const std::vector<FileCase>& cases) {
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.name);
    project.write_second(bad.text);
    project.check({"upgrade"}, bad.expected);
  }
}

}  // namespace

TEST_CASE("a header that breaks the format is refused with its place", "[bad]") {
  const auto at = [](std::string_view place) { return "versions/0002.sql:" + std::string(place); };
  const std::string id = "-- revision: 0002\n";
  const std::string both = id + "-- down_revision: 0001\n";
  check_files({
      {"empty file", "", malformed(at("1:1"), {"has no header", "-- revision: ID"})},
      {"no header", "select 1;\n", malformed(at("1:1"), {"has no header", "-- revision: ID"})},
      {"a blank line first", "\n" + both + section, malformed(at("1:1"), {"has no header"})},
      {"UTF-16", std::string("\xFF\xFE-\0-\0", 6), malformed(at("1:1"), {"UTF-16"})},
      {"no revision",
       "-- down_revision: 0001\n" + std::string(section),
       malformed(at("1:1"), {"the header has no \"revision\""})},
      {"no parent", id + section, malformed(at("1:1"), {"has no \"down_revision\"", "`~`"})},
      {"unknown key",
       both + "-- mesage: text\n" + section,
       malformed(at("3:4"), {"unknown header key \"mesage\"", "did you mean \"message\"?"})},
      {"key of nothing known",
       both + "-- zzzzzzzz: text\n" + section,
       malformed(at("3:4"), {"unknown header key \"zzzzzzzz\"", "known keys: revision"})},
      {"no blank",
       "-- revision:0002\n-- down_revision: 0001\n" + std::string(section),
       malformed(at("1:4"), {"\"revision\" wants a blank after its colon"})},
      {"no value",
       "-- revision:\n-- down_revision: ~\n" + std::string(section),
       malformed(at("1:4"), {"\"revision\" has no value"})},
      {"only a comment",
       "-- revision: # later\n-- down_revision: ~\n" + std::string(section),
       malformed(at("1:4"), {"\"revision\" has no value"})},
      {"parent without value",
       id + "-- down_revision:\n" + section,
       malformed(at("2:4"), {"\"down_revision\" has no value", "-- down_revision: ~"})},
      {"key twice",
       both + "--  revision: 0003\n" + section,
       malformed(at("3:5"), {"\"revision\" stands twice"})},
      {"list of parents is empty",
       id + "-- down_revision: []\n" + section,
       malformed(at("2:4"), {"empty list", "~"})},
      {"list for an id",
       "-- revision: [0002]\n-- down_revision: 0001\n" + std::string(section),
       malformed(at("1:4"), {"\"revision\" takes plain text"})},
      {"list not closed",
       id + "-- down_revision: [0001\n" + section,
       malformed(at("2:4"), {"[0001 cannot be read"})},
      {"map in a list",
       both + "-- depends_on: [{a: b}]\n" + section,
       malformed(at("3:4"), {"\"depends_on\" takes a list of plain ids"})},
      {"map where a list belongs",
       both + "-- replaces: {a: b}\n" + section,
       {.status = 2, .code = "malformed_file", .place = at("3:4"), .words = {"\"replaces\""}}},
  });
}

TEST_CASE("sections that break the format are refused with their place", "[bad]") {
  const auto at = [](std::string_view place) { return "versions/0002.sql:" + std::string(place); };
  check_bodies({
      {"none", "\n-- nothing here\n", malformed(at("5:1"), {"no section", "-- migrate:upgrade"})},
      {"header alone", "", malformed(at("3:1"), {"no section"})},
      {"downgrade alone",
       "-- migrate:downgrade\nselect 1;\n",
       malformed(at("1:1"), {"no upgrade section"})},
      {"two upgrades",
       "-- migrate:upgrade\nselect 1;\n  -- migrate:upgrade\n",
       malformed(at("5:3"), {"\"upgrade\" stands twice", "begins in line 3"})},
      {"dbmate's up",
       "-- migrate:up\nselect 1;\n",
       malformed(at("3:1"), {"unknown section \"up\"", "`migrate import dbmate DIR`"})},
      {"dbmate's down",
       "-- migrate:upgrade\nselect 1;\n-- migrate:down\n",
       malformed(at("5:1"), {"unknown section \"down\"", "`migrate import dbmate DIR`"})},
      {"unknown section",
       "-- migrate:upgrade\n-- migrate:undo\n",
       malformed(at("4:1"), {"unknown section \"undo\"", "upgrade, downgrade and verify"})},
      {"unknown option",
       "-- migrate:upgrade transaction=maybe\n",
       malformed(at("3:1"), {"\"transaction=maybe\"", "transaction=off"})},
      {"option of verify",
       "-- migrate:upgrade\n-- migrate:verify transaction=off\n",
       malformed(at("4:1"), {"\"transaction=off\"", "a verify section has no options"})},
      {"SQL before the first section",
       "\nselect 1;\n-- migrate:upgrade\n",
       malformed(at("4:1"), {"SQL before the first section", "-- migrate:upgrade"})},
      {"marker in another case",
       "-- Migrate:Upgrade\nselect 1;\n",
       malformed(at("3:1"), {"not a section marker: -- Migrate:Upgrade", "`-- migrate:upgrade`"})},
      {"marker with a blank",
       "-- migrate:upgrade\n-- migrate: downgrade\n",
       malformed(at("4:1"), {"`-- migrate:downgrade`"})},
      {"marker without a blank",
       "-- migrate:upgrade\nselect 1;\n--migrate:downgrade\n",
       malformed(at("5:1"), {"not a section marker", "`-- migrate:downgrade`"})},
      {"marker without a name", "\n-- migrate:\n", malformed(at("4:1"), {"not a section marker"})},
      {"marker with a blank, as a header key",
       "-- migrate: upgrade\n",
       malformed(at("3:4"), {"unknown header key \"migrate\"", "`-- migrate:upgrade`"})},
      {"header key below the header without a blank",
       "\n-- depends_on:0001\n-- migrate:upgrade\n",
       malformed(at("4:4"), {"\"depends_on\"", "below the header"})},
      {"header key below the header",
       "\n-- depends_on: 0001\n-- migrate:upgrade\n",
       malformed(at("4:4"), {"\"depends_on\"", "below the header"})},
      {"header key below a remark",
       "-- a remark\n-- branch_labels: [x]\n-- migrate:upgrade\n",
       malformed(at("4:4"), {"\"branch_labels\"", "below the header"})},
  });
}
