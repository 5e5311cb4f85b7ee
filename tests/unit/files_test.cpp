// Shell commands, and files that are rewritten together.
#include "migrate/base/files.h"

#include "migrate/base/clock.h"
#include "migrate/base/error.h"
#include "migrate/base/shell.h"
#include "support/catch.h"
#include "support/cluster.h"

#include <unistd.h>

#include <filesystem>
#include <map>
#include <string>

using namespace migrate;
using migrate::test::TemporaryFolder;

namespace {

/// Every file of the folder, by name.
std::map<std::string, std::string> contents(const std::filesystem::path& folder) {
  std::map<std::string, std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.is_regular_file()) out[entry.path().filename()] = files::read(entry.path());
  return out;
}

}  // namespace

TEST_CASE("a quoted text is one word for the shell", "[shell]") {
  for (const std::string text :
       {"plain", "", "it's", "a  b", "$HOME `x` \"y\"", "-n", "l1\nl2", "'"})
    CHECK(shell::run("printf %s " + shell::quoted(text), "/").output == text);
}

TEST_CASE("a command's output, status and folder are as it made them", "[shell]") {
  const TemporaryFolder folder;
  CHECK(shell::run("pwd", folder.path()).output == folder.path().string() + "\n");
  const auto failed = shell::run("echo out; echo err >&2; exit 3", "/");
  CHECK(failed.output == "out\nerr\n");
  CHECK(failed.status == 3);
  CHECK_FALSE(failed.ok());
  CHECK(shell::run("kill -9 $$", "/").status == 137);
  CHECK(shell::run("cat", "/").ok());
  CHECK_THROWS_AS(shell::run("true", folder.path() / "none"), Error);
}

TEST_CASE("a command that leaves a process behind does not hold us", "[shell]") {
  const auto done = shell::run("sleep 1000 & echo $!", "/");
  CHECK(done.ok());
  CHECK(shell::run("kill " + done.output, "/").ok());
}

TEST_CASE("files are rewritten and renamed together", "[files]") {
  const TemporaryFolder folder;
  const auto a = folder.write("a", "1");
  const auto b = folder.write("b", "2");
  std::filesystem::permissions(a, std::filesystem::perms::owner_all);
  files::rewrite({{a, b, "from a"}, {b, folder.path() / "c", "from b"}});
  CHECK(contents(folder.path()) ==
        std::map<std::string, std::string>{{"b", "from a"}, {"c", "from b"}});
  CHECK(std::filesystem::status(b).permissions() == std::filesystem::perms::owner_all);
}

TEST_CASE("files are left alone where one cannot be rewritten", "[files]") {
  const TemporaryFolder folder;
  const auto a = folder.write("a", "1");
  const auto b = folder.write("b", "2");
  const auto before = contents(folder.path());
  const std::map<std::string, files::Path> impossible{
      {"a name that is taken", b},
      {"a folder that is not there", folder.path() / "none" / "x"},
  };
  for (const auto& [why, to] : impossible) {
    INFO(why);
    const auto c = folder.path() / "c";
    CHECK_THROWS_AS(files::rewrite({{b, c, "new"}, {a, to, "new"}, {c, c, "never"}}), Error);
    CHECK(contents(folder.path()) == before);
  }
  CHECK_THROWS_AS(files::rewrite({{a, a, "new"}, {b, folder.path() / "none" / "x", "new"}}), Error);
  CHECK(contents(folder.path()) == before);
}

TEST_CASE("a link stays a link when its file is rewritten", "[files]") {
  const TemporaryFolder folder;
  const auto file = folder.write("file", "1");
  const auto link = folder.path() / "link";
  std::filesystem::create_symlink(file, link);
  files::rewrite({{link, link, "2"}});
  CHECK(std::filesystem::is_symlink(link));
  CHECK(files::read(file) == "2");
}

TEST_CASE("a time is read as it was written", "[clock]") {
  const auto time = read_iso("2026-01-31T10:20:30+02:00");
  REQUIRE(time);
  CHECK(time->iso() == "2026-01-31T10:20:30+02:00");
  for (const auto* text : {"", "2026-01-31", "2026-01-31 10:20:30", "2026-1-31T10:20:30Z", "x"})
    CHECK_FALSE(read_iso(text));
}
