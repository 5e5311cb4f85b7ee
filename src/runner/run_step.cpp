#include "migrate/runner/run.h"

namespace migrate::runner {

const revision::Section& RunStep::section() const {
  return step.direction == revision::Direction::upgrade ? *file->upgrade : *file->downgrade;
}

bool RunStep::is_transactional() const {
  return section().transaction == revision::TransactionMode::on;
}

std::string RunStep::what() const {
  const bool up = step.direction == revision::Direction::upgrade;
  if (step.is_only_recorded) return "stamp " + step.revision;
  if (repeatable) return (up ? "repeatable " : "downgrade of repeatable ") + step.revision;
  return (up ? "upgrade " : "downgrade ") + step.revision;
}

history::Record record_of(const RunStep& step) {
  const auto& header = step.file->header;
  const bool up = step.step.direction == revision::Direction::upgrade;
  history::Record record;
  if (!header.message.empty()) record.message = header.message;
  record.depends_on = header.depends_on;
  record.rows_before = step.step.rows_before;
  record.rows_after = step.step.rows_after;
  if (step.step.is_only_recorded) {
    record.direction = "stamp";
    record.revision = step.step.revision;
    return record;
  }
  if (step.repeatable) {
    record.direction = "repeatable";
    record.path = step.step.revision;
    // A row without checksum says that it was undone.
    if (!up) return record;
  } else {
    record.direction = up ? "upgrade" : "downgrade";
    record.revision = step.step.revision;
    if (!step.path.empty()) record.path = step.path;
    record.down_revision = header.down_revision;
  }
  if (step.file->upgrade) {
    record.checksum = checksum(*step.file, *step.file->upgrade);
    record.token_checksum = token_checksum(*step.file, *step.file->upgrade);
  }
  if (step.file->downgrade) {
    record.downgrade_sql = stored_text(*step.file, *step.file->downgrade);
    record.downgrade_options = stored_options(*step.file, *step.file->downgrade);
  }
  return record;
}

}  // namespace migrate::runner
