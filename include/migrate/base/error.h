#pragma once

#include <cstddef>
#include <exception>
#include <span>
#include <string>
#include <string_view>

namespace migrate {

/// What the process returns; the meaning of each is part of the command-line contract.
enum class ExitStatus : int {
  done = 0,
  failed = 1,     ///< a migration or the database failed
  usage = 2,      ///< usage, configuration, file, graph: found before anything was changed
  found = 3,      ///< a check found something
  timeout = 4,    ///< lock, connection or table locks not obtained in time
  internal = 70,  ///< a bug in migrate itself
  interrupted = 130,
  terminated = 143,
};

/// The machine-readable kind of an error: `error.code` in JSON output.
enum class ErrorCode {
  // revision graph
  multiple_heads,
  not_found,
  ambiguous_prefix,
  not_in_branch,
  no_such_branch,
  not_reachable,
  relative_out_of_range,
  ambiguous_relative,
  overlapping_targets,
  overlapping_rows,
  cycle,
  dependency_cycle,
  duplicate_label,
  illegal_id,
  not_a_head,
  duplicate_target,
  branch_not_applied,
  missing_reference,
  duplicate_id,
  reserved_id,
  nothing_to_merge,
  other_branches,
  irreversible,
  // input
  usage,
  config,
  url,
  file,
  malformed_file,
  not_transactional,
  unsupported,
  version_table_elsewhere,
  refused,
  unmet_requirements,
  // database
  migration_failed,
  database,
  authentication,
  missing_database,
  insufficient_privilege,
  read_only,
  database_in_use,
  connection,
  connection_lost,
  lock_not_obtained,
  embedded_server,
  rows_changed,
  diff,
  needs_repair,
  check_failed,
  command_failed,
  checksum_mismatch,
  // process
  interrupted,
  terminated,
  internal,
};

struct ErrorCodeInfo {
  ErrorCode code;
  std::string_view name;
  ExitStatus exit_status;
  std::string_view meaning;
};

/// Every error code with its exit status; the source of docs and of the JSON `code`.
std::span<const ErrorCodeInfo> error_codes();
const ErrorCodeInfo& info(ErrorCode code);

struct ExitStatusInfo {
  ExitStatus status;
  std::string_view meaning;
};

/// Every exit status with what it means in general; a command may say it more exactly.
std::span<const ExitStatusInfo> exit_statuses();
std::string_view meaning_of(ExitStatus status);

/// A spot in a file a person edits. Line and column count from 1 (columns in characters); 0:
/// unknown.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
  std::string source_line;  ///< the text of that line, shown with a caret under `column`

  /// `file:line:column`, as far as known.
  [[nodiscard]] std::string text() const;
};

/// The one exception of the project. Carries what a user needs to act: what failed, where,
/// the server's words, the state of the database, and what to do next. Never holds a password.
class Error : public std::exception {
 public:
  Error(ErrorCode code, std::string message);

  Error& at(Place place);
  Error& detail(std::string text);
  Error& hint(std::string text);
  Error& sqlstate(std::string code);
  /// The state the database is in after the failure.
  Error& state(std::string text);

  [[nodiscard]] const char* what() const noexcept override { return message_.c_str(); }

  [[nodiscard]] ErrorCode code() const { return code_; }

  [[nodiscard]] const std::string& message() const { return message_; }

  [[nodiscard]] const Place& place() const { return place_; }

  [[nodiscard]] const std::string& detail() const { return detail_; }

  [[nodiscard]] const std::string& hint() const { return hint_; }

  [[nodiscard]] const std::string& sqlstate() const { return sqlstate_; }

  [[nodiscard]] const std::string& state() const { return state_; }

  [[nodiscard]] ExitStatus exit_status() const { return info(code_).exit_status; }

 private:
  ErrorCode code_;
  std::string message_;
  Place place_;
  std::string detail_;
  std::string hint_;
  std::string sqlstate_;
  std::string state_;
};

}  // namespace migrate
