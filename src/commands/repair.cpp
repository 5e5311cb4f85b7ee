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

std::optional<runner::Verdict> verdict_of(const Arguments& arguments) {
  const auto said = arguments.value("--unfinished");
  if (!said) return std::nullopt;
  if (*said == "done") return runner::Verdict::done;
  if (*said == "again") return runner::Verdict::again;
  if (*said == "forget") return runner::Verdict::forget;
  throw Error(ErrorCode::usage, fmt::format("--unfinished knows no \"{}\"", *said))
      .hint("say done, again or forget");
}

/// Nothing is settled where something must be said first: half a repair helps nobody.
void refuse_questions(const std::vector<Finding>& findings) {
  for (const auto& finding : findings)
    if (finding.asks)
      throw Error(ErrorCode::refused, fmt::format("{}: {}", finding.revision, finding.what))
          .state("nothing was changed")
          .hint(finding.action);
}

/// Under the lock: what is there now must be what was shown.
void settle(const Context& context,
            const config::Settings& settings,
            const Project& project,
            Database& database,
            const std::string& shown) {
  auto state = database.state();
  refuse_read_only(state);
  RunLock lock(context, settings, database, state);
  state = database.state();
  const auto applied = look_up_applied(project, database, state);
  const Findable where{context, settings, database, applied, verdict_of(context.arguments)};
  const auto findings = find_all(where);
  if (text_of(findings) != shown)
    throw Error(ErrorCode::refused, "what is to be repaired changed while you were asked")
        .state("nothing was changed")
        .hint("run `migrate repair` again");
  const auto run = history::new_run(context.arguments.value("--tag"));
  for (const auto& finding : findings)
    lock.guarded([&] { finding.settle(run, lock.begin()); });
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const Project project(settings);
  Database database(context, settings);
  const auto applied = look_up_applied(project, database, database.state());
  const auto findings =
      find_all({context, settings, database, applied, verdict_of(context.arguments)});
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
  refuse_questions(findings);
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
    .summary = "Accept edits of applied migrations, settle unfinished sections",
    .purpose = R"(
An applied migration whose file is edited later is warned of, or refused where `checksums` is
`error`. Where the edit is right (a comment, a wrong name), this command accepts it: a row in the
history says that the file as it is now is what counts, its downgrade included. No SQL of the file is
run, and no older row is changed.

A section with transaction=off that was cut short is taken up again by the next `upgrade` or
`downgrade`, which asks the catalog what became of the statement that ran. Where the catalog cannot
tell (a procedure that commits by itself), look at the database and say it with --unfinished.

It shows what it found and what it would do, and asks before it does it; without a terminal it needs
`--yes`.)",
    .options = {{.name = "--unfinished",
                 .kind = OptionKind::value,
                 .value_name = "WHAT",
                 .help =
                     "`done`: the statement that was begun took effect; `again`: it did not and "
                     "is to run again; `forget`: all that ran of the section was undone by "
                     "hand",
                 .default_text = "ask the catalog"},
                {.name = "--dry-run", .help = "show what would be done, change nothing"},
                tag_option(),
                {.name = "--yes", .help = "do not ask"}},
    .examples = {{"migrate repair --dry-run", "Show what there is to accept."},
                 {"migrate repair --yes --tag 'comment added'",
                  "Accept it, and say why in the history."},
                 {"migrate repair --unfinished again --yes",
                  "Say that the statement that was cut short left nothing."}},
    .statuses = {{ExitStatus::done, "all is settled, also when there was nothing to do"},
                 {ExitStatus::failed, "the login, the database or a privilege is missing"},
                 {ExitStatus::usage, "an unfinished section needs --unfinished"},
                 {ExitStatus::timeout, "the migration lock or a connection was not obtained"}},
    .result = {database_key(),
               {"dry_run", "bool", "nothing was changed"},
               {"findings[].kind", "text", "`edited` or `unfinished`"},
               {"findings[].revision", "id", "the revision"},
               {"findings[].path", "text", "its file"},
               {"findings[].message", "text", "what is the matter"},
               {"findings[].action", "text", "what repair does about it"},
               {"repaired", "number", "how many findings were settled"}},
    .run = run};

}  // namespace migrate::commands
