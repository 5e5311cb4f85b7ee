// What the shells get for a line: the candidates for its last word.

#include "migrate/commands/complete.h"

#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "support/catch.h"
#include "support/cluster.h"

#include <string>
#include <vector>

namespace {

using Strings = std::vector<std::string>;

/// A project with two branches, the first of them labelled.
class Folder {
 public:
  explicit Folder(std::string_view config = "environments: {staging: {}, production: {}}\n") {
    folder_.write("migrate.yaml", config);
    folder_.write("versions/a.sql",
                  "-- revision: aa11\n-- down_revision: ~\n-- message: create users\n"
                  "-- branch_labels: [accounts]\n\n-- migrate:upgrade\n");
    folder_.write("versions/b.sql",
                  "-- revision: ab22\n-- down_revision: aa11\n-- message: tab\there\n\n"
                  "-- migrate:upgrade\n");
  }

  [[nodiscard]] std::string complete(const Strings& words) const {
    return migrate::commands::complete(words, folder_.path(), {});
  }

  /// The candidates without their explanations.
  [[nodiscard]] Strings values(const Strings& words) const {
    Strings out;
    const auto text = complete(words);
    for (const auto line : migrate::split_at(migrate::trim_right(text), '\n'))
      out.emplace_back(line.substr(0, line.find('\t')));
    return text.empty() ? Strings{} : out;
  }

 private:
  migrate::test::TemporaryFolder folder_;
};

struct Case {
  Strings words;
  Strings candidates;
};

}  // namespace

TEST_CASE("the last word of a line is completed by what can stand there", "[completion]") {
  const Folder folder;
  const std::vector<Case> cases{
      {{"downg"}, {"downgrade"}},
      {{"-q", "downg"}, {"downgrade"}},
      {{"--url", "downgrade", "stam"}, {"stamp"}},
      {{"nosuch"}, {}},
      {{"nosuch", ""}, {}},
      {{"help", "psq"}, {"psql"}},
      {{"upgrade", "--dr"}, {"--dry-run"}},
      {{"--no-pr"}, {"--no-progress"}},
      {{"upgrade", "--no-pr"}, {"--no-progress"}},
      {{"downgrade", "--", "--a"}, {}},
      {{"show", "a"}, {"ab22", "aa11", "accounts", "accounts@head"}},
      {{"show", "ab22", "a"}, {}},
      {{"upgrade", "ab22", "aa"}, {"aa11"}},
      {{"upgrade", "aa11:ab"}, {"aa11:ab22"}},
      {{"upgrade", "aa11,ab"}, {"aa11,ab22"}},
      {{"upgrade", "accounts@"}, {"accounts@head"}},
      {{"downgrade", "ba"}, {"base"}},
      {{"rebase", "ab22", "--onto", "aa"}, {"aa11"}},
      {{"rebase", "ab22", "--onto=aa"}, {"--onto=aa11"}},
      {{"-e", ""}, {"staging", "production"}},
      {{"--env", "st"}, {"staging"}},
      {{"--env=st"}, {"--env=staging"}},
      {{"upgrade", "-e", "st"}, {"staging"}},
      {{"--color", "n"}, {"never"}},
      {{"completion", ""}, {"bash", "zsh", "fish"}},
      {{"--config", ""}, {":file"}},
      {{"init", ""}, {":folder"}},
      {{"revision", "-m", ""}, {}},
      {{"psql", "--"}, {}},
  };
  for (const auto& [words, candidates] : cases) {
    INFO(migrate::join(words, " "));
    CHECK(folder.values(words) == candidates);
  }
}

TEST_CASE("an empty word is completed by every command", "[completion]") {
  CHECK(Folder().values({""}).size() == migrate::commands::all().size());
}

TEST_CASE("a candidate comes with its explanation, in one line", "[completion]") {
  const Folder folder;
  CHECK(folder.complete({"show", "aa"}) == "aa11\tcreate users\n");
  CHECK(folder.complete({"show", "ab"}) == "ab22\ttab here\n");
  CHECK(folder.complete({"stam"}) ==
        "stamp\t" + std::string(migrate::commands::find("stamp")->summary) + "\n");
}

TEST_CASE("a project that cannot be read has no candidates", "[completion]") {
  const Folder folder("nosuchkey: 1\n");
  CHECK(folder.complete({"show", ""}).empty());
  CHECK(folder.complete({"-e", ""}).empty());
  CHECK(folder.complete({"sho"}) != "");
}

TEST_CASE("no words, no candidates", "[completion]") {
  CHECK(Folder().complete({}).empty());
}
