#pragma once

#include "support/project.h"

#include <sys/types.h>

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::test {

/// The binary at work, to be hurt: a process of its own whose output can be read meanwhile. Killed
/// at the end where it still runs.
class Client {
 public:
  /// `url` replaces the project's.
  Client(const Project& project, const std::vector<std::string>& args, const std::string& url = {});
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  ~Client();

  /// From any thread, but not after result().
  void signal(int number) const;

  [[nodiscard]] bool is_running() const;

  /// Waits for its end; one that takes longer than `options.timeout` is killed: then `hung()`.
  const RunResult& result();

  [[nodiscard]] bool hung() const { return hung_; }

  /// Whether its messages hold the text so far. From any thread.
  [[nodiscard]] bool has_said(std::string_view text) const;

  /// How many steps it has reported as committed so far. From any thread.
  [[nodiscard]] std::size_t reported() const;

 private:
  TemporaryFolder folder_;
  std::atomic<pid_t> pid_ = -1;
  std::chrono::seconds timeout_;
  RunResult result_;
  bool hung_ = false;
};

}  // namespace migrate::test
