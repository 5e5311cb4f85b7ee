#include "revision/transaction_check.h"

#include "migrate/base/error.h"
#include "migrate/base/text_position.h"
#include "migrate/revision/placeholders.h"
#include "migrate/sql/classify.h"

#include <fmt/core.h>

namespace migrate::revision {

namespace {

Error refuse(std::string message, const RevisionFile& file, const sql::Statement& statement) {
  return Error(ErrorCode::not_transactional, std::move(message))
      .at(place_of(file.text, statement.begin, file.header.file));
}

/// A file of plain SQL has no marker that could say otherwise.
bool is_whole_file(const Section& section) {
  return section.line == 0;
}

std::string hint_for_control(const Section& section) {
  if (is_whole_file(section)) return "the whole file is one transaction: remove the statement";
  return "the section already runs in a transaction of its own: remove the statement, or mark the "
         "section `transaction=off`";
}

std::string hint_for_outside(const Section& section) {
  if (is_whole_file(section)) return "the whole file is one transaction: run it by other means";
  return fmt::format("mark the section: `-- migrate:{} transaction=off`", name_of(section.name));
}

}  // namespace

void check_transaction_use(const RevisionFile& file, const Section& section) {
  for (const auto& statement : section.statements) {
    const auto found = file.replacements.empty() ? sql::classify(statement.text(file.text))
                                                 : sql::classify(sent_text(file, statement));
    if (found.name == "DISCARD ALL")
      throw refuse("DISCARD ALL would give the migration lock back", file, statement)
          .hint("each section begins with a clean session; RESET ALL and DISCARD TEMP may stand");
    if (section.transaction == TransactionMode::off) continue;
    if (found.use == sql::TransactionUse::control)
      throw refuse(fmt::format("{} in {}",
                               found.name,
                               is_whole_file(section) ? "a file that runs in one transaction"
                                                      : "a transactional section"),
                   file,
                   statement)
          .hint(hint_for_control(section));
    if (found.use == sql::TransactionUse::outside)
      throw refuse(fmt::format("{} cannot run in a transaction", found.name), file, statement)
          .hint(hint_for_outside(section));
  }
}

}  // namespace migrate::revision
