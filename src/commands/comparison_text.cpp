#include "commands/comparison_text.h"

#include "migrate/base/strings.h"

#include <fmt/core.h>

namespace migrate::commands {

namespace {

using catalog::Hazard;
using catalog::Statements;
using diff::Plan;

std::string hazards_text(const std::vector<Hazard>& hazards) {
  std::vector<std::string> names;
  for (const auto hazard : hazards)
    names.emplace_back(catalog::name_of(hazard));
  return join(names, ", ");
}

/// Each line as a comment.
std::string commented(const std::string& text) {
  return "-- " + replace_all(text, "\n", "\n-- ");
}

}  // namespace

std::string sql_text(const Statements& statements) {
  std::string out;
  for (const auto& statement : statements) {
    if (!statement.hazards.empty()) out += "-- " + hazards_text(statement.hazards) + "\n";
    out += statement.sql + ";\n";
  }
  return out;
}

std::string left_out_text(const Plan& plan) {
  if (plan.left_out.empty()) return {};
  std::string out;
  for (const auto& change : plan.left_out) {
    out +=
        fmt::format("-- left out: {}{}\n",
                    shown(change),
                    change.hazards().empty() ? "" : ": --allow " + hazards_text(change.hazards()));
    for (const auto& statement : change.statements)
      out += commented(statement.sql + ";") + "\n";
  }
  return out;
}

std::string shown(const diff::Change& change) {
  return fmt::format("{} {} {}", diff::name_of(change.action), change.kind->id, change.name);
}

Json change_json(const diff::Change& change) {
  auto hazards = Json::array();
  for (const auto hazard : change.hazards())
    hazards.push(catalog::name_of(hazard));
  auto sql = Json::array();
  for (const auto& statement : change.statements)
    sql.push(statement.sql);
  auto out = Json::object();
  return out.set("kind", change.kind->id)
      .set("name", change.name)
      .set("action", diff::name_of(change.action))
      .set("hazards", std::move(hazards))
      .set("sql", std::move(sql));
}

Json changes_json(const Comparison& found) {
  auto out = Json::array();
  for (std::size_t i = 0; i < found.renamed.size(); ++i) {
    auto json = Json::object();
    json.set("kind", found.renamed[i].kind)
        .set("name", found.renamed[i].from)
        .set("action", diff::name_of(diff::Action::rename))
        .set("hazards", Json::array())
        .set("sql", std::vector<std::string>{found.renames[i].sql});
    out.push(std::move(json));
  }
  for (const auto& change : found.plan.changes)
    out.push(change_json(change));
  return out;
}

void say_about(const Context& context, const Plan& plan) {
  for (const auto& warning : plan.warnings)
    context.log("warning: " + warning);
  for (const auto& one : plan.proposals)
    context.log(fmt::format("this looks like a rename: --rename {}:{}={} keeps what is there",
                            one.kind,
                            one.from,
                            one.to));
  if (!plan.left_out.empty())
    context.log(fmt::format("{} left out; --allow data-loss takes them in",
                            count_of(plan.left_out.size(), "change")));
}

}  // namespace migrate::commands
