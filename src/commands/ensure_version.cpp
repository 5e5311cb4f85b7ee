#include "commands/list.h"
#include "commands/run_plan.h"

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  Database database(context, settings);
  const RunLock lock(context, settings, database);
  const auto state = database.state();
  refuse_read_only(state);
  history::create_missing(database.connection(), database.tables(), state);
  Outcome out;
  out.json.set("database", database.shown())
      .set("version_table", database.tables().shown())
      .set("created", !state.version_table_exists);
  out.text = database.tables().shown() +
             (state.version_table_exists ? " is there already\n" : " created\n");
  return out;
}

}  // namespace

const Command ensure_version_command{
    .name = "ensure-version",
    .summary = "Create the version table, also where another schema has one",
    .options = {},
    .examples = "migrate ensure-version\n  migrate ensure-version -e tenant_7",
    .run = run};

}  // namespace migrate::commands
