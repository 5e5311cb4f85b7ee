#pragma once

#include "migrate/commands/command.h"

#include <string>
#include <vector>

// What several commands say in the same words. Functions, because commands are constants of their
// files and the order in which files are initialized is open.
namespace migrate::commands {

Option message_option();
Option rev_id_option();
Option branch_label_option();
Option edit_option();
Option tag_option();
Option yes_option();
Option force_option();
/// Where the answer is wanted in any case.
Option drop_yes_option();

/// The keys that describe a revision, as `describe` writes them; `prefix` is `revisions[].`.
std::vector<ResultKey> revision_keys(const std::string& prefix);
/// The result of `upgrade`, `downgrade` and `stamp`.
std::vector<ResultKey> run_keys();
std::vector<ResultKey> run_and_repeatable_keys();
/// The result of a command that writes a migration file.
std::vector<ResultKey> new_file_keys();

ResultKey database_key();

/// Connection and privileges: what every command that connects can meet, after `done`.
std::vector<StatusMeaning> statuses_when_connecting(std::string_view done);

}  // namespace migrate::commands
