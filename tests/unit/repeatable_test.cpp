#include "migrate/revision/repeatable.h"

#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "support/catch.h"

#include <string>
#include <vector>

using namespace migrate;
using revision::RepeatableNode;

namespace {

std::string order_of(const std::vector<RepeatableNode>& nodes) {
  std::string out;
  try {
    for (const auto at : revision::repeatable_order(nodes))
      out += nodes[at].key;
  } catch (const Error& error) {
    out = error.message();
  }
  return out;
}

}  // namespace

TEST_CASE("repeatable files stand behind what they depend on, else by key", "[repeatable]") {
  struct Case {
    std::vector<RepeatableNode> nodes;
    std::string order;
  };

  const std::vector<Case> cases{
      {{}, ""},
      {{{"c", {}}, {"a", {}}, {"b", {}}}, "abc"},
      {{{"a", {"c"}}, {"b", {}}, {"c", {}}}, "cab"},
      {{{"a", {"c", "b"}}, {"b", {"d"}}, {"c", {"d"}}, {"d", {}}}, "dbca"},
      {{{"a", {"z"}}, {"b", {}}}, "ab"},
      {{{"a", {"a"}}}, "repeatable files depend on one another in a circle: a -> a"},
      {{{"a", {"b"}}, {"b", {"c"}}, {"c", {"b"}}},
       "repeatable files depend on one another in a circle: b -> c -> b"},
  };
  for (const auto& [nodes, order] : cases)
    CHECK(order_of(nodes) == order);
}

TEST_CASE("depends_on of a repeatable file takes a key or the end of one", "[repeatable]") {
  const std::vector<std::string> keys{"r/a.sql", "r/deep/a.sql", "r/deep/b.sql", "r/deep/ab.sql"};
  const std::vector<std::pair<std::string, std::string>> cases{
      {"r/a.sql", "r/a.sql"},
      {"b", "r/deep/b.sql"},
      {"b.sql", "r/deep/b.sql"},
      {"deep/a", "r/deep/a.sql"},
      {"a", "depends_on names \"a\", which 2 files end with: r/a.sql, r/deep/a.sql"},
      {"eep/b", "depends_on names \"eep/b\", which is no repeatable file"},
      {"r", "depends_on names \"r\", which is no repeatable file"},
  };
  for (const auto& [text, meant] : cases) {
    std::string found;
    try {
      found = revision::resolve_repeatable(text, keys);
    } catch (const Error& error) {
      found = error.message();
    }
    CHECK(found == meant);
  }
  try {
    revision::resolve_repeatable("nothing/like/it", keys);
    FAIL();
  } catch (const Error& error) {
    CHECK(error.hint() == "restore the missing file, or correct the header");
  }
}
