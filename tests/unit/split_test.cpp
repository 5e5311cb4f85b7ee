#include "migrate/sql/split.h"

#include "migrate/sql/classify.h"
#include "support/catch.h"

#include <string>
#include <vector>

namespace {

using migrate::sql::PieceKind;

std::vector<std::string> pieces(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& piece : migrate::sql::split(text)) {
    const auto prefix = piece.kind == PieceKind::unfinished
                            ? "unfinished " + std::string(piece.unfinished) + ": "
                            : "";
    out.push_back(prefix + std::string(piece.statement.text(text)));
  }
  return out;
}

}  // namespace

TEST_CASE("statements are cut by psql's rules", "[split]") {
  using Pieces = std::vector<std::string>;
  const std::vector<std::pair<std::string, Pieces>> cases{
      {"", {}},
      {";;", {}},
      {"select 1; select 2", {"select 1", "select 2"}},
      {"select ';'; select E'a\\';b'", {"select ';'", "select E'a\\';b'"}},
      {"select $a$;$b$;$a$; x", {"select $a$;$b$;$a$", "x"}},
      {"/* a /* ; */ ; */ select 1 -- ;\n; y", {"select 1", "y"}},
      {"create rule r as on insert to t do (a; b); c",
       {"create rule r as on insert to t do (a; b)", "c"}},
      {"create function f() returns int begin atomic select case when true then 1 end; end; z",
       {"create function f() returns int begin atomic select case when true then 1 end; end", "z"}},
      {"copy t from stdin;\n1;2\n\\.\nselect 1;", {"copy t from stdin", "select 1"}},
      {"set standard_conforming_strings = off; select 'a\\';b'; c",
       {"set standard_conforming_strings = off", "select 'a\\';b'", "c"}},
      {"-- a carriage return ends it\rselect 1;", {"select 1"}},
      {"select E'a'\n -- b\r\n'\\';c'; d", {"select E'a'\n -- b\r\n'\\';c'", "d"}},
      {"select E'a' '\\'; d", {"select E'a' '\\'", "d"}},
      {"select 'x", {"unfinished string: 'x"}},
      {"create table t (a int; b", {"unfinished parenthesis: (a int; b"}},
      {"copy t from stdin;\n1\n", {"unfinished COPY data: copy t from stdin"}},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    CHECK(pieces(text) == expected);
  }
}

TEST_CASE("statements are classed by how they stand to transactions", "[classify]") {
  using migrate::sql::classify;
  using migrate::sql::TransactionUse;
  CHECK(classify("create index concurrently i on t (a)").use == TransactionUse::outside);
  CHECK(classify("/* x */ VACUUM t").use == TransactionUse::outside);
  CHECK(classify("rollback to s").use == TransactionUse::inside);
  CHECK(classify("ROLLBACK").use == TransactionUse::control);
  CHECK(classify("prepare transaction 'x'").use == TransactionUse::control);
  CHECK(classify("create table t (a int)").use == TransactionUse::inside);
}
