#pragma once

#include "migrate/pg/embedded_server.h"

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

/// For tests of the embedded server: other processes to use and kill, and what became of them.
namespace migrate::test {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

/// Throws with libpq's words.
Connection connect(const pg::EmbeddedServer& server, const std::string& database = {});

/// The first value of the last result; empty where there is none. Throws with the server's words.
std::string ask(const pg::EmbeddedServer& server,
                const std::string& sql,
                const std::string& database = {});

std::string keyword(const pg::EmbeddedServer& server, const std::string& name);

/// A forked process; killed at the end.
class Process {
 public:
  /// Exits with 0 if the work called report(), with 1 on an exception or without it.
  explicit Process(const std::function<void()>& work);
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  ~Process();

  // In the process:
  static void report();
  /// Report, then stay until killed.
  static void report_and_wait();

  // In the test:
  [[nodiscard]] pid_t pid() const { return pid_; }

  /// Waits for the report; false where it ended without, or took too long.
  [[nodiscard]] bool reported();
  /// Whether its standard output comes to its end in a second.
  [[nodiscard]] bool output_ends();
  /// Waits for its end.
  int exit_status();
  void kill();

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

/// For good: become that user, with a cache folder below `folder`, which that user owns.
void as_user(const std::string& name, const std::filesystem::path& folder);

/// Message, detail and hint of the Error that opening gives; as that user where one is named.
std::string error_of_open(const std::filesystem::path& project, const std::string& user = {});

struct ServerPids {
  pid_t postmaster = 0;
  pid_t supervisor = 0;
};

ServerPids server_pids(const pg::EmbeddedServer& server);

/// Whether the process ends within two seconds.
bool ended(pid_t pid);

/// Whether the server of the project (or of that state folder) is gone within two seconds.
bool is_stopped_soon(const std::filesystem::path& project);

}  // namespace migrate::test
