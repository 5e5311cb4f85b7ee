#include "migrate/base/error.h"
#include "migrate/config/settings.h"
#include "support/catch.h"
#include "support/cluster.h"

#include <string>
#include <vector>

namespace {

using migrate::Error;
using migrate::config::Environment;
using migrate::config::Settings;
using migrate::test::TemporaryFolder;

/// A project folder with a config, and what a command would load there.
class Project {
 public:
  explicit Project(const std::string& config) { folder_.write("migrate.yaml", config); }

  Project& dot_env(const std::string& text) {
    folder_.write(".env", text);
    return *this;
  }

  [[nodiscard]] Settings load(Environment::Variables variables = {},
                              std::optional<std::string> overlay = {},
                              std::optional<std::string> url = {}) const {
    return migrate::config::load({.config_file = {},
                                  .overlay = std::move(overlay),
                                  .url = std::move(url),
                                  .working_folder = folder_.path(),
                                  .environment = Environment(std::move(variables))});
  }

  [[nodiscard]] std::string url(Environment::Variables variables = {}) const {
    return database_url(load(std::move(variables))).text;
  }

 private:
  TemporaryFolder folder_;
};

std::string failure(const Project& project) {
  try {
    const auto settings = project.load();
    (void)database_url(settings);
    (void)database_session(settings);
  } catch (const Error& error) {
    return error.place().text().substr(error.place().text().rfind('/') + 1) + " " +
           error.message() + " | " + error.hint();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("what the config does not say is the default", "[config]") {
  const auto settings = Project("").load();
  CHECK(settings.file_template.get() == "{year}_{month}_{day}_{rev}_{slug}");
  CHECK(settings.database.version_table.get() == "migrate_version");
  CHECK(settings.lock.retries.get() == 10);
  CHECK(settings.checksums.get() == migrate::config::Checksums::warn);
  CHECK(Project("checksums: error").load().checksums.get() == migrate::config::Checksums::error);
  CHECK(Project("checksums: off").load().checksums.get() == migrate::config::Checksums::off);
  CHECK(database_url(settings).embedded);
  CHECK(seed_files(settings).empty());
}

TEST_CASE("values come from the file, and the overlay lies over it", "[config]") {
  const Project project(R"(
versions: [a, b]
revision_ids: sequential
lock: {wait: 5s, lock_timeout: 250ms}
database:
  url: postgresql://h/base
  role: app_owner
  settings: {jit: "off", statement_timeout: 30s}
environments:
  prod: {database: {url: postgresql://h/prod}, lock: {wait: 1min}}
)");
  const auto base = project.load();
  CHECK(version_folders(base).size() == 2);
  CHECK(base.lock.wait.get() == std::chrono::seconds(5));
  CHECK(database_session(base).role == "app_owner");
  CHECK(database_session(base).settings.size() == 2);
  const auto prod = project.load({}, "prod");
  CHECK(database_url(prod).text == "postgresql://h/prod");
  CHECK(prod.lock.wait.get() == std::chrono::minutes(1));
  CHECK(*prod.lock.lock_timeout.get() == std::chrono::milliseconds(250));
  CHECK(database_url(project.load({}, "prod", "postgresql://h/flag")).text ==
        "postgresql://h/flag");
}

TEST_CASE("variables are replaced where they are used", "[config]") {
  const Project project("database: {url: \"${URL}\"}");
  CHECK(project.url({{"URL", "postgresql://h/d"}}) == "postgresql://h/d");
  CHECK_NOTHROW(project.load());
  CHECK_THROWS_AS(project.url(), Error);
  CHECK(Project("database: {url: \"${URL-x}\"}").url({{"URL", "postgresql://h/d"}}) ==
        "postgresql://h/d");
  CHECK(Project("database: {url: \"${URL-x}\"}").url() == "x");
  CHECK(Project("database: {url: \"${URL:-x}\"}").url({{"URL", ""}}) == "x");
  CHECK_THROWS_AS(Project("database: {url: \"${URL-x}\"}").url({{"URL", ""}}), Error);
}

TEST_CASE("a .env file gives what the environment does not", "[config]") {
  Project project("database: {url: \"${URL}\"}");
  project.dot_env("# secrets\nexport URL='postgresql://h/env'\nOTHER=1\n");
  CHECK(project.url() == "postgresql://h/env");
  CHECK(project.url({{"URL", "postgresql://h/real"}}) == "postgresql://h/real");
  project.dot_env("URL\n");
  CHECK_THROWS_AS(project.url(), Error);
}

TEST_CASE("what is wanted is a file, a command or a URL", "[config]") {
  using Kind = migrate::config::Desired::Kind;
  const auto desired = [](const std::string& value) {
    return migrate::config::desired_schema(Project("schema: {desired: " + value + "}").load());
  };
  CHECK(desired("~").kind == Kind::none);
  CHECK(desired("schema.sql").kind == Kind::path);
  CHECK(desired("schema.sql").text.ends_with("/schema.sql"));
  CHECK(desired("{command: print}").kind == Kind::command);
  CHECK(desired("{command: print}").text == "print");
  CHECK(desired("{url: \"postgresql://h/d\"}").kind == Kind::url);
}

TEST_CASE("mistakes in the config are named with their place", "[config]") {
  struct Case {
    std::string config;
    std::vector<std::string> said;
  };

  const std::vector<Case> cases{
      {"versoins: [a]", {"migrate.yaml:1", "versoins", "versions"}},
      {"database:\n  ulr: x", {"migrate.yaml:2", "ulr", "url"}},
      {"recursive: maybe", {"migrate.yaml:1", "recursive"}},
      {"revision_ids: [x]", {"migrate.yaml:1", "revision_ids"}},
      {"revision_ids: random", {"migrate.yaml:1", "sequential"}},
      {"lock: {wait: soon}", {"migrate.yaml:1", "wait"}},
      {"versions: a\n", {"migrate.yaml:1", "versions"}},
      {"seeds: a.sql\n", {"migrate.yaml:1", "seeds"}},
      {"recursive: true\nrecursive: false", {"migrate.yaml:2", "twice"}},
      {"database: [", {"migrate.yaml", "YAML"}},
      {"checksums: strict", {"migrate.yaml:1", "checksums", "warn"}},
      {"naming: {pk: \"pk_%(tabel)s\"}", {"migrate.yaml:1", "naming.pk", "%(table)s"}},
      {"naming: {ix: \"%(ref_table)s\"}", {"migrate.yaml:1", "naming.ix"}},
      {"naming: {uq: \"100%\"}", {"migrate.yaml:1", "naming.uq", "%%"}},
      {"naming: {px: x}", {"migrate.yaml:1", "naming.px"}},
      {"schema: {platform: other}", {"migrate.yaml:1", "schema.platform", "supabase"}},
      {"schema: {desired: {comand: x}}", {"migrate.yaml:1", "schema.desired.comand", "command"}},
      {"schema: {desired: {command: x, url: y}}", {"migrate.yaml:1", "both"}},
      {"schema: {include: public}", {"migrate.yaml:1", "patterns"}},
      {"shadow: {url: ''}", {"migrate.yaml:1", "shadow.url"}},
      {"shadow: {setup: a.sql}", {"migrate.yaml:1", "shadow.setup"}},
      {"database: {url: ''}", {"migrate.yaml:1", "empty"}},
  };
  for (const auto& [config, said] : cases) {
    CAPTURE(config);
    const auto text = failure(Project(config));
    for (const auto& part : said)
      CHECK_THAT(text, Catch::Contains(part));
  }
}

TEST_CASE("an unknown overlay and a forbidden embedded server are refused", "[config]") {
  const Project project("environments: {prod: {}}");
  CHECK_THROWS_AS(project.load({}, "prd"), Error);
  CHECK_THROWS_AS(project.url({{"MIGRATE_EMBEDDED", "never"}}), Error);
}
