#pragma once

#include "support/project.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

/// Migrations of real projects (tests/data/README.md).
namespace migrate::test {

struct Migration {
  std::string name;
  std::string up;
  std::optional<std::string> down;
};

/// One project's, from a folder with a `history.json`.
class History {
 public:
  /// Throws std::runtime_error where a file is missing.
  explicit History(const std::filesystem::path& folder);

  /// What the database needs first.
  [[nodiscard]] const std::string& prelude() const { return prelude_; }

  [[nodiscard]] std::vector<Migration>& migrations() { return migrations_; }

  /// As files of the project: 0001 and so on, one above the other.
  void write(const Project& project) const;

 private:
  std::string prelude_;
  std::vector<Migration> migrations_;
};

/// The folders of tests/data/histories, or of MIGRATE_TEST_HISTORIES, by name.
std::vector<std::filesystem::path> history_folders();

}  // namespace migrate::test
