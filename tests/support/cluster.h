#pragma once

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// What integration tests stand on: a throw-away PostgreSQL, temporary folders, programs to run.
/// Everything throws std::runtime_error with the program's words where it fails.
namespace migrate::test {

/// An own folder below the temporary folder, open to the server's user; removed at the end.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  /// Write a file (folders are made) and give its path.
  std::filesystem::path write(const std::filesystem::path& name, std::string_view text) const;

 private:
  std::filesystem::path path_;
};

struct RunOptions {
  std::filesystem::path cwd;                                 ///< empty: where the test runs
  std::vector<std::pair<std::string, std::string>> env;      ///< added to a clean environment
  std::string input;                                         ///< standard input
  std::chrono::seconds timeout = std::chrono::seconds(120);  ///< then it is killed: status 137
};

struct RunResult {
  int status = -1;  ///< the exit status; 128 + the signal that ended it
  std::string out;
  std::string err;
};

/// The binary under test: MIGRATE_TEST_BINARY of the environment, else the one built along.
std::string binary();

/// NAME=value of the environment, without PG*, MIGRATE_* but MIGRATE_PG_BINDIR, DATABASE_URL and
/// NO_COLOR, and what `options` adds.
std::vector<std::string> environment_for(const RunOptions& options);

/// Run the migrate binary under test, in that environment.
RunResult run(const std::vector<std::string>& args, const RunOptions& options = {});

/// Run any program, found through PATH, in the same environment.
RunResult run_program(const std::string& program,
                      const std::vector<std::string>& args,
                      const RunOptions& options = {});

/// One server per test process: started at first use, on a unix socket and on 127.0.0.1, without
/// durability; it ends with the process. Start it on the main thread.
class Cluster {
 public:
  static Cluster& instance();

  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;
  ~Cluster();

  [[nodiscard]] int port() const { return port_; }

  [[nodiscard]] std::filesystem::path socket_folder() const { return folder_; }

  [[nodiscard]] std::filesystem::path data_directory() const { return folder_ / "data"; }

  /// The server stops as if it had crashed: what is not yet on disk is lost.
  void crash() const;
  /// After a crash, on the main thread: on the same port, recovered.
  void start_again();

  /// postgresql://postgres@127.0.0.1:PORT/DATABASE
  [[nodiscard]] std::string url(std::string_view database) const;
  /// postgresql://postgres@/DATABASE?host=FOLDER&port=PORT
  [[nodiscard]] std::string socket_url(std::string_view database) const;

 private:
  Cluster();

  std::filesystem::path folder_;
  int port_ = 0;
  int postmaster_ = -1;
};

/// An own empty database; dropped at the end, with whoever is connected to it.
class Database {
 public:
  /// `sql` runs in it at once.
  explicit Database(std::string_view sql = {});
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  ~Database();

  [[nodiscard]] const std::string& name() const { return name_; }

  [[nodiscard]] std::string url() const;
  [[nodiscard]] std::string socket_url() const;

 private:
  std::string name_;
};

/// Unaligned rows without header (`a|b`), without the last line end. Stops at the first error.
std::string psql(const std::string& url, std::string_view sql);

/// pg_dump refuses servers of a later major than its own: that is said on stderr, once.
bool can_be_dumped(const std::string& url);

/// The schema as pg_dump shows it, without comments, blank lines, SET lines and \restrict. Where
/// that refuses, the statements that migrate would make it of.
std::string pg_dump_schema(const std::string& url);
/// The same of what pg_dump wrote.
std::string schema_of_dump(std::string_view dump);

}  // namespace migrate::test
