// The orders in which verify applies revisions.
#include "migrate/revision/orders.h"

#include "migrate/base/strings.h"
#include "support/catch.h"

#include <string>
#include <vector>

using namespace migrate;
using namespace migrate::revision;

namespace {

RevisionMap map_of(const std::vector<std::pair<std::string, std::vector<std::string>>>& all) {
  std::vector<Revision> out;
  for (const auto& [id, parents] : all) {
    auto& revision = out.emplace_back();
    revision.id = id;
    revision.down_revision = parents;
  }
  return RevisionMap(std::move(out));
}

/// What is not new stands in parentheses.
std::vector<std::string> shown(const std::vector<Order>& orders) {
  std::vector<std::string> out;
  for (const auto& order : orders) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < order.revisions.size(); ++i)
      words.push_back(order.is_new[i] ? order.revisions[i] : "(" + order.revisions[i] + ")");
    out.push_back(join(words, " "));
  }
  return out;
}

using Strings = std::vector<std::string>;

}  // namespace

TEST_CASE("a line has one order") {
  CHECK(shown(orders(map_of({}))).empty());
  CHECK(shown(orders(map_of({{"a", {}}, {"b", {"a"}}, {"c", {"b"}}}))) == Strings{"a b c"});
}

TEST_CASE("each branch comes first once") {
  CHECK(shown(orders(map_of({{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {"c"}}}))) ==
        Strings{"a c d b", "(a) b c d"});
}

TEST_CASE("each side of a merge comes first once") {
  CHECK(shown(orders(map_of({{"a", {}}, {"b", {"a"}}, {"c", {"a"}}, {"m", {"b", "c"}}}))) ==
        Strings{"a c b m", "(a) b c"});
}

TEST_CASE("histories apart are tried apart") {
  CHECK(shown(orders(map_of({{"a", {}}, {"b", {}}}))) == Strings{"b a", "a b"});
}
