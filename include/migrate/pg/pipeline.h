#pragma once

#include "migrate/pg/connection.h"
#include "migrate/pg/raw_rows.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace migrate::pg {

/// What came back for one message of a pipeline.
struct Answer {
  std::uint64_t tag = 0;
  RawRows rows;
};

/// The first message of a pipeline that failed.
struct PipelineFailure {
  std::uint64_t tag = 0;
  Diagnostics diagnostics;
};

enum class Flush {
  no,   ///< the answer may wait for a later message's
  yes,  ///< the server sends the answer as soon as it has it
};

/// A stream of statements without waiting for their answers: libpq's pipeline mode, with a single
/// Sync in `drain`. After an error the server discards every later message up to the Sync, so
/// that nothing runs behind a failure (PostgreSQL manual, "Pipeline Mode"). While it lives the
/// connection is used through it alone.
///
/// A lost connection is Error(connection_lost) from any call.
class Pipeline {
 public:
  using OnAnswer = std::function<void(Answer&)>;

  /// `on_answer` is called, in order, for every message that succeeded; the rows are its to take.
  Pipeline(Connection& connection, OnAnswer on_answer);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;
  ~Pipeline();

  /// Queue one statement; waits where too much is under way. After a failure or a signal nothing is
  /// sent any more, and false comes back.
  bool send(std::uint64_t tag,
            std::string_view sql,
            const Values& parameters = {},
            Flush flush = Flush::no);

  /// Send the Sync and wait for all answers.
  void drain();

  /// The message whose answer comes next, if any is under way.
  [[nodiscard]] std::optional<std::uint64_t> current() const;

  [[nodiscard]] const std::optional<PipelineFailure>& failure() const { return failure_; }

 private:
  struct Sent {
    std::uint64_t tag = 0;
    std::size_t bytes = 0;
    bool is_sync = false;
  };

  void read_available();
  void take(ResultPtr result);
  void pump_until(std::size_t messages_left, std::size_t bytes_left);
  void pop();

  Connection& connection_;
  OnAnswer on_answer_;
  std::deque<Sent> under_way_;
  std::size_t bytes_ = 0;
  std::optional<Answer> answer_;
  std::optional<PipelineFailure> failure_;
};

}  // namespace migrate::pg
