#include "commands/baseline/first.h"
#include "commands/baseline/record.h"
#include "commands/list.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "commands/written.h"
#include "migrate/base/strings.h"
#include "migrate/runner/offline.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

using baseline::First;

void refuse_revisions(const Project& project) {
  const auto& revisions = project.map().revisions();
  if (revisions.empty()) return;
  throw Error(ErrorCode::refused,
              fmt::format("the project has {} already: a baseline is the first one",
                          count_of(revisions.size(), "revision")))
      .hint(
          "where the database has their schema, `migrate stamp head --verify` records them; "
          "`migrate "
          "diff --from versions --to database` shows what they lack of it");
}

/// What can be seen before anything is read from the schema.
history::State looked_at(Database& database) {
  auto state = database.state();
  baseline::refuse_state(database, state);
  if (!state.version_table_exists)
    history::check_not_elsewhere(database.connection(), database.tables());
  return state;
}

Outcome nothing_there(Outcome out) {
  out.json.set("revision", Json()).set("path", Json()).set("down_revision", Json::array());
  out.text = "nothing to write: the database has no schema\n";
  return out;
}

Outcome made(const First& first, Outcome out) {
  out.json.set("revision", first.revision.id)
      .set("path", files::shown(first.path))
      .set("down_revision", first.revision.down_revision)
      .set("proven", true)
      .set("warnings", first.warnings);
  return out;
}

void say_warnings(const Context& context, const First& first) {
  for (const auto& warning : first.warnings)
    context.log("warning: " + warning);
}

/// What the file and the version table would become.
Outcome shown_only(const Context& context, const First& first, Outcome out) {
  context.log(
      fmt::format("would write {} and stamp {}", files::shown(first.path), first.revision.id));
  out.text = first.text;
  out.json.set("text", first.text);
  return out;
}

/// The stamp as a script: for who may read the schema, and not write our tables.
Outcome written_with_script(const Context& context,
                            const config::Settings& settings,
                            const First& first,
                            Outcome out) {
  files::write_new(first.path, first.text);
  context.log("written: " + files::shown(first.path));
  out.text = runner::offline_stamp(stamp_of(first), tables_of(settings), {});
  out.json.set("sql", out.text);
  return out;
}

Outcome followed_up(const Context& context,
                    const config::Settings& settings,
                    const First& first,
                    Outcome out) {
  const Written written{
      .revision = first.revision.id, .message = first.revision.message, .path = first.path};
  out.error = after_writing(context, settings, {&written, 1});
  return out;
}

Outcome run(const Context& context) {
  const bool dry_run = context.arguments.has("--dry-run");
  const bool as_script = context.arguments.has("--sql");
  if (dry_run && as_script)
    throw Error(ErrorCode::usage, "--dry-run writes nothing, and --sql a file: give one of them");
  const auto settings = context.settings();
  const Project project(settings);
  refuse_revisions(project);
  Database database(context, settings);
  auto state = looked_at(database);
  std::optional<RunLock> lock;
  if (!dry_run && !as_script) {
    refuse_read_only(state);
    lock.emplace(context, settings, database, state);
    state = looked_at(database);
  }
  Outcome out;
  out.json.set("database", database.shown()).set("dry_run", dry_run);
  const auto first = baseline::make_first(context, settings, project, database);
  if (!first) return nothing_there(std::move(out));
  say_warnings(context, *first);
  out = made(*first, std::move(out));
  if (dry_run) return shown_only(context, *first, std::move(out));
  if (as_script)
    return followed_up(
        context, settings, *first, written_with_script(context, settings, *first, std::move(out)));
  baseline::record(context, settings, database, *lock, *first);
  context.log(fmt::format("stamped base -> {}", first->revision.id));
  out.text = files::shown(first->path) + "\n";
  return followed_up(context, settings, *first, std::move(out));
}

Option message() {
  auto out = message_option();
  out.default_text = "baseline";
  return out;
}

std::vector<ResultKey> keys() {
  return {
      database_key(),
      {"dry_run", "bool", "nothing was written, only shown"},
      {"revision", "id or null", "the new revision; null where the database has no schema"},
      {"path", "text or null", "its file, relative to the working folder"},
      {"down_revision", "list of ids", "empty: it is a base"},
      {"proven", "bool", "both sections were run on the shadow server, and lead there and back"},
      {"warnings", "list of texts", "what of the database is not in it, or should perhaps not be"},
      {"text", "text", "only with `--dry-run`: what would stand in the file"},
      {"sql", "text", "only with `--sql`: the script that stamps the database"}};
}

}  // namespace

const Command baseline_command{
    .name = "baseline",
    .summary = "Write the first revision from a live database, and stamp it",
    .purpose = R"(
For a database that was there before the project: reads its schema, and writes a first revision that
makes the same from nothing and, as its downgrade, takes all of it away. Then the database is stamped
with it, so that `migrate upgrade` goes on from there. Nothing of the revision runs in the database.

Both sections are first run on a private server: the upgrade has to make there what the database has,
and the downgrade has to leave nothing. Where that fails, nothing is written and nothing stamped. The
file is written and the revision stamped in one go, under the migration lock: both, or neither.

With `schema.platform` what the platform owns is left alone; the application's triggers, policies and
foreign keys on it are in the revision. `schema.include` and `schema.exclude` say what else is. An object
of a kind that the tool does not know is named in a warning, and is not in the revision. Rows are not in
it either.

A project that has revisions, or a database with a version row, is refused. Of several folders in
`versions` the first one gets the file.

`--sql` is for who may read the schema and not write to the database, on a standby for example: the file
is written, and the stamp goes to stdout as a script for psql. The schema is read over a connection here
too.)",
    .options = {message(),
                {.name = "--dry-run", .help = "show what would stand in the file, change nothing"},
                {.name = "--sql",
                 .help = "write the file, and the stamp as a script for psql to stdout: nothing is "
                         "changed in the database"}},
    .examples = {{"migrate baseline -m \"initial schema\"",
                  "Write the revision and record it as applied."},
                 {"migrate baseline --dry-run", "Show what it would be."},
                 {"migrate baseline --sql > stamp.sql",
                  "Write the revision, for somebody else to stamp the database."}},
    .statuses = {{ExitStatus::done,
                  "written and stamped; also where the database has no schema, and nothing is "
                  "written"},
                 {ExitStatus::failed,
                  "the database or the proof failed, and nothing is written or stamped; or both "
                  "are done, and a hook failed"},
                 {ExitStatus::usage, "the project has revisions, or the database a version row"},
                 {ExitStatus::timeout,
                  "the migration lock or a connection was not obtained in time"}},
    .result = keys(),
    .run = run};

}  // namespace migrate::commands
