#include "catalog/canonical.h"

#include "migrate/base/strings.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace migrate::catalog {

namespace {

constexpr std::string_view opening = "(ARRAY[";
constexpr std::string_view closing = ")::text[]";

/// Where what is quoted from `at` on ends.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  const char quote = text[at];
  const bool escapes = quote == '\'' && at > 0 && text[at - 1] == 'E';
  for (++at; at < text.size() && text[at] != quote; ++at)
    if (escapes && text[at] == '\\') ++at;
  return at < text.size() ? at + 1 : text.size();
}

struct Elements {
  std::vector<std::string_view> all;
  std::size_t end = 0;  ///< of the bracket behind them; 0: there is none
};

Elements elements_of(std::string_view text, std::size_t at) {
  Elements out;
  auto begin = at;
  for (int depth = 0; at < text.size();) {
    const char c = text[at];
    if (c == '\'' || c == '"') {
      at = skip_quoted(text, at);
      continue;
    }
    if (depth == 0 && (c == ',' || c == ']')) {
      out.all.push_back(text.substr(begin, at - begin));
      begin = at + 2;
      out.end = at + 1;
      if (c == ']') return out;
    }
    if (c == '(' || c == '[') ++depth;
    if (c == ')' || c == ']') --depth;
    ++at;
  }
  return {};
}

std::string in_text(const std::vector<std::string_view>& elements) {
  std::string out;
  for (const auto element : elements)
    out += (out.empty() ? "(" : ", (") + std::string(element) + ")::text";
  return "ARRAY[" + out + "]";
}

/// What a column is called that is nothing but a constant of a type (FigureColname in the server's
/// parse_target.c): by the type's internal name, without its schema.
std::string_view column_name_of(std::string_view type) {
  static constexpr std::pair<std::string_view, std::string_view> internal[] = {
      {"character varying", "varchar"},
      {"character", "bpchar"},
      {"bit varying", "varbit"},
      {"integer", "int4"},
      {"bigint", "int8"},
      {"smallint", "int2"},
      {"boolean", "bool"},
      {"real", "float4"},
      {"double precision", "float8"},
      {"timestamp without time zone", "timestamp"},
      {"timestamp with time zone", "timestamptz"},
      {"time without time zone", "time"},
      {"time with time zone", "timetz"}};
  if (type.ends_with("[]")) type.remove_suffix(2);
  for (const auto& [written, name] : internal)
    if (type == written) return name;
  return type.substr(type.rfind('.') + 1);
}

/// Behind a constant at `at`: `::text AS text`, whose alias says nothing. Where the type ends; 0:
/// there is none such. The server writes the alias of a constant only where that was read once
/// more.
std::size_t end_before_alias(std::string_view text, std::size_t at) {
  constexpr std::string_view cast = "::";
  constexpr std::string_view as = " AS ";
  if (!text.substr(at).starts_with(cast)) return 0;
  const auto end = text.find_first_of(",\n)", at);
  const auto rest = text.substr(at, end == std::string_view::npos ? end : end - at);
  const auto alias = rest.find(as);
  if (alias == std::string_view::npos) return 0;
  const auto type = rest.substr(cast.size(), alias - cast.size());
  auto name = rest.substr(alias + as.size());
  if (name.size() > 2 && name.front() == '"') name = name.substr(1, name.size() - 2);
  return name == column_name_of(type) ? at + alias : 0;
}

/// Whether a column of a SELECT begins there: what functions of XML and JSON are given has an AS of
/// another kind.
bool begins_column(std::string_view text, std::size_t at) {
  const auto before = text.substr(0, at);
  const auto last = before.find_last_not_of(' ');
  if (last == std::string_view::npos || last + 1 == at) return false;
  const auto word = before.substr(0, last + 1);
  return word.ends_with('\n') || word.ends_with("SELECT") || word.ends_with("DISTINCT");
}

/// `EXTRACT(YEAR FROM`: the server keeps the letters that the field was written in, until it is
/// read once more. Where the field ends; 0: there is none.
std::size_t end_of_field(std::string_view text, std::size_t at) {
  auto end = at;
  while (end < text.size() && (std::isalnum(static_cast<unsigned char>(text[end])) != 0))
    ++end;
  return text.substr(end).starts_with(" FROM ") ? end : 0;
}

/// A part of a text that is written again: where it ends, and what stands for it.
struct Rewritten {
  std::size_t end = 0;  ///< 0: it stays
  std::string text = {};
};

Rewritten array_of_text(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with(opening)) return {};
  const auto elements = elements_of(text, at + opening.size());
  if (elements.end == 0 || !text.substr(elements.end).starts_with(closing)) return {};
  return {.end = elements.end + closing.size(), .text = in_text(elements.all)};
}

Rewritten extract(std::string_view text, std::size_t at) {
  constexpr std::string_view word = "EXTRACT(";
  if (!text.substr(at).starts_with(word)) return {};
  const auto end = end_of_field(text, at + word.size());
  if (end == 0) return {};
  return {
      .end = end,
      .text = std::string(word) + to_lower(text.substr(at + word.size(), end - at - word.size()))};
}

Rewritten named_constant(std::string_view text, std::size_t at) {
  constexpr std::string_view null = "NULL";
  const bool is_null = text.substr(at).starts_with(null);
  if ((text[at] != '\'' && !is_null) || !begins_column(text, at)) return {};
  const auto end = is_null ? at + null.size() : skip_quoted(text, at);
  const auto type_end = end_before_alias(text, end);
  if (type_end == 0) return {};
  const auto alias_end = text.find_first_of(",\n)", type_end);
  return {.end = std::min(alias_end, text.size()),
          .text = std::string(text.substr(at, type_end - at))};
}

bool has_any(std::string_view text) {
  static constexpr std::string_view marks[] = {closing, "EXTRACT(", " AS "};
  return std::ranges::any_of(
      marks, [text](std::string_view mark) { return text.find(mark) != std::string_view::npos; });
}

}  // namespace

void make_canonical(std::string& definition) {
  const std::string_view text = definition;
  if (!has_any(text)) return;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    auto found = array_of_text(text, at);
    if (found.end == 0) found = extract(text, at);
    if (found.end == 0) found = named_constant(text, at);
    if (found.end == 0) {
      found.end = text[at] == '\'' || text[at] == '"' ? skip_quoted(text, at) : at + 1;
      found.text = text.substr(at, found.end - at);
    }
    out += found.text;
    at = found.end;
  }
  definition = std::move(out);
}

}  // namespace migrate::catalog
