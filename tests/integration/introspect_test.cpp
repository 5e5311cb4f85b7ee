// A large schema is read over two connections at once.
#include "migrate/catalog/introspect.h"

#include "migrate/base/error.h"
#include "migrate/catalog/kind.h"
#include "migrate/pg/url.h"
#include "migrate/runner/snapshot_file.h"
#include "support/catch.h"
#include "support/cluster.h"

using namespace migrate;
using namespace migrate::test;

namespace {

pg::Connection open(const Database& database) {
  return pg::Connection::open(pg::parse_url(database.socket_url(), {}));
}

void make_tables(const Database& database, int count) {
  psql(database.socket_url(),
       "do $$ begin for i in 1.." + std::to_string(count) +
           " loop execute format('create table t%s (id int primary key, a int default 7 check (a > "
           "0), b text)', i); execute format('create index on t%s (lower(b))', i); end loop; end "
           "$$");
}

}  // namespace

TEST_CASE("a large schema is the same over one connection and over two", "[majors]") {
  const Database database;
  make_tables(database, 1200);
  auto connection = open(database);
  const auto alone = runner::snapshot_text(catalog::introspect(connection, {}));

  CHECK(runner::snapshot_text(runner::read_snapshot(Json::parse(alone), "kept")) == alone);

  int opened = 0;
  const auto another = [&] {
    ++opened;
    return open(database);
  };
  CHECK(runner::snapshot_text(catalog::introspect(connection, {}, another)) == alone);
  CHECK(opened == 1);
  CHECK_FALSE(connection.in_transaction());

  SECTION("where a second connection cannot be had it is read over one") {
    const auto refused = []() -> pg::Connection {
      throw Error(ErrorCode::connection, "too many connections");
    };
    CHECK(runner::snapshot_text(catalog::introspect(connection, {}, refused)) == alone);
  }

  SECTION("what is dropped while it is read is not there in the next reading") {
    const auto changed = [&] {
      psql(database.socket_url(), "drop table if exists t1");
      return open(database);
    };
    const auto seen = catalog::introspect(connection, {}, changed);
    CHECK(seen.find(*catalog::find_kind("table"), {"public", "t1"}) == nullptr);
    CHECK(seen.find(*catalog::find_kind("table"), {"public", "t2"}) != nullptr);
    CHECK(opened == 1);
  }

  SECTION("one that breaks at once does no harm") {
    const auto gone = [&] {
      auto out = open(database);
      psql(database.socket_url(),
           "select pg_terminate_backend(" + out.execute("select pg_backend_pid()").single() + ")");
      return out;
    };
    CHECK(runner::snapshot_text(catalog::introspect(connection, {}, gone)) == alone);
  }
}

TEST_CASE("a small schema is read over one connection") {
  const Database database;
  auto connection = open(database);
  bool asked = false;
  catalog::introspect(connection, {}, [&] {
    asked = true;
    return open(database);
  });
  CHECK_FALSE(asked);
}
