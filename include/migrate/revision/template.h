#pragma once

#include "migrate/revision/revision.h"
#include "migrate/revision/revision_file.h"

#include <string>
#include <string_view>

namespace migrate::revision {

/// What a new migration file is to hold.
struct NewFile {
  Revision revision;
  std::string upgrade = {};    ///< SQL for the section; empty: nothing to do yet
  std::string downgrade = {};  ///< the same
  /// Off: the section's marker gets `transaction=off`.
  TransactionMode upgrade_transaction = TransactionMode::on;
  TransactionMode downgrade_transaction = TransactionMode::on;
};

/// The text of a new migration file: a template whose fields `{revision}`, `{down_revision}`,
/// `{message}`, `{created}`, `{branch_labels}`, `{depends_on}`, `{upgrade}` and `{downgrade}` are
/// replaced; `{{` and `}}` are plain braces. A line that is left with nothing but a header key, or
/// with nothing at all, because its field is empty, is left out.
///
/// `file` is the template's name for messages. Throws Error(malformed_file), placed in it: an
/// unknown field, a single brace, or a result that is no migration file of that revision.
std::string fill_template(std::string_view text, const std::string& file, const NewFile& made);

}  // namespace migrate::revision
