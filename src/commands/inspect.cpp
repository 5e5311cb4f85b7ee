#include "commands/list.h"
#include "commands/rendered.h"
#include "commands/shared_options.h"
#include "migrate/runner/snapshot_file.h"

#include <utility>

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto source =
      source_of(context, settings, context.arguments.value("SOURCE").value_or("database"));
  const bool as_sql = context.arguments.value("--format").value_or("sql") == "sql";
  Schemas schemas(context, settings);
  const auto schema = schemas.read(source);
  for (const auto& name : schema.snapshot.unmodelled)
    context.log("warning: " + name + " is not shown: this version does not know its kind");
  Outcome out;
  out.json.set("database", schemas.databases().empty() ? Json() : Json(schemas.databases().front()))
      .set("source", source.shown);
  if (as_sql) {
    out.text = rendered(schemas, schema.snapshot);
    out.json.set("sql", out.text);
  } else if (context.json) {
    out.json.set("snapshot", runner::snapshot_json(schema.snapshot));
  } else {
    out.text = runner::snapshot_text(schema.snapshot);
  }
  return out;
}

}  // namespace

const Command inspect_command{
    .name = "inspect",
    .summary = "Show a schema as SQL or JSON",
    .purpose = R"(
Writes a whole schema: as the SQL that makes it from an empty database, always in the same order, or as
JSON that `diff` and `inspect` take as a source later. The order and the words do not depend on how the
schema came about, so two results can be compared by any tool.

The SOURCE is one of those of `migrate diff`.)",
    .options = {{.name = "SOURCE",
                 .kind = OptionKind::argument,
                 .help = "the schema: `database`, a URL, an SQL file or folder, `desired`, "
                         "`versions`, `versions@REV`, `empty`, a snapshot",
                 .default_text = "database",
                 .operand = Operand::file},
                {.name = "--format",
                 .kind = OptionKind::value,
                 .value_name = "FORMAT",
                 .help = "`sql` or `json`",
                 .default_text = "sql",
                 .choices = {"sql", "json"}}},
    .examples = {{"migrate inspect", "Show the schema of the database."},
                 {"migrate inspect versions@0007", "Show what the migrations up to 0007 make."},
                 {"migrate inspect --format json > before.json",
                  "Keep a schema, to compare it later: `migrate diff --from before.json`."}},
    .statuses = statuses_when_connecting("shown"),
    .result = {{"database", "text or null", "the database that was read; null where none was"},
               {"source", "text", "the schema, as given"},
               {"sql", "text", "with `--format sql`: the schema"},
               {"snapshot", "object", "with `--format json`: the schema, for use as a source"}},
    .run = run};

}  // namespace migrate::commands
