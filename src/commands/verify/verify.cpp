#include "commands/list.h"
#include "commands/run_plan.h"
#include "commands/shared_options.h"
#include "commands/verify/crew.h"
#include "commands/verify/selection.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <thread>
#include <tuple>
#include <utility>

namespace migrate::commands {

namespace {

using namespace verify;

std::size_t workers_of(const Context& context) {
  const auto word = context.arguments.value("--jobs");
  // A server of its own for each.
  if (!word) return std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, 4);
  std::size_t out = 0;
  const auto [end, failed] = std::from_chars(word->data(), word->data() + word->size(), out);
  if (failed == std::errc() && end == word->data() + word->size() && out >= 1 && out <= 64)
    return out;
  throw Error(ErrorCode::usage, fmt::format("\"{}\" is no number of servers", *word))
      .hint("-j takes a number from 1 to 64");
}

Migration migration_of(const Context& context,
                       const config::Settings& settings,
                       const Project& project,
                       const revision::Step& step) {
  revision::Plan plan;
  plan.steps = {step};
  Migration out{.up = load_steps(context, settings, project, plan).front(), .down = {}};
  if (!out.up.file->downgrade) return out;
  std::swap(plan.steps[0].rows_before, plan.steps[0].rows_after);
  plan.steps[0].direction = revision::Direction::downgrade;
  out.down = load_steps(context, settings, project, plan).front();
  return out;
}

Migrations load(const Context& context, const config::Settings& settings, const Project& project) {
  Migrations out;
  if (project.map().empty()) return out;
  const std::vector<std::string> all{"heads"};
  for (const auto& step : revision::plan_upgrade(project.map(), {}, all).steps)
    out.emplace(step.revision, migration_of(context, settings, project, step));
  return out;
}

/// What is found in one order is found in the others too.
std::vector<Finding> without_repeats(std::vector<Finding> findings) {
  std::set<std::tuple<std::string_view, std::string, std::string>> seen;
  std::vector<Finding> out;
  for (auto& one : findings)
    if (seen.emplace(one.rule, one.revision, one.object.empty() ? one.message : one.object).second)
      out.push_back(std::move(one));
  return out;
}

std::size_t count_of_rule(const std::vector<Finding>& findings, std::string_view rule) {
  return static_cast<std::size_t>(std::ranges::count(findings, rule, &Finding::rule));
}

std::string summary(const Crew& crew, const std::vector<Finding>& findings) {
  if (crew.total() == 0) return "there is nothing to verify\n";
  const auto without = count_of_rule(findings, "no-downgrade");
  const auto errors = findings.size() - without;
  auto out = fmt::format("verified {}: ", count_of(crew.done(), "migration"));
  out += errors == 0 ? "each downgrade undoes its upgrade" : count_of(errors, "finding");
  if (without != 0) out += fmt::format("; {} without a downgrade", without);
  if (crew.done() < crew.total())
    out += fmt::format("; {} could not be reached", crew.total() - crew.done());
  return out + "\n";
}

Outcome run(const Context& context) {
  const auto settings = context.settings();
  const auto workers = workers_of(context);
  const Project project(settings);
  const auto chosen = selected(context, project);
  const auto migrations = load(context, settings, project);
  const auto orders = revision::orders(project.map());
  const auto jobs = jobs_of(
      orders, migrations, [&](const std::string& id) { return chosen.contains(id); }, workers);
  Outcome out;
  std::vector<revision::RevisionId> usual;
  if (!orders.empty()) usual = orders.front().revisions;
  Crew crew(context, settings, jobs, usual);
  const auto findings = without_repeats(crew.run(workers));
  auto json = Json::array();
  for (const auto& finding : findings) {
    json.push(json_of(finding));
    out.text += text_of(finding);
  }
  out.text += summary(crew, findings);
  const bool ok = std::ranges::all_of(findings, &Finding::is_warning);
  if (!ok) out.status = ExitStatus::found;
  out.json.set("ok", ok).set("verified", crew.done()).set("findings", std::move(json));
  return out;
}

}  // namespace

const Command verify_command{
    .name = "verify",
    .summary = "Show that each downgrade undoes its upgrade",
    .purpose = R"(
Runs each migration up, down and up again on a private server, and compares the catalogs behind each: what
a downgrade leaves or does not bring back is a finding, object by object. Where a migration changes rows
alone, these are compared too. No database of yours is asked.

Migrations of several branches are applied in the order of `upgrade heads`, and then in others: each head
and each side of a merge first, with nothing that it does not need. So a revision that needs another
branch and does not say so (`depends_on`) is found.

A revision without a downgrade section is a warning, which does not fail the command.)",
    .options = {{.name = "REVISION",
                 .kind = OptionKind::arguments,
                 .help = "verify these alone; what they need is applied",
                 .default_text = "all",
                 .operand = Operand::revision},
                {.name = "--since",
                 .kind = OptionKind::value,
                 .value_name = "REV",
                 .help = "leave out this revision and all that it is built on",
                 .default_text = "none",
                 .operand = Operand::revision},
                {.name = "--changed-since",
                 .kind = OptionKind::value,
                 .value_name = "GIT_REF",
                 .help = "only those whose files are new or changed, as git sees it",
                 .default_text = "all"},
                {.name = "--jobs",
                 .short_name = "-j",
                 .kind = OptionKind::value,
                 .value_name = "N",
                 .help = "on so many private servers at a time",
                 .default_text = "the number of processors, at most 4"}},
    .examples = {{"migrate verify", "Try all migrations."},
                 {"migrate verify --changed-since origin/main", "In CI: try what a branch brings."},
                 {"migrate verify 0007 -j 1", "Try one."}},
    .statuses = {{ExitStatus::done, "each downgrade undoes its upgrade"},
                 {ExitStatus::failed, "the shadow server failed"},
                 {ExitStatus::found, "something was found"}},
    .result = {{"ok", "bool", "nothing was found, warnings aside"},
               {"verified", "number", "how many migrations were tried, in all orders"},
               {"findings", "list", "what was found"},
               {"findings[].rule",
                "text",
                "`upgrade-fails`, `downgrade-fails`, `downgrade-differs`, `downgrade-rows`, "
                "`upgrade-again-fails`, `upgrade-again-differs`, `no-downgrade`"},
               {"findings[].severity", "text", "`error` or `warning`"},
               {"findings[].message", "text", "what was found"},
               {"findings[].file", "text or null", "the migration"},
               {"findings[].line", "number or null", "where in it"},
               {"findings[].column", "number or null", "where in the line"},
               {"findings[].revision", "id", "of the migration"},
               {"findings[].object", "text or null", "`table public.users`"},
               {"findings[].suggestion", "text or null", "what to do about it"}},
    .run = run};

}  // namespace migrate::commands
