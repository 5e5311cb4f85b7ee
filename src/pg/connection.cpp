#include "migrate/pg/connection.h"

#include "migrate/base/error.h"
#include "migrate/base/interrupt.h"
#include "pg/adopt.h"
#include "pg/connect.h"
#include "pg/result.h"

#include <fmt/core.h>

#include <poll.h>

#include <array>
#include <cerrno>
#include <utility>

namespace migrate::pg {

namespace {

constexpr int tick_ms = 500;
constexpr int cancel_again_ms = 100;

std::string text_or_empty(const char* text) {
  return text != nullptr ? text : "";
}

/// libpqxx 6 leaves it out of this one.
std::string sqlstate_of(const pqxx::sql_error& error) {
  const bool denied = dynamic_cast<const pqxx::insufficient_privilege*>(&error) != nullptr;
  return denied ? "42501" : std::string(error.sqlstate());
}

}  // namespace

struct Connection::Impl {
  PGconn* handle = nullptr;  ///< owned by `pqxx`
  std::unique_ptr<PqxxConnection> pqxx;
  bool ended = false;  ///< the server has said so; libpq sees it with the end of the socket
  NoticeHandler notice_handler;
  TickHandler tick_handler;

  static void receive_notice(void* self, const PGresult* result) {
    const auto& handler = static_cast<Impl*>(self)->notice_handler;
    if (handler) handler(diagnostics_of(result));
  }
};

void ResultDeleter::operator()(pg_result* result) const {
  PQclear(result);
}

const std::string& Rows::single() const {
  if (rows.empty() || rows.front().empty() || !rows.front().front())
    throw Error(ErrorCode::internal, "a query gave no value");
  return *rows.front().front();
}

std::vector<std::string> Rows::column() const {
  std::vector<std::string> out;
  for (const auto& row : rows)
    if (!row.empty() && row.front()) out.push_back(*row.front());
  return out;
}

Connection::Connection(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Connection::Connection(Connection&&) noexcept = default;
Connection& Connection::operator=(Connection&&) noexcept = default;
Connection::~Connection() = default;

Connection Connection::open(const ConnectionParameters& parameters) {
  auto impl = std::make_unique<Impl>();
  impl->handle = connect(parameters);
  impl->pqxx = adopt(impl->handle);
  // After the adoption: libpqxx installs a processor of its own, which gets only text.
  PQsetNoticeReceiver(impl->handle, &Impl::receive_notice, impl.get());
  return Connection(std::move(impl));
}

Rows Connection::query(const std::string& sql, const Values& parameters) {
  try {
    pqxx::nontransaction work(*impl_->pqxx);
#if PQXX_VERSION_MAJOR >= 7
    pqxx::params values;
    for (const auto& value : parameters)
      values.append(value);
    const auto result = work.exec_params(sql, values);
#else
    std::vector<const char*> values;
    values.reserve(parameters.size());
    for (const auto& value : parameters)
      values.push_back(value ? value->c_str() : nullptr);
    const auto result = work.exec_params(sql, pqxx::prepare::make_dynamic_params(values));
#endif
    Rows out;
    for (const auto& row : result) {
      auto& values_of_row = out.rows.emplace_back();
      for (const auto& field : row)
        values_of_row.push_back(field.is_null() ? Value{} : Value{field.c_str()});
    }
    return out;
  } catch (const pqxx::broken_connection& e) {
    throw lost(e.what());
  } catch (const pqxx::sql_error& e) {
    const auto sqlstate = sqlstate_of(e);
    if (is_broken()) throw lost(e.what());
    throw Error(code_of_sqlstate(sqlstate, ErrorCode::database), server_message(e.what()))
        .sqlstate(sqlstate);
  } catch (const pqxx::failure& e) {  // libpq gave no result at all
    throw lost(e.what());
  }
}

Rows Connection::execute(std::string_view sql) {
  if (PQsendQuery(impl_->handle, std::string(sql).c_str()) == 0)
    throw lost(PQerrorMessage(impl_->handle));
  return finish();
}

void Connection::copy_in(std::string_view sql, std::string_view data) {
  if (PQsendQuery(impl_->handle, std::string(sql).c_str()) == 0)
    throw lost(PQerrorMessage(impl_->handle));
  auto started = next_result();
  if (!started || PQresultStatus(started.get()) != PGRES_COPY_IN) {
    const auto failure = started ? std::optional(diagnostics_of(started.get())) : std::nullopt;
    finish();
    if (failure) throw StatementFailed(*failure);
    throw Error(ErrorCode::internal, "COPY did not begin");
  }
  constexpr std::size_t chunk = 64 * 1024;
  for (std::size_t at = 0; at < data.size() && Interrupt::pending() == 0; at += chunk) {
    const auto piece = data.substr(at, chunk);
    if (PQputCopyData(impl_->handle, piece.data(), static_cast<int>(piece.size())) < 0)
      throw lost(PQerrorMessage(impl_->handle));
  }
  if (PQputCopyEnd(impl_->handle, Interrupt::pending() != 0 ? "interrupted" : nullptr) < 0)
    throw lost(PQerrorMessage(impl_->handle));
  finish();
}

Rows Connection::finish() {
  Rows out;
  std::optional<Diagnostics> failure;
  while (auto result = next_result()) {
    const auto status = PQresultStatus(result.get());
    if (status == PGRES_FATAL_ERROR) {
      if (!failure) failure = diagnostics_of(result.get());
    } else if (status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH) {
      discard_copy();
    } else if (status == PGRES_COPY_IN) {
      PQputCopyEnd(impl_->handle, "no data");
    } else if (status == PGRES_TUPLES_OK) {
      out = rows_of(result.get());
    } else {
      out.command = rows_of(result.get()).command;
    }
  }
  if (failure && is_end(*failure)) throw lost(failure->message);
  if (failure) throw StatementFailed(std::move(*failure));
  return out;
}

ResultPtr Connection::next_result() {
  PQflush(impl_->handle);
  while (PQisBusy(impl_->handle) != 0) {
    wait(PQflush(impl_->handle) == 1);
    if (PQconsumeInput(impl_->handle) == 0) throw lost(PQerrorMessage(impl_->handle));
  }
  return ResultPtr(PQgetResult(impl_->handle));
}

void Connection::discard_copy() {
  char* line = nullptr;
  while (PQgetCopyData(impl_->handle, &line, 0) > 0)
    PQfreemem(line);
}

bool Connection::roll_back() noexcept {
  if (is_broken()) return false;
  if (!in_transaction()) return true;
  const ResultPtr result(PQexec(impl_->handle, "ROLLBACK"));
  return PQresultStatus(result.get()) == PGRES_COMMAND_OK;
}

void Connection::cancel() const noexcept {
  auto* request = PQgetCancel(impl_->handle);
  if (request == nullptr) return;
  std::array<char, 256> why{};
  PQcancel(request, why.data(), static_cast<int>(why.size()));
  PQfreeCancel(request);
}

void Connection::wait(bool for_write) {
  const bool cancelling = Interrupt::pending() != 0;
  std::array<pollfd, 2> sources{{
      {PQsocket(impl_->handle), static_cast<short>(for_write ? POLLIN | POLLOUT : POLLIN), 0},
      {cancelling ? -1 : Interrupt::descriptor(), POLLIN, 0},
  }};
  const int ready = ::poll(sources.data(), sources.size(), cancelling ? cancel_again_ms : tick_ms);
  if (ready < 0 && errno != EINTR) throw lost("poll failed");
  // A cancel request that arrives between two statements is lost: it is sent again until an answer
  // shows that nothing runs any more.
  if (Interrupt::pending() != 0 && sources[0].revents == 0) cancel();
  if (ready == 0 && impl_->tick_handler) impl_->tick_handler();
}

bool Connection::in_transaction() const {
  return PQtransactionStatus(impl_->handle) != PQTRANS_IDLE;
}

bool Connection::is_broken() const {
  return impl_->ended || PQstatus(impl_->handle) != CONNECTION_OK;
}

bool Connection::is_end(const Diagnostics& said) {
  impl_->ended = impl_->ended || said.severity == "FATAL" || said.severity == "PANIC";
  return is_broken();
}

int Connection::server_version() const {
  return PQserverVersion(impl_->handle);
}

int Connection::backend_pid() const {
  return PQbackendPID(impl_->handle);
}

Endpoint Connection::endpoint() const {
  return {.dbname = text_or_empty(PQdb(impl_->handle)),
          .host = text_or_empty(PQhost(impl_->handle)),
          .port = text_or_empty(PQport(impl_->handle)),
          .user = text_or_empty(PQuser(impl_->handle))};
}

void Connection::on_notice(NoticeHandler handler) {
  impl_->notice_handler = std::move(handler);
}

void Connection::on_tick(TickHandler handler) {
  impl_->tick_handler = std::move(handler);
}

pg_conn* Connection::handle() const {
  return impl_->handle;
}

}  // namespace migrate::pg
