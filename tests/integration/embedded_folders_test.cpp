#include "migrate/base/error.h"
#include "migrate/pg/embedded_server.h"
#include "support/catch.h"
#include "support/cluster.h"
#include "support/embedded.h"

#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

using Catch::Matchers::Contains;
using migrate::pg::EmbeddedServer;
using migrate::test::as_user;
using migrate::test::ask;
using migrate::test::error_of_open;
using migrate::test::is_stopped_soon;
using migrate::test::keyword;
using migrate::test::Process;
using migrate::test::TemporaryFolder;

namespace fs = std::filesystem;

namespace {

bool is_root() {
  return ::geteuid() == 0;
}

mode_t mode_of(const fs::path& path) {
  struct stat status {};

  return ::stat(path.c_str(), &status) == 0 ? status.st_mode & 07777U : 0;
}

/// The socket's folder outside of the project.
void remove_far_sockets(const EmbeddedServer& server) {
  const fs::path sockets = keyword(server, "host");
  fs::remove_all(is_root() ? sockets.parent_path() : sockets);
}

void give_to_nobody(const fs::path& path) {
  const auto* nobody = ::getpwnam("nobody");
  REQUIRE(::chown(path.c_str(), nobody->pw_uid, nobody->pw_gid) == 0);
}

}  // namespace

TEST_CASE("data and socket stand in private folders that git leaves alone", "[embedded]") {
  const TemporaryFolder project;
  const auto server = EmbeddedServer::open(project.path());
  const auto state = project.path() / ".migrate";
  CHECK(mode_of(state / "data") == 0700);
  CHECK(mode_of(state / "run") == 0700);
  CHECK(keyword(server, "host") == (state / "run").string());
  std::string ignored;
  std::ifstream(state / ".gitignore") >> ignored;
  CHECK(ignored == "*");
}

TEST_CASE("a project with a long path has its socket in a short one", "[embedded]") {
  const TemporaryFolder folder;
  const auto project = folder.path() / std::string(60, 'a') / std::string(60, 'b');
  fs::create_directories(project);
  const auto server = EmbeddedServer::open(project);
  const auto sockets = keyword(server, "host");
  CHECK(sockets.size() + std::string("/.s.PGSQL.5432").size() < 108);
  CHECK(mode_of(sockets) == 0700);
  CHECK(ask(server, "select 1") == "1");
  remove_far_sockets(server);
}

TEST_CASE("a path with blanks, quotes and commas is no problem", "[embedded]") {
  const TemporaryFolder folder;
  const auto project = folder.path() / "it's \"a, b\"";
  fs::create_directories(project);
  const auto server = EmbeddedServer::open(project);
  CHECK(ask(server, "select 1") == "1");
  remove_far_sockets(server);
}

TEST_CASE("root's server for a project that its user cannot reach keeps its data elsewhere",
          "[embedded]") {
  if (!is_root()) return;
  const TemporaryFolder folder;
  fs::permissions(folder.path(), fs::perms::owner_all);
  const auto project = folder.path() / "project";
  fs::create_directories(project);
  fs::path data;
  {
    const auto server = EmbeddedServer::open(project);
    data = server.data_directory();
    ask(server, "create table kept as select 5 as n");
  }
  CHECK(data.string().starts_with("/var/lib/migrate/"));
  CHECK_FALSE(fs::exists(project / ".migrate"));
  CHECK(is_stopped_soon(data.parent_path()));

  SECTION("and finds them again, also once the folder is open") {
    fs::permissions(folder.path(), fs::perms(0755));
    CHECK(ask(EmbeddedServer::open(project), "select n from kept") == "5");
    is_stopped_soon(data.parent_path());
  }
  SECTION("and another user does not begin with an empty database instead") {
    fs::permissions(folder.path(), fs::perms(0755));
    fs::permissions(project, fs::perms(0777));
    const auto error = error_of_open(project, "nobody");
    CHECK_THAT(error, Contains("belong to another user"));
    CHECK_THAT(error, Contains("postgres"));
  }
  fs::remove_all(data.parent_path());
}

TEST_CASE("a normal user's server runs as that user, and root may join it", "[embedded]") {
  if (!is_root()) return;
  const TemporaryFolder project;
  give_to_nobody(project.path());
  Process user([&] {
    as_user("nobody", project.path());
    const auto server = EmbeddedServer::open(project.path());
    ask(server, "create table mine as select 3 as n");
    Process::report_and_wait();
  });
  REQUIRE(user.reported());
  {
    const auto joined = EmbeddedServer::open(project.path());
    CHECK(ask(joined, "select n from mine") == "3");

    struct stat status {};

    REQUIRE(::stat((joined.data_directory() / "PG_VERSION").c_str(), &status) == 0);
    CHECK(status.st_uid == ::getpwnam("nobody")->pw_uid);
  }
  user.kill();
  REQUIRE(is_stopped_soon(project.path()));
  CHECK(ask(EmbeddedServer::open(project.path()), "select n from mine") == "3");
  REQUIRE(is_stopped_soon(project.path()));
  Process again([&] {
    as_user("nobody", project.path());
    if (ask(EmbeddedServer::open(project.path()), "select n from mine") == "3") Process::report();
  });
  CHECK(again.exit_status() == 0);
}

TEST_CASE("data made by root are refused to a normal user and left alone", "[embedded]") {
  if (!is_root()) return;
  const TemporaryFolder project;
  fs::permissions(project.path(), fs::perms(0777));
  ask(EmbeddedServer::open(project.path()), "create table kept as select 1 as n");
  const auto error = error_of_open(project.path(), "nobody");
  CHECK_THAT(error, Contains("the embedded server's data belong to another user: "));
  CHECK_THAT(error, Contains("they belong to user \"postgres\", this is user \"nobody\""));
  CHECK(ask(EmbeddedServer::open(project.path()), "select n from kept") == "1");
}

TEST_CASE("a project that cannot be written to is an error that says so", "[embedded]") {
  if (!is_root()) return;
  const TemporaryFolder project;
  const auto error = error_of_open(project.path(), "nobody");
  CHECK_THAT(error, Contains("cannot make " + (project.path() / ".migrate").string()));
  CHECK_THAT(error, Contains("Permission denied"));
  CHECK_THAT(error, Contains("make the project's folder writable"));
}

TEST_CASE("a socket folder that somebody else made is refused", "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "select 1");
  REQUIRE(is_stopped_soon(project.path()));
  const auto run = project.path() / ".migrate/run";
  fs::remove_all(run);
  fs::create_directory_symlink("/tmp", run);
  CHECK_THAT(error_of_open(project.path()), Contains("is not a private folder of user"));
}

TEST_CASE("data of another server major are refused and left alone", "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "select 1");
  REQUIRE(is_stopped_soon(project.path()));
  project.write(".migrate/data/PG_VERSION", "9\n");
  const auto error = error_of_open(project.path());
  CHECK_THAT(error,
             Contains("the embedded server's data are of PostgreSQL 9, the server found is "));
  CHECK_THAT(error, Contains("postgresql-9"));
  CHECK(fs::exists(project.path() / ".migrate/data/base"));
}

TEST_CASE("a data folder without a cluster is refused and left alone", "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "select 1");
  REQUIRE(is_stopped_soon(project.path()));
  fs::remove(project.path() / ".migrate/data/PG_VERSION");
  CHECK_THAT(error_of_open(project.path()), Contains("holds no PostgreSQL cluster"));
  CHECK(fs::exists(project.path() / ".migrate/data/base"));
}

TEST_CASE("a copy that was cut off is not used", "[embedded]") {
  const TemporaryFolder project;
  project.write(".migrate/data.new/PG_VERSION", "15\n");
  CHECK(ask(EmbeddedServer::open(project.path()), "select 1") == "1");
}

TEST_CASE("a server that does not start gives the end of its log", "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "select 1");
  REQUIRE(is_stopped_soon(project.path()));
  std::ofstream(project.path() / ".migrate/data/postgresql.conf", std::ios::app)
      << "\nno_such_setting = 1\n";
  const auto error = error_of_open(project.path());
  CHECK_THAT(error, Contains("the embedded server does not start"));
  CHECK_THAT(error, Contains("no_such_setting"));
  CHECK_THAT(error, Contains("server.log"));
}

TEST_CASE("MIGRATE_PG_BINDIR without a server is an error that names it", "[embedded]") {
  const TemporaryFolder project;
  Process user([&] {
    ::setenv("MIGRATE_PG_BINDIR", "/usr/share", 1);
    const auto error = error_of_open(project.path());
    if (error.find("MIGRATE_PG_BINDIR holds no PostgreSQL server: /usr/share") != std::string::npos)
      Process::report();
  });
  CHECK(user.exit_status() == 0);
}

TEST_CASE("a missing project folder is an error", "[embedded]") {
  CHECK_THAT(error_of_open("/nowhere/at/all"), Contains("cannot find the project's folder"));
}
