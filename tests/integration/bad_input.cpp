#include "bad_input.h"

#include "migrate/base/error.h"
#include "support/catch.h"

#include <fmt/core.h>

namespace migrate::test {

namespace {

/// Not among the migrations: what a reader is told stands on lines of its own, without a gap.
bool is_one_paragraph(std::string_view text) {
  return text.ends_with('\n') && text.find("\n\n") == std::string_view::npos &&
         !text.starts_with('\n');
}

std::string place_in(const Json& error) {
  auto out = error["file"].text();
  for (const auto* key : {"line", "column"})
    if (!error[key].is_null()) out += fmt::format(":{}", error[key].integer());
  return out;
}

/// The line with the caret has it under the column that the place names: tests write one-column
/// characters before it.
void check_caret(const std::string& err, const Json& error) {
  const auto caret = err.find("^\n");
  if (error["column"].is_null() || caret == std::string::npos) return;
  const auto begin = err.rfind('\n', caret) + 1;
  CHECK(caret - begin ==
        std::string_view("  | ").size() + static_cast<std::size_t>(error["column"].integer()) - 1);
}

}  // namespace

BadInput::BadInput()
    : database_("create table kept(n int)"),
      connection_(pg::Connection::open(pg::parse_url(database_.url()))) {
  write("migrate.yaml", fmt::format("database: {{url: \"{}\"}}\n", database_.url()));
  std::filesystem::create_directories(folder() / "versions");
}

void BadInput::write_first() const {
  write("versions/0001.sql",
        "-- revision: 0001\n-- down_revision: ~\n\n-- migrate:upgrade\ncreate table first(n int);\n"
        "\n-- migrate:downgrade\ndrop table first;\n");
}

void BadInput::write_second(std::string_view body) const {
  write("versions/0002.sql", fmt::format("-- revision: 0002\n-- down_revision: 0001\n{}", body));
}

void BadInput::remove(const std::string& name) const {
  std::filesystem::remove_all(folder() / name);
}

RunResult BadInput::run(std::vector<std::string> args, RunOptions options) const {
  if (options.cwd.empty()) options.cwd = folder();
  return migrate::test::run(args, options);
}

Json BadInput::check(const std::vector<std::string>& args,
                     const Expected& expected,
                     const RunOptions& options) const {
  look();
  auto with_json = args;
  with_json.insert(with_json.begin(), "--json");
  auto error = check_error(run(with_json, options), expected);
  const auto plain = run(args, options);
  CHECK(plain.status == expected.status);
  if (expected.code != "migration_failed") CHECK(plain.out.empty());
  check_unchanged();
  return error;
}

/// Whoever writes anything in the whole cluster takes a transaction id.
std::string BadInput::next_transaction() const {
  return connection_.execute("select pg_snapshot_xmax(pg_current_snapshot())").single();
}

void BadInput::look() const {
  const auto now = next_transaction();
  if (now == seen_at_) return;
  schema_ = pg_dump_schema(database_.url());
  seen_at_ = now;
}

void BadInput::check_unchanged() const {
  if (next_transaction() != seen_at_) CHECK(pg_dump_schema(database_.url()) == schema_);
}

Json json_of(const RunResult& result) {
  try {
    return Json::parse(result.out);
  } catch (const Error&) {
    return {};
  }
}

Json check_error(const RunResult& result, const Expected& expected) {
  UNSCOPED_INFO("stdout: " << result.out << "\nstderr: " << result.err);
  const auto document = json_of(result);
  auto error = document["error"];
  CHECK(result.status == expected.status);
  CHECK(error["code"].text() == expected.code);
  CHECK(place_in(error) == expected.place);
  CHECK(is_one_paragraph(result.err));
  CHECK(result.err.find("error: " + error["message"].text()) != std::string::npos);
  if (!expected.place.empty())
    CHECK(result.err.find("\n  at " + expected.place + "\n") != std::string::npos);
  for (const auto& words : expected.words) {
    UNSCOPED_INFO("wanted: " << words);
    CHECK(result.err.find(words) != std::string::npos);
  }
  check_caret(result.err, error);
  return error;
}

}  // namespace migrate::test
