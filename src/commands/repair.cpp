#include "commands/confirm.h"
#include "commands/findings.h"
#include "commands/list.h"
#include "commands/shared_options.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

std::vector<Finding> find_all(const Findable& where) {
  std::vector<Finding> out;
  if (!where.applied.state.history_exists) return out;
  for (const auto finder : finders())
    for (auto& finding : finder(where))
      out.push_back(std::move(finding));
  return out;
}

std::string text_of(const std::vector<Finding>& findings) {
  std::string out;
  for (const auto& finding : findings)
    out += fmt::format("{}: {}\n    {}\n", finding.revision, finding.what, finding.action);
  return out;
}

Json json_of(const std::vector<Finding>& findings) {
  auto out = Json::array();
  for (const auto& finding : findings)
    out.push(Json::object()
                 .set("kind", finding.kind)
                 .set("revision", finding.revision)
                 .set("path", finding.path)
                 .set("message", finding.what)
                 .set("action", finding.action));
  return out;
}

/// Under the lock: what is there now must be what was shown.
void settle(const Context& context,
            const config::Settings& settings,
            const Project& project,
            Database& database,
            const std::string& shown) {
  const RunLock lock(context, settings, database);
  const auto state = database.state();
  refuse_read_only(state);
  const auto applied = look_up_applied(project, database, state);
  const Findable where{settings, database, applied};
  const auto findings = find_all(where);
  if (text_of(findings) != shown)
    throw Error(ErrorCode::refused, "what is to be repaired changed while you were asked")
        .state("nothing was changed")
        .hint("run `migrate repair` again");
  const auto run = history::new_run(context.arguments.value("--tag"));
  for (const auto& finding : findings)
    finding.settle(run);
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  const auto findings = find_all({settings, database, applied});
  const bool dry_run = context.arguments.has("--dry-run");
  const auto shown = text_of(findings);
  Outcome out;
  out.json.set("database", database.shown())
      .set("dry_run", dry_run)
      .set("findings", json_of(findings))
      .set("repaired", 0);
  if (findings.empty() || dry_run) {
    out.text = findings.empty() ? "nothing to repair\n" : shown;
    return out;
  }
  context.log(std::string(trim_right(shown)));
  need_yes(context,
           fmt::format("repair {} in {}?", count_of(findings.size(), "revision"), database.shown()),
           "a repair wants a confirmation");
  settle(context, settings, project, database, shown);
  out.json.set("repaired", findings.size());
  out.text = fmt::format("{} repaired\n", count_of(findings.size(), "revision"));
  return out;
}

}  // namespace

const Command repair_command{
    .name = "repair",
    .summary = "Accept applied migrations that were edited",
    .purpose = R"(
An applied migration whose file is edited later is warned of, or refused where `checksums` is
`error`. Where the edit is right (a comment, a wrong name), this command accepts it: a row in the
history says that the file as it is now is what counts, its downgrade included. No SQL of the file is
run, and no older row is changed.

It shows what it found and what it would do, and asks before it does it; without a terminal it needs
`--yes`.)",
    .options = {{.name = "--dry-run", .help = "show what would be done, change nothing"},
                tag_option(),
                {.name = "--yes", .help = "do not ask"}},
    .examples = {{"migrate repair --dry-run", "Show what there is to accept."},
                 {"migrate repair --yes --tag 'comment added'",
                  "Accept it, and say why in the history."}},
    .statuses = {{ExitStatus::done, "all is settled, also when there was nothing to do"},
                 {ExitStatus::failed, "the login, the database or a privilege is missing"},
                 {ExitStatus::timeout, "the migration lock or a connection was not obtained"}},
    .result = {database_key(),
               {"dry_run", "bool", "nothing was changed"},
               {"findings[].kind", "text", "`edited`"},
               {"findings[].revision", "id", "the revision"},
               {"findings[].path", "text", "its file"},
               {"findings[].message", "text", "what is the matter"},
               {"findings[].action", "text", "what repair does about it"},
               {"repaired", "number", "how many findings were settled"}},
    .run = run};

}  // namespace migrate::commands
