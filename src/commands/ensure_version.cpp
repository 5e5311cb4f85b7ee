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
  bool is_widened = false;
  if (context.arguments.has("--widen"))
    lock.guarded([&] {
      is_widened = history::widen(database.connection(), database.tables(), lock.begin());
    });
  Outcome out;
  out.json.set("database", database.shown())
      .set("version_table", database.tables().shown())
      .set("created", !state.version_table_exists)
      .set("widened", is_widened);
  out.text = database.tables().shown() +
             (state.version_table_exists ? " is there already" : " created") +
             (is_widened ? ", and holds ids of 255 characters now\n" : "\n");
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
it is meant, for example with one schema per tenant.

The table that Alembic has left holds ids of 32 characters. `--widen` makes that 255, as in a table of our
own; Alembic goes on with it.)",
    .options = {{.name = "--widen", .help = "let a version table of another tool hold longer ids"}},
    .examples = {{"migrate ensure-version", "Create the tables that the config names."},
                 {"migrate ensure-version -e tenant_7",
                  "Create those of `environments.tenant_7`, beside the others."},
                 {"migrate ensure-version --widen", "Make room for long ids in Alembic's table."}},
    .statuses = {{ExitStatus::done, "the tables are there"},
                 {ExitStatus::failed, "the database failed, or a privilege is missing"},
                 {ExitStatus::timeout,
                  "the migration lock or a connection was not obtained in time"}},
    .result = {database_key(),
               {"version_table", "text", "its name with its schema"},
               {"created", "bool", "it was not there before"},
               {"widened", "bool", "it can hold longer ids than before"}},
    .run = run};

}  // namespace migrate::commands
