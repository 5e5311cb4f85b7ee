#include "migrate/pg/pipeline.h"

#include "migrate/base/error.h"
#include "migrate/base/interrupt.h"
#include "pg/result.h"

#include <utility>

namespace migrate::pg {

namespace {

// Bounds on what is under way: what a killed client leaves behind for the server to finish.
constexpr std::size_t most_messages = 400;
constexpr std::size_t most_bytes = 256 * 1024;

}  // namespace

Pipeline::Pipeline(Connection& connection, OnAnswer on_answer)
    : connection_(connection), on_answer_(std::move(on_answer)) {
  PQsetnonblocking(connection_.handle(), 1);
  if (PQenterPipelineMode(connection_.handle()) == 0)
    throw Error(ErrorCode::internal, "the connection is busy");
}

Pipeline::~Pipeline() {
  try {
    drain();
  } catch (const Error&) {
    return;  // the connection is gone, and whoever uses it next will see it
  }
  PQexitPipelineMode(connection_.handle());
  PQsetnonblocking(connection_.handle(), 0);
}

bool Pipeline::send(std::uint64_t tag,
                    std::string_view sql,
                    const Values& parameters,
                    Flush flush) {
  if (failure_ || Interrupt::pending() != 0) return false;
  std::vector<const char*> values;
  values.reserve(parameters.size());
  std::size_t bytes = sql.size();
  for (const auto& value : parameters) {
    values.push_back(value ? value->c_str() : nullptr);
    bytes += value ? value->size() : 0;
  }
  if (PQsendQueryParams(connection_.handle(),
                        std::string(sql).c_str(),
                        static_cast<int>(values.size()),
                        nullptr,
                        values.data(),
                        nullptr,
                        nullptr,
                        0) == 0)
    throw lost(PQerrorMessage(connection_.handle()));
  under_way_.push_back({.tag = tag, .bytes = bytes, .is_sync = false});
  bytes_ += bytes;
  if (flush == Flush::yes) PQsendFlushRequest(connection_.handle());
  if (under_way_.size() > most_messages || bytes_ > most_bytes) {
    if (flush == Flush::no) PQsendFlushRequest(connection_.handle());
    pump_until(most_messages / 2, most_bytes / 2);
  } else {
    PQflush(connection_.handle());
    read_available();
  }
  return !failure_;
}

void Pipeline::drain() {
  if (connection_.is_broken()) throw lost(PQerrorMessage(connection_.handle()));
  if (PQpipelineSync(connection_.handle()) == 0) throw lost(PQerrorMessage(connection_.handle()));
  under_way_.push_back({.tag = 0, .bytes = 0, .is_sync = true});
  pump_until(0, 0);
}

std::optional<std::uint64_t> Pipeline::current() const {
  if (under_way_.empty() || under_way_.front().is_sync) return std::nullopt;
  return under_way_.front().tag;
}

void Pipeline::pump_until(std::size_t messages_left, std::size_t bytes_left) {
  while (!under_way_.empty() && (under_way_.size() > messages_left || bytes_ > bytes_left)) {
    const int unsent = PQflush(connection_.handle());
    if (unsent < 0) throw lost(PQerrorMessage(connection_.handle()));
    const auto before = under_way_.size();
    read_available();
    if (under_way_.size() != before) continue;
    connection_.wait(unsent == 1);
    if (PQconsumeInput(connection_.handle()) == 0) throw lost(PQerrorMessage(connection_.handle()));
  }
}

/// Never blocks: PQgetResult is called only where libpq is not busy, since in non-blocking mode it
/// would wait for the socket to drain while the server waits for us.
void Pipeline::read_available() {
  while (!under_way_.empty() && PQisBusy(connection_.handle()) == 0) {
    ResultPtr result(PQgetResult(connection_.handle()));
    if (!result && !answer_ && !under_way_.front().is_sync) {
      // Between two statements, or nothing has come yet: only more input tells.
      if (PQisBusy(connection_.handle()) != 0) return;
      result.reset(PQgetResult(connection_.handle()));
      if (!result) return;
    }
    take(std::move(result));
  }
}

void Pipeline::take(ResultPtr result) {
  if (!result) {  // the end of one message's results
    if (answer_) {
      auto answer = std::move(*answer_);
      answer_.reset();
      on_answer_(answer);
      pop();
    }
    return;
  }
  switch (PQresultStatus(result.get())) {
    case PGRES_PIPELINE_SYNC:
      pop();
      return;
    case PGRES_PIPELINE_ABORTED:
      answer_.reset();
      pop();
      return;
    case PGRES_FATAL_ERROR:
      if (!failure_)
        failure_ = {.tag = under_way_.front().tag, .diagnostics = diagnostics_of(result.get())};
      answer_.reset();
      pop();
      if (connection_.is_end(failure_->diagnostics)) throw lost(failure_->diagnostics.message);
      return;
    default:
      answer_ = Answer{.tag = under_way_.front().tag, .rows = RawRows(std::move(result))};
  }
}

void Pipeline::pop() {
  bytes_ -= under_way_.front().bytes;
  under_way_.pop_front();
}

}  // namespace migrate::pg
