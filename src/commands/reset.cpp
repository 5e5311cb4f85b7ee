#include "commands/list.h"
#include "commands/rendered.h"
#include "commands/repeatables.h"
#include "commands/run_plan.h"
#include "commands/server.h"
#include "commands/shared_options.h"
#include "commands/unmet.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/revision/placeholders.h"
#include "migrate/runner/sql_file.h"

#include <fmt/core.h>

#include <array>
#include <utility>

namespace migrate::commands {

namespace {

using revision::RevisionFile;

std::vector<RevisionFile> read_seeds(const Context& context, const config::Settings& settings) {
  static constexpr std::array all_of_it{revision::SectionName::upgrade};
  std::vector<RevisionFile> out;
  for (const auto& path : config::seed_files(settings)) {
    auto& seed = out.emplace_back(revision::parse_sql_file(files::read(path), files::shown(path)));
    seed.header.placeholders = settings.placeholders.get();
    revision::replace_placeholders(seed, all_of_it, context.placeholders);
  }
  return out;
}

revision::Plan plan_all(const Project& project, const std::vector<std::string>& rows) {
  const std::vector<std::string> targets{"heads"};
  return revision::plan_upgrade(project.map(), rows, targets);
}

/// Drop and create; what fails between the two leaves no database.
void make_anew(const Context& context, Server& server, Json& json) {
  const bool dropped = server.drop(force_of(context));
  json.set("database", server.shown()).set("dropped", dropped);
  try {
    json.set("created", server.create());
  } catch (Error& error) {
    if (dropped)
      error.state(fmt::format("the database \"{}\" was dropped and is not there", server.name()));
    throw;
  }
  context.log(fmt::format(
      "database \"{}\" {}", server.name(), dropped ? "dropped and created" : "created"));
}

/// The upgrade of the new database, which nobody has to confirm any more.
Outcome upgrade(Context context,
                const config::Settings& settings,
                const Project& project,
                const Repeatables& repeatables,
                Database& database) {
  context.arguments.add("--yes", "yes");
  try {
    return run_plan(context, settings, project, database, [&](const auto& state, DryRun) {
      auto plan = plan_all(project, state.rows);
      auto steps = load_steps(context, settings, project, plan);
      LoadedPlan out{std::move(plan), std::move(steps)};
      repeatables.add_to_upgrade(out, repeatables.look_up(database, state));
      return out;
    });
  } catch (Error& error) {
    error.state("the database was made anew and is empty");
    throw;
  }
}

/// Run them in order; how many ran, and the error that ended it.
void run_seeds(const Context& context,
               const config::Settings& settings,
               Database& database,
               const std::vector<RevisionFile>& seeds,
               Outcome& out) {
  const Interrupt::Guarded guarded;
  const auto options = run_options(settings, database.state(), std::nullopt, database.parameters());
  auto done = Json::array();
  for (const auto& seed : seeds) {
    try {
      runner::run_sql_file(database.connection(), "seed", seed, options);
    } catch (Error& error) {
      out.error = error.state(
          fmt::format("it was rolled back; the migrations are applied, {} of {} committed",
                      done.items().size(),
                      count_of(seeds.size(), "seed")));
      if (error.hint().empty()) out.error->hint("correct it and run `migrate reset` again");
      break;
    }
    done.push(seed.header.file);
    context.log("seed " + seed.header.file);
  }
  out.text += fmt::format("{} run\n", count_of(done.items().size(), "seed"));
  out.json.set("seeds", std::move(done));
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  require_answer(context, "reset");
  // What can fail without the server fails before anything is dropped.
  const Project project(settings);
  const Repeatables repeatables(context, settings);
  const auto steps = load_steps(context, settings, project, plan_all(project, {}));
  LoadedPlan everything{plan_all(project, {}), steps};
  repeatables.add_to_upgrade(everything, {});
  const auto seeds = read_seeds(context, settings);
  auto json = Json::object();
  {
    Server server(context, settings);
    refuse_unmet(project, server.connection(), everything.steps, runner::Where::made_anew);
    confirm_drop(context,
                 server,
                 fmt::format("drop the database {}, and make it anew with {} and {}?",
                             server.shown(),
                             count_of(steps.size(), "step"),
                             count_of(seeds.size(), "seed")));
    make_anew(context, server, json);
  }
  auto quiet = context;
  quiet.log = [](std::string_view) {};  // the address is said already
  Database database(quiet, settings);
  auto out = upgrade(context, settings, project, repeatables, database);
  for (const auto& [key, value] : out.json.members())
    json.set(key, value);
  out.json = std::move(json);
  if (!out.error) run_seeds(context, settings, database, seeds, out);
  if (!out.error) dump_schema(context, settings);
  return out;
}

std::vector<ResultKey> reset_keys() {
  auto keys = run_and_repeatable_keys();
  std::erase_if(keys, [](const ResultKey& known) { return known.key == "sql"; });
  keys.push_back({"dropped", "bool", "the database was there before"});
  keys.push_back({"created", "bool", "it was made anew"});
  keys.push_back({"seeds", "list of texts", "the seeds that ran, relative to the working folder"});
  return keys;
}

}  // namespace

const Command reset_command{
    .name = "reset",
    .summary = "Drop the database, create it, upgrade it to the heads, run the seeds",
    .purpose = R"(
Makes the database anew: as `drop`, `create`, `upgrade heads`, then the SQL files of `seeds` in the
config, in their order, each in a transaction of its own. Migrations and seeds are read before
anything is dropped, so that a mistake in them costs nothing. It asks on a terminal, whatever
`confirm` in the config says, and wants `--yes` elsewhere; nothing is asked in between.)",
    .options = {force_option(), drop_yes_option()},
    .examples = {{"migrate reset", "Make the configured database anew, after a question."},
                 {"migrate reset --yes -e test", "Make that of `environments.test` anew."}},
    .statuses = {{ExitStatus::done, "the database is made, upgraded and seeded"},
                 {ExitStatus::failed,
                  "others are connected, or a migration, a seed or the database failed"},
                 {ExitStatus::timeout, "a lock or a connection was not obtained in time"}},
    .result = reset_keys(),
    .run = run};

}  // namespace migrate::commands
