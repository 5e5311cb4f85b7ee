#include "commands/autogenerate.h"

#include "commands/comparison_text.h"
#include "migrate/base/strings.h"

#include <utility>

namespace migrate::commands {

namespace {

using revision::TransactionMode;

TransactionMode mode_of(const diff::Plan& plan) {
  return plan.needs_commits ? TransactionMode::off : TransactionMode::on;
}

/// Generated text is what is to be sent: no placeholder stands in it.
std::string without_placeholders(const config::Settings& settings, std::string sql) {
  return settings.placeholders.get() ? replace_all(std::move(sql), "${", "\\${") : sql;
}

}  // namespace

Generated autogenerate(const Context& context, const config::Settings& settings) {
  const auto to = source_of(context, settings, "desired");
  const auto from = source_of(context, settings, "versions");
  auto how = how_of(context);
  how.leads_back = true;
  Generated out{.found = compare(context, settings, from, to, how), .upgrade = {}, .downgrade = {}};
  const auto& found = out.found;
  say_about(context, found.plan);
  if (found.is_empty()) return out;
  auto back = found.renames_back;
  back.insert(back.end(), found.back->statements.begin(), found.back->statements.end());
  out.upgrade =
      without_placeholders(settings, sql_text(found.statements())) + left_out_text(found.plan);
  out.downgrade = without_placeholders(settings, sql_text(back));
  out.upgrade_transaction = mode_of(found.plan);
  out.downgrade_transaction = mode_of(*found.back);
  return out;
}

}  // namespace migrate::commands
