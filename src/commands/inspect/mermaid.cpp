// erDiagram of Mermaid. Its grammar has no escapes: what a word cannot hold is written as `_` with
// the real name behind it, what a text cannot hold as an entity.
#include "commands/inspect/format.h"
#include "commands/inspect/tables.h"
#include "migrate/base/strings.h"

#include <fmt/core.h>

#include <array>

namespace migrate::commands::inspect {

namespace {

/// Between double quotes.
std::string text(std::string_view plain) {
  static constexpr std::string_view special = "\"#%&;<>\\~";
  std::string out;
  for (const char c : plain) {
    if (special.find(c) != std::string_view::npos)
      out += fmt::format("#{};", static_cast<int>(c));
    else
      out += static_cast<unsigned char>(c) < ' ' || c == '\x7F' ? ' ' : c;
  }
  return '"' + out + '"';
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_word_byte(char c) {
  return is_letter(c) || (c >= '0' && c <= '9') || c == '_' || static_cast<unsigned char>(c) > 0x7F;
}

/// The words for keys cannot be names.
bool is_reserved(std::string_view word) {
  static constexpr std::array<std::string_view, 3> keys{"pk", "fk", "uk"};
  std::size_t end = 0;
  while (end < word.size() && is_word_byte(word[end]))
    ++end;
  for (const auto key : keys)
    if (equal_ignoring_case(word.substr(0, end), key)) return true;
  return false;
}

/// A name or type of an attribute; `more` are bytes that it may have too.
std::string word(std::string_view plain, std::string_view more) {
  // What UTF-8 begins with it, below U+00C0, is no letter there.
  constexpr char no_letter = '\xC2';
  std::string out;
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char c = plain[i];
    if (c == no_letter) ++i;
    const bool fits = c != no_letter && (is_word_byte(c) || more.find(c) != std::string_view::npos);
    out += fits ? c : '_';
  }
  const bool begins =
      !out.empty() && is_word_byte(out.front()) && (out.front() < '0' || out.front() > '9');
  return begins && !is_reserved(out) ? out : "_" + out;
}

std::string keys_of(const Column& column) {
  std::string out;
  const auto add = [&out](bool has, std::string_view key) {
    if (has) out += (out.empty() ? " " : ", ") + std::string(key);
  };
  add(column.primary, "PK");
  add(column.foreign, "FK");
  add(column.unique, "UK");
  return out;
}

std::string attribute(const Column& column) {
  const auto name = word(column.name, "");
  const auto remark = name == column.name ? "" : " " + text(column.name);
  return fmt::format("    {} {}{}{}\n",
                     word(replace_all(column.type, "\"", ""), "()[]"),
                     name,
                     keys_of(column),
                     remark);
}

std::string entity(const Table& table) {
  std::string out = "  " + text(table.name);
  if (table.columns.empty()) return out + "\n";
  out += " {\n";
  for (const auto& column : table.columns)
    out += attribute(column);
  return out + "  }\n";
}

std::string relation(const Tables& all, const Reference& reference) {
  return fmt::format("  {} {}--{} {} : {}\n",
                     text(all.tables[reference.to].name),
                     reference.required ? "||" : "|o",
                     reference.single ? "o|" : "o{",
                     text(all.tables[reference.from].name),
                     text(join(reference.columns, ", ")));
}

Written write(const Subject& subject) {
  const Whole whole(subject.schema.snapshot);
  const auto all = tables_of(whole);
  std::string out = "erDiagram\n";
  for (const auto& table : all.tables)
    out += entity(table);
  for (const auto& reference : all.references)
    out += relation(all, reference);
  return {.text = std::move(out)};
}

}  // namespace

constinit const Format mermaid_format{
    .name = "mermaid",
    .key = "mermaid",
    .type = "text",
    .meaning = "with `--format mermaid`: tables and keys as an erDiagram",
    .write = write};

}  // namespace migrate::commands::inspect
