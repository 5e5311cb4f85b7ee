#include "migrate/base/strings.h"
#include "migrate/revision/squash.h"
#include "migrate/sql/classify.h"
#include "revision/header_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace migrate::revision {

namespace {

using Words = std::vector<std::string>;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool has(const Words& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// CREATE, ALTER and DROP of what no schema shows: roles, databases, tablespaces, subscriptions,
/// the server itself.
bool is_beyond_schemas(const Words& words) {
  return words.size() > 1 && is_one_of(words[1],
                                       {"role",
                                        "user",
                                        "group",
                                        "database",
                                        "tablespace",
                                        "system",
                                        "subscription",
                                        "temp",
                                        "temporary"});
}

/// CREATE TABLE ... AS and the like: `as` before a query.
bool takes_rows(const Words& words) {
  if (words.size() < 2 || !is_one_of(words[1], {"table", "unlogged", "materialized"})) return false;
  for (auto as = std::find(words.begin() + 2, words.end(), "as"); as != words.end();
       as = std::find(as + 1, words.end(), "as")) {
    const auto query =
        std::find_if(as + 1, words.end(), [](const auto& word) { return word != "("; });
    if (query != words.end() && is_one_of(*query, {"select", "with", "table", "values", "execute"}))
      return words[1] != "materialized";
  }
  return false;
}

bool makes_schema_alone(std::string_view statement) {
  constexpr std::size_t enough = 64;
  const auto words = sql::leading_tokens(statement, enough);
  if (words.empty()) return true;
  const auto& first = words.front();
  if (is_one_of(first, {"create", "alter", "drop"}))
    return !is_beyond_schemas(words) && !takes_rows(words);
  if (is_one_of(first, {"grant", "revoke"}))
    return has(words, "on") && !has(words, "database") && !has(words, "tablespace");
  if (first == "comment") return !is_beyond_schemas({words.begin() + 1, words.end()});
  return is_one_of(first, {"set", "reset", "analyze"});
}

/// A part of a joined section: what it is of, and its text, ended by a semicolon.
std::string part_of(const RevisionFile& file, const Section& section) {
  const auto& header = file.header;
  auto out = fmt::format("-- {}{}{}\n",
                         header.id,
                         header.message.empty() ? "" : ": ",
                         replace_all(header.message, "\n", " "));
  if (section.statements.empty()) return out;
  auto text = std::string(trim(stored_text(file, section)));
  const auto& last = section.statements.back();
  const auto end = last.has_copy_data ? last.copy_end : last.end;
  const auto rest = std::string_view(file.text).substr(end, section.end - end);
  if (!last.has_copy_data && !trim(rest).starts_with(';')) text += "\n;";
  return out + text + "\n";
}

std::string marker(SectionName name, TransactionMode mode) {
  return fmt::format(
      "-- migrate:{}{}\n", name_of(name), mode == TransactionMode::off ? " transaction=off" : "");
}

std::string requirement_text(const Requirement& one) {
  return fmt::format(
      "\"{}{}{}\"", one.name, one.name.empty() || one.bounds.empty() ? "" : " ", shown(one.bounds));
}

std::string requirements_text(const std::vector<Requirement>& all) {
  using enum Requirement::Kind;
  Words parts;
  for (const auto& [kind, key] : {std::pair(extension, "extensions"), std::pair(role, "roles")}) {
    Words names;
    for (const auto& one : all)
      if (one.kind == kind) names.push_back(requirement_text(one));
    if (!names.empty()) parts.push_back(fmt::format("{}: [{}]", key, join(names, ", ")));
  }
  for (const auto& one : all)
    if (one.kind == server) parts.push_back("server: " + requirement_text(one));
  return "{" + join(parts, ", ") + "}";
}

std::string settings_text(const ServerSettings& settings) {
  Words parts;
  for (const auto& [name, value] : settings)
    parts.push_back(fmt::format("{}: {}", name, header_value(value)));
  return "{" + join(parts, ", ") + "}";
}

std::string header_of(const Revision& made) {
  std::string out;
  const auto line = [&out](std::string_view key, const std::string& value) {
    if (!value.empty()) out += fmt::format("-- {}: {}\n", key, value);
  };
  const auto list = [&line](std::string_view key, const std::vector<std::string>& ids) {
    if (!ids.empty()) line(key, header_list(ids));
  };
  line("revision", header_value(made.id));
  line("down_revision", header_parents(made.down_revision));
  line("message", made.message);
  line("created", made.created);
  list("branch_labels", made.branch_labels);
  list("depends_on", made.depends_on);
  if (!made.requirements.empty()) line("requires", requirements_text(made.requirements));
  if (!made.settings.empty()) line("settings", settings_text(made.settings));
  if (made.placeholders) line("placeholders", *made.placeholders ? "true" : "false");
  list("replaces", made.replaces);
  return out;
}

}  // namespace

SquashSections joined_sections(const std::vector<const RevisionFile*>& files) {
  SquashSections out;
  std::string down;
  bool is_reversible = true;
  for (const auto* file : files) {
    if (file->upgrade) {
      out.upgrade += part_of(*file, *file->upgrade) + "\n";
      if (file->upgrade->transaction == TransactionMode::off)
        out.upgrade_transaction = TransactionMode::off;
    }
    is_reversible = is_reversible && file->downgrade;
    if (!file->downgrade) continue;
    down = part_of(*file, *file->downgrade) + "\n" + down;
    if (file->downgrade->transaction == TransactionMode::off)
      out.downgrade_transaction = TransactionMode::off;
  }
  if (is_reversible) out.downgrade = std::move(down);
  return out;
}

bool makes_schema_alone(const RevisionFile& file, const Section& section) {
  return std::all_of(
      section.statements.begin(), section.statements.end(), [&file](const sql::Statement& one) {
        return makes_schema_alone(one.text(file.text));
      });
}

std::string squash_text(const Revision& made, const SquashSections& sections) {
  auto out = header_of(made) + "\n" + marker(SectionName::upgrade, sections.upgrade_transaction);
  out += std::string(trim_right(sections.upgrade)) + "\n";
  if (!sections.downgrade) return out;
  out += "\n" + marker(SectionName::downgrade, sections.downgrade_transaction);
  return out + std::string(trim_right(*sections.downgrade)) + "\n";
}

}  // namespace migrate::revision
