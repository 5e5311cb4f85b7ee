#include "migrate/pg/embedded_server.h"

#include "migrate/base/error.h"
#include "support/catch.h"
#include "support/cluster.h"
#include "support/embedded.h"

#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

using migrate::Error;
using migrate::ErrorCode;
using migrate::pg::EmbeddedServer;
using migrate::test::as_user;
using migrate::test::ask;
using migrate::test::ended;
using migrate::test::error_of_open;
using migrate::test::is_stopped_soon;
using migrate::test::Process;
using migrate::test::server_pids;
using migrate::test::TemporaryFolder;

namespace fs = std::filesystem;

TEST_CASE("the embedded server gives a database app to its superuser", "[embedded]") {
  const TemporaryFolder project;
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select current_database() || ' ' || current_user") == "app postgres");
  CHECK(ask(server, "show listen_addresses").empty());
  CHECK(ask(server, "show server_encoding") == "UTF8");
  CHECK(server.data_directory() == project.path() / ".migrate" / "data");
}

TEST_CASE("the embedded server stops when its last user is gone", "[embedded]") {
  const TemporaryFolder project;
  {
    auto first = EmbeddedServer::open(project.path());
    {
      const auto second = EmbeddedServer::open(project.path());
      CHECK(ask(second, "select 1") == "1");
    }
    const auto moved = std::move(first);
    CHECK(ask(moved, "select 1") == "1");
  }
  CHECK(is_stopped_soon(project.path()));
  CHECK_FALSE(fs::exists(project.path() / ".migrate/data/postmaster.pid"));
}

TEST_CASE("the embedded server keeps its data between runs", "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "create table kept as select 42 as n");
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select n from kept") == "42");
}

TEST_CASE("a dropped database app does not come back by itself", "[embedded]") {
  const TemporaryFolder project;
  {
    const auto server = EmbeddedServer::open(project.path());
    ask(server, "drop database app", "postgres");
  }
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select count(*) from pg_database where datname = 'app'", "postgres") == "0");
}

TEST_CASE("a second process joins the server and finishes after the first was killed",
          "[embedded]") {
  const TemporaryFolder project;
  Process starter([&] {
    const auto server = EmbeddedServer::open(project.path());
    ask(server, "create table t as select 7 as n");
    Process::report_and_wait();
  });
  REQUIRE(starter.reported());
  const auto joined = EmbeddedServer::open(project.path());
  const auto pid = ask(joined, "select pg_backend_pid()");
  starter.kill();
  CHECK(ask(joined, "select n, pg_sleep(0.3) from t") == "7");
  const auto again = EmbeddedServer::open(project.path());
  CHECK(ask(again, "select count(*) from pg_stat_activity where pid = " + pid) == "0");
}

TEST_CASE("killing its users ends the server cleanly", "[embedded]") {
  const TemporaryFolder project;
  Process user([&] {
    const auto server = EmbeddedServer::open(project.path());
    Process::report_and_wait();
  });
  REQUIRE(user.reported());
  user.kill();
  CHECK(is_stopped_soon(project.path()));
  CHECK_FALSE(fs::exists(project.path() / ".migrate/data/postmaster.pid"));
}

TEST_CASE("a killed supervisor takes the server with it, and the next start recovers",
          "[embedded]") {
  const TemporaryFolder project;
  {
    const auto server = EmbeddedServer::open(project.path());
    ask(server, "create table survives as select 1 as n");
    const auto pids = server_pids(server);
    ::kill(pids.supervisor, SIGKILL);
    CHECK(ended(pids.postmaster));
  }
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select n from survives") == "1");
}

TEST_CASE("after a kill -9 of every process the next start works", "[embedded]") {
  const TemporaryFolder project;
  Process user([&] {
    const auto server = EmbeddedServer::open(project.path());
    ask(server, "create table survives as select 1 as n");
    Process::report_and_wait();
  });
  REQUIRE(user.reported());
  {
    const auto pids = server_pids(EmbeddedServer::open(project.path()));
    ::kill(pids.postmaster, SIGKILL);
    ::kill(pids.supervisor, SIGKILL);
    user.kill();
  }
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select n from survives") == "1");
}

TEST_CASE("a stale postmaster.pid with the number of another living process is cleared",
          "[embedded]") {
  const TemporaryFolder project;
  ask(EmbeddedServer::open(project.path()), "select 1");
  REQUIRE(is_stopped_soon(project.path()));
  const auto data = project.path() / ".migrate/data";

  struct stat owner {};

  REQUIRE(::stat(data.c_str(), &owner) == 0);
  Process other([&] {
    if (::geteuid() == 0 && ::setuid(owner.st_uid) != 0) return;
    Process::report_and_wait();
  });
  REQUIRE(other.reported());
  const auto stale = std::to_string(other.pid()) + "\n" + data.string() + "\n1\n5432\n" +
                     (project.path() / ".migrate/run").string() + "\n\n0 0\nready   \n";
  for (const auto* name : {"data/postmaster.pid", "run/.s.PGSQL.5432.lock"}) {
    project.write(fs::path(".migrate") / name, stale);
    REQUIRE(::chown((project.path() / ".migrate" / name).c_str(), owner.st_uid, owner.st_gid) == 0);
  }
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server, "select 1") == "1");
}

TEST_CASE("processes that come and go at once always meet a working server", "[embedded]") {
  const TemporaryFolder project;
  std::vector<std::unique_ptr<Process>> users;
  for (const std::string table : {"a", "b", "c", "d"})
    users.push_back(std::make_unique<Process>([&project, table] {
      for (int round = 0; round < 6; ++round) {
        const auto server = EmbeddedServer::open(project.path());
        if (round == 0) ask(server, "create table " + table + "(n int)");
        ask(server, "insert into " + table + " values (1)");
      }
      Process::report();
    }));
  for (const auto& user : users)
    CHECK(user->exit_status() == 0);
  const auto server = EmbeddedServer::open(project.path());
  CHECK(ask(server,
            "select count(*) from (table a union all table b union all table c union all table d) "
            "t") == "24");
}

TEST_CASE("a running server does not hold the pipes of its starter open", "[embedded]") {
  const TemporaryFolder project;
  Process starter([&] {
    const auto server = EmbeddedServer::open(project.path());
    Process::report_and_wait();
  });
  REQUIRE(starter.reported());
  const auto joined = EmbeddedServer::open(project.path());
  starter.kill();
  CHECK(starter.output_ends());
  CHECK(ask(joined, "select 1") == "1");
}

TEST_CASE("libpq's environment has no influence on the embedded server", "[embedded]") {
  const TemporaryFolder project;
  Process user([&] {
    const auto service = project.write("pg_service.conf", "[evil]\nhostaddr=127.0.0.1\nport=1\n");
    for (const auto& [name, value] : {std::pair{"PGHOST", "/nowhere"},
                                      {"PGHOSTADDR", "127.0.0.1"},
                                      {"PGPORT", "1"},
                                      {"PGUSER", "somebody"},
                                      {"PGDATABASE", "none"},
                                      {"PGPASSWORD", "x"},
                                      {"PGSERVICE", "evil"},
                                      {"PGSERVICEFILE", service.c_str()},
                                      {"PGSSLMODE", "verify-full"},
                                      {"PGOPTIONS", "-c search_path=evil"},
                                      {"PGTARGETSESSIONATTRS", "read-only"},
                                      {"PGREQUIREPEER", "somebody"},
                                      {"PGDATA", "/nowhere"},
                                      {"PGTZ", "Mars/Olympus"},
                                      {"PGCLIENTENCODING", "SQL_ASCII"},
                                      {"PGPASSFILE", "/dev/null"}})
      ::setenv(name, value, 1);
    const auto server = EmbeddedServer::open(project.path());
    if (ask(server, "select current_user || current_database()") != "postgresapp") return;
    if (ask(server, "show search_path") != "\"$user\", public") return;
    if (std::getenv("PGHOSTADDR") == nullptr) return;
    migrate::pg::scrub_pg_environment();
    if (std::getenv("PGHOSTADDR") != nullptr || std::getenv("PGSERVICEFILE") != nullptr) return;
    Process::report();
  });
  CHECK(user.exit_status() == 0);
}

TEST_CASE("a connection to another server is told from the embedded one", "[embedded]") {
  const TemporaryFolder project;
  const TemporaryFolder other_project;
  const auto server = EmbeddedServer::open(project.path());
  const auto other = EmbeddedServer::open(other_project.path());
  const auto connection = migrate::test::connect(other);
  CHECK_NOTHROW(other.check(connection.get()));
  CHECK_THROWS_WITH(server.check(connection.get()),
                    "the connection leads to another server than the embedded one");
}

TEST_CASE("a program that this one becomes by exec keeps the server", "[embedded]") {
  const TemporaryFolder project;
  Process user([&] {
    const auto server = EmbeddedServer::open(project.path());
    server.keep_across_exec();
    ::execlp("sh", "sh", "-c", "echo ready; exec sleep 60", nullptr);
  });
  REQUIRE(user.reported());
  const auto pid = server_pids(EmbeddedServer::open(project.path())).postmaster;
  CHECK(server_pids(EmbeddedServer::open(project.path())).postmaster == pid);
  user.kill();
  CHECK(is_stopped_soon(project.path()));
}
