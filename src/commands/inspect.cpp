#include "commands/inspect/format.h"
#include "commands/list.h"
#include "commands/shared_options.h"

#include <algorithm>
#include <utility>

namespace migrate::commands {

namespace {

const inspect::Format& chosen(const Context& context) {
  const auto all = inspect::formats();
  const auto name = context.arguments.value("--format").value_or(std::string(all[0]->name));
  return **std::ranges::find(all, name, &inspect::Format::name);
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto& format = chosen(context);
  const auto source =
      source_of(context, settings, context.arguments.value("SOURCE").value_or("database"));
  Schemas schemas(context, settings);
  const auto schema = schemas.read(source);
  for (const auto& name : schema.snapshot.unmodelled)
    context.log("warning: " + name + " is not shown: this version does not know its kind");
  auto written = format.write({context, schemas, schema});
  Outcome out;
  out.json.set("database", schemas.databases().empty() ? Json() : Json(schemas.databases().front()))
      .set("source", source.shown)
      .set(format.key, written.json.is_null() ? Json(written.text) : std::move(written.json));
  out.text = std::move(written.text);
  return out;
}

std::vector<ResultKey> keys() {
  std::vector<ResultKey> out{
      {"database", "text or null", "the database that was read; null where none was"},
      {"source", "text", "the schema, as given"}};
  for (const auto* format : inspect::formats())
    out.push_back({std::string(format->key), format->type, format->meaning});
  return out;
}

}  // namespace

const Command inspect_command{
    .name = "inspect",
    .summary = "Show a schema as SQL, JSON or a picture",
    .purpose = R"(
Writes a whole schema: as the SQL that makes it from an empty database, always in the same order, or as
JSON that `diff` and `inspect` take as a source later, or as a picture. The order and the words do not depend on how the
schema came about, so two results can be compared by any tool.

`mermaid` is an erDiagram of tables, columns and keys, for documents that draw such. `html` is one page
without anything beside it, with all that is in the schema, a field to search it, and a picture of the
tables: for that `dot` of graphviz has to be installed; where it is not, the page comes without.

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
                 .help = "`sql`, `json`, `mermaid` or `html`",
                 .default_text = "sql",
                 .choices = inspect::names_of_formats()}},
    .examples = {{"migrate inspect", "Show the schema of the database."},
                 {"migrate inspect versions@0007", "Show what the migrations up to 0007 make."},
                 {"migrate inspect --format json > before.json",
                  "Keep a schema, to compare it later: `migrate diff --from before.json`."},
                 {"migrate inspect --format html > schema.html", "Look at it in a browser."}},
    .statuses = statuses_when_connecting("shown"),
    .result = keys(),
    .run = run};

}  // namespace migrate::commands
