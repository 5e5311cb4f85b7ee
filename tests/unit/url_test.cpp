#include "migrate/pg/url.h"

#include "migrate/base/error.h"
#include "support/catch.h"

#include <cstdlib>
#include <string>
#include <vector>

namespace {

using migrate::Error;
using migrate::pg::ConnectionParameters;
using migrate::pg::parse_url;

/// `user=u password=p host=h`, of the keywords that say where and who.
std::string written(const ConnectionParameters& parameters) {
  std::string out;
  for (const auto* keyword : {"user",
                              "password",
                              "host",
                              "port",
                              "dbname",
                              "sslmode",
                              "service",
                              "target_session_attrs",
                              "options",
                              "connect_timeout"}) {
    const auto* value = parameters.find(keyword);
    if (value == nullptr || (std::string(keyword) == "connect_timeout" && *value == "10")) continue;
    out += (out.empty() ? "" : " ") + std::string(keyword) + "=" + *value;
  }
  if (parameters.search_path) out += " search_path=" + *parameters.search_path;
  return out;
}

struct Case {
  std::string url;
  std::string expected;
};

}  // namespace

TEST_CASE("URLs of every common spelling are understood", "[url]") {
  const std::vector<Case> cases{
      {"postgresql://u:p@h:5432/d", "user=u password=p host=h port=5432 dbname=d"},
      {"postgres://u@h/d", "user=u host=h dbname=d"},
      {"postgresql+asyncpg://u:p@h/d", "user=u password=p host=h dbname=d"},
      {"postgresql+psycopg2://u:p@h/d", "user=u password=p host=h dbname=d"},
      {"pgsql://h/d", "host=h dbname=d"},
      {"psql://h/d", "host=h dbname=d"},
      {"pgx://h/d", "host=h dbname=d"},
      {"postgis://h/d", "host=h dbname=d"},
      {"jdbc:postgresql://h:1/d", "host=h port=1 dbname=d"},
      {"POSTGRESQL://H/d", "host=H dbname=d"},
      {"  postgresql://h/d\n", "host=h dbname=d"},
      {"'postgresql://h/d'", "host=h dbname=d"},
      {"\"postgresql://h/d\"", "host=h dbname=d"},
      {"postgresql://", ""},
      {"postgresql:///d", "dbname=d"},
      {"postgresql://u@/d?host=/run/pg&port=7", "user=u host=/run/pg port=7 dbname=d"},
      {"postgresql://%2Frun%2Fpg/d", "host=/run/pg dbname=d"},
      {"postgresql://[::1]:5/d", "host=::1 port=5 dbname=d"},
      {"postgresql://a:1,b:2/d?target_session_attrs=read-write",
       "host=a,b port=1,2 dbname=d target_session_attrs=read-write"},
      {"host=h dbname=d password='a b'", "password=a b host=h dbname=d"},
      {"service=prod", "service=prod"},
      {"mydb", "dbname=mydb"},
      // passwords that should have been encoded
      {"postgresql://u:p@ss@h/d", "user=u password=p@ss host=h dbname=d"},
      {"postgresql://u:p/x@h/d", "user=u password=p/x host=h dbname=d"},
      {"postgresql://u:p#x@h/d", "user=u password=p#x host=h dbname=d"},
      {"postgresql://u:p?x@h/d", "user=u password=p?x host=h dbname=d"},
      {"postgresql://u:p%x@h/d", "user=u password=p%x host=h dbname=d"},
      {"postgresql://u:p:q@h/d", "user=u password=p:q host=h dbname=d"},
      {"postgresql://u:p%40q@h/d", "user=u password=p@q host=h dbname=d"},
      {"postgresql://u:a+b@h/d", "user=u password=a+b host=h dbname=d"},
      {"postgres://postgres.ref:p@a/b?c#d%z@pooler:6543/postgres?pgbouncer=true",
       "user=postgres.ref password=p@a/b?c#d%z host=pooler port=6543 dbname=postgres"},
      // query keys
      {"postgresql://h/d?sslmode=require", "host=h dbname=d sslmode=require"},
      {"postgresql://h/d?ssl=true", "host=h dbname=d sslmode=require"},
      {"postgresql://h/d?ssl=false", "host=h dbname=d sslmode=disable"},
      {"postgresql://h/d?sslmode=verify_ca", "host=h dbname=d sslmode=verify-ca"},
      {"postgresql://h/d?timeout=3", "host=h dbname=d connect_timeout=3"},
      {"postgresql://h/d?schema=app", "host=h dbname=d search_path=app"},
      {"postgresql://h/d?currentSchema=a,b", "host=h dbname=d search_path=a,b"},
      {"postgresql://h/d?options=-c%20jit%3Doff", "host=h dbname=d options=-c jit=off"},
      {"postgresql://h/d?connection_limit=5&pool_timeout=1", "host=h dbname=d"},
  };
  for (const auto& [url, expected] : cases) {
    CAPTURE(url);
    CHECK(written(parse_url(url)) == expected);
  }
}

TEST_CASE("URLs that cannot be used are refused without showing the password", "[url]") {
  const std::vector<Case> cases{
      {"mysql://u:s3cret@h/d", "no scheme of PostgreSQL"},
      {"sqlite:///s3cret.db", "no scheme of PostgreSQL"},
      {"postgresq://u:s3cret@h/d", "no scheme of PostgreSQL"},
      {"postgresql://u:s3cret@h/d?frobnicate=1", "frobnicate"},
      {"postgresql://u:s3cret@h/d?sslmode=maybe", "sslmode"},
      {"postgresql://u:s3cret@h:port/d", "port"},
      {"u:s3cret@h/d", "no scheme"},
      {"dbname=d host=postgresql://u:s3cret@h/d", "the host is a URL itself"},
      {"host=u:s3cret@h", "the host holds an `@`"},
      {"postgresql://h/d?password=s3cret&x@y/z", "not well-formed"},
      {"DATABASE_URL=postgresql://u:s3cret@h/d", "assignment"},
      {"postgresql://u:s3cret@h/\nd", "line break"},
      {"postgresql://u:[YOUR-PASSWORD]@h/s3cret", "YOUR-PASSWORD"},
  };
  for (const auto& [url, expected] : cases) {
    CAPTURE(url);
    try {
      (void)parse_url(url);
      FAIL_CHECK("it was accepted");
    } catch (const Error& error) {
      const auto all = error.message() + error.detail() + error.hint();
      CHECK(error.exit_status() == migrate::ExitStatus::usage);
      CHECK_THAT(all, Catch::Contains(expected));
      CHECK_THAT(all, !Catch::Contains("s3cret"));
    }
  }
}

TEST_CASE("a connection text is shown without what is secret", "[url]") {
  const std::vector<Case> cases{
      {"host=h dbname=d", "dbname=d host=h"},
      {R"(  dbname = d  host='h'  password='it\'s s3cret')", "dbname=d host=h (and a password)"},
      {"postgresql://u:s3cret@h:5433/d?sslmode=require",
       "user=u dbname=d host=h port=5433 sslmode=require (and a password)"},
      {"host=h sslpassword=s3cret sslkey=k", "host=h sslkey=k (and a password)"},
      {R"(application_name='it\'s a \\' dbname='')", R"(dbname='' application_name='it\'s a \\')"},
  };
  for (const auto& [text, expected] : cases) {
    CAPTURE(text);
    const auto shown = migrate::pg::without_password(text);
    REQUIRE(shown);
    CHECK(shown->text + (shown->has_password ? " (and a password)" : "") == expected);
    CHECK(migrate::pg::without_password(shown->text)->text == shown->text);
  }
  CHECK(!migrate::pg::without_password("frobnicate=1"));
  CHECK(!migrate::pg::without_password("s3cret s3cret"));
}

TEST_CASE("an address is shown without its password", "[url]") {
  CHECK(shown(parse_url("postgresql://deploy:s3cret@db.example.com:5432/app")) ==
        "app on db.example.com:5432 as deploy");
  CHECK_THAT(shown(parse_url("host=h user=u password=s3cret dbname=d")),
             !Catch::Contains("s3cret"));
}

TEST_CASE("a likely transaction pooler is noticed", "[url]") {
  CHECK(parse_url("postgresql://h/d").pooler_hints.empty());
  CHECK_FALSE(parse_url("postgresql://h:6543/d").pooler_hints.empty());
  CHECK_FALSE(parse_url("postgresql://h/d?pgbouncer=true").pooler_hints.empty());
}
