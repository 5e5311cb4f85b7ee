#include "support/cluster.h"

#include "migrate/catalog/introspect.h"
#include "migrate/diff/diff.h"
#include "migrate/pg/connection.h"
#include "migrate/pg/url.h"
#include "support/majors.h"
#include "support/server.h"
#include "support/session.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <stdexcept>

namespace migrate::test {

namespace fs = std::filesystem;

namespace {

constexpr auto prefix = "migrate-test-";

[[noreturn]] void fail(const std::string& what) {
  throw std::runtime_error(what);
}

/// Memory where there is enough of it.
fs::path fast_folder() {
  struct statvfs disk {};

  constexpr auto shm = "/dev/shm";
  constexpr unsigned long enough = 512UL << 20;
  if (::access(shm, W_OK) == 0 && ::statvfs(shm, &disk) == 0 &&
      disk.f_bavail * disk.f_frsize > enough)
    return shm;
  return fs::temp_directory_path();
}

fs::path make_temporary(const fs::path& parent) {
  auto name = (parent / prefix).string() + "XXXXXX";
  if (::mkdtemp(name.data()) == nullptr) fail("cannot make a folder in " + parent.string());
  return name;
}

/// The folder's lock file, locked; -1 where a living process holds it.
int lock_folder(const fs::path& folder) {
  const int file = ::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file >= 0 && ::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  if (file >= 0) ::close(file);
  return -1;
}

/// Clusters of test processes that were killed.
void reap(const fs::path& parent) {
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(parent, ignored)) {
    const auto name = entry.path().filename().string();
    if (!name.starts_with(prefix) || !fs::exists(entry.path() / "data" / "PG_VERSION", ignored))
      continue;
    const int lock = lock_folder(entry.path());
    if (lock < 0) continue;
    fs::remove_all(entry.path(), ignored);
    ::close(lock);
  }
}

/// Where initdb's work is kept: by installation, in the build folder.
fs::path cached_data() {
  auto installation = server_program("initdb").string();
  std::replace(installation.begin(), installation.end(), '/', '-');
  return fs::path(MIGRATE_BINARY).parent_path() / ("test-cluster" + installation);
}

/// initdb once per build folder.
void make_data(const fs::path& data) {
  const auto cached = cached_data();
  std::error_code ignored;
  if (fs::exists(cached)) {
    must_run("cp", {"-a", cached.string(), data.string()});
    return;
  }
  must_run_as_server_user(server_program("initdb"),
                          {"-D",
                           data.string(),
                           "-U",
                           "postgres",
                           "-A",
                           "trust",
                           "-E",
                           "UTF8",
                           "--locale=C.UTF-8",
                           "-N",
                           "--wal-segsize=1"});
  const auto fresh = cached.string() + "." + std::to_string(::getpid());
  must_run("cp", {"-a", data.string(), fresh});
  fs::rename(fresh, cached, ignored);
  fs::remove_all(fresh, ignored);
}

int first_number(std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  return digit == std::string_view::npos ? 0 : std::atoi(text.data() + digit);
}

catalog::Snapshot schema_of(const std::string& url) {
  auto connection = pg::Connection::open(pg::parse_url(url, {}));
  return catalog::introspect(connection, {});
}

/// The statements that migrate makes the schema of, in a new database.
std::string made_from_nothing(const std::string& url) {
  static const auto nothing = schema_of(Database().socket_url());
  std::string out;
  for (const auto& statement : diff::compare(nothing, schema_of(url), {}).statements)
    out += statement.sql + ";\n";
  return out;
}

}  // namespace

Cluster& Cluster::instance() {
  static Cluster cluster;
  return cluster;
}

Cluster::Cluster() {
  const auto parent = fast_folder();
  reap(parent);
  folder_ = make_temporary(parent);
  // Held until this process ends; also by the server's processes were it inherited, so it is not.
  lock_folder(folder_);
  give_to_server_user(folder_);
  make_data(folder_ / "data");
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    postmaster_ = start_server(folder_, port_);
    if (comes_up(folder_, postmaster_)) return;
  }
  std::ifstream log(folder_ / "log");
  fail("the test server does not start: " + std::string(std::istreambuf_iterator<char>(log), {}));
}

Cluster::~Cluster() {
  ::kill(postmaster_, SIGQUIT);
  ::waitpid(postmaster_, nullptr, 0);
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Cluster::crash() const {
  ::kill(postmaster_, SIGQUIT);
}

void Cluster::start_again() {
  ::waitpid(postmaster_, nullptr, 0);
  fs::remove(data_directory() / "postmaster.pid");
  postmaster_ = start_server(folder_, port_);
  if (!comes_up(folder_, postmaster_)) fail("the test server does not start again");
}

std::string Cluster::url(std::string_view database) const {
  return "postgresql://postgres@127.0.0.1:" + std::to_string(port_) + "/" + std::string(database);
}

std::string Cluster::socket_url(std::string_view database) const {
  return "postgresql://postgres@/" + std::string(database) + "?host=" + folder_.string() +
         "&port=" + std::to_string(port_);
}

namespace {

/// A database with one cannot be dropped.
void drop_subscriptions(const std::string& url) {
  Session session(url);
  session.run(
      "do $$ declare s text; begin for s in select quote_ident(subname) from pg_subscription join "
      "pg_database d on d.oid = subdbid where datname = current_database() loop "
      "execute 'alter subscription ' || s || ' disable'; "
      "execute 'alter subscription ' || s || ' set (slot_name = none)'; "
      "execute 'drop subscription ' || s; end loop; end $$");
}

}  // namespace

Database::Database(std::string_view sql) {
  static int count = 0;
  name_ = "test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
  Session(Cluster::instance().socket_url("postgres")).run("create database " + name_);
  if (!sql.empty()) psql(url(), sql);
}

Database::~Database() {
  const auto drop = [this] {
    Session(Cluster::instance().socket_url("postgres"))
        .run("drop database if exists " + name_ + " with (force)");
  };
  try {
    drop();
    return;
  } catch (const std::exception&) {  // few have subscriptions
  }
  try {
    drop_subscriptions(socket_url());
    drop();
  } catch (const std::exception&) {
    return;  // the cluster goes away with the process
  }
}

std::string Database::url() const {
  return Cluster::instance().url(name_);
}

std::string Database::socket_url() const {
  return Cluster::instance().socket_url(name_);
}

std::string psql(const std::string& url, std::string_view sql) {
  RunOptions options;
  options.input = sql;
  auto done = run_program(
      "psql", {"-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", url, "-f", "-"}, options);
  if (done.status != 0) fail("psql: " + done.err);
  if (done.out.ends_with('\n')) done.out.pop_back();
  return done.out;
}

bool can_be_dumped(const std::string& url) {
  static const bool can = [&url] {
    const auto dump = first_number(run_program("pg_dump", {"--version"}).out);
    const auto server = std::stoi(psql(url, "show server_version_num")) / 10000;
    if (dump < server)
      std::cerr << "left out: pg_dump " << dump << " cannot read PostgreSQL " << server
                << ", so that what it would show is not compared\n";
    return dump >= server;
  }();
  return can;
}

std::string pg_dump_schema(const std::string& url) {
  if (!can_be_dumped(url)) return made_from_nothing(url);
  const auto done = run_program("pg_dump", {"--schema-only", "-d", url});
  if (done.status != 0) fail("pg_dump: " + done.err);
  auto out = schema_of_dump(done.out);
  // What a later pg_dump says of each database of a server before 15.
  if (server_major() < 15)
    for (const std::string_view line : {"ALTER SCHEMA public OWNER TO postgres;\n",
                                        "REVOKE USAGE ON SCHEMA public FROM PUBLIC;\n",
                                        "GRANT ALL ON SCHEMA public TO PUBLIC;\n"})
      if (const auto at = out.find(line); at != std::string::npos) out.erase(at, line.size());
  return out;
}

std::string schema_of_dump(std::string_view dump) {
  std::string out;
  for (std::size_t start = 0; start < dump.size();) {
    const auto end = dump.find('\n', start);
    const auto line = dump.substr(start, end - start);
    const bool noise = line.empty() || line.starts_with("--") || line.starts_with("SET ") ||
                       line.starts_with("\\restrict") || line.starts_with("\\unrestrict") ||
                       line.starts_with("SELECT pg_catalog.set_config('search_path'");
    if (!noise) out.append(line).push_back('\n');
    start = end + 1;
  }
  return out;
}

}  // namespace migrate::test
