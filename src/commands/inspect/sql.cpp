#include "commands/inspect/format.h"
#include "commands/rendered.h"

namespace migrate::commands::inspect {

namespace {

Written write(const Subject& subject) {
  return {.text = rendered(subject.schemas, subject.schema.snapshot)};
}

}  // namespace

constinit const Format sql_format{.name = "sql",
                                  .key = "sql",
                                  .type = "text",
                                  .meaning = "with `--format sql`: the schema",
                                  .write = write};

}  // namespace migrate::commands::inspect
