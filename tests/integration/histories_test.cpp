// Migrations of real projects: run by us they leave the same catalogs as run by psql, after all
// upgrades, after all downgrades and after all upgrades again.
#include "support/histories.h"

#include "support/catch.h"

#include <fmt/core.h>

#include <algorithm>

using namespace migrate;
using namespace migrate::test;

namespace {

std::filesystem::path folder_of(const std::string& project) {
  return std::filesystem::path(MIGRATE_TEST_DATA) / "histories" / project;
}

/// What psql made of scripts, each in a transaction of its own.
struct PsqlRun {
  std::size_t done = 0;  ///< how many were committed
  std::string error;     ///< what the server said to the next one
};

PsqlRun run_psql(const std::string& url, const std::vector<std::string>& scripts) {
  RunOptions options;
  for (const auto& script : scripts)
    options.input += "begin;\n" + script + "\n;commit;\n\\echo done\n";
  const auto run =
      run_program("psql", {"-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"}, options);
  PsqlRun out;
  for (auto at = run.out.find("done\n"); at != std::string::npos;
       at = run.out.find("done\n", at + 1))
    ++out.done;
  if (run.status == 0) return out;
  const auto at = run.err.find("ERROR:  ") + 8;
  out.error = run.err.substr(at, run.err.find('\n', at) - at);
  return out;
}

std::vector<std::string> ups(const std::vector<Migration>& migrations) {
  std::vector<std::string> out;
  for (const auto& migration : migrations)
    out.push_back(migration.up);
  return out;
}

std::vector<std::string> downs(const std::vector<Migration>& migrations) {
  std::vector<std::string> out;
  for (const auto& migration : migrations)
    out.insert(out.begin(), migration.down.value());
  return out;
}

/// A database for each, and the project that runs in ours.
class SideBySide {
 public:
  explicit SideBySide(const History& history)
      : ours_(history.prelude()), theirs_(history.prelude()), project_(ours_.socket_url()) {
    history.write(project_);
  }

  /// Runs both and compares. Gives how many migrations ran.
  std::size_t check(const std::vector<std::string>& args,
                    const std::vector<std::string>& scripts) const {
    const auto psql = run_psql(theirs_.socket_url(), scripts);
    const auto run = project_.run(args);
    INFO(args.front() << ": " << run.err << "\npsql: " << psql.error);
    CHECK(run.status == (psql.error.empty() ? 0 : 1));
    CHECK(run.err.find(psql.error) != std::string::npos);
    CHECK(schema_without_ours(ours_.socket_url()) == schema());
    return psql.done;
  }

  [[nodiscard]] std::string schema() const { return pg_dump_schema(theirs_.socket_url()); }

  [[nodiscard]] const Database& ours() const { return ours_; }

 private:
  Database ours_;
  Database theirs_;
  Project project_;
};

/// The last `count` of them.
std::vector<Migration> last(const std::vector<Migration>& migrations, std::size_t count) {
  return {migrations.end() - static_cast<std::ptrdiff_t>(count), migrations.end()};
}

}  // namespace

TEST_CASE("real histories leave the catalogs that psql leaves", "[histories]") {
  const auto* const name = GENERATE("authelia", "chirpstack", "svix");
  INFO(name);
  History history(folder_of(name));
  const auto& migrations = history.migrations();
  const SideBySide both(history);
  const auto before = both.schema();

  CHECK(both.check({"upgrade", "head"}, ups(migrations)) == migrations.size());
  CHECK(both.schema().size() > before.size() + 1000);
  const auto undone = both.check({"downgrade", "base"}, downs(migrations));
  CHECK(undone > 10);
  CHECK(both.check({"upgrade", "head"}, ups(last(migrations, undone))) == undone);
  CHECK(psql(both.ours().socket_url(),
             "select count(*) from migrate_history where outcome = 'succeeded'") ==
        std::to_string(migrations.size() + 2 * undone));
}

TEST_CASE("where psql stops in a real history we stop with the same message", "[histories]") {
  History history(folder_of("svix"));
  auto& migrations = history.migrations();
  const auto broken = migrations.size() / 2;
  migrations[broken].up += "\n;alter table no_such_table add column n int;\n";
  const SideBySide both(history);

  CHECK(both.check({"upgrade", "head"}, ups(migrations)) == broken);
  CHECK(test::history(both.ours(), "outcome").ends_with("\nsucceeded\nfailed"));
  CHECK(psql(both.ours().socket_url(), "select version_num from migrate_version") ==
        fmt::format("{:04}", broken));
}
