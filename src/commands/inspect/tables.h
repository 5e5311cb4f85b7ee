#pragma once

#include "migrate/catalog/kind.h"
#include "migrate/catalog/snapshot.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

/// The tables of a schema and what ties them, for pictures.
namespace migrate::commands::inspect {

/// A schema with what is part of what. The snapshot must outlive it.
class Whole {
 public:
  explicit Whole(const catalog::Snapshot& snapshot);

  [[nodiscard]] const catalog::Object& object(std::size_t place) const {
    return snapshot_.objects[place];
  }

  [[nodiscard]] std::size_t size() const { return snapshot_.objects.size(); }

  /// The parts of an object, in the order of the snapshot.
  [[nodiscard]] const std::vector<std::size_t>& parts(std::size_t place) const {
    return parts_[place];
  }

  /// The columns of a table or view, in its order.
  [[nodiscard]] std::vector<std::size_t> columns(std::size_t place) const;

  /// The text of COMMENT ON; empty: none.
  [[nodiscard]] const std::string& comment(std::size_t place) const;

 private:
  const catalog::Snapshot& snapshot_;
  std::vector<std::vector<std::size_t>> parts_;
};

bool is(const catalog::Object& object, std::string_view kind);

struct Column {
  std::size_t place = 0;  ///< in the snapshot
  std::string name;
  std::string type;
  bool required = false;  ///< NOT NULL
  bool primary = false;   ///< of the primary key
  bool unique = false;    ///< by itself
  bool foreign = false;   ///< of a foreign key
};

struct Table {
  std::size_t place = 0;  ///< in the snapshot
  std::string name;       ///< as SQL has it; without `public`
  std::vector<Column> columns;
};

/// A foreign key between two tables.
struct Reference {
  std::size_t from = 0;  ///< places in Tables::tables
  std::size_t to = 0;
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::string> targets;  ///< the columns there; empty: its primary key
  bool required = false;             ///< each row refers to one
  bool single = false;               ///< by one row at most
};

struct Tables {
  std::vector<Table> tables;
  std::vector<Reference> references;
};

/// Without partitions: the table that they are part of stands for them.
Tables tables_of(const Whole& whole);

/// `users`, `audit."order"`.
std::string name_of_table(const catalog::Object& table);

}  // namespace migrate::commands::inspect
