#include "commands/autogenerate.h"

#include "commands/comparison_text.h"
#include "migrate/base/strings.h"
#include "migrate/revision/placeholders.h"

#include <array>
#include <utility>

namespace migrate::commands {

using revision::TransactionMode;

TransactionMode mode_of(const diff::Plan& plan) {
  return plan.needs_commits ? TransactionMode::off : TransactionMode::on;
}

std::string section_of(const config::Settings& settings, const catalog::Statements& statements) {
  auto sql = sql_text(statements);
  return settings.placeholders.get() ? replace_all(std::move(sql), "${", "\\${") : sql;
}

catalog::Statements without_hazards(catalog::Statements statements) {
  for (auto& statement : statements)
    statement.hazards.clear();
  return statements;
}

std::shared_ptr<revision::RevisionFile> as_read(const Context& context,
                                                const config::Settings& settings,
                                                const std::string& text,
                                                const std::string& shown) {
  static constexpr std::array both{revision::SectionName::upgrade,
                                   revision::SectionName::downgrade};
  auto out = std::make_shared<revision::RevisionFile>(revision::parse_revision_file(text, shown));
  auto& placeholders = out->header.placeholders;
  if (!placeholders) placeholders = settings.placeholders.get();
  replace_placeholders(*out, both, context.placeholders);
  return out;
}

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
  out.upgrade = section_of(settings, found.statements()) + left_out_text(found.plan);
  out.downgrade = section_of(settings, back);
  out.upgrade_transaction = mode_of(found.plan);
  out.downgrade_transaction = mode_of(*found.back);
  return out;
}

}  // namespace migrate::commands
