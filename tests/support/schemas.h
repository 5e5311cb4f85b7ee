#pragma once

#include "migrate/catalog/snapshot.h"
#include "migrate/diff/diff.h"
#include "support/cluster.h"

#include <filesystem>
#include <map>
#include <string>

/// Schemas as the product and as pg_dump see them.
namespace migrate::test {

/// Nothing is left out for want of --allow.
extern const diff::Options everything;

/// By psql, which stops at the first error.
void load_sql(const std::string& url, const std::filesystem::path& file);

catalog::Snapshot snapshot_of(const std::string& url);

std::string text_of(const diff::Plan& plan);

/// Each statement alone where the plan needs commits, else all in one transaction. Gives the error,
/// with the statement and the plan; empty: all ran.
std::string run(const diff::Plan& plan, const std::string& url);

/// Whether the columns of a table stand where they are wanted: one that comes later is the last.
enum class Columns { in_order, in_any_order };

/// The statements that only one of two databases' dumps has. Some checks are written otherwise
/// after a reload: what differs is compared once more after that.
std::string difference(const std::string& made,
                       const std::string& wanted,
                       Columns columns = Columns::in_order);

/// Tables that hold none: a test of what becomes of rows needs some.
std::string tables_without_rows(const std::string& url);

/// The rows and files of the tables of a database, and what of them a plan has lost.
class Trip {
 public:
  explicit Trip(std::string url);

  /// Rows of columns that keep their type are as they were; a table that is written again carries
  /// that hazard. Empty: all is well.
  [[nodiscard]] std::string lost(const diff::Plan& plan) const;

 private:
  struct Table {
    std::string file;                            ///< relfilenode
    std::map<std::string, std::string> columns;  ///< by name and type: all values
  };

  [[nodiscard]] std::map<std::string, Table> look() const;

  std::string url_;
  std::map<std::string, Table> before_;
};

}  // namespace migrate::test
