#include "support/standby.h"

#include "support/server.h"
#include "support/session.h"

#include <fmt/core.h>

#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace migrate::test {

namespace {

/// PostgreSQL manual, "Making a Base Backup Using the Low Level API": a server that is not the
/// system's comes without pg_basebackup.
void copy_cluster(const Cluster& cluster, const std::filesystem::path& data) {
  const Session session(cluster.socket_url("postgres"));
  const bool is_old = std::stoi(session.run("show server_version_num")) < 150000;
  session.run(is_old ? "select pg_start_backup('standby', true, false)"
                     : "select pg_backup_start('standby', true)");
  must_run_as_server_user("/bin/cp", {"-a", cluster.data_directory().string(), data.string()});
  std::filesystem::remove(data / "postmaster.pid");
  std::ofstream(data / "backup_label")
      << session.run(is_old ? "select labelfile from pg_stop_backup(false, false)"
                            : "select labelfile from pg_backup_stop(false)");
  std::ofstream(data / "standby.signal").close();
  std::ofstream(data / "postgresql.auto.conf", std::ios::app)
      << fmt::format("primary_conninfo = 'host={} port={} user=postgres'\n",
                     cluster.socket_folder().string(),
                     cluster.port());
  for (const auto* name : {"backup_label", "standby.signal"})
    give_to_server_user(data / name);
}

}  // namespace

Standby::Standby() {
  give_to_server_user(folder_.path());
  copy_cluster(Cluster::instance(), folder_.path() / "data");
  for (int attempt = 0; attempt < 5; ++attempt) {
    port_ = free_port();
    postmaster_ = start_server(folder_.path(), port_);
    if (comes_up(folder_.path(), postmaster_)) return;
  }
  throw std::runtime_error("the standby does not start");
}

Standby::~Standby() {
  ::kill(postmaster_, SIGQUIT);
  ::waitpid(postmaster_, nullptr, 0);
}

}  // namespace migrate::test
