#include "commands/doctor/check.h"
#include "commands/unfinished.h"
#include "commands/unmet.h"
#include "migrate/base/strings.h"
#include "migrate/history/shape.h"
#include "migrate/runner/repair.h"

#include <fmt/core.h>

#include <algorithm>

namespace migrate::commands::doctor {

namespace {

using runner::RunStep;

constexpr auto set_the_table =
    "where it was set by hand, set it right with `migrate stamp --purge REV`";

/// With their files; values of placeholders are not needed to judge them. Nothing where a file
/// cannot be read: the migrations' own check says so.
std::optional<std::vector<RunStep>> load(const Project& project, const revision::Plan& plan) {
  std::vector<RunStep> out;
  try {
    for (const auto& step : plan.steps)
      if (!step.is_only_recorded)
        out.push_back({.step = step,
                       .file = project.file(step.revision),
                       .path = project.recorded_path(step.revision)});
  } catch (const Error&) {
    return std::nullopt;
  }
  return out;
}

/// Repeatable files that would run behind the steps, where their placeholders have values.
void add_repeatables(Patient& patient, const revision::Plan& plan) {
  if (!patient.pending || !patient.repeatables || !patient.repeatables->is_configured()) return;
  LoadedPlan loaded{plan, *patient.pending};
  try {
    const auto recorded = patient.repeatables->look_up(*patient.database, *patient.state);
    patient.repeatables->add_to_upgrade(loaded, recorded);
    patient.pending = std::move(loaded.steps);
  } catch (const Error&) {
    return;  // an upgrade says so before it begins, and may be given the values
  }
}

const revision::Revision* longest_id(const Project& project) {
  const auto& all = project.map().revisions();
  const auto longest = std::max_element(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return count_characters(a.id) < count_characters(b.id);
  });
  return longest == all.end() ? nullptr : &*longest;
}

Lines wrong_columns(const history::Shape& shape) {
  Lines out;
  for (const auto& column : shape.wrong)
    out.push_back(failed(
        column.found.empty()
            ? fmt::format("{} has no column {} ({})", column.table, column.name, column.wanted)
            : fmt::format(
                  "{}.{} is {}, not {}", column.table, column.name, column.found, column.wanted),
        fmt::format("ALTER TABLE {}; or, where another program made it, give "
                    "`database.version_table_schema` another schema",
                    column.table)));
  for (const auto& column : shape.in_the_way)
    out.push_back(failed(
        fmt::format("{} has a column {} that must be filled, and migrate does not know it",
                    column.table,
                    column.name),
        fmt::format("ALTER TABLE {} ALTER COLUMN {} DROP NOT NULL", column.table, column.name)));
  return out;
}

/// An adopted table may be narrower than ours.
std::optional<Line> narrow(const Patient& patient, const history::Shape& shape) {
  const auto* longest = patient.project ? longest_id(*patient.project) : nullptr;
  if (!shape.width || longest == nullptr || count_characters(longest->id) <= *shape.width)
    return std::nullopt;
  return failed(fmt::format("the version table holds ids of {} characters, and {} is longer",
                            *shape.width,
                            longest->id),
                "migrate ensure-version --widen");
}

/// Who comes from Alembic may have forgotten the setting, and would begin anew.
std::optional<Line> alembic_beside(Database& database) {
  const auto found = database.connection().query(
      R"(select pg_catalog.format('%I.%I', n.nspname, c.relname) from pg_catalog.pg_class c
         join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where c.relname = 'alembic_version' and c.relkind in ('r', 'p') and n.nspname !~ '^pg_'
         order by 1 limit 1)",
      {});
  if (found.rows.empty()) return std::nullopt;
  return warning(
      fmt::format(
          "{} is not there yet, but Alembic's {} is", database.tables().shown(), found.single()),
      "to go on from there set `database.version_table: alembic_version`, and "
      "`database.version_table_schema` where it is not public");
}

}  // namespace

Lines look_at_version_table(Patient& patient) {
  auto& database = *patient.database;
  patient.state = database.state();
  const auto& state = *patient.state;
  if (patient.project) patient.applied.emplace(look_up_applied(*patient.project, database, state));
  const auto shown = database.tables().shown();
  if (state.version_table_exists) return {ok(shown)};
  history::check_not_elsewhere(database.connection(), database.tables());
  if (auto line = alembic_beside(database)) return {std::move(*line)};
  return {ok(shown + " is not there yet: the first upgrade makes it")};
}

Lines look_at_shape(Patient& patient) {
  const auto& state = *patient.state;
  auto& database = *patient.database;
  const auto shape = history::read_shape(database.connection(), database.tables());
  auto out = wrong_columns(shape);
  if (auto line = narrow(patient, shape)) out.push_back(std::move(*line));
  if (!shape.is_unique)
    out.push_back(warning(
        "the version table has no primary key: a row can stand twice",
        fmt::format("ALTER TABLE {} ADD PRIMARY KEY (version_num)", database.tables().version())));
  if (state.version_table_exists && !state.history_exists)
    out.push_back(warning("there is no history beside the version table: who ran what is not known",
                          "the next upgrade makes it; `migrate ensure-version` does so now"));
  if (out.empty()) out.push_back(ok("as it should be"));
  return out;
}

/// Each row that no file has, or what else keeps an upgrade from being planned.
Lines look_at_rows(Patient& patient) {
  const auto& applied = *patient.applied;
  Lines out;
  for (const auto& id : applied.unknown()) {
    const bool is_stored = applied.find_stored(id) != nullptr;
    out.push_back(failed(
        fmt::format("{} is applied, and no file has it; the history {}",
                    id,
                    is_stored ? "keeps what undoes it" : "does not know it"),
        is_stored ? fmt::format("put its file back; `migrate show {}` shows what there is", id)
                  : "put its file back, or set the table with `migrate stamp --purge REV`"));
  }
  if (!out.empty()) return out;
  const std::vector<std::string> heads{"heads"};
  const auto& rows = applied.state.rows;
  revision::Plan plan;
  try {
    plan = revision::plan_upgrade(applied.project.map(), rows, heads);
  } catch (const Error& error) {
    return {failed(error.message(), set_the_table)};
  }
  patient.pending = load(applied.project, plan);
  add_repeatables(patient, plan);
  return {ok(fmt::format("{}; {} pending",
                         rows.empty() ? "base" : join(rows, ", "),
                         count_of(plan.steps.size(), "revision")))};
}

/// What an upgrade would go on with, and what only a person can settle.
Lines look_at_unfinished(Patient& patient) {
  const auto& keys = patient.state->unfinished;
  if (keys.empty()) return {ok("none")};
  std::vector<RunStep> steps;
  for (const auto& key : keys)
    if (auto step = step_to_complete(patient.applied->project, key)) steps.push_back(*step);
  auto& database = *patient.database;
  const auto options = run_options(*patient.settings, *patient.state, {}, database.parameters());
  Lines out;
  for (const auto& one : runner::look_at_unfinished(database.connection(), options, keys, steps)) {
    const auto& [direction, revision] = one.section;
    auto what = fmt::format(
        "the {} of {} stopped behind {}", direction, revision, count_of(one.finished, "statement"));
    if (one.needs_a_person)
      out.push_back(failed(what + ", and only a person can tell what became of the next",
                           "`migrate repair` says what to look at"));
    else
      out.push_back(warning(std::move(what),
                            fmt::format("`migrate {} {}` goes on with it", direction, revision)));
  }
  return out;
}

Lines look_at_requirements(Patient& patient) {
  const auto& steps = *patient.pending;
  const auto unmet =
      runner::unmet_requirements(patient.database->connection(), steps, runner::Where::here);
  Lines out;
  for (const auto& one : unmet)
    out.push_back(failed(shown(one, steps), remedy(*patient.project, one, steps)));
  if (!out.empty()) return out;
  const auto count = runner::required_by(steps).size();
  return {ok(count == 0 ? "nothing pending requires anything"
                        : count_of(count, "requirement") + " met")};
}

}  // namespace migrate::commands::doctor
