// Configurations and URLs that cannot be used.
#include "bad_input.h"
#include "support/catch.h"

#include <fmt/core.h>

#include <unistd.h>

using namespace migrate::test;

namespace {

Expected config(std::string place, std::vector<std::string> words) {
  return {.status = 2, .code = "config", .place = std::move(place), .words = std::move(words)};
}

Expected url(std::string place, std::vector<std::string> words) {
  return {.status = 2, .code = "url", .place = std::move(place), .words = std::move(words)};
}

}  // namespace

TEST_CASE("a config that is not understood is refused with its place", "[bad]") {
  struct ConfigCase {
    std::string text;
    Expected expected;
  };

  const std::vector<ConfigCase> cases{
      {"version: [versions]\n",
       config("migrate.yaml:1:1", {"unknown key \"version\"", "did you mean \"versions\"?"})},
      {"database:\n  urll: x\n",
       config("migrate.yaml:2:3", {"unknown key \"database.urll\"", "did you mean \"url\"?"})},
      {"database:\n  zzzzzzzz: x\n", config("migrate.yaml:2:3", {"known keys here: url"})},
      {"url: x\n", config("migrate.yaml:1:1", {"did you mean \"database.url\"?"})},
      {"recursive: true\nrecursive: false\n",
       config("migrate.yaml:2:1", {"\"recursive\" stands twice"})},
      {"recursive: perhaps\n", config("migrate.yaml:1:12", {"\"recursive\"", "perhaps"})},
      {"truncate_slug_length: 0\n", config("migrate.yaml:1:23", {"\"truncate_slug_length\""})},
      {"truncate_slug_length: ten\n", config("migrate.yaml:1:23", {"ten"})},
      {"revision_ids: random\n", config("migrate.yaml:1:15", {"random", "sequential"})},
      {"versions: some\n", config("migrate.yaml:1:11", {"\"versions\" must be a list"})},
      {"versions: []\n", config("migrate.yaml:1:11", {"not empty"})},
      {"database: text\n", config("migrate.yaml:1:11", {"\"database\" must be a map"})},
      {"database: {settings: [a]}\n",
       config("migrate.yaml:1:22", {"\"database.settings\" must be a map"})},
      {"lock:\n  wait: 60 parsecs\n", config("migrate.yaml:2:9", {"\"lock.wait\"", "60 parsecs"})},
      {"lock:\n  retries: -1\n", config("migrate.yaml:2:12", {"\"lock.retries\"", "-1"})},
      {"- a\n- b\n", config("migrate.yaml:1:1", {"the file must be a map"})},
      {"database: {url: x\n", config("migrate.yaml:2:1", {"not valid YAML"})},
      {"environments: {prod: {databse: {}}}\n",
       config("migrate.yaml:1:23", {"did you mean \"database\"?"})},
      {"lint: {ignore: [\"x\"]}\n",
       {.status = 2,
        .code = "unsupported",
        .place = "migrate.yaml:1:8",
        .words = {"\"lint.ignore\""}}},
  };
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.text);
    project.write("migrate.yaml", bad.text);
    project.check({"upgrade", "-u", project.database().url()}, bad.expected);
  }
}

TEST_CASE("a config or an environment that is not there is named", "[bad]") {
  const BadInput project;
  project.write_first();
  project.check({"upgrade", "-c", "other.yaml"}, config("", {"\"other.yaml\"", "--config"}));
  project.check({"upgrade", "-c", "versions"}, config("", {"\"versions\"", "folder"}));
  project.check({"upgrade"},
                config("", {"\"x.yaml\"", "MIGRATE_CONFIG"}),
                {.cwd = {}, .env = {{"MIGRATE_CONFIG", "x.yaml"}}, .input = {}});
  project.check({"upgrade", "-e", "prod"}, config("", {"\"prod\"", "none is defined"}));
  project.write("migrate.yaml", "environments: {prod: {}}\n");
  project.check({"upgrade", "-e", "prd"}, config("", {"\"prd\"", "did you mean \"prod\"?"}));
}

TEST_CASE("an empty URL never means another database", "[bad]") {
  const BadInput project;
  project.write_first();
  const RunOptions empty{.cwd = {}, .env = {{"DATABASE_URL", ""}}, .input = {}};
  project.write("migrate.yaml", "database:\n  url: ${DATABASE_URL}\n");
  project.check({"upgrade"}, url("migrate.yaml:2:8", {"empty", "DATABASE_URL"}), empty);
  project.check({"upgrade"}, config("migrate.yaml:2:8", {"DATABASE_URL is not set"}));
  project.check({"upgrade", "-u", ""}, url("", {"empty (--url)"}));
  project.write("migrate.yaml", "database:\n  url:\n");
  project.check({"upgrade"}, url("migrate.yaml:2:3", {"empty"}));
  project.write("migrate.yaml", "recursive: false\n");
  project.check({"upgrade"}, url("", {"empty (DATABASE_URL)"}), empty);
  project.check({"upgrade"},
                config("", {"no database is configured", "MIGRATE_EMBEDDED=never"}),
                {.cwd = {}, .env = {{"MIGRATE_EMBEDDED", "never"}}, .input = {}});
  CHECK_FALSE(std::filesystem::exists(project.folder() / ".migrate"));
}

TEST_CASE("a URL that cannot be read is refused without its password", "[bad]") {
  struct UrlCase {
    std::string url;
    std::vector<std::string> words;
  };

  const std::vector<UrlCase> cases{
      {"mysql://u:hunter2@h/d", {"mysql"}},
      {"postgresql//u:hunter2@h/d", {}},
      {"postgresql:u:hunter2@h/d", {}},
      {"u:hunter2@h/d", {}},
      {"postgresql://u:hunter2@h:99999/d", {"port", "99999"}},
      {"postgresql://u:hunter2@h:abc/d", {"port"}},
      {"postgresql://u:hunter2@[::1/d", {}},
      {"postgresql://u:hunter2@h/d?sslmod=require", {"sslmod", "sslmode"}},
      {"postgresql://u:hunter2@h/d?connect_timeout=soon", {"connect_timeout"}},
      {"postgresql://u:hunter2@h/d?sslmode=maybe", {"sslmode", "verify-full"}},
      {"host=h passwrd=hunter2", {}},
      {"host=h password='hunter2", {}},
  };
  const BadInput project;
  project.write_first();
  for (const auto& bad : cases) {
    INFO(bad.url);
    project.check({"upgrade", "-u", bad.url}, url("", bad.words));
    project.write("migrate.yaml", fmt::format("database:\n  url: \"{}\"\n", bad.url));
    project.check({"upgrade"}, url("migrate.yaml:2:8", bad.words));
    for (const auto& args :
         {std::vector<std::string>{"upgrade"}, {"upgrade", "-v", "--json", "-u", bad.url}}) {
      const auto result = project.run(args);
      CHECK((result.out + result.err).find("hunter") == std::string::npos);
    }
  }
}

TEST_CASE("files and folders that cannot be read are named", "[bad]") {
  const BadInput project;
  project.write_first();
  const auto file = [](std::vector<std::string> words) {
    return Expected{.status = 2, .code = "file", .place = "", .words = std::move(words)};
  };
  std::filesystem::create_symlink("nowhere", project.folder() / "versions" / "0002.sql");
  project.check({"upgrade"}, file({"cannot read versions/0002.sql", "No such file"}));
  project.remove("versions/0002.sql");
  std::filesystem::create_directory(project.folder() / "versions" / "x.sql");
  CHECK(project.run({"upgrade", "--dry-run"}).status == 0);
  std::filesystem::rename(project.folder() / "versions", project.folder() / "moved");
  project.check({"upgrade"}, file({"no folder versions", "`migrate init`"}));
}

TEST_CASE("a file that this user may not read is named", "[bad]") {
  if (::geteuid() != 0 || ::access("/usr/sbin/runuser", X_OK) != 0) return;
  const BadInput project;
  project.write_first();
  project.write_second("-- migrate:upgrade\nselect 1;\n");
  const auto path = project.folder() / "versions" / "0002.sql";
  std::filesystem::permissions(path, std::filesystem::perms(0600));
  const auto before = pg_dump_schema(project.database().url());
  const auto result = run_program("runuser",
                                  {"-u", "nobody", "--", MIGRATE_BINARY, "upgrade", "--json"},
                                  {.cwd = project.folder(), .env = {}, .input = {}});
  check_error(result,
              {.status = 2,
               .code = "file",
               .place = "",
               .words = {"cannot read versions/0002.sql", "Permission denied"}});
  CHECK(pg_dump_schema(project.database().url()) == before);
}
