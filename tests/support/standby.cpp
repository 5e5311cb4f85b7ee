#include "support/standby.h"

#include "support/server.h"

#include <sys/wait.h>

#include <csignal>
#include <stdexcept>

namespace migrate::test {

Standby::Standby() {
  const auto& cluster = Cluster::instance();
  give_to_server_user(folder_.path());
  must_run_as_server_user(server_program("pg_basebackup"),
                          {"--host=" + cluster.socket_folder().string(),
                           "--port=" + std::to_string(cluster.port()),
                           "--username=postgres",
                           "--checkpoint=fast",
                           "--no-sync",
                           "--write-recovery-conf",
                           "--pgdata=" + (folder_.path() / "data").string()});
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
