// What looks like a rename is proposed; the statement of a rename, run first, leaves nothing to do.
#include "migrate/base/error.h"
#include "migrate/base/strings.h"
#include "support/catch.h"
#include "support/schemas.h"

using namespace migrate;
using namespace migrate::test;

namespace {

std::string shown(const diff::Plan& plan) {
  std::string out;
  for (const auto& one : plan.proposals)
    out += one.kind + ":" + one.from + "=" + one.to + "\n";
  return out;
}

}  // namespace

TEST_CASE("a drop and a create that are alike are proposed as a rename", "[diff-rename]") {
  struct Case {
    const char* from;
    const char* to;
    const char* proposed;
  };

  const auto c = GENERATE(values<Case>({
      {"create table t (a int, fullname text)",
       "create table t (a int, name text)",
       "column:public.t.fullname=public.t.name\n"},
      {"create table t (a int, b text)",
       "create table u (a int, b text)",
       "table:public.t=public.u\n"},
      {"create table t (a int, b int)", "create table t (c int, d int)", ""},
      {"create table t (a int)", "create table t (a int, b int)", ""},
      {"create table t (a int)", "create table t (b bigint)", ""},
      {"create type e as enum ('x')", "create type f as enum ('x')", "enum:public.e=public.f\n"},
      {"create sequence s", "create sequence \"S\"", "sequence:public.s=public.\"S\"\n"},
  }));
  const Database from(c.from);
  const Database to(c.to);
  const auto plan =
      diff::compare(snapshot_of(from.socket_url()), snapshot_of(to.socket_url()), everything);
  CHECK(shown(plan) == c.proposed);
  for (const auto& rename : plan.proposals)
    psql(from.socket_url(), diff::rename_sql(rename));
  if (!plan.proposals.empty())
    CHECK(text_of(diff::compare(
              snapshot_of(from.socket_url()), snapshot_of(to.socket_url()), everything)) == "");
}

TEST_CASE("a rename of a part or of what cannot be renamed", "[diff-rename]") {
  const Database database(
      "create table t (a int constraint c check (a > 0)); create index i on t (a); create view v "
      "as select a from t; create function f() returns int language sql as 'select 1';");
  for (const auto& [kind, from, to] :
       std::vector<std::tuple<std::string, std::string, std::string>>{
           {"check", "public.t.c", "d"},
           {"index", "public.t.i", "public.t.j"},
           {"view", "public.v", "public.w"},
           {"column", "public.t.a", "public.t.\"B\""},
           {"table", "public.t", "public.u"},
           {"schema", "public", "elsewhere"}}) {
    INFO(kind);
    CHECK_NOTHROW(
        psql(database.socket_url(), diff::rename_sql({.kind = kind, .from = from, .to = to})));
  }
  CHECK_THROWS_AS(diff::rename_sql({.kind = "column", .from = "t.a", .to = "b"}), Error);
  CHECK_THROWS_AS(diff::rename_sql({.kind = "operator", .from = "public.x", .to = "y"}), Error);
  CHECK_THROWS_AS(diff::rename_sql({.kind = "owner", .from = "t", .to = "b"}), Error);
}
