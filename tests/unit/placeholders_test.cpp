#include "migrate/revision/placeholders.h"

#include "migrate/base/error.h"
#include "support/catch.h"

#include <array>
#include <string>
#include <vector>

namespace {

using namespace migrate::revision;
using migrate::Error;

const std::string header = "-- revision: a\n-- down_revision: ~\n-- placeholders: true\n";

RevisionFile filled(const std::string& section, const PlaceholderValues& values) {
  static constexpr std::array sections{SectionName::upgrade, SectionName::verify};
  auto file = parse_revision_file(header + "-- migrate:upgrade\n" + section, "f.sql");
  replace_placeholders(file, sections, values);
  return file;
}

/// The statements as they are sent, each with a `|` behind it.
std::string sent(const std::string& section, const PlaceholderValues& values) {
  const auto file = filled(section, values);
  std::string out;
  for (const auto& statement : file.upgrade->statements)
    out += sent_text(file, statement) + "|";
  return out;
}

std::string failure(const std::string& section, const PlaceholderValues& values) {
  try {
    return "accepted: " + sent(section, values);
  } catch (const Error& error) {
    return error.place().text() + " " + error.message() + " | " + error.hint();
  }
}

}  // namespace

TEST_CASE("placeholders are replaced in statements and strings", "[placeholders]") {
  struct Case {
    std::string section;
    std::string sent;
  };

  const PlaceholderValues values{
      {"a", "A"}, {"empty", ""}, {"other", "${a}"}, {"quote", "'x; -- y'"}, {"_1", "one"}};
  const std::vector<Case> cases{
      {"select ${a};", "select A|"},
      {"select ${a}${a}, ${_1};", "select AA, one|"},
      {"select x_${a}_y;", "select x_A_y|"},
      {"select '${a}', \"${a}\", E'\\\\${a}';", "select 'A', \"A\", E'\\${a}'|"},
      {"select '${other}';", "select '${a}'|"},
      {"select '${empty}', 1${empty};", "select '', 1|"},
      {"select ${quote};", "select 'x; -- y'|"},
      {"select '\\${a}';", "select '${a}'|"},
      {"select '$${a}';", "select '$${a}'|"},
      {"select $${a}$$, $t${a}$t$;", "select $${a}$$, $t${a}$t$|"},
      {"select $t$ ${a} $t$;", "select $t$ A $t$|"},
      {"select 1 -- ${nope} '\n, ${a} /* ${nope} */ + 2;",
       "select 1 -- ${nope} '\n, A /* ${nope} */ + 2|"},
      {"-- ${nope}\nselect 1;", "select 1|"},
      {"copy t from stdin;\n${nope}\n\\.\nselect ${a};", "copy t from stdin|select A|"},
      {"set standard_conforming_strings = off;\nselect '\\'${a}';",
       "set standard_conforming_strings = off|select '\\'A'|"},
      {"${a};", "A|"},
      {"select {a}, '$a', '{${a}}';", "select {a}, '$a', '{A}'|"},
  };
  for (const auto& [section, expected] : cases) {
    CAPTURE(section);
    CHECK(sent(section, values) == expected);
  }
}

TEST_CASE("a placeholder without value is named with its place", "[placeholders]") {
  const PlaceholderValues values{{"schema", "x"}, {"tenant", "y"}};
  const auto near = failure("select 1;\nselect ${shema};", values);
  CHECK_THAT(near, Catch::StartsWith("f.sql:6:8 placeholder ${shema} has no value"));
  CHECK_THAT(near, Catch::Contains("\"schema\""));
  const auto far = failure("select '${quite_another}';", values);
  CHECK_THAT(far, Catch::StartsWith("f.sql:5:9 "));
  CHECK_THAT(far, Catch::Contains("-x quite_another=VALUE; given: schema, tenant"));
  CHECK_THAT(failure("select '${}';", values), Catch::StartsWith("f.sql:5:9 `${` begins no"));
  for (const auto* odd : {"${1a}", "${a b}", "${a.b}", "${a", "${a-b}", "${a:-b}", "${${a}}"}) {
    CAPTURE(odd);
    CHECK_THAT(failure("select '" + std::string(odd) + "';", values),
               Catch::StartsWith("f.sql:5:9 `${` begins no placeholder"));
  }
}

TEST_CASE("a value makes no statement, comment or string", "[placeholders]") {
  struct Case {
    std::string section;
    std::string value;
    std::string said;
  };

  const std::vector<Case> cases{
      {"select ${v};", "1; select 2", "a new statement"},
      {"select ${v};", "1;", "a new statement"},
      {"select ${v};", "1 -- x", "a new statement"},
      {"select ${v};", "/* x */ 1", "a new statement"},
      {"select ${v} from t /* c */;", "/*", "a new statement"},
      {"select -${v};", "- 1", "a new statement"},
      {"select -${v}- 1;", "", "a new statement"},
      {"select ${v};", "'x", "a new statement"},
      {"select ${v}, 'a';", "'x", "a new statement"},
      {"select ${v}, $$a$$;", "$$", "a new statement"},
      {"select ${v};", "\\g", "a new statement"},
      {"select ${v};", "1\n-- migrate:downgrade", "a new statement"},
      {"select '${v}';", "it's", "would end the string"},
      {"select '${v}';", "'; drop table t; --", "would end the string"},
      {"select '${v}', 'b';", "a', '", "would end the string"},
      {"select E'${v}';", "\\", "would end the string"},
      {"set standard_conforming_strings = off;\nselect '${v}';", "\\", "would end the string"},
      {"select \"${v}\";", "a\" b", "would end the quoted identifier"},
      {"select $t$ ${v} $t$;", "$t$", "would end the string"},
      {"create rule r as on insert to t do (select 1; select ${v}; select 2);",
       "3) ",
       "cut into other statements"},
      {"create function f() returns int begin atomic select 1; ${v} select 2; end;",
       "end",
       "cut into other statements"},
      {"select (${v});", "(1", "cut into other statements"},
      {"${v};", "", "cut into other statements"},
      {"select 1; ${v};", " \n", "cut into other statements"},
      {"${v};", "copy t from stdin", "cut into other statements"},
      {"copy t from ${v};\nselect 1;\n\\.\n", "stdin", "\\"},
  };
  for (const auto& [section, value, said] : cases) {
    CAPTURE(section, value);
    CHECK_THAT(failure(section, {{"v", value}}), Catch::Contains(said));
  }
}

TEST_CASE("values that fill their place are taken as they are", "[placeholders]") {
  struct Case {
    std::string section;
    std::string value;
  };

  const std::vector<Case> cases{
      {"select '${v}';", "it''s; -- /* $$ \\ ${v}\n-- migrate:downgrade\n"},
      {"select $t$${v}$t$;", "$$"},
      {"select ${v};", "'a', $x$;$x$, \"b\""},
      {"select ${v};", "f(1, (2))"},
      {"select \"${v}\";", "a \"\" b; '"},
      {"select E'${v}';", "a\\'b\\\\"},
      {"select 1 ${v} 2;", "\n+\t"},
  };
  for (const auto& [section, value] : cases) {
    CAPTURE(section, value);
    CHECK_THAT(failure(section, {{"v", value}}), Catch::StartsWith("accepted: "));
  }
}

TEST_CASE("an offset in what is sent leads back to the file", "[placeholders]") {
  const auto file = filled("select '${v}', ${w}${v}, x;", {{"v", "12345678"}, {"w", ""}});
  const auto& statement = file.upgrade->statements.front();
  const auto text = sent_text(file, statement);
  REQUIRE(text == "select '12345678', 12345678, x");
  const auto back = [&](std::size_t at) {
    return file.text.substr(offset_in_file(file, statement, at), 4);
  };
  CHECK(back(0) == "sele");
  CHECK(back(text.find("1234")) == "${v}");
  CHECK(back(text.find("5678")) == "${v}");
  CHECK(back(text.find("', ")) == "', $");
  CHECK(back(text.rfind("1234")) == "${v}");
  CHECK(back(text.rfind("8, x")) == "${v}");
  CHECK(back(text.find('x')) == "x;");
}

TEST_CASE("a stored downgrade knows whether it has placeholders", "[placeholders]") {
  static constexpr std::array sections{SectionName::downgrade};
  Revision gone;
  gone.id = "a";
  for (const std::string mode : {"", "transaction=off"}) {
    auto file = filled("select 1;\n-- migrate:downgrade " + mode + "\nselect '${v}';\n", {});
    auto options = stored_options(file, *file.downgrade);
    CHECK(options == mode + (mode.empty() ? "" : " ") + "placeholders=on");
    auto stored = stored_downgrade(gone, stored_text(file, *file.downgrade), options);
    CHECK(stored.downgrade->options == mode);
    CHECK(stored.downgrade->transaction == file.downgrade->transaction);
    replace_placeholders(stored, sections, {{"v", "x"}});
    CHECK(sent_text(stored, *stored.downgrade) == "select 'x';");
    file.header.placeholders = false;
    options = stored_options(file, *file.downgrade);
    CHECK(options == mode);
    stored = stored_downgrade(gone, stored_text(file, *file.downgrade), options);
    replace_placeholders(stored, sections, {{"v", "x"}});
    CHECK(sent_text(stored, *stored.downgrade) == "select '${v}';");
  }
}

TEST_CASE("checksums are those of the file's text", "[placeholders]") {
  const auto one = filled("select ${v};", {{"v", "1"}});
  const auto two = filled("select ${v};", {{"v", "2"}});
  CHECK(checksum(one, *one.upgrade) == checksum(two, *two.upgrade));
  CHECK(token_checksum(one, *one.upgrade) == token_checksum(two, *two.upgrade));
  CHECK(stored_text(one, *one.upgrade) == "select ${v};");
  CHECK(sent_text(one, *one.upgrade) == "select 1;");
}
