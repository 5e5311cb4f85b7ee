#pragma once

#include "migrate/base/json.h"
#include "support/cluster.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

/// A project to run the binary in.
namespace migrate::test {

/// A temporary folder with migrate.yaml and versions/. The database comes by DATABASE_URL.
class Project {
 public:
  explicit Project(std::string url, std::string_view config = "{}\n");

  [[nodiscard]] const std::filesystem::path& path() const { return folder_.path(); }

  /// versions/ID.sql; `sections` is all below the header. `down` is what stands in the header.
  const Project& add(const std::string& id,
                     const std::string& down,
                     std::string_view sections) const;
  /// The same, with an upgrade and an empty downgrade.
  const Project& up(const std::string& id, const std::string& down, std::string_view sql) const;
  /// Any file of the folder.
  const Project& write(const std::filesystem::path& name, std::string_view text) const;

  [[nodiscard]] RunResult run(const std::vector<std::string>& args) const;

  /// How the binary is run: the folder and DATABASE_URL.
  [[nodiscard]] const RunOptions& options() const { return options_; }

  /// Another program in the folder, with the same environment.
  [[nodiscard]] RunResult run_program(const std::string& program,
                                      const std::vector<std::string>& args) const;

  /// A run that must end with that status; its document with --json, which must be all of stdout.
  [[nodiscard]] Json json(std::vector<std::string> args, int status = 0) const;

 private:
  TemporaryFolder folder_;
  RunOptions options_;
};

/// A run in a thread of its own, joined at the end.
class Running {
 public:
  Running(const Project& project, std::vector<std::string> args);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();

  /// Sends a signal to the binary.
  void signal(int number) const;
  /// Waits for its end.
  const RunResult& result();

 private:
  TemporaryFolder folder_;
  RunResult result_;
  std::thread thread_;
};

/// Columns of `migrate_history` as psql prints them, in the order of their ids.
std::string history(const Database& database, const std::string& columns);

/// The schema without our own tables.
std::string schema_without_ours(const std::string& url);
std::string without_ours(std::string_view dump);

/// Whether the query gives `t` within ten seconds.
bool becomes_true(const std::string& url, const std::string& query);

}  // namespace migrate::test
