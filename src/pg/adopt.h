#pragma once

#include <libpq-fe.h>
#include <pqxx/pqxx>

#include <memory>
#include <utility>

#if PQXX_VERSION_MAJOR < 7
#include <fmt/format.h>

#include <string>
#endif

namespace migrate::pg {

// libpqxx takes over an open connection: it closes the socket. In 6.4 a connection policy is the
// only way in; it hands the connection over once, so that libpqxx cannot reconnect in silence.
#if PQXX_VERSION_MAJOR >= 7
using PqxxConnection = pqxx::connection;

inline std::unique_ptr<PqxxConnection> adopt(PGconn* open) {
  return std::make_unique<PqxxConnection>(pqxx::connection::seize_raw_connection(open));
}
#else
class AdoptPolicy : public pqxx::connectionpolicy {
 public:
  explicit AdoptPolicy(const std::string& address)
      : connectionpolicy(address),
        open_(reinterpret_cast<handle>(std::stoull(address, nullptr, 16))) {}

  handle do_startconnect(handle current) override {
    if (current != nullptr) return current;
    if (open_ == nullptr) throw pqxx::broken_connection{"connection lost"};
    return std::exchange(open_, nullptr);
  }

 private:
  handle open_;
};

using PqxxConnection = pqxx::basic_connection_base<AdoptPolicy>;

inline std::unique_ptr<PqxxConnection> adopt(PGconn* open) {
  return std::make_unique<PqxxConnection>(
      fmt::format("{:x}", reinterpret_cast<std::uintptr_t>(open)));
}
#endif

}  // namespace migrate::pg
