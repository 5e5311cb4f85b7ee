// The sample project of this repository, as its README uses it: up, down, up, on a server given by
// a URL and on the embedded one, whatever the environment says.
#include "migrate/base/json.h"
#include "support/catch.h"
#include "support/embedded.h"
#include "support/project.h"

#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <functional>

using namespace migrate;
using namespace migrate::test;

namespace fs = std::filesystem;

namespace {

using Environment = std::vector<std::pair<std::string, std::string>>;

constexpr auto plain_output = "\\set QUIET on\n\\pset tuples_only on\n\\pset format unaligned\n";

/// A copy of the sample project, and how to run the binary in it.
class Sample {
 public:
  explicit Sample(Environment environment, std::string user = {})
      : environment_(std::move(environment)), user_(std::move(user)) {
    const auto root = fs::path(MIGRATE_TEST_DATA).parent_path().parent_path();
    fs::create_directory(path());
    fs::copy(root / "migrate.yaml", path());
    fs::copy(root / "versions", path() / "versions");
  }

  Sample(const Sample&) = delete;
  Sample& operator=(const Sample&) = delete;

  ~Sample() {
    std::error_code ignored;
    const auto state = state_.empty() ? path() / ".migrate" : state_;
    if (!fs::exists(state)) return;
    is_stopped_soon(state);
    fs::remove_all(state, ignored);
  }

  [[nodiscard]] fs::path folder() const { return folder_.path(); }

  [[nodiscard]] fs::path path() const { return folder_.path() / "project"; }

  [[nodiscard]] RunResult run(std::vector<std::string> args, const std::string& input = {}) const {
    RunOptions options;
    options.cwd = path();
    options.env = environment_;
    options.input = input;
    if (user_.empty()) return test::run(args, options);
    args.insert(args.begin(), {"-u", user_, "--", (folder() / "migrate").string()});
    return run_program("runuser", args, options);
  }

  /// What a query on the project's own database gives.
  [[nodiscard]] std::string ask(const std::string& sql) const {
    auto out = run({"psql"}, std::string(plain_output) + sql + ";\n").out;
    return out.substr(0, out.find('\n'));
  }

  /// The embedded server's schema, by a pg_dump that psql starts while the server is there.
  [[nodiscard]] std::string schema() const {
    if (!can_be_dumped(Cluster::instance().url("postgres")))
      return without_ours(run({"inspect", "database"}).out);
    const auto dump = run({"psql"},
                          "\\setenv PGHOST :HOST\n\\setenv PGPORT :PORT\n\\setenv PGUSER :USER\n"
                          "\\setenv PGDATABASE :DBNAME\n\\! pg_dump --schema-only\n");
    INFO(dump.err);
    CHECK(dump.status == 0);
    return without_ours(schema_of_dump(dump.out));
  }

  /// Where the embedded server's state is, if not in the project; removed at the end.
  void state_is_elsewhere() { state_ = fs::path(ask("show data_directory")).parent_path(); }

 private:
  TemporaryFolder folder_;
  Environment environment_;
  std::string user_;
  fs::path state_;
};

void must_run(const Sample& sample, const std::vector<std::string>& args) {
  const auto done = sample.run(args);
  INFO(args[0] << ' ' << args[1] << ": " << done.err);
  CHECK(done.status == 0);
}

void check_is_at_head(const Sample& sample) {
  const auto current = Json::parse(sample.run({"current", "--json", "--check-heads"}).out);
  CHECK(current["current"].strings() == std::vector<std::string>{"0002"});
  CHECK(current["current"].strings() == current["heads"].strings());
  CHECK(current["pending"].integer() == 0);
}

/// The job, and that the schema is the same wherever the database is at the same revision.
void check_job(const Sample& sample, const std::function<std::string()>& schema) {
  must_run(sample, {"upgrade", "head"});
  const auto up = schema();
  CHECK(up.find("CREATE TABLE public.users") != std::string::npos);
  CHECK(up.find("avatar_url") != std::string::npos);
  must_run(sample, {"downgrade", "-1"});
  const auto one = schema();
  CHECK(one.find("CREATE TABLE public.users") != std::string::npos);
  CHECK(one.find("avatar_url") == std::string::npos);
  must_run(sample, {"upgrade", "head"});
  CHECK(schema() == up);
  must_run(sample, {"downgrade", "base"});
  CHECK(schema().find("users") == std::string::npos);
  must_run(sample, {"upgrade", "head"});
  CHECK(schema() == up);
  check_is_at_head(sample);
}

/// The job where only the surroundings are special.
void check_job(const Sample& sample) {
  for (const auto* target : {"head", "-1", "head", "base", "head"})
    must_run(sample, {std::string_view(target) == "head" ? "upgrade" : "downgrade", target});
  check_is_at_head(sample);
}

const Environment elsewhere = {{"PGHOSTADDR", "192.0.2.1"},
                               {"PGHOST", "nowhere.invalid"},
                               {"PGPORT", "1"},
                               {"PGSERVICE", "no_such_service"},
                               {"PGDATABASE", "no_such_database"},
                               {"PGUSER", "no_such_user"},
                               {"PGOPTIONS", "-c search_path=pg_catalog -c statement_timeout=1"}};

bool is_root() {
  return ::geteuid() == 0;
}

}  // namespace

TEST_CASE("the sample project goes up and down on a server given by a URL", "[main_job][majors]") {
  const Database database;
  const auto by_socket = GENERATE(false, true);
  const auto url = by_socket ? database.socket_url() : database.url();
  const Sample sample({{"DATABASE_URL", url},
                       {"PGPORT", "1"},
                       {"PGDATABASE", "no_such_database"},
                       {"PGUSER", "no_such_user"}});
  check_job(sample, [&] { return schema_without_ours(database.url()); });
  CHECK_FALSE(fs::exists(sample.path() / ".migrate"));
}

TEST_CASE("the sample project goes up and down on the embedded server", "[main_job][majors]") {
  const Sample sample({});
  check_job(sample, [&] { return sample.schema(); });
  const auto asked =
      sample.run({"psql", "--", "-X", "-A", "-t", "-c", "select count(*) from users"});
  CHECK(asked.out == "0\n");
  const auto first = sample.run({"status"}).err;
  CHECK(first.starts_with("database: embedded server in .migrate/\n"));
}

TEST_CASE("PG* variables do not move the embedded server", "[main_job]") {
  const Sample sample(elsewhere);
  check_job(sample);
}

TEST_CASE("root may work below a folder that only root may enter", "[main_job]") {
  if (!is_root()) return;
  Sample sample({});
  fs::permissions(sample.folder(), fs::perms::owner_all);
  sample.state_is_elsewhere();
  check_job(sample);
}

TEST_CASE("a user without privileges needs nothing but the binary", "[main_job]") {
  if (!is_root()) return;
  const Sample sample({{"HOME", "/nonexistent"}, {"USER", "nobody"}}, "nobody");
  fs::copy(MIGRATE_BINARY, sample.folder() / "migrate");
  const auto* nobody = ::getpwnam("nobody");
  for (const auto& path : {sample.path(), sample.path() / "versions"})
    REQUIRE(::chown(path.c_str(), nobody->pw_uid, nobody->pw_gid) == 0);
  check_job(sample);
  CHECK(sample.ask("select rolsuper from pg_roles where rolname = current_user") == "t");
}

TEST_CASE("the embedded server is the project's also from a folder below", "[main_job]") {
  const Sample sample({});
  CHECK(sample.run({"upgrade", "head"}).status == 0);
  RunOptions options;
  options.cwd = sample.path() / "versions";
  const auto below = run({"current", "--json"}, options);
  CHECK(below.status == 0);
  CHECK(Json::parse(below.out)["current"].strings() == std::vector<std::string>{"0002"});
  CHECK(below.err.starts_with("database: embedded server in ../.migrate/\n"));
}
