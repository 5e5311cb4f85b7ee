#pragma once

#include "migrate/base/json.h"
#include "migrate/pg/connection.h"
#include "support/cluster.h"

#include <string>
#include <string_view>
#include <vector>

/// For tests of bad input: a project on a database of its own, and what an error must look like.
namespace migrate::test {

/// What the error of a run must be.
struct Expected {
  int status = 2;
  std::string code;
  std::string place;               ///< `file:line:column`, as far as known; empty: no file
  std::vector<std::string> words;  ///< all of them stand on stderr
};

/// A folder with migrate.yaml and versions/, and a database that holds one table, `kept`.
class BadInput {
 public:
  BadInput();

  /// Revision 0001, which makes a table: nobody may run it when a later file is bad.
  void write_first() const;

  /// A file that is written whole.
  void write(const std::string& name, std::string_view text) const { folder_.write(name, text); }

  /// versions/0002.sql: `body` below the header of revision 0002, whose parent is 0001. The body
  /// begins in line 3.
  void write_second(std::string_view body) const;

  void remove(const std::string& name) const;

  [[nodiscard]] RunResult run(std::vector<std::string> args, RunOptions options = {}) const;

  /// Run with --json and without: both must fail as expected and leave the database as it is.
  Json check(const std::vector<std::string>& args,
             const Expected& expected,
             const RunOptions& options = {}) const;

  [[nodiscard]] const Database& database() const { return database_; }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

 private:
  [[nodiscard]] std::string next_transaction() const;
  void look() const;
  void check_unchanged() const;

  TemporaryFolder folder_;
  Database database_;
  mutable pg::Connection connection_;
  mutable std::string seen_at_;  ///< the next transaction id when the schema was looked at
  mutable std::string schema_;
};

/// The JSON document of a run; null where stdout holds none.
Json json_of(const RunResult& result);

/// Check status, `error`, and that stderr is one paragraph. Gives `error`.
Json check_error(const RunResult& result, const Expected& expected);

}  // namespace migrate::test
