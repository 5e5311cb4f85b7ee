#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"
#include "migrate/pg/pipeline.h"
#include "migrate/runner/run.h"
#include "runner/failure.h"
#include "runner/outside.h"
#include "runner/retry.h"
#include "runner/script.h"
#include "runner/session.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

namespace migrate::runner {

namespace {

/// Where in a run a message stands: the step in the upper half, its message in the lower.
struct Tag {
  std::size_t step = 0;
  std::size_t message = 0;

  [[nodiscard]] std::uint64_t packed() const { return std::uint64_t{step} << 32U | message; }

  static Tag of(std::uint64_t packed) {
    return {.step = packed >> 32U, .message = packed & 0xFFFFFFFFU};
  }
};

/// A failed message of the stream.
struct StreamFailure {
  Tag tag;
  pg::Diagnostics said;
};

/// When the newest section of a stream began, by the server's clock in seconds.
struct Started {
  std::size_t step = 0;
  std::string epoch;
};

/// One attempt to run steps `from` up to `to` as a stream of messages.
class Stream {
 public:
  Stream(pg::Connection& connection,
         const std::vector<RunStep>& steps,
         const RunOptions& options,
         Progress& progress)
      : connection_(connection), steps_(steps), options_(options), progress_(progress) {}

  /// Committed steps add their duration to `durations`. Gives what failed, the transaction rolled
  /// back.
  std::optional<StreamFailure> run(std::size_t from,
                                   std::size_t to,
                                   std::vector<double>& durations) {
    durations_ = &durations;
    open();
    for (auto step = from; step < to && !failure_ && Interrupt::pending() == 0; ++step)
      send(step, from, to);
    close();
    if (failure_ || Interrupt::pending() != 0) connection_.roll_back();
    if (!failure_ && connection_.in_transaction()) connection_.roll_back();
    return failure_;
  }

  [[nodiscard]] const Started& started() const { return started_; }

  /// Of the statement that runs, if one of a file does.
  [[nodiscard]] Place place() const {
    const auto tag = pipeline_ ? pipeline_->current() : copying_;
    if (!tag) return {};
    const auto [step, index] = Tag::of(*tag);
    const auto messages = messages_.find(step);
    if (messages == messages_.end()) return {};
    const auto* source = messages->second.at(index).source;
    const auto& file = *steps_[step].file;
    return source == nullptr ? Place() : place_of(file.text, source->begin, file.header.file);
  }

 private:
  void open() {
    pipeline_.emplace(connection_, [this](const pg::Answer& answer) { take(answer); });
  }

  void close() {
    if (!pipeline_) return;
    pipeline_->drain();
    if (const auto& failed = pipeline_->failure())
      failure_ = StreamFailure{Tag::of(failed->tag), failed->diagnostics};
    pipeline_.reset();
  }

  void send(std::size_t step, std::size_t from, std::size_t to) {
    const bool all = options_.policy == TransactionPolicy::all;
    const bool last = step + 1 == to;
    const bool durable = options_.step_by_step || step + 1 == steps_.size();
    auto& messages = messages_[step];
    messages = transaction_of(steps_[step],
                              options_,
                              durable ? Commit::durable : Commit::soon,
                              !all || step == from,
                              !all || last);
    for (std::size_t i = 0; i < messages.size(); ++i) {
      const auto& message = messages[i];
      if (message.is_copy) {
        if (!copy({.step = step, .message = i})) return;
        continue;
      }
      const bool shown =
          message.kind == MessageKind::statement || message.kind == MessageKind::commit;
      if (!pipeline_->send(
              Tag{step, i}.packed(), message.sql, {}, shown ? pg::Flush::yes : pg::Flush::no))
        return;
    }
  }

  /// COPY cannot go down a pipeline: let it run dry, copy, and begin a new one in the same
  /// transaction.
  bool copy(Tag tag) {
    close();
    if (failure_ || Interrupt::pending() != 0) {
      open();
      return false;
    }
    const auto& message = messages_[tag.step][tag.message];
    copying_ = tag.packed();
    try {
      if (message.source->has_copy_data) {
        connection_.copy_in(message.sql, message.source->copy_data(steps_[tag.step].file->text));
      } else {
        connection_.execute(message.sql);
      }
      note_statement(tag);
    } catch (const pg::StatementFailed& e) {
      failure_ = StreamFailure{tag, e.diagnostics()};
    }
    open();
    return !failure_;
  }

  void take(const pg::Answer& answer) {
    const auto tag = Tag::of(answer.tag);
    const auto& message = messages_[tag.step][tag.message];
    switch (message.kind) {
      case MessageKind::settings:
        started_ = {.step = tag.step, .epoch = answer.rows.copy().rows.at(0).back().value_or("")};
        break;
      case MessageKind::statement:
        note_statement(tag);
        break;
      case MessageKind::record:
        recorded_.emplace_back(tag.step, std::stod(answer.rows.copy().single()));
        break;
      case MessageKind::commit:
        committed(answer);
        break;
      default:
        break;
    }
  }

  void note_statement(Tag tag) {
    const auto& step = steps_[tag.step];
    if (tag.step != statement_step_) done_statements_ = 0;
    statement_step_ = tag.step;
    progress_.statement_done(step, ++done_statements_, step.section().statements.size());
  }

  void committed(const pg::Answer& answer) {
    const auto command = answer.rows.copy().command;
    if (command != "COMMIT")  // ROLLBACK: the server gave the transaction up
      throw Error(ErrorCode::database, "the server did not commit: " + command);
    for (const auto& [step, duration] : recorded_) {
      durations_->push_back(duration);
      progress_.step_done(steps_[step], duration);
      messages_.erase(step);
    }
    recorded_.clear();
  }

  pg::Connection& connection_;
  const std::vector<RunStep>& steps_;
  const RunOptions& options_;
  Progress& progress_;
  std::optional<pg::Pipeline> pipeline_;
  std::map<std::size_t, std::vector<Message>> messages_;  ///< of the steps under way
  std::vector<std::pair<std::size_t, double>> recorded_;  ///< steps whose commit is under way
  std::vector<double>* durations_ = nullptr;
  std::optional<StreamFailure> failure_;
  std::optional<std::uint64_t> copying_;
  Started started_;
  std::size_t statement_step_ = SIZE_MAX;
  std::size_t done_statements_ = 0;
};

class Executor {
 public:
  Executor(pg::Connection& connection,
           const std::vector<RunStep>& steps,
           const RunOptions& options,
           Progress& progress)
      : connection_(connection), steps_(steps), options_(options), progress_(progress) {}

  RunResult run() {
    const Interrupt::Guarded guarded;
    try {
      while (result_.durations_ms.size() < steps_.size())
        advance();
    } catch (Error& error) {
      // What settled() throws says itself in which state the database is.
      if (error.code() == ErrorCode::connection_lost && error.state().empty())
        result_.remedy = Remedy::reconnect;
      result_.error = with_state(std::move(error));
    }
    connection_.on_notice({});
    return std::move(result_);
  }

 private:
  [[nodiscard]] std::size_t done() const { return result_.durations_ms.size(); }

  void advance() {
    Interrupt::throw_if_pending();
    const auto from = done();
    if (!steps_[from].is_transactional()) {
      result_.durations_ms.push_back(run_outside(connection_, steps_[from], options_, progress_));
      progress_.step_done(steps_[from], result_.durations_ms.back());
      if (options_.step_by_step) progress_.settled(steps_[from]);
      return;
    }
    const auto to = options_.step_by_step ? from + 1 : end_of_stream(from);
    Stream stream(connection_, steps_, options_, progress_);
    connection_.on_notice(
        [&](const pg::Diagnostics& notice) { progress_.notice(notice, stream.place()); });
    const auto failure = stream.run(from, to, result_.durations_ms);
    connection_.on_notice({});
    started_ = stream.started();
    if (Interrupt::pending() != 0 && done() < steps_.size()) interrupted();
    if (failure) return failed(*failure, from);
    if (options_.step_by_step && done() > from) progress_.settled(steps_[from]);
  }

  /// Behind the transactional steps that follow one another.
  [[nodiscard]] std::size_t end_of_stream(std::size_t from) const {
    auto to = from;
    while (to < steps_.size() && steps_[to].is_transactional())
      ++to;
    return to;
  }

  /// A stream that failed: wait and let the loop try again, or record the failure and throw.
  void failed(const StreamFailure& failure, std::size_t from) {
    const auto& step = steps_[failure.tag.step];
    const auto message = message_of(failure, from);
    find_remedy(message.kind, failure.said);
    if (result_.remedy == Remedy::none) reset_session(connection_, options_);
    const auto count_from = options_.policy == TransactionPolicy::all ? from : failure.tag.step;
    auto& tries = tries_[count_from];
    if (is_transient(failure.said.sqlstate) && tries++ < options_.retries) {
      pause(step, failure.said, tries);
      return;
    }
    auto error = failure_of(step, message.kind, message.source, failure.said);
    if (is_transient(failure.said.sqlstate)) error = gave_up_waiting(error, tries);
    if (result_.remedy == Remedy::none && error.code() != ErrorCode::rows_changed)
      record_failure(step, error);
    throw error;
  }

  [[nodiscard]] Message message_of(const StreamFailure& failure, std::size_t from) const {
    const bool all = options_.policy == TransactionPolicy::all;
    const bool begins = !all || failure.tag.step == from;
    auto messages = transaction_of(steps_[failure.tag.step], options_, Commit::soon, begins, true);
    return std::move(messages[std::min(failure.tag.message, messages.size() - 1)]);
  }

  /// Where other runs are kept apart by each transaction they may go on in between.
  void find_remedy(MessageKind kind, const pg::Diagnostics& said) {
    if (options_.lock == LockScope::session) return;
    if (kind == MessageKind::lock && history::is_lock_held(said)) result_.remedy = Remedy::wait;
    if (kind == MessageKind::guard && history::are_rows_changed(said))
      result_.remedy = Remedy::replan;
  }

  void pause(const RunStep& step, const pg::Diagnostics& reason, std::size_t attempt) {
    const auto delay = pauses_.next(attempt);
    progress_.retrying(step, reason, delay);
    sleep_unless_interrupted(delay);
  }

  /// The attempt is recorded, which also makes the commits before it durable.
  void interrupted() {
    try {
      Interrupt::throw_if_pending();
    } catch (const Error& error) {
      Interrupt::acknowledge();
      record_failure(steps_[done()], error);
      throw;
    }
  }

  /// Best effort: a server that cannot write the row says so in the error that is thrown anyway.
  void record_failure(const RunStep& step, const Error& error) {
    if (connection_.is_broken()) return;
    try {
      const bool noted = &step == &steps_[started_.step] && !started_.epoch.empty();
      record_failed_step(connection_,
                         step,
                         options_,
                         error,
                         noted ? history::started_at_sql(started_.epoch) : "now()");
    } catch (const Error& e) {
      connection_.roll_back();
      pg::Diagnostics warning;
      warning.severity = "WARNING";
      warning.message = "the failed attempt could not be recorded: " + e.message();
      progress_.notice(warning, {});
    }
  }

  [[nodiscard]] Error with_state(Error error) const {
    if (!error.state().empty()) return error;
    const auto& rows =
        done() == 0 ? steps_.front().step.rows_before : steps_[done() - 1].step.rows_after;
    if (error.code() == ErrorCode::connection_lost) {
      error.state(fmt::format("{} of {} were committed for certain; the next one may be",
                              done(),
                              count_of(steps_.size(), "step")));
      return error.hint("`migrate current` shows where the database is");
    }
    const bool none = done() == 0;
    error.state(fmt::format("{} rolled back; the database is at {}{}",
                            options_.policy == TransactionPolicy::all && steps_.size() > 1
                                ? fmt::format("all {} steps were", steps_.size())
                                : steps_[done()].step.revision + " was",
                            rows_text(rows),
                            none ? ": nothing was changed" : ""));
    const bool stopped =
        error.code() == ErrorCode::interrupted || error.code() == ErrorCode::terminated;
    const auto* const next =
        stopped ? "run the command again to go on" : "correct the file and run the command again";
    // The server may have a word of its own; what was tried until it gave up says more than this.
    if (error.hint().empty() || error.code() == ErrorCode::migration_failed)
      error.hint(error.hint().empty() ? next : error.hint() + "\n" + next);
    return error;
  }

  pg::Connection& connection_;
  const std::vector<RunStep>& steps_;
  const RunOptions& options_;
  Progress& progress_;
  RunResult result_;
  Started started_;
  std::map<std::size_t, std::size_t> tries_;
  Pauses pauses_;
};

}  // namespace

RunResult run_steps(pg::Connection& connection,
                    const std::vector<RunStep>& steps,
                    const RunOptions& options,
                    Progress& progress) {
  return Executor(connection, steps, options, progress).run();
}

}  // namespace migrate::runner
