// Command lines that cannot be run, and messages that must do no harm.
#include "bad_input.h"
#include "support/catch.h"

#include <fmt/core.h>

using namespace migrate::test;

namespace {

Expected usage(std::vector<std::string> words) {
  return {.status = 2, .code = "usage", .place = "", .words = std::move(words)};
}

/// The only file in versions/ but 0001.sql.
std::filesystem::path new_file(const BadInput& project) {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::directory_iterator(project.folder() / "versions"))
    if (entry.path().filename() != "0001.sql") found.push_back(entry.path());
  REQUIRE(found.size() == 1);
  return found.front();
}

std::size_t count_files(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) ++count;
  return count;
}

}  // namespace

TEST_CASE("a command line that is not understood is refused with a suggestion", "[bad]") {
  struct CommandCase {
    std::vector<std::string> args;
    std::vector<std::string> words;
  };

  const std::vector<CommandCase> cases{
      {{}, {"migrate --help"}},
      {{"upgarde"}, {"upgarde", "did you mean `migrate upgrade`?"}},
      {{"zzzzzzzzzz"}, {"zzzzzzzzzz", "migrate --help"}},
      {{"-c", "migrate.yaml", "upgarde"}, {"did you mean `migrate upgrade`?"}},
      {{"upgrade", "--dry-rnu"}, {"--dry-rnu", "did you mean `--dry-run`?"}},
      {{"upgrade", "--dry-rnu=yes"}, {"did you mean `--dry-run`?"}},
      {{"--jsno", "upgrade"}, {"--jsno", "did you mean `--json`?"}},
      {{"upgrade", "--zzzzzzzzzz"}, {"--zzzzzzzzzz", "migrate upgrade --help"}},
      {{"upgrade", "--tag"}, {"--tag", "migrate upgrade --help"}},
      {{"downgrade"}, {"TARGET", "migrate downgrade --help"}},
      {{"downgrade", "base", "base"}, {"migrate downgrade --help"}},
      {{"current", "head"}, {"head", "migrate current --help"}},
      {{"stamp"}, {"REV", "migrate stamp --help"}},
      {{"merge"}, {"REV", "migrate merge --help"}},
      {{"upgrade", "--color", "sometimes"}, {"--color", "sometimes"}},
  };
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.words.back());
    project.check(bad.args, usage(bad.words));
  }
}

TEST_CASE("a message cannot lead a file out of its folder or out of its header", "[bad]") {
  struct MessageCase {
    std::string message;
    std::string kept;  ///< as the header gives it back
    std::string slug;
  };

  const std::vector<MessageCase> cases{
      {"../../x", "../../x", "x"},
      {"/etc/passwd", "/etc/passwd", "etc_passwd"},
      {"..", "..", ""},
      {"fix: the bug # 7", "fix: the bug # 7", "fix_the_bug_7"},
      {"# 7", "# 7", "7"},
      {"say \"it's\" \\n", "say \"it's\" \\n", "say_it_s_n"},
      {"\"quoted\"", "\"quoted\"", "quoted"},
      {"[a, b]", "[a, b]", "a_b"},
      {"~", "~", ""},
      {"two\nlines\r\n\tand more", "two lines and more", "two_lines_and_more"},
      {"x\n-- down_revision: zz\n-- migrate:upgrade\ndrop table kept;",
       "x -- down_revision: zz -- migrate:upgrade drop table kept;",
       "x_down_revision_zz_migrate_upgrade_drop"},
      {"\x1B[31mred", "[31mred", "31mred"},
      {"  around  ", "around", "around"},
      {"{rev}{year} %s ${HOME}", "{rev}{year} %s ${HOME}", "rev_year_s_home"},
      {"caf\xC3\xA9", "caf\xC3\xA9", "caf\xC3\xA9"},
      {"-- migrate:upgrade", "-- migrate:upgrade", "migrate_upgrade"},
  };
  const BadInput project;
  project.write_first();
  project.write("migrate.yaml",
                fmt::format("database: {{url: \"{}\"}}\nfile_template: \"{{rev}}-{{slug}}\"\n",
                            project.database().url()));
  for (const auto& given : cases) {
    INFO(given.message);
    const auto made = project.run({"revision", "--json", "--rev-id", "r2", "-m" + given.message});
    CHECK(made.status == 0);
    CHECK(new_file(project).filename() == "r2-" + given.slug + ".sql");
    CHECK(count_files(project.folder()) == 3);
    const auto shown = json_of(project.run({"history", "--json"}))["revisions"].items();
    REQUIRE(shown.size() == 2);
    for (const auto& revision : shown)
      if (revision["revision"].text() == "r2") CHECK(revision["message"].text() == given.kept);
    CHECK(project.run({"upgrade", "--dry-run"}).status == 0);
    std::filesystem::remove(new_file(project));
  }
}

TEST_CASE("a message that is too long or no text is refused", "[bad]") {
  const BadInput project;
  project.write_first();
  const std::size_t most = 64 * 1024;
  project.check({"revision", "-m", std::string(most + 1, 'x')}, usage({"65537 bytes", "64 kB"}));
  project.check({"revision", "-m", "a\xFF"}, usage({"the message is not UTF-8"}));
  CHECK(count_files(project.folder()) == 2);
  CHECK(project.run({"revision", "-m", std::string(most, 'x')}).status == 0);
  CHECK(project.run({"history"}).status == 0);
}

TEST_CASE("what `revision` is given must fit", "[bad]") {
  const BadInput project;
  project.write_first();
  project.write_second("-- migrate:upgrade\n");
  project.check({"revision", "--version-path", "elsewhere"}, usage({"elsewhere", "`versions`"}));
  const auto refuse =
      [&](const std::string& code, std::vector<std::string> args, std::vector<std::string> words) {
        INFO(code);
        args.insert(args.begin(), "revision");
        project.check(args, {.status = 2, .code = code, .place = "", .words = std::move(words)});
      };
  refuse("duplicate_id", {"--rev-id", "0001"}, {"0001"});
  refuse("not_found", {"--head", "feed"}, {"\"feed\""});
  refuse("not_a_head", {"--head", "0001"}, {"0001", "--splice"});
  refuse("duplicate_label", {"--branch-label", "0001"}, {"0001"});
  refuse("not_found", {"--depends-on", "feed"}, {"\"feed\""});
  CHECK(count_files(project.folder()) == 3);
}
