// docs/recipes.md: what other tools say of a schema is what diff, check and autogenerate follow.

#include "migrate/base/files.h"
#include "support/catch.h"
#include "support/project.h"

#include <cstdlib>
#include <filesystem>
#include <optional>
#include <string>

using namespace migrate;
using namespace migrate::test;

namespace {

namespace fs = std::filesystem;

/// A folder to find `python3` in that has this module; nothing, with a word why, where none has.
std::optional<std::string> python_with(const std::string& module) {
  for (const std::string folder : {"", "/usr/bin/"})
    if (run_program("sh", {"-c", folder + "python3 -c 'import " + module + "'"}).status == 0)
      return folder;
  WARN("skipped: no python3 here has " << module << "; scripts/install-dependencies installs it");
  return std::nullopt;
}

std::string path_from(const std::string& folder) {
  return (folder.empty() ? "" : folder + ":") + std::getenv("PATH");
}

fs::path data(const std::string& name) {
  return fs::path(MIGRATE_TEST_DATA) / "recipes" / name;
}

/// The config that docs/recipes.md shows below a heading.
std::string documented(const std::string& heading) {
  const auto page = fs::path(MIGRATE_TEST_DATA).parent_path().parent_path() / "docs/recipes.md";
  const auto text = files::read(page);
  const std::string fence = "```yaml\n";
  const auto begin = text.find(fence, text.find("\n## " + heading)) + fence.size();
  return text.substr(begin, text.find("```", begin) - begin);
}

/// Models in a project that `init` made, on a database of its own.
class Models {
 public:
  explicit Models(const std::string& python) {
    options_.cwd = folder_.path() / "project";
    options_.env = {{"DATABASE_URL", database_.url()}, {"PATH", path_from(python)}};
    fs::create_directory(options_.cwd);
    done({"init", "--template", "sqlalchemy"});
  }

  void write(const std::string& name, std::string_view text) const {
    folder_.write("project/" + name, text);
  }

  /// The models are those of this file now.
  void are(const std::string& name) const {
    fs::create_directory(options_.cwd / "app");
    fs::copy_file(data(name), options_.cwd / "app/models.py", fs::copy_options::overwrite_existing);
  }

  [[nodiscard]] RunResult run(const std::vector<std::string>& args) const {
    return test::run(args, options_);
  }

  [[nodiscard]] RunResult without_server(const std::vector<std::string>& args) const {
    auto options = options_;
    options.env.at(0).second = "postgresql://nobody@127.0.0.1:1/none";
    return test::run(args, options);
  }

  /// A run that must succeed; its stdout.
  std::string done(const std::vector<std::string>& args) const {
    const auto result = run(args);
    INFO(result.out << result.err);
    REQUIRE(result.status == 0);
    return result.out;
  }

  [[nodiscard]] std::string url() const { return database_.url(); }

  [[nodiscard]] std::string printed(const std::string& hash_seed) const {
    auto options = options_;
    options.env.emplace_back("PYTHONHASHSEED", hash_seed);
    return run_program("sh", {"-c", "python3 print_ddl.py app.models"}, options).out;
  }

 private:
  TemporaryFolder folder_;
  Database database_;
  RunOptions options_;
};

bool contains(const std::string& text, const std::string& what) {
  return text.find(what) != std::string::npos;
}

}  // namespace

TEST_CASE("migrations follow SQLAlchemy models", "[recipes]") {
  const auto python = python_with("sqlalchemy");
  if (!python) return;
  const Models project(*python);
  project.are("models.py");
  const auto first = project.without_server({"revision", "--autogenerate", "-m", "users"});
  INFO(first.err);
  REQUIRE(first.status == 0);
  project.done({"upgrade", "head"});
  CHECK(project.done({"check"}) ==
        "the migrations make the schema of the output of `python3 print_ddl.py app.models`\n");
  CHECK(project.done({"diff", "--from", "database", "--to", data("tables.sql")}).empty());

  const auto before = schema_without_ours(project.url());
  project.are("models_later.py");
  const auto missing = project.run({"check"});
  CHECK(missing.status == 3);
  CHECK(contains(missing.out, "table Audit log.order is in the desired schema, and no migration"));
  project.done({"revision", "--autogenerate", "-m", "moods"});
  project.done({"upgrade"});
  project.done({"check"});
  CHECK(project.done({"diff"}).empty());
  project.done({"downgrade", "-1"});
  CHECK(schema_without_ours(project.url()) == before);
}

TEST_CASE("the script for SQLAlchemy prints the same in every run", "[recipes]") {
  const auto python = python_with("sqlalchemy");
  if (!python) return;
  const Models project(*python);
  project.are("models_later.py");
  const auto once = project.printed("1");
  CHECK(contains(once, "CHECK (theme NOT LIKE '100%')"));
  CHECK(contains(once, "CREATE SCHEMA IF NOT EXISTS \"Audit log\";"));
  CHECK(once.find("CREATE INDEX i1") < once.find("CREATE INDEX i2"));
  CHECK(once.find("CREATE TYPE mood") == once.rfind("CREATE TYPE mood"));
  CHECK_FALSE(contains(once, "a module may print"));
  for (const auto* seed : {"2", "3", "4"})
    CHECK(project.printed(seed) == once);
}

TEST_CASE("models that cannot be read are told with what Python says", "[recipes]") {
  const auto python = python_with("sqlalchemy");
  if (!python) return;
  const Models project(*python);
  const auto failed = [&](const std::string& words) {
    const auto result = project.run({"check"});
    INFO(result.err);
    CHECK(result.status == 1);
    CHECK(contains(result.err, "the command of schema.desired failed"));
    CHECK(contains(result.err, words));
  };
  failed("No module named 'app'");
  project.write("app/models.py", "import not_there\n");
  failed("No module named 'not_there'");
  project.write("app/models.py", "import sqlalchemy\n");
  failed("no tables in app.models: name the modules that define models");
  project.write("migrate.yaml",
                "schema: {desired: {command: \"python3 print_ddl.py app.models:Bose\"}}\n");
  failed("app.models:Bose is no MetaData and has none");
}

TEST_CASE("migrations follow those of Django", "[recipes]") {
  const auto python = python_with("django, psycopg2");
  if (!python) return;
  const Database database;
  const TemporaryFolder folder;
  fs::copy(data("django"), folder.path(), fs::copy_options::recursive);
  fs::create_directory(folder.path() / "versions");
  folder.write("migrate.yaml", documented("Django"));
  RunOptions options;
  options.cwd = folder.path();
  options.env = {{"DATABASE_URL", database.url()}, {"PATH", path_from(*python)}};
  const auto manage = [&](const std::string& words) {
    const auto result = run_program("sh", {"-c", "python3 manage.py " + words}, options);
    INFO(result.out << result.err);
    REQUIRE(result.status == 0);
  };
  const auto done = [&](const std::vector<std::string>& args) {
    const auto result = run(args, options);
    INFO(result.out << result.err);
    REQUIRE(result.status == 0);
    return result.out;
  };
  manage("makemigrations");
  done({"revision", "--autogenerate", "-m", "users"});
  done({"upgrade"});
  done({"check"});
  CHECK(psql(database.url(), "select count(*) from user_preferences") == "0");
  const auto before = schema_without_ours(database.url());

  auto models = files::read(folder.path() / "shop/models.py");
  models += "\n\nclass Order(models.Model):\n    note = models.TextField(null=True)\n";
  folder.write("shop/models.py", models);
  manage("makemigrations");
  CHECK(run({"check"}, options).status == 3);
  done({"revision", "--autogenerate", "-m", "orders"});
  done({"upgrade"});
  done({"check"});
  done({"downgrade", "-1"});
  CHECK(schema_without_ours(database.url()) == before);
  manage("check --database default");
}
