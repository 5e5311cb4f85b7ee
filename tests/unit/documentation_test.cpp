// What the documents must name: they are written by hand, and the code must not run away from them.

#include "migrate/base/error.h"
#include "migrate/base/files.h"
#include "migrate/base/strings.h"
#include "migrate/commands/command.h"
#include "migrate/commands/manual.h"
#include "migrate/config/settings.h"
#include "migrate/revision/revision_file.h"
#include "support/catch.h"
#include "support/cluster.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace {

using migrate::Error;
using migrate::ErrorCode;
using migrate::ExitStatus;

using Strings = std::vector<std::string>;

std::filesystem::path root() {
  return std::filesystem::path(MIGRATE_TEST_DATA).parent_path().parent_path();
}

std::string document(const std::string& name) {
  return migrate::files::read(root() / name);
}

/// The README and all of docs/.
std::string documents() {
  auto text = document("README.md");
  for (const auto& path : migrate::files::list(root() / "docs", ".md", true))
    text += migrate::files::read(path);
  return text;
}

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

/// The names in backquotes that begin a table's row.
std::multiset<std::string> named_rows(const std::string& text) {
  std::multiset<std::string> out;
  for (const auto line : migrate::split_at(text, '\n'))
    if (line.starts_with("| `")) out.emplace(line.substr(3, line.find('`', 3) - 3));
  return out;
}

std::optional<Error> error_of_config(const std::string& text) {
  const migrate::test::TemporaryFolder folder;
  folder.write("migrate.yaml", text);
  try {
    (void)migrate::config::load({.config_file = {},
                                 .overlay = {},
                                 .url = {},
                                 .working_folder = folder.path(),
                                 .environment = {}});
  } catch (const Error& error) {
    return error;
  }
  return std::nullopt;
}

/// The names that an error's hint lists behind `prefix`, up to a semicolon.
Strings listed(const Error& error, const std::string& prefix) {
  if (!error.hint().starts_with(prefix)) return {};
  Strings out;
  const auto names = error.hint().substr(prefix.size(), error.hint().find(';') - prefix.size());
  for (const auto name : migrate::split_at(names, ','))
    out.emplace_back(migrate::trim(name));
  return out;
}

/// What may stand in a section of the config, as the error for an unknown key tells; empty: it is
/// no section.
Strings names_in(const std::string& section) {
  const std::string unknown = "qqqqqqqqqqqqqqqqqqqqqqqq";
  const auto error =
      error_of_config(section.empty() ? unknown + ": 1\n" : section + ":\n  " + unknown + ": 1\n");
  return error ? listed(*error, "known keys here: ") : Strings{};
}

/// Every key of the config: `versions`, `database.url`, ...
Strings config_keys() {
  Strings out;
  for (const auto& name : names_in("")) {
    const auto members = names_in(name);
    if (members.empty()) out.push_back(name);
    for (const auto& member : members)
      out.push_back(name + "." + member);
  }
  return out;
}

Strings header_keys() {
  try {
    (void)migrate::revision::parse_header("-- qqqqqqqqqqqqqqqqqqqqqqqq: 1\n", "x.sql");
  } catch (const Error& error) {
    return listed(error, "known keys: ");
  }
  return {};
}

}  // namespace

TEST_CASE("every error code is documented with its exit status", "[documentation]") {
  const auto page = document("docs/exit-statuses.md");
  for (const auto& code : migrate::error_codes()) {
    INFO(code.name);
    CHECK(contains(page,
                   fmt::format("\n| `{}` | {} | ", code.name, static_cast<int>(code.exit_status))));
  }
}

TEST_CASE("no error code is documented that does not exist", "[documentation]") {
  std::multiset<std::string> codes;
  for (const auto& code : migrate::error_codes())
    codes.emplace(code.name);
  CHECK(named_rows(document("docs/exit-statuses.md")) == codes);
}

TEST_CASE("every exit status is documented", "[documentation]") {
  const auto page = document("docs/exit-statuses.md");
  std::set<int> statuses{static_cast<int>(ExitStatus::done)};
  for (const auto& code : migrate::error_codes())
    statuses.insert(static_cast<int>(code.exit_status));
  for (const int status : statuses) {
    INFO(status);
    CHECK(contains(page, fmt::format("\n| {} | ", status)));
  }
}

TEST_CASE("every command is documented", "[documentation]") {
  const auto text = documents();
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    CHECK(contains(text, fmt::format("`{}`", command->name)));
  }
}

TEST_CASE("the config's keys can be asked for", "[documentation]") {
  const auto keys = config_keys();
  const std::set<std::string> known(keys.begin(), keys.end());
  CHECK(known.contains("versions"));
  CHECK(known.contains("database.version_table_schema"));
  CHECK(known.contains("environments"));
}

TEST_CASE("every config key is documented", "[documentation]") {
  const auto page = document("docs/configuration.md");
  for (const auto& key : config_keys()) {
    INFO(key);
    CHECK(contains(page, fmt::format("| `{}` |", key)));
  }
}

TEST_CASE("no config key is documented that does not exist", "[documentation]") {
  const auto keys = config_keys();
  const std::set<std::string> known(keys.begin(), keys.end());
  for (const auto& row : named_rows(document("docs/configuration.md"))) {
    INFO(row);
    CHECK(known.contains(row));
  }
}

TEST_CASE("every header key of a migration file is documented", "[documentation]") {
  const auto page = document("docs/file-format.md");
  const auto keys = header_keys();
  CHECK(keys.size() >= 10);
  for (const auto& key : keys) {
    INFO(key);
    CHECK(contains(page, fmt::format("| `{}` |", key)));
  }
}

// The pages made from what the program says of its commands: `migrate __reference docs` writes
// them.

TEST_CASE("every command has its page, as the program describes it now", "[documentation]") {
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    CHECK(document(fmt::format("docs/commands/{}.md", command->name)) ==
          migrate::commands::reference(*command));
  }
  CHECK(document("docs/commands/README.md") == migrate::commands::reference_index());
}

TEST_CASE("no page is left of a command that does not exist", "[documentation]") {
  const auto pages = migrate::files::list(root() / "docs/commands", ".md", false);
  CHECK(pages.size() == migrate::commands::all().size() + 1);
}

TEST_CASE("docs/json.md lists the keys of every command", "[documentation]") {
  const auto page = document("docs/json.md");
  CHECK(page.substr(std::min(page.size(), page.find(migrate::commands::json_reference_begins))) ==
        migrate::commands::json_reference());
}

TEST_CASE("every command has a transcript, with an error", "[documentation]") {
  for (const auto* command : migrate::commands::all()) {
    INFO(command->name);
    const auto text = document(fmt::format("tests/cli/{}.t", command->name));
    CHECK(contains(text, fmt::format("$ migrate {}", command->name)));
    CHECK(contains(text, "[exit "));
  }
}

TEST_CASE("the index of the documents names every page", "[documentation]") {
  const auto index = document("docs/README.md");
  for (const auto& path : migrate::files::list(root() / "docs", ".md", false)) {
    const auto name = path.filename().string();
    INFO(name);
    CHECK((name == "README.md" || contains(index, "(" + name + ")")));
  }
}
