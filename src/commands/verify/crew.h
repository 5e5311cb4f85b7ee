#pragma once

#include "commands/verify/finding.h"
#include "commands/verify/job.h"
#include "migrate/commands/command.h"

#include <atomic>
#include <chrono>
#include <cstddef>
#include <vector>

namespace migrate::commands::verify {

/// Jobs that are done by some threads, each with servers of its own.
class Crew {
 public:
  /// `usual`: see Inspection. All of it outlives the crew.
  Crew(const Context& context,
       const config::Settings& settings,
       const std::vector<Job>& jobs,
       const std::vector<revision::RevisionId>& usual);

  /// What was found, in the order of the jobs; live progress meanwhile. Throws what stops any of
  /// the threads: servers that cannot be had, a signal.
  std::vector<Finding> run(std::size_t workers);

  /// The migrations that were looked at.
  [[nodiscard]] std::size_t done() const { return done_; }

  [[nodiscard]] std::size_t total() const { return total_; }

 private:
  using Clock = std::chrono::steady_clock;

  void work();
  void show() const;

  const Context& context_;
  const config::Settings& settings_;
  const std::vector<Job>& jobs_;
  const std::vector<revision::RevisionId>& usual_;
  Clock::time_point start_ = Clock::now();
  std::size_t total_ = 0;
  std::atomic<std::size_t> done_ = 0;
  std::atomic<std::size_t> next_ = 0;
  std::vector<std::vector<Finding>> found_;  ///< by each job
};

}  // namespace migrate::commands::verify
