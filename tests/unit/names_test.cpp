// Names that the server gives, and patterns for others.

#include "migrate/base/pattern.h"
#include "migrate/catalog/default_name.h"
#include "support/catch.h"

#include <string>

using namespace migrate;
using catalog::default_name;
using catalog::is_default_name;

TEST_CASE("the fields of a pattern are replaced", "[names]") {
  const PatternFields fields{{"table", "users"}, {"columns", "a_b"}};
  CHECK(fill_pattern("uq_%(table)s_%(columns)s", fields) == "uq_users_a_b");
  CHECK(fill_pattern("%(table)s%%", fields) == "users%");
  CHECK(fill_pattern("plain", fields) == "plain");
  for (const auto* bad : {"%", "%s", "%(table)", "%(tabel)s", "%(table", "a%b"})
    CHECK_FALSE(fill_pattern(bad, fields));
}

TEST_CASE("a name is told from one that the server gives", "[names]") {
  const std::string t(40, 't');
  const std::string c(40, 'c');
  CHECK(default_name("users", {}, "pkey") == "users_pkey");
  CHECK(default_name("users", {"a", "b"}, "key") == "users_a_b_key");
  CHECK(default_name(t, {c}, "fkey") ==
        std::string(29, 't') + "_" + std::string(28, 'c') + "_fkey");
  CHECK(default_name(t, {"a"}, "idx").size() == 46);
  CHECK(is_default_name("users_a_check", "users", {"a"}, "check"));
  CHECK(is_default_name("users_a_check12", "users", {"a"}, "check"));
  CHECK_FALSE(is_default_name("users_a_check0", "users", {"a"}, "check"));
  CHECK_FALSE(is_default_name("users_b_check", "users", {"a"}, "check"));
  CHECK_FALSE(is_default_name("12", "users", {}, "pkey"));
}

TEST_CASE("a name is cut between characters", "[names]") {
  CHECK(catalog::cut_name("abc", 2) == "ab");
  CHECK(catalog::cut_name("a\xC3\xA4", 2) == "a");
  CHECK(catalog::cut_name("a\xC3\xA4", 3) == "a\xC3\xA4");
}
