#include "migrate/revision/revision_file.h"

#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/sha256.h"
#include "migrate/revision/new_file.h"
#include "migrate/revision/template.h"
#include "support/catch.h"

#include <string>
#include <vector>

namespace {

using namespace std::string_literals;
using migrate::Error;
using migrate::revision::parse_header;
using migrate::revision::parse_revision_file;

const std::string header = "-- revision: a\n-- down_revision: ~\n";

std::string failure(const std::string& text) {
  try {
    (void)parse_revision_file(text, "f.sql");
  } catch (const Error& error) {
    return error.place().text() + " " + error.message() + " | " + error.hint();
  }
  return "accepted";
}

std::string built_in_template() {
  return migrate::files::read(MIGRATE_TEST_DATA "/../../templates/default/templates/revision.sql");
}

}  // namespace

TEST_CASE("header values are plain text or YAML", "[file]") {
  const auto revision = parse_header(
      "\xEF\xBB\xBF-- revision: 0001   # the first\r\n"
      "-- down_revision: [1e10, \"0002\", 03]\r\n"
      "-- message: fix: the bug # 7 'and' \"more\"\r\n"
      "-- depends_on: abc\n"
      "-- branch_labels: [x, y]\n\n",
      "f.sql");
  CHECK(revision.id == "0001");
  CHECK(revision.down_revision == std::vector<std::string>{"1e10", "0002", "03"});
  CHECK(revision.message == "fix: the bug # 7 'and' \"more\"");
  CHECK(revision.depends_on == std::vector<std::string>{"abc"});
  CHECK(revision.branch_labels == std::vector<std::string>{"x", "y"});
  CHECK(parse_header(header, "f.sql").down_revision.empty());
}

TEST_CASE("a file is cut into its sections and statements", "[file]") {
  const auto file =
      parse_revision_file(header +
                              "\n-- migrate:upgrade\nselect '\n-- migrate:downgrade\n';\n"
                              "select $$\n-- migrate:downgrade\n$$; /*\n-- migrate:downgrade\n*/\n"
                              "copy t from stdin;\n-- migrate:downgrade\n\\.\nselect 4\n"
                              "-- migrate:verify\nselect 5;\n"
                              "-- migrate:downgrade transaction=off\nvacuum;\n",
                          "f.sql");
  REQUIRE(file.upgrade);
  CHECK(file.upgrade->statements.size() == 4);
  REQUIRE(file.verify);
  CHECK(file.verify->statements.size() == 1);
  REQUIRE(file.downgrade);
  CHECK(file.downgrade->transaction == migrate::revision::TransactionMode::off);
  CHECK(stored_text(file, *file.downgrade) == "vacuum;");
}

TEST_CASE("a checksum ignores line ends and what is behind the section's text", "[file]") {
  const auto of = [](const std::string& section) {
    const auto file = parse_revision_file(header + "-- migrate:upgrade\n" + section, "f.sql");
    return std::pair(checksum(file, *file.upgrade), token_checksum(file, *file.upgrade));
  };
  const auto plain = of("create table t (a int);\nselect 1;");
  CHECK(plain.first == migrate::sha256_hex("create table t (a int);\nselect 1;"));
  CHECK(of("create table t (a int);\r\nselect 1;\r\n\r\n").first == plain.first);
  const auto cosmetic = of("create table t (a\n  int); -- note\nselect 1;");
  CHECK(cosmetic.first != plain.first);
  CHECK(cosmetic.second == plain.second);
  CHECK(of("create table t (b int);\nselect 1;").second != plain.second);
  CHECK(of("select $$\r\n$$;\r\n") == of("select $$\n$$;\n"));
}

TEST_CASE("mistakes in a file are named with their place", "[file]") {
  struct Case {
    std::string text;
    std::vector<std::string> said;
  };

  const std::string up = "\n-- migrate:upgrade\n";
  const std::vector<Case> cases{
      {"", {"no header"}},
      {"select 1;", {"no header"}},
      {"-- revision: a\n" + up, {"down_revision"}},
      {"-- revison: a\n", {"f.sql:1:4", "revison", "\"revision\""}},
      {header + "-- revision: b\n" + up, {"f.sql:3:4", "twice"}},
      {"-- revision: a\n-- down_revision:\n" + up, {"f.sql:2:4", "no value", "~"}},
      {"-- revision: a\n-- down_revision: []\n" + up, {"f.sql:2", "empty list"}},
      {header + "-- settings: lock_timeout\n" + up, {"f.sql:3:4", "a map of server settings"}},
      {header + "-- settings:\n" + up, {"f.sql:3:4", "no value"}},
      {header + "-- settings: {lock timeout: 1}\n" + up, {"f.sql:3:4", "\"lock timeout\""}},
      {header + "-- settings: {a.1b: 1}\n" + up, {"f.sql:3:4", "\"a.1b\" is no name"}},
      {header + "-- settings: {Role: x}\n" + up, {"f.sql:3:4", "\"Role\"", "database.role"}},
      {header + "-- settings: {migrate.xid: 1}\n" + up, {"f.sql:3:4", "\"migrate.xid\""}},
      {header + "-- settings: {a: 1, A: 2}\n" + up, {"f.sql:3:4", "twice"}},
      {header + "-- settings: {a: [1]}\n" + up, {"f.sql:3:4", "a text or a number"}},
      {header + "-- settings: {a: ~}\n" + up, {"f.sql:3:4", "a text or a number"}},
      {header + "-- settings: {a: 1\n" + up, {"f.sql:3:4", "cannot be read"}},
      {header + "\n-- depends_on: x\n" + up, {"f.sql:4:4", "depends_on", "ignored"}},
      {header, {"no section"}},
      {header + "\n-- migrate:downgrade\n", {"no upgrade section"}},
      {header + "select 1;" + up, {"f.sql:3:1", "before the first section"}},
      {header + up + up, {"f.sql:6:1", "twice"}},
      {header + "\n-- migrate:up\n", {"f.sql:4:1", "\"up\"", "import"}},
      {header + "\n-- Migrate:Upgrade\n", {"f.sql:4:1", "not a section marker"}},
      {header + "\n--migrate:upgrade\n", {"f.sql:4:1", "not a section marker"}},
      {header + "\n-- migrate:upgrade transactoin=off\n", {"f.sql:4:1", "transactoin=off"}},
      {header + "\n-- migrate:upgrade\rselect 1;\n", {"f.sql:4", "carriage return"}},
      {header + up + "\\d\n", {"f.sql:5:1", "\\d"}},
      {header + up + "select 1 \\g\n", {"f.sql:5:10", "\\g"}},
      {header + up + "\\restrict k\nselect 1\n\\restrict k\n, 2;", {"f.sql:7:1", "inside"}},
      {header + up + "select 1;\nselect 'x\n", {"f.sql:6:8", "unfinished string"}},
      {header + up + "select (1;\n-- migrate:downgrade\n", {"f.sql:5:8", "unfinished parenthesis"}},
      {header + up + "copy t from stdin;\n1\n", {"f.sql:5:1", "unfinished COPY data"}},
      {header + up + "select 1;\nCOMMIT;", {"f.sql:6:1", "COMMIT"}},
      {header + up + "vacuum;", {"f.sql:5:1", "VACUUM", "transaction=off"}},
      {header + up + "select '\0';"s, {"f.sql:5", "NUL"}},
      {header + up + "select '\xE9';", {"f.sql:5", "UTF-8"}},
  };
  for (const auto& [text, said] : cases) {
    CAPTURE(text);
    const auto found = failure(text);
    for (const auto& part : said)
      CHECK_THAT(found, Catch::Contains(part));
  }
}

TEST_CASE("a new file is read back as it was meant", "[file]") {
  using namespace migrate::revision;
  Revision wanted{.id = "we ird,\"id\"",
                  .down_revision = {"0001", "x-y"},
                  .depends_on = {"p"},
                  .branch_labels = {"l"},
                  .message = header_message("a: b # c\n\t\"d\""),
                  .created = "2026-01-31T10:00:00Z",
                  .file = {},
                  .line = 0};
  CHECK(wanted.message == "a: b # c \"d\"");
  const auto text = fill_template(built_in_template(), "revision.sql", {.revision = wanted});
  const auto read = parse_revision_file(text, "f.sql").header;
  CHECK(read.id == wanted.id);
  CHECK(read.down_revision == wanted.down_revision);
  CHECK(read.depends_on == wanted.depends_on);
  CHECK(read.branch_labels == wanted.branch_labels);
  CHECK(read.message == wanted.message);
  CHECK(slug("../../x", 40) == "x");
  CHECK(slug("Create users: 'now'", 9) == "create_us");
  CHECK_THROWS_AS(header_message(std::string(70'000, 'x')), Error);
}
