#pragma once

#include "migrate/pg/diagnostics.h"
#include "migrate/pg/url.h"

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

struct pg_conn;

namespace migrate::pg {

struct ResultDeleter {
  void operator()(pg_result* result) const;
};

using ResultPtr = std::unique_ptr<pg_result, ResultDeleter>;

/// A statement that the server refused, with all that it said.
class StatementFailed : public Error {
 public:
  explicit StatementFailed(Diagnostics diagnostics)
      : Error(diagnostics.error()), diagnostics_(std::move(diagnostics)) {}

  [[nodiscard]] const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

using Value = std::optional<std::string>;  ///< nothing: NULL
using Values = std::vector<Value>;

/// Rows as text, and the command tag (`SELECT 3`).
struct Rows {
  std::vector<Values> rows;
  std::string command;

  /// The first value of the first row; throws Error(internal) where there is none or it is NULL.
  [[nodiscard]] const std::string& single() const;
  /// The first column, NULLs left out.
  [[nodiscard]] std::vector<std::string> column() const;
};

/// Whether an error of Connection::open may be gone a little later, without anybody correcting
/// anything: no answer, a name that does not resolve yet, a server that starts up or is full.
bool may_come_up(const ConnectionParameters& parameters, const Error& error);

/// A connection to a server. libpq opens the socket and libpqxx adopts it: libpqxx for look-ups
/// with parameters, libpq for everything that runs a user's SQL (diagnostics, notices, COPY,
/// pipeline). It never reconnects by itself. Not for use by two threads.
///
/// A lost connection is Error(connection_lost); what the server refuses is an Error with its words.
class Connection {
 public:
  /// Throws Error(authentication, missing_database, insufficient_privilege, connection), which name
  /// the address and never the password.
  static Connection open(const ConnectionParameters& parameters);

  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// One statement with `$1`-style parameters, through libpqxx. Only outside a transaction: inside
  /// one it would leave a portal open that keeps a snapshot.
  Rows query(const std::string& sql, const Values& parameters = {});

  /// One or more statements by the simple protocol, in one round trip; gives the rows of the last
  /// one that has any, and the last command tag.
  /// SIGINT and SIGTERM cancel it (see Interrupt).
  Rows execute(std::string_view sql);

  /// COPY ... FROM STDIN with its data.
  void copy_in(std::string_view sql, std::string_view data);

  /// ROLLBACK where a transaction is open; true where the session can go on.
  bool roll_back() noexcept;

  /// Ask the server to cancel what it runs now. Never throws.
  void cancel() const noexcept;

  [[nodiscard]] bool in_transaction() const;
  [[nodiscard]] bool is_broken() const;

  /// Whether the connection is broken behind this failure of a statement: a FATAL one ends the
  /// session, though libpq may not have read the end of the socket yet.
  bool is_end(const Diagnostics& said);

  /// 150020 for 15.20.
  [[nodiscard]] int server_version() const;

  /// As the server's start-up message gave it: another one than pg_backend_pid() behind a pooler.
  [[nodiscard]] int backend_pid() const;

  [[nodiscard]] Endpoint endpoint() const;

  using NoticeHandler = std::function<void(const Diagnostics&)>;
  /// What happens to notices and warnings; none: they are dropped.
  void on_notice(NoticeHandler handler);

  using TickHandler = std::function<void()>;
  /// Called about twice a second while a statement runs.
  void on_tick(TickHandler handler);

  /// libpq's handle, for the other files of this module.
  [[nodiscard]] pg_conn* handle() const;

  /// Wait until the socket can be read (or written, where wanted). Handles signals and ticks.
  void wait(bool for_write);

 private:
  struct Impl;
  explicit Connection(std::unique_ptr<Impl> impl);
  Rows finish();
  ResultPtr next_result();
  void discard_copy();

  std::unique_ptr<Impl> impl_;
};

}  // namespace migrate::pg
