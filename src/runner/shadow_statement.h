#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::runner {

/// The command, for messages, of a statement that changes more than the database that it runs in:
/// roles, databases, tablespaces, settings of the server. Decided by its words, also of those in
/// the body of a DO.
std::optional<std::string> reaches_outside(std::string_view statement);

/// What a replay sends: the statement, or, of a subscription, one that nobody outside notices.
/// Empty: nothing.
std::vector<std::string> sent_in_replay(std::string_view statement);

/// The extension that a statement makes, changes, drops or comments on.
std::optional<std::string> extension_meant(std::string_view statement);

/// The databases that a statement is about: ALTER DATABASE, GRANT ... ON DATABASE and the like.
std::vector<std::string> databases_needed(std::string_view statement);

/// The roles that a statement names and needs, as far as the grammar knows it.
std::vector<std::string> roles_needed(std::string_view statement);

}  // namespace migrate::runner
