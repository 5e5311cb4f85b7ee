#pragma once

#include "migrate/runner/run.h"

#include <string>
#include <string_view>
#include <vector>

namespace migrate::runner {

enum class MessageKind {
  begin,
  lock,       ///< fails unless the transaction gets the migration lock
  prepare,    ///< our role, row security off
  guard,      ///< fails unless the version rows are the expected ones
  settings,   ///< what the section runs with; gives the start time in seconds
  savepoint,  ///< around the verify section
  statement,  ///< of the section
  verify,     ///< of the verify section
  deferred,   ///< checks what the section deferred
  restore,    ///< the section's role is given up
  check,      ///< fails unless the transaction is still the one begun; our own session again
  rows,       ///< checks once more, and changes, the version rows
  record,     ///< the history row; gives the duration
  clean,      ///< nothing of the section's session is left
  commit,
};

/// One statement to send.
struct Message {
  MessageKind kind = MessageKind::begin;
  std::string sql;
  const sql::Statement* source =
      nullptr;           ///< of `statement` and `verify`: where it stands in the file
  bool is_copy = false;  ///< goes by the simple protocol, with its data
};

/// A SELECT of set_config calls that lasts as long as the transaction (`local`) or the session.
enum class Scope { transaction, session };
std::string set_config_sql(const std::vector<std::pair<std::string, std::string>>& settings,
                           Scope scope);

/// What SQL of the project runs with, as settings: what the config says.
std::vector<std::pair<std::string, std::string>> configured_settings(const RunOptions& options,
                                                                     bool with_lock_timeout);

/// What a section of the step runs with, as settings; those of the file's header win.
std::vector<std::pair<std::string, std::string>> section_settings(const RunStep& step,
                                                                  const RunOptions& options,
                                                                  bool with_lock_timeout);

/// Whether the config's settings or the file's header give a lock_timeout.
bool sets_lock_timeout(const RunStep& step, const RunOptions& options);

/// RESET ALL: it also takes away what we have set.
bool resets_all(std::string_view statement);

enum class Commit { durable, soon };

/// The whole transaction of one transactional step, in order. With one transaction for all steps
/// only the first has `begin`, and only the last `commit`.
std::vector<Message> transaction_of(
    const RunStep& step, const RunOptions& options, Commit commit, bool begins, bool ends);

/// What opens a transaction of our own on our tables.
std::vector<Message> bookkeeping_of(const RunStep& step,
                                    const RunOptions& options,
                                    const std::string& started);

/// Statements that give the session back as it was, outside the bookkeeping.
std::vector<std::string> reset_statements(const RunOptions& options);

}  // namespace migrate::runner
