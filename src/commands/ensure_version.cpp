#include "commands/list.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  Database database(context, settings);
  auto state = database.state();
  refuse_read_only(state);
  RunLock lock(context, settings, database, state);
  state = database.state();
  create_tables(database, state, lock);
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
    .purpose = R"(
Creates the version table, the history and their schema where they are missing, and nothing else.
`upgrade` and `stamp` do that by themselves, except where another schema of the database holds a
version table already: that is mostly a setting that was changed by mistake. This command says that
it is meant, for example with one schema per tenant.)",
    .options = {},
    .examples = {{"migrate ensure-version", "Create the tables that the config names."},
                 {"migrate ensure-version -e tenant_7",
                  "Create those of `environments.tenant_7`, beside the others."}},
    .statuses = {{ExitStatus::done, "the tables are there"},
                 {ExitStatus::failed, "the database failed, or a privilege is missing"},
                 {ExitStatus::timeout,
                  "the migration lock or a connection was not obtained in time"}},
    .result = {database_key(),
               {"version_table", "text", "its name with its schema"},
               {"created", "bool", "it was not there before"}},
    .run = run};

}  // namespace migrate::commands
