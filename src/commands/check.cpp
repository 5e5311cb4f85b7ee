#include "commands/comparison_text.h"
#include "commands/list.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <string>
#include <vector>

namespace migrate::commands {

namespace {

/// What the migrations lack of an object.
std::string message_of(const diff::Change& change) {
  const auto object = fmt::format("{} {}", change.kind->id, change.name);
  switch (change.action) {
    case diff::Action::create:
      return object + " is in the desired schema, and no migration makes it";
    case diff::Action::drop:
      return object + " is made by the migrations, and not in the desired schema";
    default:
      return object + " is another one in the desired schema than the migrations make";
  }
}

Json finding_json(const diff::Change& change) {
  auto out = Json::object();
  return out.set("rule", "schema")
      .set("severity", "error")
      .set("message", message_of(change))
      .set("file", Json())
      .set("line", Json())
      .set("column", Json())
      .set("revision", Json())
      .set("object", fmt::format("{} {}", change.kind->id, change.name))
      .set("suggestion", "migrate revision --autogenerate -m \"...\"");
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto to = source_of(context, settings, "desired");
  const auto from = source_of(context, settings, "versions");
  const auto found = compare(context, settings, from, to, to_the_end());
  say_about(context, found.plan);
  Outcome out;
  auto findings = Json::array();
  for (const auto& change : found.plan.changes) {
    findings.push(finding_json(change));
    out.text += message_of(change) + "\n";
  }
  const bool ok = found.plan.changes.empty();
  if (ok) out.text = fmt::format("the migrations make the schema of {}\n", to.shown);
  if (!ok) {
    context.log(
        fmt::format("{}: `migrate revision --autogenerate -m \"...\"` writes what is missing",
                    count_of(found.plan.changes.size(), "difference")));
    out.status = ExitStatus::found;
  }
  out.json.set("ok", ok).set("findings", std::move(findings));
  return out;
}

}  // namespace

const Command check_command{
    .name = "check",
    .summary = "Fail where the migrations do not make the desired schema",
    .purpose = R"(
Replays all migrations on a private server and compares the result with `schema.desired` of the config:
somebody who changes the schema and forgets the migration is told so, in CI for example. No database of
yours is asked, but where `schema.desired` is the URL of one.

Each object that differs is a finding. `migrate diff --from versions` shows the SQL.)",
    .options = {},
    .examples = {{"migrate check", "Ask whether a migration is missing."},
                 {"migrate check --json", "The same for a script, object by object."}},
    .statuses = {{ExitStatus::done, "the migrations make the desired schema"},
                 {ExitStatus::failed,
                  "a migration, the desired schema or the shadow server failed"},
                 {ExitStatus::found, "something differs"}},
    .result = {{"ok", "bool", "nothing differs"},
               {"findings", "list", "what differs, an object each"},
               {"findings[].rule", "text", "`schema`"},
               {"findings[].severity", "text", "`error`"},
               {"findings[].message", "text", "what differs"},
               {"findings[].file", "text or null", "null: it stands in no file"},
               {"findings[].line", "number or null", "null"},
               {"findings[].column", "number or null", "null"},
               {"findings[].revision", "id or null", "null"},
               {"findings[].object", "text", "`table public.users`"},
               {"findings[].suggestion", "text or null", "what to do about it"}},
    .run = run};

}  // namespace migrate::commands
