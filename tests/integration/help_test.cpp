// `help`, the man pages, and what is said to somebody who mistypes.

#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "support/catch.h"
#include "support/project.h"

#include <fmt/format.h>

#include <filesystem>

using namespace migrate::test;

namespace fs = std::filesystem;

namespace {

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

struct Mistake {
  std::vector<std::string> words;
  std::string said;
};

std::vector<std::string> man_pages(const fs::path& share) {
  std::vector<std::string> out;
  for (const auto& entry : fs::directory_iterator(share / "man/man1"))
    out.push_back(entry.path().string());
  return out;
}

}  // namespace

TEST_CASE("help explains a command in the words of its --help", "[help]") {
  for (const auto* command : migrate::commands::all()) {
    const std::string name(command->name);
    INFO(name);
    const auto help = run({"help", name});
    CHECK(help.status == 0);
    CHECK(help.err.empty());
    CHECK(contains(help.out, "Usage: migrate " + name));
    CHECK(help.out == run({name, "--help"}).out);
  }
}

TEST_CASE("help without a command lists them all", "[help]") {
  CHECK(run({"help"}).out == run({"--help"}).out);
}

TEST_CASE("help as JSON holds the text", "[help]") {
  const auto help = run({"help", "upgrade", "--json"});
  const auto json = migrate::Json::parse(help.out);
  CHECK(json["command"].text() == "help");
  CHECK(json["text"].text() == run({"help", "upgrade"}).out);
}

TEST_CASE("a mistyped word is met with the nearest one", "[help]") {
  const std::vector<Mistake> mistakes{
      {{"upgrad"}, "unknown command \"upgrad\""},
      {{"upgrad"}, "did you mean `migrate upgrade`?"},
      {{"help", "downgrde"}, "did you mean `migrate downgrade`?"},
      {{"upgrade", "--dry-rum"}, "did you mean `--dry-run`?"},
      {{"upgrade", "--dry-rum"}, "unknown option --dry-rum"},
      {{"--jsn", "current"}, "did you mean `--json`?"},
      {{"current", "--jsn"}, "did you mean `--json`?"},
      {{"--revid=1", "revision"}, "unknown option --revid"},
      {{"completion", "bsh"}, "did you mean `bash`?"},
      {{"nothing-like-it"}, "see `migrate --help`"},
      {{"stamp", "--nothing-like-it", "head"}, "see `migrate stamp --help`"},
      {{}, "a command is missing"},
      {{}, "see `migrate --help`"},
      {{"heads", "all"}, "unexpected argument \"all\""},
  };
  for (const auto& [words, said] : mistakes) {
    INFO(migrate::join(words, " "));
    const auto result = run(words);
    CHECK(result.status == 2);
    CHECK(result.out.empty());
    INFO(result.err);
    CHECK(contains(result.err, said));
  }
}

TEST_CASE("an unknown shell or command is no success as JSON either", "[help]") {
  for (const std::vector<std::string>& words : {std::vector<std::string>{"help", "downgrde"},
                                                std::vector<std::string>{"completion", "csh"},
                                                std::vector<std::string>{"upgrad"}}) {
    auto with_json = words;
    with_json.emplace_back("--json");
    const auto result = run(with_json);
    CHECK(result.status == 2);
    CHECK(migrate::Json::parse(result.out)["error"]["code"].text() == "usage");
  }
}

TEST_CASE("every command has a man page, without faults", "[help]") {
  const TemporaryFolder folder;
  REQUIRE(run({"__manual", folder.path().string()}).status == 0);
  auto pages = man_pages(folder.path());
  CHECK(pages.size() == migrate::commands::all().size() + 1);
  pages.insert(pages.begin(), {"-T", "lint", "-W", "warning"});
  const auto lint = run_program("mandoc", pages);
  CHECK(lint.status == 0);
  CHECK(lint.out.empty());
}

TEST_CASE("a man page shows what --help shows", "[help]") {
  const TemporaryFolder folder;
  REQUIRE(run({"__manual", folder.path().string()}).status == 0);
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    const auto path = folder.path() / fmt::format("man/man1/migrate-{}.1", command->name);
    const auto shown = run_program("mandoc", {"-T", "ascii", "-O", "width=300", path.string()}).out;
    // Overstruck letters are bold.
    std::string text;
    for (std::size_t at = 0; at < shown.size(); ++at)
      if (shown[at] == '\b')
        text.pop_back();
      else
        text += shown[at];
    for (const auto& option : command->options)
      CHECK(contains(text, option.name));
    for (const auto& [line, meaning] : command->examples)
      CHECK(contains(text, std::string(line)));
  }
}

TEST_CASE("man pages and completion scripts are written where packages have them", "[help]") {
  const TemporaryFolder folder;
  REQUIRE(run({"__manual", folder.path().string()}).status == 0);
  const auto script = [](const std::string& shell) { return run({"completion", shell}).out; };
  const auto& share = folder.path();
  CHECK(migrate::files::read(share / "bash-completion/completions/migrate") == script("bash"));
  CHECK(migrate::files::read(share / "zsh/site-functions/_migrate") == script("zsh"));
  CHECK(migrate::files::read(share / "fish/vendor_completions.d/migrate.fish") == script("fish"));
}
