#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::commands::inspect {

/// What pg_get_constraintdef() says of a key.
struct KeyColumns {
  std::vector<std::string> columns;
  std::vector<std::string> table = {};    ///< schema and name; of a foreign key
  std::vector<std::string> targets = {};  ///< its columns
};

/// Of `PRIMARY KEY (a)`, `UNIQUE (a, b)`, `FOREIGN KEY (a) REFERENCES s.t(b)`.
KeyColumns key_columns(std::string_view definition);

}  // namespace migrate::commands::inspect
