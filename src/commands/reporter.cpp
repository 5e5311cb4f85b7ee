#include "commands/reporter.h"

#include "migrate/base/duration.h"
#include "migrate/base/strings.h"
#include "migrate/base/text_position.h"

#include <fmt/core.h>

#include <utility>

namespace migrate::commands {

namespace {

std::string_view word_of(const revision::Step& step) {
  if (step.is_only_recorded) return "stamp";
  return step.direction == revision::Direction::upgrade ? "up  " : "down";
}

constexpr std::chrono::seconds silence{1};      // what takes less needs no progress
constexpr std::chrono::seconds line_every{10};  // where lines cannot be replaced

std::string text_of(const ServerProgress& progress) {
  auto out = progress.command;
  if (!progress.phase.empty()) out += ": " + progress.phase;
  if (progress.done) out += fmt::format(" {:.0f} %", *progress.done * 100);
  return out;
}

std::string text_of(const std::vector<pg::LockHolder>& blockers) {
  std::string out;
  for (const auto& one : blockers)
    out += (out.empty() ? "" : " and by ") + one.text();
  return out;
}

}  // namespace

std::string label(const runner::RunStep& step) {
  const auto& message = step.file->header.message;
  return step.step.revision + (message.empty() ? "" : "  " + message);
}

Reporter::Reporter(const Context& context)
    : context_(context), start_(Clock::now()), statement_start_(start_) {}

void Reporter::begin(std::span<const runner::RunStep> steps, std::size_t done) {
  steps_ = steps;
  before_ = done;
  done_ = 0;
  next_statement(0);
}

const runner::RunStep* Reporter::running() const {
  return done_ < steps_.size() ? &steps_[done_] : nullptr;
}

void Reporter::next_statement(std::size_t done) {
  statements_done_ = done;
  statement_start_ = Clock::now();
  told_ = statement_start_;
  blockers_told_.clear();
}

/// `[3/10] 0003  add users: statement 2 of 5 (versions/0003.sql:12)`.
std::string Reporter::position() const {
  const auto& step = *running();
  const auto& statements = step.section().statements;
  auto out = fmt::format("[{}/{}] {}", before_ + done_ + 1, before_ + steps_.size(), label(step));
  if (statements_done_ >= statements.size()) return out;
  const auto place =
      place_of(step.file->text, statements[statements_done_].begin, step.file->header.file);
  return fmt::format("{}: statement {} of {} ({}:{})",
                     out,
                     statements_done_ + 1,
                     statements.size(),
                     place.file,
                     place.line);
}

std::string Reporter::time_left() const {
  const auto of = running()->section().statements.size();
  const double share =
      static_cast<double>(done_) +
      (of == 0 ? 0 : static_cast<double>(statements_done_) / static_cast<double>(of));
  if (share <= 0) return {};
  const std::chrono::duration<double, std::milli> spent = Clock::now() - start_;
  const auto left = spent * ((static_cast<double>(steps_.size()) - share) / share);
  return fmt::format(", about {} left", format_duration(left));
}

void Reporter::statement_done(const runner::RunStep& /*step*/, std::size_t done, std::size_t) {
  next_statement(done);
  if (!context_.progress || running() == nullptr || Clock::now() - start_ < silence) return;
  context_.transient(position() + time_left());
}

void Reporter::look(const Look& look) {
  if (running() == nullptr) return;
  say_blockers(look.blockers);
  const auto now = Clock::now();
  const auto spent = now - statement_start_;
  if (spent < silence || (!context_.progress && now - told_ < line_every)) return;
  told_ = now;
  auto line = fmt::format("{}, running for {}",
                          position(),
                          format_duration(std::chrono::ceil<std::chrono::seconds>(spent)));
  if (look.progress) line += "; " + text_of(*look.progress);
  if (context_.progress) {
    context_.transient(line + time_left());
  } else {
    context_.log(line);
  }
}

void Reporter::say_blockers(const std::vector<pg::LockHolder>& blockers) {
  std::string pids;
  for (const auto& one : blockers)
    pids += one.pid + " ";
  if (pids.empty() || pids == blockers_told_) return;
  blockers_told_ = pids;
  context_.log(fmt::format(
      "{}: waiting for a lock held by {}", running()->step.revision, text_of(blockers)));
}

void Reporter::step_done(const runner::RunStep& step, double duration_ms) {
  ++done_;
  next_statement(0);
  context_.log(
      fmt::format("{}{} {} ({})",
                  word_of(step.step),
                  step.is_repeatable() ? " repeatable" : "",
                  label(step),
                  format_duration(std::chrono::duration<double, std::milli>(duration_ms))));
}

void Reporter::skipped() {
  ++done_;
  next_statement(0);
}

void Reporter::settled(const runner::RunStep& step) {
  if (on_settled_) on_settled_(step);
}

void Reporter::notice(const pg::Diagnostics& notice, const Place& place) {
  if (notice.severity != "WARNING" && context_.verbosity != Verbosity::verbose) return;
  const auto where =
      place.file.empty() ? std::string() : fmt::format("{}:{}: ", place.file, place.line);
  context_.log(fmt::format("{}{}: {}", where, to_lower(notice.severity), notice.message));
}

void Reporter::retrying(const runner::RunStep& step,
                        const pg::Diagnostics& reason,
                        std::chrono::milliseconds delay) {
  const auto blockers = blockers_ ? blockers_() : std::vector<pg::LockHolder>();
  context_.log(fmt::format("{}: {}{}; rolled back, trying again in {}",
                           step.step.revision,
                           reason.message,
                           blockers.empty() ? "" : " (held by " + text_of(blockers) + ")",
                           format_duration(delay)));
  next_statement(0);
}

}  // namespace migrate::commands
