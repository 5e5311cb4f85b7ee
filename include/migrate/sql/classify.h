#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::sql {

/// How a statement stands to transactions.
enum class TransactionUse {
  inside,   ///< an ordinary statement
  control,  ///< begins or ends a transaction (BEGIN, COMMIT, PREPARE TRANSACTION, ...)
  outside,  ///< the server refuses it in a transaction block
  depends,  ///< may or may not be refused: only the server knows (CALL, DO, DROP SUBSCRIPTION)
};

struct Classification {
  TransactionUse use = TransactionUse::inside;
  std::string name;  ///< of the command, for messages: "CREATE INDEX CONCURRENTLY"
};

/// Decided by the leading words, which also works for syntax newer than the parser; options that
/// words cannot tell (CREATE SUBSCRIPTION ... WITH, REINDEX (...)) by the parse tree where there is
/// one. Source: the commands that call PreventInTransactionBlock, PostgreSQL 13 to 18.
Classification classify(std::string_view statement);

/// Words of the statement in lower case, comments left out; symbols and literals as written.
std::vector<std::string> leading_tokens(std::string_view statement, std::size_t most);

/// The statement without comments and with one blank between its tokens: what stays the same when
/// only the layout changes.
std::string normalize(std::string_view statement);

}  // namespace migrate::sql
