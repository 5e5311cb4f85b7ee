#pragma once

#include "support/project.h"
#include "support/session.h"
#include "support/wire.h"

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

/// Migrations that leave traces to count: each inserts its id into the table `ledger`, which
/// nothing keeps from taking it twice.
namespace migrate::test {

enum class Content {
  tables,  ///< a table with rows and an index besides: done twice, it fails
  data,    ///< the ledger's row alone: done twice, it does not
};

/// What the migrations of a project are like.
struct Shape {
  std::size_t migrations = 5;
  Content content = Content::tables;
  std::set<std::size_t> outside{};  ///< these, counted from 1, build an index with transaction=off
  double sleep = 0;                 ///< seconds that each spends on the server
  bool slow_index = false;          ///< the index takes a third of a second to build
  std::string config = "{}\n";
};

enum class Stage { interrupted, complete, undone };

class LedgerProject {
 public:
  LedgerProject(const std::string& url, const Shape& shape);

  [[nodiscard]] const Project& project() const { return project_; }

  /// What a database needs before the first migration.
  static std::string prelude();

  /// Which invariants do not hold, a line each: every migration is there wholly or not at all, and
  /// once; it is recorded if and only if it is there; the version table names the newest.
  [[nodiscard]] std::string broken(const Session& session, Stage stage) const;

  /// How many of the migrations are recorded as applied.
  [[nodiscard]] std::size_t applied(const Session& session) const;

 private:
  struct Found;

  [[nodiscard]] std::vector<Found> look(const Session& session) const;
  [[nodiscard]] bool is_outside(std::size_t index) const;

  Shape shape_;
  Project project_;
};

/// 1 gives `0001`.
std::string id_of(std::size_t number);

/// The migration whose first statement a client's message carries.
std::optional<std::string> migration_begun(const WireMessage& message);

/// Whether it is a client's BEGIN, or COMMIT.
bool begins_transaction(const WireMessage& message);
bool commits_transaction(const WireMessage& message);

/// Whether it tells the server to build an index CONCURRENTLY.
bool builds_index(const WireMessage& message);

/// The rows of a query as lines of fields joined by `|`.
std::vector<std::vector<std::string>> rows_of(const Session& session, const std::string& query);

/// Waits until the session's database has no other client (with a pooler: none at work), and looks
/// for what they left behind: a line for each advisory lock, prepared transaction or backend that
/// stays.
std::string left_behind(const Session& session, bool pooled = false);

}  // namespace migrate::test
