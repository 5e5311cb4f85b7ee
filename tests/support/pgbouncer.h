#pragma once

#include "support/cluster.h"

#include <sys/types.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::test {

/// A PgBouncer before the test cluster, on a port of 127.0.0.1; it ends with the object. Every
/// database of the cluster can be reached through it, without passwords, as `postgres` and as the
/// users that are named.
class Pgbouncer {
 public:
  using Settings = std::vector<std::pair<std::string, std::string>>;

  /// `pool_mode`: session, transaction or statement. `settings` are those of the section
  /// [pgbouncer] (`server_round_robin`, `default_pool_size`). Throws std::runtime_error with its
  /// log where it does not start.
  explicit Pgbouncer(std::string_view pool_mode,
                     const Settings& settings = {},
                     const std::vector<std::string>& users = {});
  Pgbouncer(const Pgbouncer&) = delete;
  Pgbouncer& operator=(const Pgbouncer&) = delete;
  ~Pgbouncer();

  [[nodiscard]] int port() const { return port_; }

  /// postgresql://postgres@127.0.0.1:PORT/DATABASE
  [[nodiscard]] std::string url(std::string_view database,
                                std::string_view user = "postgres") const;

 private:
  void write_config(std::string_view pool_mode,
                    const Settings& settings,
                    const std::vector<std::string>& users) const;
  [[nodiscard]] std::string log() const;
  bool comes_up();

  TemporaryFolder folder_;
  int port_ = 0;
  pid_t process_ = -1;
};

}  // namespace migrate::test
