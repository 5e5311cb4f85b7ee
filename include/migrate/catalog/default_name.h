#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

/// Bytes of a name; what is longer the server cuts.
constexpr std::size_t longest_name = 63;

/// What the server calls a constraint or index that nobody names: `table_column_key`, with the
/// longer of table and columns cut where that is too long (makeObjectName and
/// ChooseIndexNameAddition in PostgreSQL's indexcmds.c).
std::string default_name(std::string_view table,
                         const std::vector<std::string>& columns,
                         std::string_view label);

/// Whether the name is that one, or it with a number, which the server adds where it is taken.
bool is_default_name(std::string_view name,
                     std::string_view table,
                     const std::vector<std::string>& columns,
                     std::string_view label);

/// At most so many bytes, whole characters.
std::string_view cut_name(std::string_view name, std::size_t most = longest_name);

}  // namespace migrate::catalog
