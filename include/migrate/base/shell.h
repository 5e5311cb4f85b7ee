#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace migrate::shell {

/// What a command left.
struct Result {
  int status = 0;           ///< its exit status; 128 + the signal that ended it
  std::string output;       ///< what run() kept of its stdout and stderr
  std::string errors = {};  ///< what run_apart() kept of its stderr

  [[nodiscard]] bool ok() const { return status == 0; }
};

/// A word for `sh` that stands for exactly this text.
std::string quoted(std::string_view text);

/// `sh -c command`, in that folder, without input; its output is kept: our stdout is
/// for results. SIGTERM and SIGINT that are noted meanwhile (see Interrupt) end it too.
/// Throws Error(file) where there is no `sh` or the folder cannot be entered.
Result run(const std::string& command, const std::filesystem::path& folder);

/// The same with stderr kept by itself: stdout is what the command is run for.
Result run_apart(const std::string& command, const std::filesystem::path& folder);

/// The same in the working folder, with `input` as its stdin.
Result filter(const std::string& command, std::string_view input);

/// `sh -c command` on our terminal, for an editor: as git does, we ignore SIGINT and SIGQUIT while
/// it runs. Where our stdout is no terminal it gets our stderr in its place.
Result run_on_terminal(const std::string& command);

}  // namespace migrate::shell
