#include "commands/drift.h"

#include "commands/repeatables.h"
#include "commands/run_plan.h"
#include "commands/schemas.h"
#include "migrate/base/interrupt.h"
#include "migrate/base/strings.h"
#include "migrate/revision/plan.h"
#include "migrate/sql/quote.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <utility>

namespace migrate::commands {

namespace {

using catalog::Snapshot;
using diff::Change;

std::vector<Change> differences(const Snapshot& from, const Snapshot& to) {
  auto out = diff::compare(from, to, {.allow = {catalog::Hazard::data_loss}}).changes;
  std::erase_if(out, [](const Change& change) { return !change.is_difference(); });
  return out;
}

/// The role that runs the migrations of this database, whoever looks at it: our tables are its own.
std::string owner_of_ours(Database& database) {
  const auto found = database.connection().execute(
      "select pg_catalog.pg_get_userbyid(c.relowner) from pg_catalog.pg_class c where c.oid = "
      "pg_catalog.to_regclass(" +
      sql::quote_literal(database.tables().version()) + ")");
  return found.rows.empty() ? std::string() : found.single();
}

std::string shown(const catalog::Value& value) {
  if (!value) return "none";
  if (*value == "t") return "yes";
  return *value == "f" ? "no" : *value;
}

/// `type: bigint instead of integer`; of long texts the property alone. `self` is who owns what has
/// no owner of its own.
std::string shown(const diff::Differing& one, const std::string& self) {
  constexpr std::size_t most = 60;
  const bool is_owner = one.property == "owner";
  const auto before = shown(one.before || !is_owner ? one.before : self);
  const auto after = shown(one.after || !is_owner ? one.after : self);
  const bool is_short = before.size() <= most && after.size() <= most &&
                        (before + after).find('\n') == std::string::npos;
  return is_short ? fmt::format("{}: {} instead of {}", one.property, after, before)
                  : std::string(one.property);
}

/// What the database has made of an object.
std::string message_of(const Change& change, const std::string& self) {
  const auto object = object_of(change);
  if (change.action == diff::Action::create)
    return object + " is in the database, and none of its migrations makes it";
  if (change.action == diff::Action::drop)
    return object + " is made by its migrations, and not in the database";
  std::vector<std::string> what;
  for (const auto& one : change.differing)
    what.push_back(shown(one, self));
  return fmt::format("{} is not as its migrations make it: {}", object, join(what, "; "));
}

/// The source that makes what the rows make; empty where there is none.
std::string source_of_rows(const Project& project, const std::vector<std::string>& rows) {
  if (rows.empty()) return "empty";
  auto heads = project.map().heads();
  std::ranges::sort(heads);
  if (rows == heads) return "versions";
  return rows.size() == 1 ? "versions@" + rows.front() : "";
}

/// What migrations make, on the shadow.
class Replay {
 public:
  Replay(const Context& context,
         const config::Settings& settings,
         Database& database,
         const std::vector<std::string>& rows)
      : context_(context),
        settings_(settings),
        repeatables_(context, settings),
        recorded_(repeatables_.look_up(database, database.state())),
        rows_(rows),
        schemas_(context, settings, &database, owner_of_ours(database)) {}

  std::vector<Change> run(const Project& project) {
    const auto live = schemas_.read({.kind = Source::Kind::database, .shown = "database"});
    auto made = schemas_.read({.kind = Source::Kind::empty, .shown = "empty"});
    auto plan = revision::plan_upgrade(project.map(), {}, rows_);
    schemas_.run(*made.held, load_steps(context_, settings_, project, plan));
    schemas_.run(*made.held, repeatables_.steps(Repeatables::Which::current, recorded_, rows_));
    made.snapshot = schemas_.look_at(*made.held);
    self_ = live.snapshot.self;
    auto out = differences(made.snapshot, live.snapshot);
    if (!out.empty()) leave_out_repeatables(made, out);
    say_not_compared(live.snapshot);
    Interrupt::throw_if_pending();
    return out;
  }

  /// Who owns what has no owner of its own in the database.
  [[nodiscard]] const std::string& self() const { return self_; }

 private:
  /// What the others make, as far as they run at all.
  void leave_out_repeatables(Schema& made, std::vector<Change>& changes) {
    for (const auto& step : repeatables_.steps(Repeatables::Which::others, recorded_, rows_)) {
      try {
        schemas_.run(*made.held, {step});
      } catch (const Error& error) {
        if (error.code() != ErrorCode::migration_failed) throw;
        made.held->connection().roll_back();
      }
    }
    std::set<std::string> names;
    for (const auto& change : differences(made.snapshot, schemas_.look_at(*made.held)))
      names.insert(object_of(change));
    std::erase_if(changes, [&](const Change& change) { return names.contains(object_of(change)); });
  }

  void say_not_compared(const Snapshot& live) const {
    for (const auto& name : live.unmodelled)
      context_.log("warning: " + name + " is not compared");
    for (const auto& file : repeatables_.standing(recorded_)) {
      if (file.state == RepeatableState::gone)
        context_.log(fmt::format(
            "warning: {} is applied and in no file any more: what it makes differs", file.key));
      else if (file.state != RepeatableState::current)
        context_.log(
            fmt::format("warning: {} is not applied as it stands ({}): what it makes is "
                        "not compared",
                        file.key,
                        name_of(file.state)));
    }
  }

  const Context& context_;
  const config::Settings& settings_;
  Repeatables repeatables_;
  Repeatables::Recorded recorded_;
  const std::vector<std::string>& rows_;
  Schemas schemas_;
  std::string self_;
};

Json json_of(const Difference& difference) {
  return Json::object()
      .set("rule", difference.rule)
      .set("severity", "error")
      .set("message", difference.message)
      .set("file", Json())
      .set("line", Json())
      .set("column", Json())
      .set("revision", Json())
      .set("object", difference.object)
      .set("suggestion", difference.suggestion.empty() ? Json() : Json(difference.suggestion));
}

}  // namespace

std::string object_of(const Change& change) {
  return fmt::format("{} {}", change.kind->id, change.name);
}

std::vector<Difference> find_drift(const Context& context,
                                   const config::Settings& settings,
                                   const Project& project,
                                   Database& database,
                                   const std::vector<std::string>& rows) {
  const auto source = source_of_rows(project, rows);
  Replay replay(context, settings, database, rows);
  std::vector<Difference> out;
  for (const auto& change : replay.run(project))
    out.push_back({.rule = "drift",
                   .message = message_of(change, replay.self()),
                   .object = object_of(change),
                   .suggestion = source.empty() ? "" : "migrate diff --to " + source});
  return out;
}

std::string remedy_for_drift(const Project& project, const std::vector<std::string>& rows) {
  const auto source = source_of_rows(project, rows);
  if (source.empty()) return {};
  return fmt::format(
      ": `migrate diff --to {0}` shows the SQL that takes them back, `migrate diff --from {0} --to "
      "database` what a migration would have to hold",
      source);
}

Outcome outcome_of(const std::vector<Difference>& differences) {
  Outcome out;
  auto findings = Json::array();
  for (const auto& one : differences) {
    findings.push(json_of(one));
    out.text += one.message + "\n";
  }
  if (!differences.empty()) out.status = ExitStatus::found;
  out.json.set("ok", differences.empty()).set("findings", std::move(findings));
  return out;
}

std::vector<ResultKey> difference_keys() {
  return {{"ok", "bool", "nothing differs"},
          {"findings", "list", "what differs, an object each"},
          {"findings[].rule", "text", "`schema`, or `drift` where a database differs"},
          {"findings[].severity", "text", "`error`"},
          {"findings[].message", "text", "what differs"},
          {"findings[].file", "text or null", "null: it stands in no file"},
          {"findings[].line", "number or null", "null"},
          {"findings[].column", "number or null", "null"},
          {"findings[].revision", "id or null", "null"},
          {"findings[].object", "text", "`table public.users`"},
          {"findings[].suggestion", "text or null", "what to do about it"}};
}

}  // namespace migrate::commands
