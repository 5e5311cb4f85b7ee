#include "migrate/revision/template.h"

#include "migrate/base/error.h"
#include "support/catch.h"

#include <string>
#include <vector>

using namespace migrate;
using namespace migrate::revision;

namespace {

const std::string header = "-- revision: {revision}\n-- down_revision: {down_revision}\n";

const NewFile made{.revision = {.id = "0002",
                                .down_revision = {"0001"},
                                .depends_on = {},
                                .branch_labels = {},
                                .message = "it's {new}",
                                .created = "",
                                .file = {},
                                .line = 0}};

std::string failure(const std::string& text) {
  try {
    (void)fill_template(text, "t.sql", made);
  } catch (const Error& error) {
    return error.place().text() + " " + error.message() + " | " + error.detail() + " | " +
           error.hint();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a template may hold plain braces", "[template]") {
  CHECK(
      fill_template(
          header + "\n-- migrate:upgrade\nselect '{{{revision}}}'; -- }}{{\n", "t.sql", made) ==
      "-- revision: 0002\n-- down_revision: 0001\n\n-- migrate:upgrade\nselect '{0002}'; -- }{\n");
}

TEST_CASE("sections of a template are filled in, and left empty", "[template]") {
  const auto text =
      header +
      "-- message: {message}\r\n-- created: {created}\n-- depends_on: {depends_on}\n\n"
      "-- migrate:upgrade\n{upgrade}\n\n-- migrate:downgrade\n{downgrade}\n";
  CHECK(fill_template(text, "t.sql", made) ==
        "-- revision: 0002\n-- down_revision: 0001\n-- message: it's {new}\r\n\n"
        "-- migrate:upgrade\n\n-- migrate:downgrade\n");
  auto full = made;
  full.upgrade = "select 1;\nselect '{x}';\n";
  CHECK(fill_template(text, "t.sql", full) ==
        "-- revision: 0002\n-- down_revision: 0001\n-- message: it's {new}\r\n\n"
        "-- migrate:upgrade\nselect 1;\nselect '{x}';\n\n-- migrate:downgrade\n");
}

TEST_CASE("what is wrong with a template is named with its place", "[template]") {
  struct Case {
    std::string text;
    std::vector<std::string> said;
  };

  const std::string up = "\n-- migrate:upgrade\n";
  const std::vector<Case> cases{
      {header + up + "-- {mesage}\n", {"t.sql:5:4", "{mesage}", "did you mean {message}?"}},
      {header + up + "-- {zzzzzzzzzz}\n", {"t.sql:5:4", "fields: {revision}", "{{ or }}"}},
      {header + up + "select '{\n}';\n", {"t.sql:5:9", "single {", "{{"}},
      {header + up + "select '}';\n", {"t.sql:5:9", "single }", "}}"}},
      {"-- revision: {revision}\n" + up, {"t.sql ", "down_revision"}},
      {"-- revision: x\n-- down_revision: {down_revision}\n" + up,
       {"t.sql ", "new revision's revision", "`-- revision: {revision}`"}},
      {"-- revision: {revision}\n-- down_revision: ~\n" + up, {"new revision's down_revision"}},
      {header, {"does not make a migration file", "no section"}},
      {header + up + "commit;\n", {"COMMIT", "line 5", "commit;"}},
      {"", {"no header"}},
  };
  for (const auto& [text, said] : cases) {
    CAPTURE(text);
    const auto found = failure(text);
    for (const auto& part : said)
      CHECK_THAT(found, Catch::Contains(part));
  }
}
