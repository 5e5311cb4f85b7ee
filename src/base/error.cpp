#include "migrate/base/error.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

namespace migrate {

namespace {

using enum ErrorCode;

constexpr auto table = std::to_array<ErrorCodeInfo>({
    {multiple_heads, "multiple_heads", ExitStatus::usage, "`head` is ambiguous: there are several"},
    {not_found, "not_found", ExitStatus::usage, "no revision, label or prefix of that name"},
    {ambiguous_prefix, "ambiguous_prefix", ExitStatus::usage, "several ids start with the prefix"},
    {not_in_branch, "not_in_branch", ExitStatus::usage, "the revision is not part of the branch"},
    {no_such_branch, "no_such_branch", ExitStatus::usage, "the text before `@` names no branch"},
    {not_reachable,
     "not_reachable",
     ExitStatus::usage,
     "the target is not an ancestor or descendant as the command requires"},
    {relative_out_of_range,
     "relative_out_of_range",
     ExitStatus::usage,
     "`+N` or `-N` goes past the graph"},
    {ambiguous_relative,
     "ambiguous_relative",
     ExitStatus::usage,
     "`+N` or `-N` meets a fork, a merge or several version rows"},
    {overlapping_targets,
     "overlapping_targets",
     ExitStatus::usage,
     "one target is an ancestor of another"},
    {overlapping_rows,
     "overlapping_rows",
     ExitStatus::usage,
     "the version table holds a revision and its ancestor"},
    {cycle, "cycle", ExitStatus::usage, "a cycle of down revisions"},
    {dependency_cycle, "dependency_cycle", ExitStatus::usage, "a cycle through depends_on"},
    {duplicate_label,
     "duplicate_label",
     ExitStatus::usage,
     "a branch label used twice or equal to an id"},
    {illegal_id, "illegal_id", ExitStatus::usage, "an id with a character that targets use"},
    {not_a_head,
     "not_a_head",
     ExitStatus::usage,
     "the parent is not a head and --splice is not given"},
    {duplicate_target, "duplicate_target", ExitStatus::usage, "the same parent given twice"},
    {branch_not_applied,
     "branch_not_applied",
     ExitStatus::usage,
     "nothing of the branch is applied"},
    {missing_reference,
     "missing_reference",
     ExitStatus::usage,
     "down_revision or depends_on names an unknown id"},
    {duplicate_id, "duplicate_id", ExitStatus::usage, "two files have the same revision id"},
    {reserved_id, "reserved_id", ExitStatus::usage, "head, heads, base or current used as an id"},
    {nothing_to_merge, "nothing_to_merge", ExitStatus::usage, "fewer than two parents to merge"},
    {other_branches,
     "other_branches",
     ExitStatus::usage,
     "the downgrade would undo other branches too"},
    {irreversible, "irreversible", ExitStatus::usage, "a revision has no downgrade section"},
    {usage, "usage", ExitStatus::usage, "wrong use of the command line"},
    {config, "config", ExitStatus::usage, "an error in the configuration"},
    {url, "url", ExitStatus::usage, "the database URL cannot be used"},
    {file, "file", ExitStatus::usage, "a file cannot be read or written"},
    {malformed_file, "malformed_file", ExitStatus::usage, "a migration file breaks the format"},
    {not_transactional,
     "not_transactional",
     ExitStatus::usage,
     "a statement cannot run in its section's transaction mode"},
    {unsupported, "unsupported", ExitStatus::usage, "not offered by this version of migrate"},
    {version_table_elsewhere,
     "version_table_elsewhere",
     ExitStatus::usage,
     "another schema holds the version table"},
    {refused, "refused", ExitStatus::usage, "refused before anything was changed"},
    {unmet_requirements,
     "unmet_requirements",
     ExitStatus::usage,
     "the server lacks what pending migrations say they require"},
    {migration_failed, "migration_failed", ExitStatus::failed, "a migration failed"},
    {database, "database", ExitStatus::failed, "the database reported an error"},
    {authentication, "authentication", ExitStatus::failed, "the server did not accept the login"},
    {missing_database, "missing_database", ExitStatus::failed, "the database does not exist"},
    {insufficient_privilege,
     "insufficient_privilege",
     ExitStatus::failed,
     "the role lacks a privilege"},
    {read_only, "read_only", ExitStatus::failed, "the database is read-only"},
    {database_in_use,
     "database_in_use",
     ExitStatus::failed,
     "others are connected to the database to drop"},
    {connection, "connection", ExitStatus::timeout, "no connection to the server"},
    {connection_lost, "connection_lost", ExitStatus::failed, "the connection was lost in a run"},
    {lock_not_obtained,
     "lock_not_obtained",
     ExitStatus::timeout,
     "the migration lock or a table lock was not obtained in time"},
    {embedded_server, "embedded_server", ExitStatus::failed, "the embedded server cannot be used"},
    {diff, "diff", ExitStatus::failed, "two schemas cannot be compared, or a plan is not proven"},
    {rows_changed,
     "rows_changed",
     ExitStatus::failed,
     "the version table changed while the run was going on"},
    {needs_repair,
     "needs_repair",
     ExitStatus::failed,
     "a section was left unfinished, and only a person can tell how to go on"},
    {check_failed, "check_failed", ExitStatus::found, "a check found something"},
    {command_failed, "command_failed", ExitStatus::failed, "a hook or the editor failed"},
    {checksum_mismatch,
     "checksum_mismatch",
     ExitStatus::found,
     "an applied migration was edited, and `checksums` is `error`"},
    {interrupted, "interrupted", ExitStatus::interrupted, "interrupted by SIGINT"},
    {terminated, "terminated", ExitStatus::terminated, "ended by SIGTERM"},
    {internal, "internal", ExitStatus::internal, "a bug in migrate itself"},
});

constexpr auto statuses = std::to_array<ExitStatusInfo>({
    {ExitStatus::done, "done, also when there was nothing to do"},
    {ExitStatus::failed, "a migration or the database failed"},
    {ExitStatus::usage,
     "usage, configuration, a file or the graph; found before anything was changed"},
    {ExitStatus::found, "a check found something"},
    {ExitStatus::timeout, "a lock or a connection was not obtained in time"},
    {ExitStatus::internal, "a bug in `migrate` itself"},
    {ExitStatus::interrupted, "interrupted (SIGINT)"},
    {ExitStatus::terminated, "ended (SIGTERM)"},
});

}  // namespace

std::span<const ErrorCodeInfo> error_codes() {
  return table;
}

const ErrorCodeInfo& info(ErrorCode code) {
  const auto* found = std::find_if(
      table.begin(), table.end(), [code](const ErrorCodeInfo& i) { return i.code == code; });
  return found != table.end() ? *found : table.back();
}

std::span<const ExitStatusInfo> exit_statuses() {
  return statuses;
}

std::string_view meaning_of(ExitStatus status) {
  const auto* found = std::find_if(
      statuses.begin(), statuses.end(), [status](const auto& i) { return i.status == status; });
  return found != statuses.end() ? found->meaning : std::string_view{};
}

std::string Place::text() const {
  if (line == 0) return file;
  if (column == 0) return fmt::format("{}:{}", file, line);
  return fmt::format("{}:{}:{}", file, line, column);
}

Error::Error(ErrorCode code, std::string message) : code_(code), message_(std::move(message)) {}

Error& Error::at(Place place) {
  place_ = std::move(place);
  return *this;
}

Error& Error::detail(std::string text) {
  detail_ = std::move(text);
  return *this;
}

Error& Error::hint(std::string text) {
  hint_ = std::move(text);
  return *this;
}

Error& Error::sqlstate(std::string code) {
  sqlstate_ = std::move(code);
  return *this;
}

Error& Error::state(std::string text) {
  state_ = std::move(text);
  return *this;
}

}  // namespace migrate
