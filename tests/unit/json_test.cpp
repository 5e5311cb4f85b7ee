#include "migrate/base/json.h"

#include "migrate/base/sha256.h"
#include "migrate/catalog/kind.h"
#include "migrate/runner/snapshot_file.h"
#include "support/catch.h"

#include <string>

using namespace migrate;
using namespace std::string_literals;

TEST_CASE("a text is appended as JSON as its value is dumped") {
  for (const auto& text : {""s,
                           "plain"s,
                           "a \"quoted\" word, a \\ and\nlines\n"s,
                           "a\ttab, a \r, a \f, a \b and a \x01"s,
                           "a \0 inside"s,
                           "\x7f"s,
                           "\"before \xc3\xa9"s,
                           "\\ before bad \xc3"s}) {
    std::string out = "[";
    append_json(out, text);
    CHECK(out == "[" + Json(text).dump());
  }
}

TEST_CASE("a digest of pieces is that of the whole") {
  Sha256 digest;
  digest.add("select ");
  digest.add("");
  digest.add("1");
  CHECK(digest.hex() == sha256_hex("select 1"));
}

TEST_CASE("the text of a snapshot says what its JSON says, whatever its size") {
  for (const std::size_t count : {0U, 1U, 9'000U}) {
    catalog::Snapshot snapshot{
        .server_version = 150000, .self = "me", .objects = {}, .unmodelled = {"a \"thing\""}};
    for (std::size_t i = 0; i < count; ++i)
      snapshot.objects.push_back(
          {.kind = catalog::find_kind("extension"),
           .name = {"x" + std::to_string(i)},
           .properties = {i % 2 == 0 ? catalog::Value() : "a\nb"},
           .needs = i == 0 ? std::vector<std::size_t>{} : std::vector{i - 1, i},
           .part_of = i % 3 == 0 ? std::nullopt : std::optional(i / 2)});
    const auto text = runner::snapshot_text(snapshot);
    CHECK(Json::parse(text).dump() == runner::snapshot_json(snapshot).dump());
  }
}
