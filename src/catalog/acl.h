#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace migrate::catalog {

/// What one role may do with an object.
struct Right {
  std::string grantee;     ///< empty: PUBLIC
  std::string privileges;  ///< letters as in aclitem, sorted, `*` behind one with grant option
  std::string grantor;
};

/// `{postgres=arwdDxt/postgres,=r/postgres}`: aclitem[] as the server prints it.
std::vector<Right> parse_acl(std::string_view text);

/// The elements of an array of texts as the server prints it.
std::vector<std::string> parse_array(std::string_view text);

}  // namespace migrate::catalog
