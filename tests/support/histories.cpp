#include "support/histories.h"

#include "migrate/base/files.h"
#include "migrate/base/json.h"

#include <fmt/core.h>

#include <algorithm>
#include <cstdlib>

namespace migrate::test {

namespace fs = std::filesystem;

History::History(const fs::path& folder) {
  const auto json = Json::parse(files::read(folder / "history.json"));
  prelude_ = json["prelude"].text();
  for (const auto& entry : json["migrations"].items()) {
    auto& migration = migrations_.emplace_back();
    migration.name = entry["name"].text();
    migration.up = files::read(folder / entry["up"].text());
    if (!entry["down"].is_null()) migration.down = files::read(folder / entry["down"].text());
  }
}

void History::write(const Project& project) const {
  std::string parent = "~";
  for (std::size_t i = 0; i < migrations_.size(); ++i) {
    const auto& migration = migrations_[i];
    const auto id = fmt::format("{:04}", i + 1);
    auto sections = fmt::format("-- migrate:upgrade\n{}\n", migration.up);
    if (migration.down) sections += "\n-- migrate:downgrade\n" + *migration.down + "\n";
    project.add(id, parent, sections);
    parent = id;
  }
}

std::vector<fs::path> history_folders() {
  const char* given = std::getenv("MIGRATE_TEST_HISTORIES");
  const fs::path parent = given != nullptr ? fs::path(given) : MIGRATE_TEST_DATA "/histories";
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(parent))
    if (fs::exists(entry.path() / "history.json")) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace migrate::test
