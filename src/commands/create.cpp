#include "commands/list.h"
#include "commands/server.h"
#include "commands/shared_options.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

Outcome run(const Context& context) {
  const auto settings = context.settings();
  Server server(context, settings);
  const bool created = server.create();
  Outcome out;
  out.json.set("database", server.shown()).set("name", server.name()).set("created", created);
  out.text =
      fmt::format("database \"{}\" {}\n", server.name(), created ? "created" : "is there already");
  return out;
}

}  // namespace

const Command create_command{
    .name = "create",
    .summary = "Create the configured database where it is missing",
    .purpose = R"(
Creates the database that the URL names, from the database `postgres` of the same server (`template1`
where that one is closed), as the same user. `database.role`, where it is set, becomes its owner; it
may also be the one that has the privilege to create databases. A database that is there already is
left as it is.)",
    .options = {},
    .examples = {{"migrate create", "Create the configured database."},
                 {"migrate create -e test", "Create that of `environments.test`."}},
    .statuses = statuses_when_connecting("the database is there"),
    .result = {database_key(),
               {"name", "text", "the name of the database"},
               {"created", "bool", "it was not there before"}},
    .run = run};

}  // namespace migrate::commands
