#include "catalog/glob.h"

#include <fnmatch.h>

#include <string>

namespace migrate::catalog {

bool matches(std::string_view glob, std::string_view text) {
  return ::fnmatch(std::string(glob).c_str(), std::string(text).c_str(), FNM_NOESCAPE) == 0;
}

}  // namespace migrate::catalog
