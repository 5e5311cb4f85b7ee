#include "commands/list.h"
#include "commands/server.h"
#include "commands/shared_options.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

Outcome result(const std::string& shown, const std::string& name, bool dropped) {
  Outcome out;
  out.json.set("database", shown).set("name", name).set("dropped", dropped);
  out.text = fmt::format("database \"{}\" {}\n", name, dropped ? "dropped" : "is not there");
  return out;
}

/// An embedded server that was never started is not made for its database to be dropped.
bool is_never_started(const config::Settings& settings) {
  return config::database_url(settings).embedded && !pg::EmbeddedServer::exists(settings.folder);
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  require_answer(context, "drop");
  if (is_never_started(settings)) return result("embedded server, not made yet", "app", false);
  Server server(context, settings);
  if (server.has_database())
    confirm_drop(context, server, fmt::format("drop the database {}?", server.shown()));
  return result(server.shown(), server.name(), server.drop(force_of(context)));
}

}  // namespace

const Command drop_command{
    .name = "drop",
    .summary = "Drop the configured database and all that is in it",
    .purpose = R"(
Drops the database that the URL names. It asks on a terminal, whatever `confirm` in the config says,
and wants `--yes` elsewhere. While others are connected nothing is dropped and they are named, unless
`--force` ends their sessions. A database that is not there is fine; `postgres`, `template0` and
`template1` are never dropped. Of the embedded server the database is dropped, the server stays.)",
    .options = {force_option(), drop_yes_option()},
    .examples = {{"migrate drop", "Drop the configured database, after a question."},
                 {"migrate drop --yes --force -e test",
                  "Drop that of `environments.test`, with the sessions in it."}},
    .statuses = {{ExitStatus::done, "the database is not there any more"},
                 {ExitStatus::failed,
                  "others are connected, or the login or a privilege is missing"},
                 {ExitStatus::timeout,
                  "no connection: refused, timed out, or the server is starting up"}},
    .result = {database_key(),
               {"name", "text", "the name of the database"},
               {"dropped", "bool", "it was there before"}},
    .run = run};

}  // namespace migrate::commands
