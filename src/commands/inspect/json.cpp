#include "commands/inspect/format.h"
#include "migrate/runner/snapshot_file.h"

namespace migrate::commands::inspect {

namespace {

Written write(const Subject& subject) {
  const auto& snapshot = subject.schema.snapshot;
  if (subject.context.json) return {.text = {}, .json = runner::snapshot_json(snapshot)};
  return {.text = runner::snapshot_text(snapshot)};
}

}  // namespace

constinit const Format json_format{
    .name = "json",
    .key = "snapshot",
    .type = "object",
    .meaning = "with `--format json`: the schema, for use as a source",
    .write = write};

}  // namespace migrate::commands::inspect
